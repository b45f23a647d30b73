#include "hostile.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

int main() {
  const std::set<std::string> known{"usr", "bin",  "lib", "lib32", "lib64",   "libx32", "sbin",
                                    "etc", "proc", "dev", "tmp",   "program", ".init"};
  const std::set<std::string> empty{".proc", ".root"};  // where /proc is masked
  for (const auto& entry : std::filesystem::directory_iterator("/")) {
    const std::string name = entry.path().filename();
    if (empty.contains(name) && std::filesystem::is_empty(entry.path())) continue;
    if (!known.contains(name)) breach("the root holds /%s", name.c_str());
  }
  const std::set<std::string> tame{"ld.so.cache", "alternatives", "hosts", "nsswitch.conf"};
  for (const auto& entry : std::filesystem::directory_iterator("/etc")) {
    const std::string name = entry.path().filename();
    if (!tame.contains(name)) breach("/etc holds %s", name.c_str());
  }
  // What is mounted from where: the mount table names paths of the host.
  std::ifstream table("/proc/self/mountinfo");
  for (std::string line; std::getline(table, line);) {
    for (const char* word : {DECOY_FOLDER, "/specs", "/submissions", "/root/"}) {
      if (line.find(word) != std::string::npos) breach("the mount table says %s", line.c_str());
    }
  }
  held("the root, /etc and the mount table tell nothing");
}

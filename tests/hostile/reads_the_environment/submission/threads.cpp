#include "hostile.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

static std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int main() {
  const std::set<std::string> known{"PATH", "HOME", "LANG", "TERM", "PWD"};
  for (char** one = environ; *one != nullptr; ++one) {
    const std::string text = *one;
    if (!known.contains(text.substr(0, text.find('=')))) breach("environment: %s", text.c_str());
  }
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const std::string environment = content("/proc/" + name + "/environ");
    const std::string words = content("/proc/" + name + "/cmdline");
    for (const char* secret :
         {"DECOY", "SECRET", "seed", "specs", "--bind", "viva-", "submission"}) {
      if ((environment + words).find(secret) != std::string::npos)
        breach("process %s tells of %s", name.c_str(), secret);
    }
  }
  held("environments and command lines tell nothing");
}

// A shell starts it, files catch its two streams.
#include "tests/cli/command.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <sys/wait.h>

namespace viva::test {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

Folder::Folder() {
  std::string name = (fs::temp_directory_path() / "viva-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

Folder& Folder::with(const std::string& name, const std::string& bytes) {
  fs::create_directories((path_ / name).parent_path());
  std::ofstream{path_ / name, std::ios::binary} << bytes;
  return *this;
}

std::map<std::string, std::string> Folder::contents() const {
  std::map<std::string, std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(path_)) {
    all[fs::relative(entry.path(), path_).string()] =
        entry.is_regular_file() ? read(entry.path()) : "";
  }
  return all;
}

Ran viva(const std::string& words, const Folder& memory, bool names_assignment,
         const std::string& under) {
  const Folder streams;
  const std::string out = (streams.path() / "out").string();
  const std::string err = (streams.path() / "err").string();
  const std::string line =
      "cd / && env -i PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 XDG_CACHE_HOME=" +
      memory.path().string() + " " + under + " " VIVA_BUILD_DIR "/viva " + words +
      (names_assignment ? "" : " --assignment " VIVA_SOURCE_DIR) + " </dev/null >" + out + " 2>" +
      err;
  const int status = std::system(line.c_str());
  Ran ran;
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ran.out = read(out);
  ran.err = read(err);
  return ran;
}

}  // namespace viva::test

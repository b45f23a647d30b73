#include "harness/cli/called.hpp"

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <system_error>
#include <unistd.h>

namespace viva::cli {
namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets any
  return value == nullptr ? std::string{} : std::string{value};
}

/// Whether a shell would find this file by its name alone.
bool found_by_name(const fs::path& file, const std::string& path) {
  std::istringstream folders{path};
  for (std::string folder; std::getline(folders, folder, ':');) {
    const fs::path candidate = fs::path(folder) / file.filename();
    if (::access(candidate.c_str(), X_OK) != 0) continue;
    std::error_code error;
    return fs::equivalent(candidate, file, error) && !error;
  }
  return false;
}

}  // namespace

Call own_call(const char* argument) {
  return {argument == nullptr ? "" : argument, variable("VIVA_CALLED_AS"), variable("PATH")};
}

std::string called_as(const Call& call) {
  const std::string name = call.handed.empty() ? call.argument : call.handed;
  if (name.empty()) return "viva";
  // A script is given its whole path by the kernel, also where only its name was typed.
  const fs::path file = name;
  if (file.is_absolute() && found_by_name(file, call.path)) return file.filename().string();
  return shell_word(name);
}

std::string shell_word(const std::string& word) {
  if (word.find_first_of(" \t\n'\"$&;()<>|*?[]#~`\\!{}") == std::string::npos && !word.empty())
    return word;
  std::string quoted = "'";
  for (const char letter : word) {
    if (letter == '\'') {
      quoted += "'\\''";
    } else {
      quoted += letter;
    }
  }
  return quoted + "'";
}

}  // namespace viva::cli

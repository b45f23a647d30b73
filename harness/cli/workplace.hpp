// The folder in which one run of viva works, and what it knows of itself and of the machine.
#pragma once

#include "harness/model/assignment.hpp"

#include <filesystem>
#include <string>

namespace viva::cli {

/// A folder below the system's temporary one, with the box's init in it. Removed at the end, and
/// when SIGINT, SIGTERM or SIGHUP ends the program. The unprivileged user may enter it, nobody may
/// list it. Make it before any thread is started: it takes over those signals.
class Workplace {
 public:
  Workplace();
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace();

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] std::filesystem::path init() const { return folder_ / "init"; }

 private:
  std::filesystem::path folder_;
};

/// This program's own executable.
std::filesystem::path own_executable();

/// Where things are remembered between runs: $XDG_CACHE_HOME/viva or ~/.cache/viva; empty when
/// there is no such place.
std::filesystem::path memory_folder();

/// Changes when viva, its init or a compiler of the assignment's does.
std::string identity(const Assignment& assignment, const std::filesystem::path& init);

}  // namespace viva::cli

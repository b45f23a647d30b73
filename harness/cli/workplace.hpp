// The folder in which one run of viva works, and what it knows of itself and of the machine.
#pragma once

#include "harness/box/cgroup.hpp"
#include "harness/cli/keeper.hpp"
#include "harness/model/assignment.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace viva::cli {

/// A folder below the system's temporary one, with the box's init in it, and a place for control
/// groups. Removed at the end, and however else the program ends, by the keeper. The unprivileged
/// user may enter the folder, nobody may list it. Make it before any thread is started: it takes
/// over SIGINT, SIGTERM and SIGHUP.
class Workplace {
 public:
  Workplace();
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace();

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] std::filesystem::path init() const { return folder_ / "init"; }
  [[nodiscard]] const box::Cgroups& groups() const { return *groups_; }

 private:
  Keeper keeper_;
  std::filesystem::path folder_;
  std::optional<box::Cgroups> groups_;
};

/// This program's own executable.
std::filesystem::path own_executable();

/// Where things are remembered between runs: $XDG_CACHE_HOME/viva or ~/.cache/viva; empty when
/// there is no such place.
std::filesystem::path memory_folder();

/// Changes when viva, its init or a compiler of the assignment's does.
std::string identity(const Assignment& assignment, const std::filesystem::path& init);

}  // namespace viva::cli

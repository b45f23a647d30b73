// The folder in which one run of viva works, and what it knows of itself and of the machine.
#pragma once

#include "harness/box/box.hpp"
#include "harness/box/cgroup.hpp"
#include "harness/cli/keeper.hpp"
#include "harness/cli/options.hpp"
#include "harness/model/assignment.hpp"

#include <atomic>
#include <filesystem>
#include <string>
#include <thread>

namespace viva::cli {

/// Removes a folder and ends the program when SIGINT, SIGTERM or SIGHUP comes. Those are blocked
/// from here on, also after its end: what comes between two of these waits for the second.
class EndWatch {
 public:
  explicit EndWatch(const std::filesystem::path& folder);
  EndWatch(const EndWatch&) = delete;
  EndWatch& operator=(const EndWatch&) = delete;
  ~EndWatch();

 private:
  std::atomic<bool> over_ = false;
  std::thread thread_;
};

/// A folder below the system's temporary one, with the box's init in it, and a place for control
/// groups. Removed at the end, and however else the program ends, by the keeper. The unprivileged
/// user may enter the folder, nobody may list it. Make it before any thread is started: it takes
/// over SIGINT, SIGTERM and SIGHUP. One after the other, never two at once.
class Workplace {
 public:
  Workplace();
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace();

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] std::filesystem::path init() const { return folder_ / "init"; }
  [[nodiscard]] const box::Cgroups& groups() const { return groups_; }

 private:
  Keeper keeper_;
  std::filesystem::path folder_;
  EndWatch watch_;
  box::Cgroups groups_;
};

/// The walls that are wanted, or, where `automatic` finds none, no walls, and then `weaker` says
/// why. Throws Trouble when namespaces are wanted and cannot be had.
box::Isolation usable_isolation(Isolation wanted, const Workplace& workplace, std::string& weaker);

/// This program's own executable.
std::filesystem::path own_executable();

/// Where things are remembered between runs: $XDG_CACHE_HOME/viva or ~/.cache/viva; empty when
/// there is no such place.
std::filesystem::path memory_folder();

/// Changes when viva, its init or a compiler of the assignment's does.
std::string identity(const Assignment& assignment, const std::filesystem::path& init);

}  // namespace viva::cli

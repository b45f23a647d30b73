// Control groups (cgroups(7)): the kernel's own count and bound of a box's memory and tasks, with
// what no look at processes sees (socket buffers, pipes, files in memory). A group is a bound more,
// never a condition: where none can be had, the looks at the tree of processes go on alone.
//
// `Cgroups` finds a place where groups may be made, `make` makes one for each box. Version 2 where
// its controllers are, else version 1, which only root may use.
#pragma once

#include "harness/box/descriptor.hpp"
#include "harness/model/limits.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace viva::box {

/// One box's groups: a folder in each hierarchy. Empty: there are none. Movable; the folders are
/// removed when it is destroyed, by when the box has ended.
class Cgroup {
 public:
  Cgroup() = default;
  Cgroup(Cgroup&&) = default;
  Cgroup& operator=(Cgroup&& other) noexcept;
  Cgroup(const Cgroup&) = delete;
  Cgroup& operator=(const Cgroup&) = delete;
  ~Cgroup() { remove(); }

  /// A group that another process made and removes: its folders, and its open entrances, taken
  /// over.
  static Cgroup lent(std::vector<std::filesystem::path> folders, const std::vector<int>& entrances);

  [[nodiscard]] bool empty() const { return folders_.empty(); }
  [[nodiscard]] const std::vector<std::filesystem::path>& folders() const { return folders_; }

  /// Open cgroup.procs files: who writes "0" there enters.
  [[nodiscard]] std::vector<int> entrances() const;

  /// How often the kernel ended a process here because the memory was used up; 0 without a group.
  [[nodiscard]] std::uint64_t memory_kills() const;

  /// How often a new process or thread was refused; 0 without a group.
  [[nodiscard]] std::uint64_t tasks_refused() const;

 private:
  friend class Cgroups;
  void remove();

  std::vector<std::filesystem::path> folders_;
  std::vector<Descriptor> entrances_;
  bool ours_ = false;
};

/// Where groups may be made: a parent folder in one hierarchy (version 2) or in two (version 1).
struct CgroupHome {
  int version = 0;  ///< 0: nowhere, `why` says the reason
  std::vector<std::filesystem::path> parents;
  std::string why;
};

/// The candidates, best first, from the text of /proc/self/cgroup and /proc/self/mountinfo. Pure.
std::vector<CgroupHome> cgroup_homes(const std::string& membership, const std::string& mounts);

class Cgroups {
 public:
  /// Tries the candidates by making a group in each until one works. `announce` hears of each
  /// folder of our own before it is made, so that somebody can clean up after us.
  explicit Cgroups(const std::function<void(const std::filesystem::path&)>& announce);
  Cgroups(const Cgroups&) = delete;
  Cgroups& operator=(const Cgroups&) = delete;
  ~Cgroups();

  [[nodiscard]] int version() const { return home_.version; }
  [[nodiscard]] const std::string& why_not() const { return home_.why; }
  /// Our own folder in each hierarchy; whoever outlives us can remove what is in there.
  [[nodiscard]] const std::vector<std::filesystem::path>& folders() const { return own_; }

  /// A group with these bounds, or an empty one where there is no place or it fails. May be called
  /// by several threads.
  [[nodiscard]] Cgroup make(const Limits& limits) const;

 private:
  CgroupHome home_;
  std::vector<std::filesystem::path> own_;
  mutable std::atomic<std::uint64_t> next_{0};
};

/// Ends whatever still runs in the groups below these folders and removes them; for who cleans up
/// after a viva that was killed. Never throws.
void remove_cgroups(const std::vector<std::filesystem::path>& folders);

}  // namespace viva::box

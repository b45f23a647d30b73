// Start one process: the only fork in viva. Who may run, and confined how, is decided elsewhere.
#pragma once

#include "harness/model/value.hpp"

#include <string>
#include <sys/types.h>
#include <vector>

namespace viva::box {

/// The unprivileged user that a viva started by root becomes before it starts anything of a
/// student's. Nobody's files belong to it (Debian policy 9.2.2: 65530 to 65533 are free).
inline constexpr unsigned sandbox_user = 65533;

/// Becomes sandbox_user when this is root. Where there is no such user (a container that holds root
/// alone) it is one in a user namespace of its own. False, with errno: it could not. Safe after
/// vfork(2).
bool leave_root();

struct Inherit {
  int from;  ///< descriptor here
  int to;    ///< its number in the new process, from 0
};

struct SpawnPlan {
  std::string file;              ///< absolute path of the executable
  Strings arguments;             ///< [0] included
  Strings environment;           ///< "NAME=value"; empty: an empty environment
  std::vector<Inherit> inherit;  ///< everything else is closed
  std::vector<int> join;         ///< open cgroup.procs files: it enters these groups (cgroups(7))
  bool background = false;       ///< its session yields to all others (sched(7), autogroup)
  bool expendable = false;  ///< a machine without memory ends it first (proc_pid_oom_score_adj(5))
  bool drop_root = false;   ///< become sandbox_user when started by root
  bool outlives = false;    ///< goes on when the calling thread ends
};

/// The new process's id. It leads a session of its own and is killed when the calling thread ends,
/// unless it outlives it.
/// Throws Trouble when the executable cannot be started.
pid_t spawn(const SpawnPlan& plan);

/// The path of `program` in the directories where the system keeps programs, or empty.
std::string find_program(const std::string& program);

}  // namespace viva::box

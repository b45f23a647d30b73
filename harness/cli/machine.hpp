// What this machine is like, as far as grading depends on it: facts, found by trying where that is
// possible. What follows from them is said elsewhere (doctor.hpp).
#pragma once

#include "harness/model/assignment.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace viva::cli {

struct Tool {
  std::string language;  ///< "C++"
  std::string program;   ///< "g++"
  std::string path;      ///< empty: not where the box looks for programs
  std::string version;   ///< the first line of --version

  bool operator==(const Tool&) const = default;
};

/// A kernel setting: its value, nothing where this kernel has none such.
using Setting = std::optional<std::int64_t>;

struct Machine {
  std::vector<Tool> tools;      ///< one for each language, in the assignment's order
  std::string compile_trouble;  ///< why a small program could not be built and run; empty: it could
  bool compiler_stopped = false;    ///< that was a limit
  std::string bubblewrap;           ///< its version; empty: not there
  std::string namespace_trouble;    ///< why a trial cannot have namespaces; empty: it can
  std::string masked;               ///< why it has them without a /proc of its own; empty: with one
  Setting user_namespaces_allowed;  ///< kernel.unprivileged_userns_clone
  Setting user_namespaces_max;      ///< user.max_user_namespaces
  Setting apparmor_restricts;       ///< kernel.apparmor_restrict_unprivileged_userns
  std::string sanitizer_trouble;    ///< why a thread-sanitized program does not run; empty: it does
  Setting address_bits;             ///< vm.mmap_rnd_bits
  Setting autogroup;                ///< kernel.sched_autogroup_enabled
  int group_version = 0;            ///< of the control groups that boxes get; 0: none
  std::string group_trouble;        ///< why they get none
  unsigned cores = 1;
  Duration lateness{0};               ///< the worst of some short sleeps
  std::string temporary;              ///< the folder for work
  bool temporary_runs = true;         ///< programs may be run there
  std::uint64_t temporary_bytes = 0;  ///< free there
  std::string memory;                 ///< where results are remembered; empty: nowhere
};

/// Takes a second or two: it compiles. Throws Trouble when not even a command can be started.
Machine look_at_machine(const Assignment& assignment);

}  // namespace viva::cli

// The filter of system calls: refuses what no student's program and no compiler needs, because each
// such call is a way to the kernel that a bug in it could open. Pure but for libseccomp's own work;
// the init loads it right before the command starts. It holds without namespaces too.
#pragma once

#include "harness/model/value.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace viva::box {

/// Whatever is not refused is allowed.
struct FilterPlan {
  /// Set: no program may be started, but by execveat(2) of the descriptor with this number, and
  /// standard error cannot be closed or exchanged.
  std::optional<std::uint64_t> only_start;

  bool operator==(const FilterPlan&) const = default;
};

/// The calls that are refused whatever their arguments, by name; for tests and docs.
const Strings& refused_calls();

/// The bytes of a struct sock_filter[] (seccomp(2)) for this machine's processor. Throws Trouble.
std::string filter_bytes(const FilterPlan& plan);

}  // namespace viva::box

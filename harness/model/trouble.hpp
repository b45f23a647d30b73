// The world or viva itself failed (a system call, a disk, a peer's own bug). Never a student's
// mistake.
#pragma once

#include <stdexcept>
#include <string>

namespace viva {

/// Says what was attempted and what the system answered. Caught at the edge of a command and in the
/// trial's worker, where it becomes the outcome "not judged".
class Trouble : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Throws Trouble("ATTEMPT: reason of errno") when `result` is negative; else returns it.
template <class Integer>
Integer check_call(const char* attempt, Integer result);

/// Throws Trouble("ATTEMPT: reason of `error`").
[[noreturn]] void throw_trouble(const std::string& attempt, int error);

}  // namespace viva

#include <cerrno>

namespace viva {
template <class Integer>
Integer check_call(const char* attempt, Integer result) {
  if (result < 0) throw_trouble(attempt, errno);
  return result;
}
}  // namespace viva

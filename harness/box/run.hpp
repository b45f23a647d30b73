// Run one boxed command to its end and keep what it wrote: for compilers. Blocks the calling
// thread. Trials, which talk to their program meanwhile, start their box themselves.
#pragma once

#include "harness/box/box.hpp"
#include "harness/box/proc.hpp"

#include <map>
#include <optional>
#include <string>
#include <sys/types.h>

namespace viva::box {

/// The limit that ended a command: its name, its value and what was used, in words for people.
struct Exceeded {
  std::string name;  ///< "wall", "cpu", "memory"
  std::string value;
  std::string used;
};

struct Outcome {
  bool started = false;  ///< false: `error` says why (errno)
  int error = 0;
  int status = 0;  ///< as wait(2) gives it
  std::optional<Exceeded> exceeded;
  std::string out;
  std::string err;        ///< both cut at limits.output_bytes
  std::uint64_t cut = 0;  ///< bytes that were not kept
  Duration wall{0};
  Duration cpu{0};
  std::uint64_t peak_bytes = 0;
  std::int64_t collected = 0;  ///< bytes of the collected file, or a negative errno

  [[nodiscard]] bool succeeded() const { return started && status == 0 && !exceeded; }
};

/// Open descriptors for one command; -1: none.
struct Given {
  int input = -1;      ///< its standard input; none: it is at its end
  int collected = -1;  ///< where the plan's collected file is written to
};

/// Throws Trouble when the box itself cannot be made.
Outcome run(const BoxPlan& plan, const Cgroup& group = {}, Given given = {});

/// Takes from a command's wall time what it spent ready to run without getting a core: on a machine
/// that has much to do, a compiler that yields to all others may get hardly any, and that is not
/// its author's doing. A command that sleeps or blocks gains nothing by it. Pure.
class Patience {
 public:
  static constexpr int most_stretch = 10;  ///< and never more than so many times the limit

  /// `waits`: how long each process alive has waited for a core in all.
  Duration own_time(Duration elapsed, const std::map<pid_t, Duration>& waits);

 private:
  struct Known {
    Duration waited;
    Duration since;  ///< when that was seen, or when the process was not there yet
  };
  std::map<pid_t, Known> known_;
  Duration starved_{0};
  Duration last_{0};
};

/// Which limit is exceeded by this use, if any. Pure.
std::optional<Exceeded> exceeded(const Limits& limits, Duration wall, const Usage& usage);

/// The same for a box whose group's memory the kernel found used up.
Exceeded memory_used_up(const Limits& limits);

}  // namespace viva::box

// Run one boxed command to its end and keep what it wrote: for compilers. Blocks the calling
// thread. Trials, which talk to their program meanwhile, start their box themselves.
#pragma once

#include "harness/box/box.hpp"

#include <optional>
#include <string>

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

  [[nodiscard]] bool succeeded() const { return started && status == 0 && !exceeded; }
};

/// `input` is a descriptor for its standard input; none: at its end. Throws Trouble when the box
/// itself cannot be made.
Outcome run(const BoxPlan& plan, std::optional<int> input = std::nullopt);

/// Which limit is exceeded by this use, if any. Pure.
std::optional<Exceeded> exceeded(const Limits& limits, Duration wall, Duration cpu,
                                 std::uint64_t memory_bytes);

}  // namespace viva::box

// What changed among the program's processes and threads since the last look. Looks at /proc
// through the box's eyes; keeps only what is needed to tell a change.
#pragma once

#include "harness/trial/recorder.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace viva::trial {

class Sampler {
 public:
  /// Records `processes`, `threads` and `wrote` events of `who` for what differs from the last
  /// look. `init` is the box's init: everything below it is the program's.
  void look(pid_t init, std::string_view who, Recorder& recorder);

 private:
  std::vector<pid_t> processes_;
  std::map<pid_t, std::vector<pid_t>> threads_;
  std::map<std::pair<pid_t, pid_t>, std::int64_t> wrote_;
};

}  // namespace viva::trial

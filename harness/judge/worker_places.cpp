// A worker line is found again by where it stood.
#include "harness/judge/worker_places.hpp"

#include <algorithm>
#include <cstddef>

namespace viva::judge {

std::vector<bool> lines_of_workers(const std::vector<Line>& lines, const WorkerOutput& output) {
  std::vector<bool> found(lines.size(), false);
  for (const Worker& worker : output.workers) {
    for (const WorkerLine& spoken : worker.lines) {
      const auto behind = std::upper_bound(
          lines.begin(), lines.end(), spoken.offset,
          [](std::size_t offset, const Line& line) { return offset < line.offset; });
      if (behind != lines.begin())
        found[static_cast<std::size_t>(behind - lines.begin()) - 1] = true;
    }
  }
  return found;
}

}  // namespace viva::judge

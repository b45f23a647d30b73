// Which lines of the output are the ones that the reading of workers (worker_lines.hpp) took for
// worker lines: whoever reads the other lines has to leave them out.
#pragma once

#include "harness/judge/look.hpp"
#include "harness/judge/worker_lines.hpp"

#include <vector>

namespace viva::judge {

/// For each of `lines`, the program's whole output, whether a worker line stands in it. Of a line
/// that was put together from several torn ones, the last.
std::vector<bool> lines_of_workers(const std::vector<Line>& lines, const WorkerOutput& output);

}  // namespace viva::judge

// What several workers printed side by side, "Thread 1: 3", read as a person would read it:
// whatever the label looks like, with banners and debug lines around it, and where lines ran into
// one another.
#pragma once

#include "harness/model/event.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace viva::judge {

struct WorkerLine {
  std::int64_t number = 0;
  Duration t{0};           ///< when the number was seen
  std::size_t event = 0;   ///< the event that brought it
  std::size_t offset = 0;  ///< a byte of its line, in all of the output
};

/// All lines with one label.
struct Worker {
  std::string label;  ///< as the program wrote it
  std::vector<WorkerLine> lines;
  bool complete = false;  ///< its numbers are the expected ones, in order, each once

  [[nodiscard]] Integers numbers() const;
};

struct WorkerOutput {
  std::vector<Worker> workers;  ///< those that matter, in the order of their first lines
  std::size_t lines = 0;        ///< worker lines, right or wrong
  std::size_t recovered = 0;    ///< of them, taken out of lines that had run into one another
  bool as_expected = false;     ///< exactly the wanted workers, all complete
};

/// Of all readings of the output that make sense, the one that is best for the student. `expected`:
/// the numbers that each worker prints. More workers than `wanted` are listed only if complete.
WorkerOutput read_workers(const Transcript& transcript, const Integers& expected,
                          std::size_t wanted);

}  // namespace viva::judge

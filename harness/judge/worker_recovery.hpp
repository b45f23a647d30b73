// Lines that ran into one another: two workers' own lines serve as templates, and a stretch of text
// that is a shuffle of one line of each, every character in its order, is those two lines.
#pragma once

#include "harness/judge/worker_entries.hpp"
#include "harness/model/value.hpp"

#include <array>
#include <string>
#include <vector>

namespace viva::judge::workers {

/// A worker's line with the number left out.
struct Template {
  std::string prefix;
  std::string suffix;

  [[nodiscard]] std::string with(std::int64_t number) const {
    return prefix + std::to_string(number) + suffix + "\n";
  }
};

using Templates = std::array<Template, 2>;

/// Reads the output by two templates: whole lines, lines with something in front, and shuffles.
std::vector<Entry> recovered(const std::vector<RawLine>& lines, const Templates& templates,
                             const Integers& expected);

/// What most lines with this label look like. There is at least one.
Template template_of(const std::vector<Entry>& entries, const std::string& label);

/// Labels that the two might have when no line of theirs came through whole: "Thread 1" and "Thread
/// 2".
std::vector<Templates> guesses(const std::vector<RawLine>& lines);

}  // namespace viva::judge::workers

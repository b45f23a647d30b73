// Lengths of time as people write them: "Total time: 5.003 seconds", "5003 ms", "fünf Sekunden".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace viva::judge {

/// A number in a text, read as a length of time.
struct SpokenTime {
  double value = 0;       ///< the number as it stands there
  double unit = 1;        ///< seconds in one of its unit
  double step = 1;        ///< the weight of its last digit, in its unit
  bool has_unit = false;  ///< otherwise seconds are assumed
  bool is_word = false;   ///< "five"
  std::size_t begin = 0;  ///< where the number begins in the text
  std::size_t end = 0;    ///< where it ends, with its unit
  std::string text;       ///< the words themselves: "5.003 seconds"

  [[nodiscard]] double seconds() const { return value * unit; }
  [[nodiscard]] double step_seconds() const { return step * unit; }
};

/// All numbers of the text in their order. Number words (one to twenty, eins to zwanzig) count only
/// with `Words::understood`. Digits inside a word ("Thread1") are no numbers, nor are dates and
/// versions ("1.2.3"). "5,003.12" and "5'003" have thousands; so has "5,003 ms", but not "5,003 s".
enum class Words { ignored, understood };
std::vector<SpokenTime> times_in(std::string_view text, Words words = Words::ignored);

/// A unit that stands before the number instead of after it: "Time (ms): 5003", "elapsed in
/// s: 5.0". Gives the seconds in one such unit. `before` is the text in front of the number.
std::optional<double> unit_before(std::string_view before);

}  // namespace viva::judge

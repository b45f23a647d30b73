// A line of output as a label and a number, in one of several readings: where the label ends and
// which number counts is not the same in every program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace viva::judge::workers {

/// A line of output without terminal escapes, and the way back to the events.
struct RawLine {
  std::string text;
  std::size_t offset = 0;  ///< of its first byte in the stream
  std::size_t end = 0;     ///< of its last byte, line end included
  bool exact = true;       ///< nothing was taken out: offsets inside the line are true
};

struct Entry {
  std::string prefix;  ///< raw text before the number
  std::string name;    ///< the label for people
  std::string label;   ///< tame form, by which lines belong together
  std::string suffix;  ///< raw text behind the number
  std::int64_t number = 0;
  std::size_t line = 0;
  std::size_t place = 0;  ///< of the number in the line
  bool recovered = false;
};

enum class Number { last_after_colon, each_after_colon, last };

struct Reading {
  Number number = Number::each_after_colon;
  bool suffix_counts = false;   ///< "Thread 1: 5 numbers printed" is not "Thread 1: 5"
  bool times_stripped = false;  ///< "[0.01] Thread 1: 1" and "[1.01] Thread 1: 2" are one worker's
};

std::vector<RawLine> raw_lines(const std::string& bytes);

/// All that the lines say in this reading; entries with an empty label are left out.
std::vector<Entry> read(const std::vector<RawLine>& lines, const Reading& reading);

/// A label as it is compared: small letters, single blanks, no decoration at its ends.
std::string tame(std::string_view text);

/// What stands before a number, as people are shown it.
std::string name_of(std::string_view prefix);

bool has_letter(std::string_view text);

/// A whole number at `begin`, its end; none for parts of a decimal number or of a time of day.
std::optional<std::size_t> number_end(std::string_view text, std::size_t begin);

}  // namespace viva::judge::workers

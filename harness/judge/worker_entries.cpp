// How a line is read: see worker_entries.hpp.
#include "harness/judge/worker_entries.hpp"

#include "harness/judge/look.hpp"
#include "harness/judge/spoken_time.hpp"
#include "harness/judge/worker_stamps.hpp"
#include "harness/text/utf8.hpp"

#include <algorithm>
#include <utility>

namespace viva::judge::workers {
namespace {

constexpr std::size_t digits_max = 9;
constexpr std::size_t line_bytes_max = 2000;
constexpr std::string_view decoration = " \t:=->#|*.,;!([{<>}])\"'`~_";

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool is_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (static_cast<unsigned char>(letter) & 0x80U) != 0;
}

Entry entry_of(std::string_view line, std::size_t begin, std::size_t number, std::size_t end) {
  Entry entry;
  entry.prefix = std::string(line.substr(begin, number - begin));
  entry.suffix = std::string(line.substr(end));
  entry.number = std::stoll(std::string(line.substr(number, end - number)));
  entry.place = end - 1;
  return entry;
}

/// "Thread 1: 1Thread 2: 1": every number right behind a colon, each with the text since the one
/// before.
std::vector<Entry> entries_after_colons(std::string_view text, bool each) {
  std::vector<Entry> entries;
  std::size_t begin = 0;
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos;
       colon = text.find(':', colon + 1)) {
    const std::size_t number = text.find_first_not_of(" \t", colon + 1);
    if (number == std::string_view::npos) break;
    const auto end = number_end(text, number);
    const bool last = text.find(':', number) == std::string_view::npos;
    // A label of digits alone is one only where nothing better follows: "12:00:03 Thread 1: 3".
    if (!end || (!has_letter(text.substr(begin, colon - begin)) && !last)) continue;
    if (!each) entries.clear();
    entries.push_back(entry_of(text, begin, number, *end));
    if (each) begin = *end;
  }
  for (std::size_t index = 0; index + 1 < entries.size(); ++index) {
    entries[index].suffix.clear();
    entries[index + 1].recovered = true;
  }
  return entries;
}

std::vector<Entry> last_number(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0) {
    while (end > 0 && !is_digit(text[end - 1])) --end;
    std::size_t begin = end;
    while (begin > 0 && is_digit(text[begin - 1])) --begin;
    const bool decimals = begin > 1 &&
                          std::string_view(".,").find(text[begin - 1]) != std::string_view::npos &&
                          is_digit(text[begin - 2]);
    const bool in_word = begin > 0 && is_letter(text[begin - 1]);
    if (begin < end && begin > 0 && !decimals && !in_word && number_end(text, begin)) {
      return {entry_of(text, 0, begin, end)};
    }
    end = begin;
  }
  return {};
}

/// Cuts what a clock put in front of a label or in brackets behind it.
std::string_view without_times(std::string_view label) {
  std::size_t begin = 0;
  bool digits = false;
  while (begin < label.size() && (is_digit(label[begin]) || !is_letter(label[begin]))) {
    digits = digits || is_digit(label[begin]);
    ++begin;
    std::size_t word = begin;
    while (word < label.size() && is_letter(label[word])) ++word;
    if (digits && is_digit(label[begin - 1]) && unit_before(label.substr(begin, word - begin)))
      begin = word;
  }
  if (digits) label.remove_prefix(begin);
  const std::size_t bracket = label.find_last_of("([");
  if (bracket == std::string_view::npos || bracket == 0) return label;
  const std::string_view inside =
      label.substr(bracket, label.find_first_of(")]", bracket) - bracket);
  // A name may stand before them, "[INFO] Thread 1", or in them, "INFO [Thread 1]".
  const bool at_end = tame(label.substr(bracket + inside.size())).empty();
  const bool number = std::any_of(inside.begin(), inside.end(), is_digit) && !has_letter(inside);
  return at_end && number ? label.substr(0, bracket) : label;
}

/// Single blanks, no decoration at its ends.
std::string tidy(std::string_view text) {
  const std::size_t first = text.find_first_not_of(decoration);
  if (first == std::string_view::npos) return {};
  text = text.substr(first, text.find_last_not_of(decoration) - first + 1);
  std::string result;
  for (const char letter : text) {
    const bool blank = letter == ' ' || letter == '\t';
    if (!blank) result += letter;
    if (blank && !result.ends_with(' ')) result += ' ';
  }
  return result;
}

/// The line was written to be read: random bytes hold numbers behind colons, too. A few odd
/// bytes are a person's: letters in Latin-1, the NULs behind the line before.
bool is_text(std::string_view line) {
  std::size_t odd = 0;
  for (std::size_t place = 0; place < line.size();) {
    const text::Character character = text::first_character(line.substr(place));
    const bool seen = character.code == U'\t' || character.code == 0;
    if (!character.valid || (text::hidden_character(character.code) && !seen)) ++odd;
    place += character.length;
  }
  return odd * 4 <= line.size();
}

std::string label_of(const Entry& entry, const Reading& reading) {
  std::string label =
      tame(reading.times_stripped ? without_times(entry.prefix) : std::string_view(entry.prefix));
  if (!reading.suffix_counts || label.empty()) return label;
  std::string suffix;
  for (const char letter : tame(entry.suffix)) {
    if (!is_digit(letter)) suffix += letter;
    if (is_digit(letter) && !suffix.ends_with('#')) suffix += '#';
  }
  return label + '\n' + suffix;
}

}  // namespace

bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_letter);
}

std::vector<RawLine> raw_lines(const std::string& bytes) {
  std::vector<RawLine> lines;
  std::size_t begin = 0;
  while (begin < bytes.size()) {
    std::size_t end = bytes.find_first_of("\r\n", begin);
    end = end == std::string::npos ? bytes.size() : end;
    std::size_t next = end + 1;
    if (bytes.substr(end, 2) == "\r\n") ++next;
    RawLine line;
    line.text = without_escapes(std::string_view(bytes).substr(begin, end - begin));
    line.offset = begin;
    line.end = std::min(next, bytes.size()) - 1;
    line.exact = line.text.size() == end - begin;
    line.text.resize(std::min(line.text.size(), line_bytes_max));
    lines.push_back(std::move(line));
    begin = next;
  }
  return lines;
}

std::optional<std::size_t> number_end(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == begin || end - begin > digits_max) return std::nullopt;
  const bool goes_on = end + 1 < text.size() &&
                       std::string_view(".,:").find(text[end]) != std::string_view::npos &&
                       is_digit(text[end + 1]);
  return goes_on ? std::nullopt : std::optional{end};
}

std::string tame(std::string_view text) {
  return lower(tidy(text));
}

std::string name_of(std::string_view prefix) {
  const std::string_view text = trim(prefix);
  const std::size_t last = text.find_last_not_of(" \t:=->");
  return std::string(last == std::string_view::npos ? text : text.substr(0, last + 1));
}

std::vector<Entry> read(const std::vector<RawLine>& lines, const Reading& reading) {
  std::vector<Entry> entries;
  for (std::size_t index = 0; index < lines.size(); ++index) {
    if (!is_text(lines[index].text)) continue;
    const std::string text =
        reading.times_stripped ? without_stamps(lines[index].text) : lines[index].text;
    auto found = reading.number == Number::last
                     ? last_number(text)
                     : entries_after_colons(text, reading.number == Number::each_after_colon);
    for (Entry& entry : found) {
      entry.line = index;
      entry.label = label_of(entry, reading);
      entry.name =
          reading.times_stripped ? tidy(without_times(entry.prefix)) : name_of(entry.prefix);
      if (!entry.label.empty()) entries.push_back(std::move(entry));
    }
  }
  return entries;
}

}  // namespace viva::judge::workers

// Finds times by the scanner for spoken ones (spoken_time.hpp), then looks at what stands around
// each.
#include "harness/judge/worker_stamps.hpp"

#include "harness/judge/look.hpp"
#include "harness/judge/spoken_time.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace viva::judge::workers {
namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view joining = " \t=:@+~";  // between the word and its number

bool is_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

bool word_for_time(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"t", "dt", "ts", "time", "timestamp", "elapsed", "uptime", "clock", "at", "after", "since",
       "zeit", "nach", "bei", "um"});
  return std::find(words.begin(), words.end(), lower(word)) != words.end();
}

/// Where the words for time, or the @, that lead to the number at `begin` start; `begin` when there
/// are none.
std::size_t lead_in(std::string_view line, std::size_t begin) {
  while (true) {
    const std::size_t end = line.substr(0, begin).find_last_not_of(joining) + 1;
    std::size_t word = end;
    while (word > 0 && is_letter(line[word - 1])) --word;
    if (!word_for_time(line.substr(word, end - word))) {
      return std::min(line.substr(0, begin).find('@', end), begin);
    }
    begin = word;
  }
}

/// Where the words for time end that follow the stamp: "0.5 s elapsed".
std::size_t lead_out(std::string_view line, std::size_t end) {
  const std::size_t begin = std::min(line.find_first_not_of(blanks, end), line.size());
  std::size_t word = begin;
  while (word < line.size() && is_letter(line[word])) ++word;
  return word_for_time(line.substr(begin, word - begin)) ? word : end;
}

/// Brackets around nothing but the stamp; else its own bounds.
std::pair<std::size_t, std::size_t> with_brackets(std::string_view line, std::size_t begin,
                                                  std::size_t end) {
  constexpr std::string_view opening = "([{<";
  constexpr std::string_view closing = ")]}>";
  const std::size_t before = line.substr(0, begin).find_last_not_of(joining);
  const std::size_t behind = line.find_first_not_of(blanks, end);
  if (before == std::string_view::npos || behind == std::string_view::npos) return {begin, end};
  const std::size_t bracket = opening.find(line[before]);
  if (bracket == std::string_view::npos || line[behind] != closing[bracket]) return {begin, end};
  return {before, behind + 1};
}

}  // namespace

std::string without_stamps(std::string_view line) {
  std::string text{line};
  for (const SpokenTime& time : times_in(line)) {
    const std::size_t begin = lead_in(line, time.begin);
    const bool stamp = time.has_unit || time.step < 1 || begin < time.begin;
    if (!stamp) continue;
    const auto [from, to] = with_brackets(line, begin, lead_out(line, time.end));
    text.replace(from, to - from, to - from, ' ');
  }
  return text;
}

}  // namespace viva::judge::workers

// The vocabulary of port scanners, English and German, in small letters: what a word does to the
// meaning of a line.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace viva::judge::ports {

template <std::size_t size>
bool among(std::string_view word, const std::array<std::string_view, size>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool says_open(std::string_view word);
bool says_closed(std::string_view word);
/// These say "closed" only directly behind a port: "8004 timeout", but not "8003 (timeout 0.5 s)".
bool hints_closed(std::string_view word);
bool negates(std::string_view word);
bool attempts(std::string_view word);
bool asks(std::string_view word);
bool searches(std::string_view word);
bool small_word(std::string_view word);
/// What is being done to a port now; never a result.
bool progress_word(std::string_view word);
bool range_word(std::string_view word);
bool unit_word(std::string_view word);
bool port_word(std::string_view word);
bool heading_word(std::string_view word);

}  // namespace viva::judge::ports

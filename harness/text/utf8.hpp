// UTF-8 read strictly: what is a character, what is only bytes. No tables of names or widths.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace viva::text {

/// The first character of some bytes. Where they begin with no valid sequence (overlong forms and
/// surrogates are none), one byte is taken and `valid` is false.
struct Character {
  char32_t code = 0;
  std::size_t length = 0;  ///< in bytes; 0 only for an empty string
  bool valid = false;
};

Character first_character(std::string_view bytes);

bool valid_utf8(std::string_view bytes);

/// Length in characters; each byte that belongs to no valid sequence counts as one.
std::size_t length_in_characters(std::string_view bytes);

/// Valid UTF-8 with U+FFFD in the place of each byte that belongs to no valid sequence.
std::string replace_invalid(std::string_view bytes);

/// A file's text as UTF-8: UTF-16 of either byte order, told by its byte-order mark, is converted,
/// and the mark is taken off. Anything else stays as it is. Surrogates without their other half,
/// and an odd last byte, become U+FFFD.
std::string utf8_by_mark(std::string_view bytes);

/// Characters that people do not see and that can make text look like other text: C0 and C1
/// controls (tab and newline too), DEL, directional marks and overrides, line separators, tags,
/// noncharacters.
bool hidden_character(char32_t code);

}  // namespace viva::text

// One sanitiser per sink.
#include "harness/text/sanitise.hpp"

#include "harness/text/utf8.hpp"

#include <fmt/format.h>

namespace viva::text {
namespace {

std::string escaped(const Character& character) {
  const auto code = static_cast<unsigned>(character.code);
  if (!character.valid || code < 0x80) return fmt::format("\\x{:02x}", code);
  return fmt::format("\\u{{{:x}}}", code);
}

/// Calls `take(character, its bytes)` for each character; "\r\n" is given as "\n".
template <class Take>
void each_character(std::string_view bytes, Take take) {
  while (!bytes.empty()) {
    if (bytes.starts_with("\r\n")) bytes.remove_prefix(1);
    const Character character = first_character(bytes);
    take(character, bytes.substr(0, character.length));
    bytes.remove_prefix(character.length);
  }
}

std::string with_entities(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char letter : text) {
    switch (letter) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += letter;
    }
  }
  return result;
}

/// Blank for the programs that read tables and logs (Unicode's White_Space).
bool blank(char32_t code) {
  return (code >= 0x9 && code <= 0xd) || code == 0x20 || code == 0x85 || code == 0xa0 ||
         code == 0x1680 || (code >= 0x2000 && code <= 0x200b) || code == 0x2028 || code == 0x2029 ||
         code == 0x202f || code == 0x205f || code == 0x3000;
}

/// Signs that make a spreadsheet take a cell for a formula, their full-width forms too.
bool begins_formula(char32_t code) {
  switch (code) {
    case U'=':
    case U'+':
    case U'-':
    case U'@':
    case U'|':
    case U'%':
    case U'\uff1d':
    case U'\uff0b':
    case U'\uff0d':
    case U'\uff20':
      return true;
    default:
      return false;
  }
}

/// After these (separators of any dialect, quotes), a reader may see the start of a cell.
bool begins_cell(char32_t code) {
  return code == U'"' || code == U'\'' || code == U',' || code == U';' || code == U'\t' ||
         code == U'\n' || code == U'|';
}

/// -12.5 and the like: what a table holds as numbers. Without an exponent.
bool plain_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const bool digits = text.find_first_not_of("0123456789.") == std::string_view::npos;
  const bool one_point =
      point == std::string_view::npos || text.find('.', point + 1) == std::string_view::npos;
  return !whole.empty() && digits && one_point && text.back() != '.';
}

/// "##", letters and a bracket: `##[group]`, `##vso[`, `##teamcity[`.
bool begins_hash_command(std::string_view text) {
  if (!text.starts_with("##")) return false;
  text.remove_prefix(2);
  const std::size_t word =
      text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  return word != std::string_view::npos && text[word] == '[';
}

}  // namespace

std::string for_terminal(std::string_view bytes) {
  std::string result;
  result.reserve(bytes.size());
  each_character(bytes, [&result](const Character& character, std::string_view as_is) {
    const bool kept =
        character.code == U'\n' || character.code == U'\t' || !hidden_character(character.code);
    if (character.valid && kept) {
      result += as_is;
    } else {
      result += escaped(character);
    }
  });
  return result;
}

std::string for_html(std::string_view bytes) {
  return with_entities(for_terminal(bytes));
}

std::string for_xml(std::string_view bytes) {
  std::string result;
  result.reserve(bytes.size());
  each_character(bytes, [&result](const Character& character, std::string_view as_is) {
    const char32_t code = character.code;
    if (!character.valid) {
      result += "\xef\xbf\xbd";
    } else if (code == U'\n' || code == U'\t' || !hidden_character(code)) {
      result += as_is;
    } else if (code > 0x9f) {
      result += escaped(character);
    }
  });
  return with_entities(result);
}

std::string for_csv(std::string_view bytes) {
  std::string cell;
  bool at_begin = !plain_number(bytes);
  bool needs_quotes = false;
  each_character(for_terminal(bytes), [&](const Character& character, std::string_view as_is) {
    const char32_t code = character.code;
    if (at_begin && begins_formula(code)) cell += '\'';
    if (begins_cell(code)) {
      at_begin = true;
    } else if (!blank(code)) {
      at_begin = false;
    }
    needs_quotes = needs_quotes || begins_cell(code) || code == U' ';
    if (code == U'"') cell += '"';
    cell += (code == U'\n' || code == U'\t') ? std::string_view(" ") : as_is;
  });
  return needs_quotes ? fmt::format("\"{}\"", cell) : cell;
}

std::string for_ci_log(std::string_view bytes) {
  return without_ci_commands(for_terminal(bytes));
}

std::string without_ci_commands(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  bool at_begin = true;
  for (std::string_view rest = text; !rest.empty();) {
    const Character character = first_character(rest);
    const bool colons = at_begin && rest.starts_with("::");
    result += rest.substr(0, character.length);
    if (colons || begins_hash_command(rest)) result += ' ';
    at_begin = character.code == U'\n' || (at_begin && blank(character.code));
    rest.remove_prefix(character.length);
  }
  return result;
}

std::string json_without_ci_commands(std::string_view json) {
  std::string result;
  result.reserve(json.size());
  for (std::string_view rest = json; !rest.empty(); rest.remove_prefix(1)) {
    const bool second = rest.front() == '#' && !result.empty() && result.back() == '#';
    result += second ? std::string_view("\\u0023") : rest.substr(0, 1);
  }
  return result;
}

}  // namespace viva::text

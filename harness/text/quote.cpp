// Bytes made visible for people.
#include "harness/text/quote.hpp"

#include "harness/text/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace viva::text {
namespace {

/// One character as it is shown, and where it stands in the bytes.
struct Piece {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string shown;
};

std::string shown(std::string_view bytes, const Character& character) {
  if (!character.valid) return fmt::format("\\x{:02x}", static_cast<unsigned>(character.code));
  switch (character.code) {
    case U'\n':
      return "\\n";
    case U'\r':
      return "\\r";
    case U'\t':
      return "\\t";
    case U'\0':
      return "\\0";
    case U'\\':
      return "\\\\";
    case U'"':
      return "\\\"";
    default:
      break;
  }
  if (!hidden_character(character.code)) return std::string(bytes.substr(0, character.length));
  const auto code = static_cast<unsigned>(character.code);
  return code < 0x80 ? fmt::format("\\x{:02x}", code) : fmt::format("\\u{{{:x}}}", code);
}

/// The characters from `begin` on that start before `end`, at most `count_max` of them.
std::vector<Piece> pieces(std::string_view bytes, std::size_t begin, std::size_t end,
                          std::size_t count_max) {
  std::vector<Piece> result;
  while (begin < end && result.size() < count_max) {
    const std::string_view rest = bytes.substr(begin);
    const Character character = first_character(rest);
    result.push_back({begin, character.length, shown(rest, character)});
    begin += character.length;
  }
  return result;
}

std::string joined(const std::vector<Piece>& list) {
  std::string result;
  for (const Piece& piece : list) result += piece.shown;
  return result;
}

/// Where the characters before `offset` begin that a window of `count_max` shows.
std::size_t window_begin(std::string_view bytes, std::size_t offset, std::size_t count_max) {
  std::size_t begin = offset > 4 * count_max ? offset - 4 * count_max : 0;
  for (int step = 0;
       step < 3 && begin > 0 && (static_cast<unsigned char>(bytes[begin]) & 0xc0U) == 0x80U; ++step)
    --begin;
  const auto before = pieces(bytes, begin, offset, bytes.size());
  if (before.empty()) return offset;
  const std::size_t skipped = before.size() > count_max ? before.size() - count_max : 0;
  return before[skipped].offset;
}

std::string with_decimals(double value, int decimals, std::string_view unit) {
  std::string number = fmt::format("{:.{}f}", value, decimals);
  if (number.find('.') != std::string::npos) {
    number.erase(number.find_last_not_of('0') + 1);
    if (number.back() == '.') number.pop_back();
  }
  return fmt::format("{} {}", number, unit);
}

}  // namespace

std::string quote(std::string_view bytes, std::size_t length_max) {
  const auto list = pieces(bytes, 0, bytes.size(), length_max);
  const std::size_t taken = list.empty() ? 0 : list.back().offset + list.back().length;
  std::string quoted = fmt::format("\"{}\"", joined(list));
  if (taken == bytes.size()) return quoted;
  const std::size_t more = bytes.size() - taken;
  return fmt::format("{}… and {}", quoted, counted(more, "more byte", "more bytes"));
}

std::optional<std::size_t> first_difference(std::string_view expected, std::string_view actual) {
  const auto [left, right] =
      std::mismatch(expected.begin(), expected.end(), actual.begin(), actual.end());
  if (left == expected.end() && right == actual.end()) return std::nullopt;
  return static_cast<std::size_t>(left - expected.begin());
}

std::string quote_at(std::string_view bytes, std::size_t offset, std::size_t length_max) {
  offset = std::min(offset, bytes.size());
  const std::size_t begin = window_begin(bytes, offset, length_max / 2);
  const auto list = pieces(bytes, begin, bytes.size(), length_max);
  const std::size_t end = list.empty() ? begin : list.back().offset + list.back().length;

  const std::string_view before = begin > 0 ? "…\"" : "\"";
  const std::string_view after = end < bytes.size() ? "\"…" : "\"";
  std::size_t column = length_in_characters(before);
  for (const Piece& piece : list) {
    if (piece.offset + piece.length > offset) break;
    column += length_in_characters(piece.shown);
  }
  return fmt::format("{}{}{}\n{}^", before, joined(list), after, std::string(column, ' '));
}

std::string counted(std::size_t count, std::string_view singular, std::string_view plural) {
  if (count == 1) return fmt::format("1 {}", singular);
  if (plural.empty()) return fmt::format("{} {}s", count, singular);
  return fmt::format("{} {}", count, plural);
}

std::string seconds(long long microseconds) {
  const double value = static_cast<double>(microseconds);
  const double size = value < 0 ? -value : value;
  if (size < 1e3) return fmt::format("{} µs", microseconds);
  if (size < 9.95e3) return with_decimals(value / 1e3, 1, "ms");
  if (size < 999.5e3) return with_decimals(value / 1e3, 0, "ms");
  return with_decimals(value / 1e6, 2, "s");
}

}  // namespace viva::text

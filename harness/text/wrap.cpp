// Greedy filling of lines.
#include "harness/text/wrap.hpp"

#include "harness/text/utf8.hpp"

#include <algorithm>

namespace viva::text {
namespace {

/// Takes the next word of `line`; empty when there is none.
std::string_view take_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  const std::string_view word = line.substr(0, line.find_first_of(" \t"));
  line.remove_prefix(word.size());
  return word;
}

/// Adds one line of the text; `indent` is of its first line, `next_indent` of those that it
/// overflows into.
void add_filled(std::string& result, std::string_view line, std::size_t columns, std::size_t indent,
                std::size_t next_indent) {
  std::size_t column = 0;
  for (std::string_view word = take_word(line); !word.empty(); word = take_word(line)) {
    const std::size_t width = length_in_characters(word);
    if (column == 0) {
      result.append(indent, ' ');
      column = indent;
    } else if (column + 1 + width > columns) {
      result += '\n';
      result.append(next_indent, ' ');
      column = next_indent;
    } else {
      result += ' ';
      ++column;
    }
    result += word;
    column += width;
  }
}

}  // namespace

std::string wrap(std::string_view text, std::size_t columns, std::size_t indent) {
  return wrap(text, columns, indent, indent);
}

std::string wrap(std::string_view text, std::size_t columns, std::size_t indent,
                 std::size_t first_indent) {
  std::string result;
  std::size_t own_indent = first_indent;
  while (true) {
    const std::size_t end = text.find('\n');
    add_filled(result, text.substr(0, end), columns, own_indent, indent);
    if (end == std::string_view::npos) return result;
    result += '\n';
    text.remove_prefix(end + 1);
    own_indent = indent;
  }
}

}  // namespace viva::text

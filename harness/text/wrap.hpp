// Words set in lines of a certain width. Knows characters, not fonts: each counts as one column.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace viva::text {

/// `text` in lines of at most `columns` characters, each after `indent` blanks; without a newline
/// at the end. Newlines of the text stay, runs of blanks become one. A word that is longer than a
/// line has a line of its own.
std::string wrap(std::string_view text, std::size_t columns, std::size_t indent = 0);

/// The same, with the first line after `first_indent` blanks: for what stands behind a label.
std::string wrap(std::string_view text, std::size_t columns, std::size_t indent,
                 std::size_t first_indent);

}  // namespace viva::text

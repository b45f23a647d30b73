// The answers of a Markdown file: what stands below the heading of a question. Headings, code
// fences and HTML comments are understood (CommonMark 0.30, sections 4.2, 4.5, 4.6); all else is
// left as it is.
#pragma once

#include "harness/model/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace viva::judge {

/// What stands below the heading whose first word is `question` (any case), up to the next heading
/// of the same or a higher level, without HTML comments. Of several such sections the first that is
/// answered. Nothing when there is no such heading.
std::optional<std::string> section(std::string_view markdown, std::string_view question,
                                   const Strings& asked);

/// Whether somebody wrote an answer: more than dots, "TODO" or the question itself (one of
/// `asked`).
bool is_answered(std::string_view section, const Strings& asked);

}  // namespace viva::judge

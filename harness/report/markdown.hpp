// Markdown as a terminal shows it: paragraphs refilled, headings, lists, code. Simple on purpose:
// for statements that an instructor wrote, not for any Markdown there is.
#pragma once

#include "harness/report/style.hpp"

#include <string>
#include <string_view>

namespace viva::report {

/// Ends with a newline unless it is empty.
std::string markdown_text(std::string_view markdown, const Style& style);

}  // namespace viva::report

// Untrusted bytes made safe for the place where they are shown: one function per sink. Bytes in,
// valid UTF-8 out. Each is applied last, just before writing, and once.
#pragma once

#include <string>
#include <string_view>

namespace viva::text {

/// Newline and tab are kept, "\r\n" becomes a newline. Every other control, escape, directional
/// override or invisible character is shown as \x1b or \u{202e}, invalid UTF-8 as \xff.
std::string for_terminal(std::string_view bytes);

/// As for the terminal, and & < > " ' as entities: for text and for quoted attributes.
std::string for_html(std::string_view bytes);

/// For text and quoted attributes of XML 1.0: C0 and C1 controls (but tab and newline) are left
/// out, invalid UTF-8 becomes U+FFFD.
std::string for_xml(std::string_view bytes);

/// One cell of a CSV file after RFC 4180, in quotes where it needs them, on one line. No cell, and
/// no part of a cell that another separator would cut off, begins like a formula: an apostrophe
/// goes before it. A number stays a number.
std::string for_csv(std::string_view bytes);

/// As for the terminal; nothing in it is a command of a CI's log (`::error`, `##[group]`,
/// `##vso[`): a blank goes between the two signs.
std::string for_ci_log(std::string_view bytes);

/// The last step of for_ci_log(), for sanitised text that was laid out in lines since: a line that
/// was wrapped may begin where the text did not.
std::string without_ci_commands(std::string_view text);

/// The same for JSON on its way to a log: every second # of a row is written as \u0023, which
/// stands for the same value.
std::string json_without_ci_commands(std::string_view json);

}  // namespace viva::text

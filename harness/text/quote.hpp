// Bytes made visible for people: "Hello\n" with escapes, cut around the place that matters, with a
// caret.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace viva::text {

/// In double quotes; \n \r \t \0 \\ \" and \x1b-style escapes for other control bytes and for bytes
/// that are no valid UTF-8. Longer than `length_max` characters: cut, with how many bytes follow.
std::string quote(std::string_view bytes, std::size_t length_max = 120);

/// Where two byte strings first differ; the shorter's length when one is the start of the other;
/// nothing when they are equal.
std::optional<std::size_t> first_difference(std::string_view expected, std::string_view actual);

/// Two lines: the quoted bytes around `offset`, and a caret under the byte there. With its quotes,
/// ellipses and a report's indent the default fits into 80 columns.
std::string quote_at(std::string_view bytes, std::size_t offset, std::size_t length_max = 60);

/// "1 client", "2 clients".
std::string counted(std::size_t count, std::string_view singular, std::string_view plural = {});

/// "1.5 s", "300 ms", "12 µs": for people, two significant decimals at most.
std::string seconds(long long microseconds);

}  // namespace viva::text

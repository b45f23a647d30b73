// Whether a program that was built with the thread sanitizer could turn it off from within: by
// symbols of the sanitizer's that it defines or calls itself, read from its symbol tables. The file
// is a compiler's output over a student's source, so every offset in it may be a lie. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace viva::build {

/// What the program does with the sanitizer that it should not, in words; none when nothing is
/// seen.
std::optional<std::string> sanitizer_tampering(std::string_view elf);

/// Whether a source gives its lines other names (`#line`, `# 1 "file"`): the sanitizer would blame
/// that file.
bool renames_lines(std::string_view source);

/// A header that is included before everything else in a sanitized program: the attributes that
/// exempt a function cannot be written after it.
extern const char* const sanitizer_header;

}  // namespace viva::build

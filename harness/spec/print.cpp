// The form of rustc's messages.
#include "harness/spec/print.hpp"

#include "harness/text/quote.hpp"
#include "harness/text/sanitise.hpp"
#include "harness/text/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace viva::spec {
namespace {

constexpr int columns_max = 100;  // of a source line; longer ones are cut around the place

/// A line of the source, made safe, and where the caret stands in it.
struct Excerpt {
  std::string before;
  std::string marked;
  std::string after;
};

std::size_t bytes_of(std::string_view text, int characters) {
  std::size_t bytes = 0;
  for (; characters > 0 && bytes < text.size(); --characters)
    bytes += text::first_character(text.substr(bytes)).length;
  return bytes;
}

std::string safe(std::string_view bytes) {
  std::string text = text::for_terminal(bytes);
  std::replace(text.begin(), text.end(), '\t', ' ');
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

Excerpt excerpt(const Diagnostic& diagnostic) {
  std::string_view line = diagnostic.source;
  Excerpt result;
  int column = std::max(1, diagnostic.column);
  const int skipped = column > columns_max / 2 ? column - columns_max / 2 : 0;
  const int length = static_cast<int>(text::length_in_characters(line));
  if (length > columns_max && skipped > 0) {
    line.remove_prefix(bytes_of(line, skipped));
    column -= skipped;
    result.before = "…";
  }
  const std::size_t end = bytes_of(line, columns_max);
  const bool cut = end < line.size();
  line = line.substr(0, end);
  const std::size_t begin = bytes_of(line, column - 1);
  const std::size_t width = bytes_of(line.substr(begin), std::max(1, diagnostic.width));
  result.before += safe(line.substr(0, begin));
  result.marked = safe(line.substr(begin, width));
  result.after = safe(line.substr(begin + width)) + (cut ? "…" : "");
  return result;
}

std::string one(const Diagnostic& diagnostic) {
  std::string text = fmt::format("error: {}\n", safe(diagnostic.what));
  const std::string file = safe(diagnostic.file);
  if (diagnostic.line == 0) {
    text += fmt::format(" --> {}\n", file);
  } else {
    const std::string number = std::to_string(diagnostic.line);
    const std::string margin(number.size(), ' ');
    const Excerpt line = excerpt(diagnostic);
    const std::string blanks(text::length_in_characters(line.before), ' ');
    const std::string carets(std::max<std::size_t>(1, text::length_in_characters(line.marked)),
                             '^');
    text += fmt::format("{}--> {}:{}:{}\n", margin, file, diagnostic.line, diagnostic.column);
    text += fmt::format("{} |\n{} | {}{}{}\n{} | {}{}\n", margin, number, line.before, line.marked,
                        line.after, margin, blanks, carets);
  }
  if (!diagnostic.help.empty()) text += fmt::format("help: {}\n", safe(diagnostic.help));
  return text;
}

}  // namespace

std::string print(const Diagnostics& diagnostics) {
  if (diagnostics.empty()) return {};
  std::string text;
  std::set<std::string> files;
  for (const Diagnostic& diagnostic : diagnostics) {
    text += one(diagnostic) + "\n";
    files.insert(diagnostic.file);
  }
  return text + fmt::format("{} in {}\n", text::counted(diagnostics.size(), "mistake"),
                            text::counted(files.size(), "file"));
}

}  // namespace viva::spec

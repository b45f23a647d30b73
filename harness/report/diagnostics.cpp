// The form of rustc's messages.
#include "harness/report/diagnostics.hpp"

#include "harness/text/quote.hpp"
#include "harness/text/sanitise.hpp"
#include "harness/text/utf8.hpp"

#include <algorithm>
#include <set>

namespace viva::report {
namespace {

constexpr int columns_max = 100;  // of a source line; longer ones are cut around the place

/// A line of the source, made safe, in three parts: the caret stands under the middle one.
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

// A tab as one blank, so that the caret stands where the reader looks.
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

std::string place_of(const Diagnostic& diagnostic) {
  std::string place = one_line(diagnostic.file);
  if (diagnostic.line > 0) place += ":" + std::to_string(diagnostic.line);
  if (diagnostic.line > 0 && diagnostic.column > 0)
    place += ":" + std::to_string(diagnostic.column);
  return place;
}

std::string underlined(const Diagnostic& diagnostic, const std::string& number,
                       const std::string& margin, const Style& style) {
  const Excerpt line = excerpt(diagnostic);
  const std::string bar = " " + paint(style, Ink::accent, "│");
  const std::string blanks(text::length_in_characters(line.before), ' ');
  const std::string carets(std::max<std::size_t>(1, text::length_in_characters(line.marked)), '^');
  return margin + bar + "\n" + paint(style, Ink::accent, number) + bar + " " + line.before +
         line.marked + line.after + "\n" + margin + bar + " " + blanks +
         paint(style, Ink::bad, carets) + "\n";
}

std::string one(const Diagnostic& diagnostic, const Style& style) {
  std::string out = paint(style, Ink::bad, "error:") + " " +
                    paint(style, Ink::strong, one_line(as_called(style, diagnostic.what))) + "\n";
  const std::string number = diagnostic.line > 0 ? std::to_string(diagnostic.line) : "";
  const std::string margin(number.size(), ' ');
  if (!diagnostic.file.empty()) {
    out += margin + paint(style, Ink::accent, "--> ") + place_of(diagnostic) + "\n";
  }
  if (diagnostic.line > 0 && !diagnostic.source.empty()) {
    out += underlined(diagnostic, number, margin, style);
  }
  if (!diagnostic.help.empty()) {
    out +=
        paint(style, Ink::good, "help:") + " " + one_line(as_called(style, diagnostic.help)) + "\n";
  }
  return out;
}

}  // namespace

std::string diagnostics_text(const Diagnostics& diagnostics, const Style& style) {
  std::string out;
  std::set<std::string> files;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!out.empty()) out += "\n";
    out += one(diagnostic, style);
    files.insert(diagnostic.file);
  }
  if (diagnostics.size() > 1) {
    out += "\n" + text::counted(diagnostics.size(), "mistake") + " in " +
           text::counted(files.size(), "file") + "\n";
  }
  return finish(style, std::move(out));
}

}  // namespace viva::report

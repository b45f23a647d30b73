#include "harness/report/diagnostics.hpp"

#include "harness/text/quote.hpp"
#include "harness/text/sanitise.hpp"
#include "harness/text/utf8.hpp"

#include <algorithm>

namespace viva::report {
namespace {

std::string place_of(const Diagnostic& diagnostic) {
  std::string place = one_line(diagnostic.file);
  if (diagnostic.line > 0) place += ":" + std::to_string(diagnostic.line);
  if (diagnostic.line > 0 && diagnostic.column > 0)
    place += ":" + std::to_string(diagnostic.column);
  return place;
}

// Tabs as one blank, so that the underline stands where the reader looks.
std::string source_line(const Diagnostic& diagnostic) {
  std::string source = diagnostic.source;
  std::replace(source.begin(), source.end(), '\t', ' ');
  return text::for_terminal(source);
}

std::string one(const Diagnostic& diagnostic, const Style& style) {
  std::string out = paint(style, Ink::bad, "error:") + " " +
                    paint(style, Ink::strong, one_line(diagnostic.what)) + "\n";
  const std::string number = diagnostic.line > 0 ? std::to_string(diagnostic.line) : "";
  const std::string margin(number.size(), ' ');
  if (!diagnostic.file.empty()) {
    out += margin + paint(style, Ink::accent, "--> ") + place_of(diagnostic) + "\n";
  }
  if (diagnostic.line > 0 && !diagnostic.source.empty()) {
    const auto column = static_cast<std::size_t>(std::max(diagnostic.column, 1));
    const auto width = static_cast<std::size_t>(std::max(diagnostic.width, 1));
    const std::string bar = paint(style, Ink::accent, "│");
    out += margin + " " + bar + "\n";
    out += paint(style, Ink::accent, number) + " " + bar + " " + source_line(diagnostic) + "\n";
    out += margin + " " + bar + " " + std::string(column - 1, ' ') +
           paint(style, Ink::bad, std::string(width, '^')) + "\n";
  }
  if (!diagnostic.help.empty()) {
    out += margin + " " + paint(style, Ink::good, "help:") + " " + one_line(diagnostic.help) + "\n";
  }
  return out;
}

}  // namespace

std::string diagnostics_text(const Diagnostics& diagnostics, const Style& style) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!out.empty()) out += "\n";
    out += one(diagnostic, style);
  }
  if (diagnostics.size() > 1) {
    out += "\n" + text::counted(diagnostics.size(), "mistake") + " in all\n";
  }
  return finish(style, std::move(out));
}

}  // namespace viva::report

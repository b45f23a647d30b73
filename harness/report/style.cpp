#include "harness/report/style.hpp"

#include "harness/model/hole.hpp"
#include "harness/text/quote.hpp"
#include "harness/text/sanitise.hpp"
#include "harness/text/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace viva::report {
namespace {

const char* code_of(Ink ink) {
  switch (ink) {
    case Ink::plain:
      return "";
    case Ink::strong:
      return "\x1b[1m";
    case Ink::faint:
      return "\x1b[2m";
    case Ink::good:
      return "\x1b[32m";
    case Ink::bad:
      return "\x1b[31m";
    case Ink::warning:
      return "\x1b[33m";
    case Ink::accent:
      return "\x1b[36m";
  }
  return "";
}

// Our own signs in ASCII, one column each where columns must stay aligned.
constexpr std::array<std::pair<char32_t, const char*>, 22> ascii_signs = {{
    {U'✔', "+"},  {U'✘', "x"},  {U'–', "-"}, {U'—', "-"}, {U'…', "~"}, {U'│', "|"},
    {U'─', "-"},  {U'█', "#"},  {U'░', "."}, {U'▏', "|"}, {U'·', "-"}, {U'→', "->"},
    {U'“', "\""}, {U'”', "\""}, {U'’', "'"}, {U'‘', "'"}, {U'µ', "u"}, {U'×', "x"},
    {U'≥', ">="}, {U'≤', "<="}, {U'⚑', "*"}, {U'●', "o"},
}};

}  // namespace

std::string paint(const Style& style, Ink ink, std::string_view text) {
  if (!style.colour || ink == Ink::plain || text.empty()) return std::string(text);
  return code_of(ink) + std::string(text) + "\x1b[0m";
}

std::string finish(const Style& style, std::string text) {
  if (!hole("text")) text = text::without_ci_commands(text);
  if (style.unicode) return text;
  std::string result;
  std::string_view rest = text;
  while (!rest.empty()) {
    const text::Character first = text::first_character(rest);
    const std::string_view bytes = rest.substr(0, first.length);
    rest.remove_prefix(first.length);
    if (first.code < 0x80) {
      result += bytes;
      continue;
    }
    const char* sign = nullptr;
    for (const auto& [code, ascii] : ascii_signs) {
      if (code == first.code) sign = ascii;
    }
    result += sign != nullptr ? std::string(sign)
                              : fmt::format("\\u{{{:x}}}", static_cast<unsigned>(first.code));
  }
  return result;
}

std::string safe_text(std::string_view bytes) {
  return hole("text") ? std::string(bytes) : text::for_ci_log(bytes);
}

std::string one_line(std::string_view bytes) {
  std::string line = safe_text(bytes);
  std::replace_if(
      line.begin(), line.end(), [](char letter) { return letter == '\n' || letter == '\t'; }, ' ');
  line.erase(0, std::min(line.find_first_not_of(' '), line.size()));
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

std::string flow(std::string_view text, std::size_t columns, std::size_t indent,
                 std::size_t first_indent) {
  std::string result(first_indent, ' ');
  std::size_t column = first_indent;
  const auto next_line = [&] {
    while (!result.empty() && result.back() == ' ') result.pop_back();
    result += '\n' + std::string(indent, ' ');
    column = indent;
  };
  while (!text.empty()) {
    const std::size_t blanks = std::min(text.find_first_not_of(' '), text.size());
    const std::string_view word = text.substr(blanks, text.find(' ', blanks) - blanks);
    if (column + blanks + text::length_in_characters(word) > columns && column > indent) {
      next_line();
    } else {
      result.append(blanks, ' ');
      column += blanks;
    }
    text.remove_prefix(blanks + word.size());
    for (std::string_view rest = word; !rest.empty();) {
      if (column >= columns && columns > indent) next_line();
      const std::size_t length = text::first_character(rest).length;
      result += rest.substr(0, length);
      rest.remove_prefix(length);
      ++column;
    }
  }
  return result;
}

std::string cut(std::string_view text, std::size_t columns) {
  if (text::length_in_characters(text) <= columns) return std::string(text);
  std::string result;
  for (std::size_t taken = 0; taken + 1 < columns; ++taken) {
    const std::size_t length = text::first_character(text).length;
    result += text.substr(0, length);
    text.remove_prefix(length);
  }
  return columns == 0 ? result : result + "…";
}

std::string pad(std::string_view text, std::size_t columns) {
  const std::size_t length = text::length_in_characters(text);
  return std::string(text) + std::string(length < columns ? columns - length : 0, ' ');
}

std::string as_called(const Style& style, std::string_view words) {
  constexpr std::string_view name = "viva";
  constexpr std::array<std::string_view, 9> commands = {
      "check", "explain", "new", "verify", "doctor", "batch", "ci", "rejudge", "--"};
  const auto part_of_a_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-./").find(c) != std::string_view::npos;
  };
  std::string result;
  std::size_t done = 0;
  for (std::size_t at = words.find(name); at != std::string_view::npos;
       at = words.find(name, at + name.size())) {
    if (at > 0 && part_of_a_word(words[at - 1])) continue;
    const std::string_view after = words.substr(at + name.size());
    const bool command = std::any_of(commands.begin(), commands.end(), [&](std::string_view one) {
      return after.starts_with(" ") && after.substr(1).starts_with(one);
    });
    if (!command) continue;
    result += std::string(words.substr(done, at - done)) + one_line(style.viva);
    done = at + name.size();
  }
  return result + std::string(words.substr(done));
}

std::string points(double value) {
  std::string text = fmt::format("{:.2f}", value);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string worth(double usual, double bonus) {
  const auto counted = [](double value, const char* noun) {
    const std::string number = points(value);
    return number + " " + noun + (number == "1" ? "" : "s");
  };
  if (bonus <= 0) return counted(usual, "point");
  if (usual <= 0) return counted(bonus, "bonus point");
  return counted(usual, "point") + " and " + counted(bonus, "bonus point");
}

std::string hidden_checks(std::size_t count, double usual, double bonus) {
  return text::counted(count, "hidden check") +
         (usual + bonus > 0 ? " (" + worth(usual, bonus) + ")" : "");
}

}  // namespace viva::report

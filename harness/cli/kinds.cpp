#include "harness/cli/kinds.hpp"

#include "harness/text/duration.hpp"
#include "harness/text/nearest.hpp"
#include "harness/text/quote.hpp"
#include "harness/text/utf8.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <type_traits>

namespace viva::cli {
namespace {

using report::Ink;
using report::Style;

std::string_view type_text(ValueType type) {
  switch (type) {
    case ValueType::boolean:
      return "true or false";
    case ValueType::integer:
      return "whole number";
    case ValueType::number:
      return "number";
    case ValueType::text:
      return "text";
    case ValueType::duration:
      return "time";
    case ValueType::integers:
      return "list of whole numbers";
    case ValueType::strings:
      return "list of texts";
  }
  return "";
}

/// As it is written in a spec.
std::string default_text(const ParameterInfo& parameter) {
  if (!parameter.otherwise) return "must be given";
  const Value& value = *parameter.otherwise;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* time = std::get_if<Duration>(&value))
    return "\"" + text::print_duration(*time) + "\"";
  const bool list =
      std::holds_alternative<Integers>(value) || std::holds_alternative<Strings>(value);
  return list ? "[" + value_text(value) + "]" : value_text(value);
}

std::string facts_of(const ParameterInfo& parameter) {
  std::string facts{type_text(parameter.type)};
  if (parameter.bounds) {
    facts += fmt::format(" from {} to {}", parameter.bounds->least, parameter.bounds->most);
  }
  return facts + (parameter.otherwise ? ", else " : ", ") + default_text(parameter);
}

/// A list of names below a word; each with its sentence.
std::string list(const char* title, const std::vector<std::pair<std::string, std::string>>& rows,
                 const Style& style) {
  if (rows.empty()) return {};
  std::size_t columns = 0;
  for (const auto& [name, words] : rows)
    columns = std::max(columns, text::length_in_characters(name));
  const std::size_t indent = 4 + columns + 2;
  std::string out = "  " + report::paint(style, Ink::faint, title) + "\n";
  for (const auto& [name, words] : rows) {
    out += "    " + report::paint(style, Ink::strong, report::pad(name, columns)) + "  " +
           report::flow(report::one_line(words), style.width, indent, indent).substr(indent) + "\n";
  }
  return out;
}

std::string page(const KindInfo& kind, const Style& style) {
  std::string out = report::paint(style, Ink::strong, kind.name) + "\n" +
                    report::flow(report::one_line(kind.sentence), style.width, 2, 2) + "\n";
  const auto words = [&](const char* lead, const Strings& names, const char* open,
                         const char* close) {
    if (names.empty()) return;
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + (open + name) + close;
    out += report::flow(lead + all, style.width, 4, 2) + "\n";
  };
  words("gives ", kind.words, "{", "}");
  words("judges what was played by ", kind.peers, "", "");
  std::vector<std::pair<std::string, std::string>> parameters;
  parameters.reserve(kind.parameters.size());
  for (const ParameterInfo& one : kind.parameters)
    parameters.emplace_back(one.name, one.sentence + " (" + facts_of(one) + ")");
  out += list("parameters", parameters, style);
  std::vector<std::pair<std::string, std::string>> symptoms;
  symptoms.reserve(kind.symptoms.size());
  for (const SymptomInfo& one : kind.symptoms) symptoms.emplace_back(one.name, one.sentence);
  return out + list("symptoms, each with a hint of its own if you like", symptoms, style);
}

}  // namespace

std::variant<std::string, Diagnostic> explain_kinds(const std::vector<KindInfo>& kinds, KindOf what,
                                                    std::string_view name, const Style& style) {
  std::string out;
  Strings known;
  for (const KindInfo& kind : kinds) {
    known.push_back(kind.name);
    if (!name.empty() && kind.name != name) continue;
    out += (out.empty() ? "" : "\n") + page(kind, style);
  }
  if (!out.empty()) return report::finish(style, std::move(out));
  Diagnostic diagnostic;
  const bool peer = what == KindOf::peer;
  diagnostic.what = fmt::format("there is no {} {}", peer ? "peer" : "kind of check",
                                text::quote(std::string(name)));
  const auto near = text::nearest(name, known);
  diagnostic.help =
      near ? "did you mean `" + *near + "`?"
           : std::string("viva explain ") + (peer ? "--peers" : "--kinds") + " lists them all";
  return diagnostic;
}

std::string value_text(const Value& value) {
  return std::visit(
      [](const auto& it) -> std::string {
        using T = std::decay_t<decltype(it)>;
        if constexpr (std::is_same_v<T, bool>) {
          return it ? "yes" : "no";
        } else if constexpr (std::is_same_v<T, std::string>) {
          return text::quote(it);
        } else if constexpr (std::is_same_v<T, Duration>) {
          return text::print_duration(it);
        } else if constexpr (std::is_same_v<T, Strings>) {
          std::string all;
          for (const std::string& one : it) all += (all.empty() ? "" : ", ") + text::quote(one);
          return all;
        } else if constexpr (std::is_same_v<T, Integers>) {
          return fmt::format("{}", fmt::join(it, ", "));
        } else {
          return fmt::format("{}", it);
        }
      },
      value);
}

}  // namespace viva::cli

#include "harness/cli/explain.hpp"

#include "harness/cli/kinds.hpp"
#include "harness/cli/lookup.hpp"
#include "harness/judge/judge.hpp"
#include "harness/report/markdown.hpp"
#include "harness/text/nearest.hpp"
#include "harness/text/quote.hpp"
#include "harness/text/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace viva::cli {
namespace {

using report::Ink;
using report::one_line;
using report::points;
using report::Style;

struct Worth {
  double points = 0;
  double bonus = 0;
  std::size_t hidden = 0;
  double hidden_points = 0;
  double hidden_bonus = 0;
};

Worth worth_of(const Exercise& exercise) {
  Worth worth;
  for (const viva::Check& check : exercise.checks) {
    if (check.condition) continue;
    (check.bonus ? worth.bonus : worth.points) += check.points;
    if (check.visibility != Visibility::hidden) continue;
    ++worth.hidden;
    (check.bonus ? worth.hidden_bonus : worth.hidden_points) += check.points;
  }
  return worth;
}

std::string said(const Worth& worth) {
  if (worth.bonus <= 0) return points(worth.points);
  if (worth.points <= 0) return "+" + points(worth.bonus);
  return points(worth.points) + " +" + points(worth.bonus);
}

bool shown(const viva::Check& check) {
  return !check.condition && check.visibility == Visibility::visible;
}

const viva::Check* check_named(const Exercise& exercise, std::string_view id) {
  const auto check = std::find_if(exercise.checks.begin(), exercise.checks.end(),
                                  [&](const viva::Check& one) { return one.id == id; });
  return check == exercise.checks.end() ? nullptr : &*check;
}

/// What must hold first, in words: a check by its id, a condition by its sentence.
std::string requirements(const Exercise& exercise, const viva::Check& check) {
  std::string text;
  for (const std::string& id : check.requires_) {
    const viva::Check* required = check_named(exercise, id);
    if (required == nullptr || (!required->condition && !shown(*required))) continue;
    text += (text.empty() ? "" : ", and ") +
            (required->condition && !required->title.empty() ? required->title : "`" + id + "`");
  }
  return text;
}

std::string file_names(const Assignment& assignment, const Exercise& exercise) {
  if (const auto* document = std::get_if<Document>(&exercise.subject)) return document->file;
  const auto& program = std::get<Program>(exercise.subject);
  std::string names;
  for (std::size_t i = 0; i < assignment.languages.size(); ++i) {
    names += (i == 0                                 ? ""
              : i + 1 == assignment.languages.size() ? " or "
                                                     : ", ") +
             program.name + assignment.languages[i].suffix;
  }
  return names;
}

std::string start_line(const Program& program) {
  std::string line = program.name;
  for (std::string word : program.arguments) {
    std::replace(word.begin(), word.end(), '{', '<');
    std::replace(word.begin(), word.end(), '}', '>');
    line += " " + word;
  }
  return line;
}

std::string heading(const std::string& left, const std::string& right, const Style& style) {
  const std::size_t columns =
      style.width - std::min(style.width, text::length_in_characters(right) + 2);
  const bool fits = text::length_in_characters(left) <= columns;
  const std::string above = fits ? "" : report::flow(left, style.width, 0, 0) + "\n";
  return report::paint(style, Ink::strong,
                       above + report::pad(fits ? left : "", columns) + "  " + right) +
         "\n\n";
}

std::string labelled(const std::string& label, const std::string& words, const Style& style) {
  // "started as" is the longest of the usual labels.
  const std::size_t column = std::max<std::size_t>(12, text::length_in_characters(label) + 2);
  return report::paint(style, Ink::faint, report::pad(label, column)) +
         report::flow(one_line(words), style.width, column, column).substr(column) + "\n";
}

std::string command(const Style& style, const std::string& words) {
  return report::as_called(style, "viva " + words);
}

std::string overview(const Assignment& assignment, const Style& style) {
  double all = 0;
  double bonus = 0;
  std::size_t columns = 0;
  for (const Exercise& exercise : assignment.exercises) {
    all += worth_of(exercise).points;
    bonus += worth_of(exercise).bonus;
    columns = std::max(columns, text::length_in_characters(exercise.id));
  }
  std::string out = heading(one_line(assignment.title), report::worth(all, bonus), style);
  for (const Exercise& exercise : assignment.exercises) {
    out += "  " + report::pad(one_line(exercise.id), columns) +
           fmt::format("{:>7}  ", said(worth_of(exercise))) +
           report::paint(
               style, Ink::faint,
               report::flow(one_line(exercise.title), style.width, columns + 11, columns + 11)
                   .substr(columns + 11)) +
           "\n";
  }
  if (!assignment.exercises.empty()) {
    out += "\nNext  " +
           report::paint(style, Ink::accent,
                         command(style, "explain " + one_line(assignment.exercises.front().id))) +
           "  what one of them asks for\n";
  }
  return out;
}

std::string check_list(const Exercise& exercise, const Style& style) {
  std::string out;
  std::size_t columns = 0;
  for (const viva::Check& check : exercise.checks) {
    if (shown(check)) columns = std::max(columns, text::length_in_characters(check.id));
  }
  const std::size_t indent = 2 + columns + 7 + 2;
  for (const viva::Check& check : exercise.checks) {
    if (!shown(check)) continue;
    const std::string value = (check.bonus ? "+" : "") + points(check.points);
    std::string title = report::flow(one_line(check.title.empty() ? check.id : check.title),
                                     style.width, indent, indent);
    out += "  " + report::paint(style, Ink::strong, report::pad(one_line(check.id), columns)) +
           fmt::format("{:>7}  ", value) + title.substr(indent) + "\n";
    const std::string first = requirements(exercise, check);
    if (!first.empty()) {
      out +=
          report::paint(style, Ink::faint,
                        report::flow("only if " + one_line(first), style.width, indent, indent)) +
          "\n";
    }
  }
  return out;
}

std::string exercise_page(const Assignment& assignment, const Exercise& exercise,
                          const Style& style) {
  const Worth worth = worth_of(exercise);
  std::string out = heading(exercise.id + " · " + one_line(exercise.title),
                            report::worth(worth.points, worth.bonus), style);
  out += report::markdown_text(exercise.statement, style);
  out += "\n" + labelled("hand in", file_names(assignment, exercise), style);
  if (const auto* program = std::get_if<Program>(&exercise.subject)) {
    out += labelled("started as", start_line(*program), style);
  }
  out += "\n" + check_list(exercise, style);
  if (worth.hidden > 0) {
    out +=
        "  " +
        report::paint(style, Ink::faint,
                      report::hidden_checks(worth.hidden, worth.hidden_points, worth.hidden_bonus) +
                          (worth.hidden == 1 ? " runs" : " run") + " when you hand in") +
        "\n";
  }
  const auto first = std::find_if(exercise.checks.begin(), exercise.checks.end(), shown);
  if (first != exercise.checks.end()) {
    out += "\nNext  " +
           report::paint(style, Ink::accent,
                         command(style, "explain " + exercise.id + "/" + first->id)) +
           "  one check, with its hints\n";
    out += "      " + report::paint(style, Ink::accent, command(style, "check -e " + exercise.id)) +
           "\n";
  }
  return out;
}

const judge::CheckKind* kind_of(const viva::Check& check) {
  const auto& kinds = judge::check_kinds();
  const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const judge::CheckKind& one) {
    return one.info.name == check.kind;
  });
  return kind == kinds.end() ? nullptr : &*kind;
}

char capital(char letter) {
  return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

/// The general hint, and one for each cause that is recognised.
std::string hints_of(const viva::Check& check, const judge::CheckKind* kind, const Style& style) {
  std::string out;
  if (!check.hint.empty()) out += "\n" + labelled("hint", check.hint, style);
  for (const auto& [symptom, hint] : check.hints.all()) {
    const auto* words = std::get_if<std::string>(&hint);
    if (words == nullptr) continue;
    std::string sentence = symptom;
    for (const SymptomInfo& info :
         kind == nullptr ? std::vector<SymptomInfo>{} : kind->info.symptoms) {
      if (info.name == symptom) sentence = info.sentence;
    }
    if (!sentence.empty()) sentence[0] = capital(sentence[0]);
    out += "\n" + report::flow(one_line(sentence) + ":", style.width, 0, 0) + "\n" +
           report::flow(one_line(*words), style.width, 2, 2) + "\n";
  }
  return out;
}

std::string check_page(const Exercise& exercise, const viva::Check& check, const Style& style) {
  const judge::CheckKind* kind = kind_of(check);
  std::string out =
      heading(exercise.id + "/" + check.id,
              report::worth(check.bonus ? 0 : check.points, check.bonus ? check.points : 0), style);
  out += report::flow("Holds when: " + one_line(check.title.empty() ? check.id : check.title) + ".",
                      style.width, 0, 0) +
         "\n\n";
  const std::string first = requirements(exercise, check);
  if (!first.empty()) out += labelled("only if", first, style);
  if (kind != nullptr) out += labelled("examined", kind->info.sentence, style);
  for (const ParameterInfo& parameter :
       kind == nullptr ? std::vector<ParameterInfo>{} : kind->info.parameters) {
    const auto value = check.params.all().find(parameter.name);
    if (!parameter.told || value == check.params.all().end()) continue;
    const std::string text = value_text(value->second);
    if (!text.empty() && text != "\"\"") {
      out += labelled(parameter.name, text + " (" + parameter.sentence + ")", style);
    }
  }
  out += hints_of(check, kind, style);
  out += "\nNext  " + report::paint(style, Ink::accent, command(style, "check -e " + exercise.id)) +
         "  how your program does\n";
  return out;
}

/// `word` is what was written in the place where one of `known` belongs.
Diagnostic unknown(const std::string& what, std::string_view word, const Strings& known,
                   const std::string& otherwise) {
  Diagnostic diagnostic;
  diagnostic.what = "there is no " + what;
  const auto near = text::nearest(word, known);
  diagnostic.help = near ? "did you mean `" + *near + "`?" : otherwise;
  return diagnostic;
}

}  // namespace

std::variant<std::string, Diagnostic> explain(const Assignment& assignment, std::string_view what,
                                              const Style& style) {
  if (what.empty()) return report::finish(style, overview(assignment, style));
  const std::string_view id = what.substr(0, what.find('/'));
  for (const Exercise& exercise : assignment.exercises) {
    if (exercise.id != id) continue;
    if (id.size() == what.size())
      return report::finish(style, exercise_page(assignment, exercise, style));
    const std::string_view wanted = what.substr(id.size() + 1);
    Strings checks;
    for (const viva::Check& check : exercise.checks) {
      if (!shown(check)) continue;
      checks.push_back(check.id);
      if (check.id == wanted) return report::finish(style, check_page(exercise, check, style));
    }
    return unknown(fmt::format("check `{}`", what), wanted, checks,
                   "viva explain " + exercise.id + " lists its checks");
  }
  return no_such_exercise(assignment, id);
}

}  // namespace viva::cli

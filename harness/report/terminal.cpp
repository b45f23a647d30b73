#include "harness/report/terminal.hpp"

#include "harness/text/quote.hpp"
#include "harness/text/sanitise.hpp"
#include "harness/text/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace viva::report {
namespace {

constexpr std::size_t label_column = 6;   // where the words about one check begin
constexpr std::size_t value_column = 16;  // where "expected" and "received" say what
constexpr std::size_t compiler_lines_max = 24;
constexpr std::size_t compiler_columns_max = 160;

struct Mark {
  const char* sign;
  Ink ink;
};

Mark mark_of(VerdictStatus status) {
  switch (status) {
    case VerdictStatus::pass:
      return {"✔", Ink::good};
    case VerdictStatus::fail:
      return {"✘", Ink::bad};
    case VerdictStatus::skip:
      return {"–", Ink::faint};
    case VerdictStatus::pending:
      return {"?", Ink::accent};
    case VerdictStatus::error:
      return {"!", Ink::warning};
  }
  return {"!", Ink::warning};
}

bool perfect(const ExerciseGrade& exercise) {
  return exercise.status == ExerciseStatus::graded &&
         std::all_of(exercise.checks.begin(), exercise.checks.end(), [](const Verdict& verdict) {
           return verdict.status == VerdictStatus::pass && verdict.score >= verdict.max_score;
         });
}

std::string score_of(const ExerciseGrade& exercise) {
  if (exercise.max_score <= 0) return "+" + points(exercise.score);
  return points(exercise.score - exercise.bonus) + "/" + points(exercise.max_score) +
         (exercise.bonus > 0 ? " +" + points(exercise.bonus) : "");
}

std::string hidden_of(const ExerciseGrade& exercise) {
  return hidden_checks(exercise.hidden_checks, exercise.hidden_points, exercise.hidden_bonus);
}

/// Writes one report. Every byte that is not ours passes one_line() or safe_text() on its way
/// in.
class Writer {
 public:
  Writer(const Grade& grade, const Transcripts& transcripts, const TerminalReport& report)
      : grade_{grade}, transcripts_{transcripts}, report_{report}, style_{report.style} {}

  std::string write() {
    header();
    for (const ExerciseGrade& exercise : grade_.exercises) summary(exercise);
    if (report_.detail != Detail::brief) {
      for (const ExerciseGrade& exercise : grade_.exercises) {
        const bool wanted = report_.detail == Detail::full || !perfect(exercise);
        if (wanted && !told_together(exercise)) details(exercise);
      }
      not_begun();
    }
    footer();
    return finish(style_, std::move(out_));
  }

 private:
  void header();
  void summary(const ExerciseGrade& exercise);
  void details(const ExerciseGrade& exercise);
  [[nodiscard]] std::vector<const ExerciseGrade*> absent_alike(const ExerciseGrade& like) const;
  [[nodiscard]] bool told_together(const ExerciseGrade& exercise) const;
  void not_begun();
  [[nodiscard]] std::string reason_of_absence(const std::string& why) const;
  void build_failure(const ExerciseGrade& exercise);
  void checks(const ExerciseGrade& exercise);
  void check(const Verdict& verdict, std::size_t columns);
  [[nodiscard]] std::string title_in(const std::string& title, std::size_t column,
                                     bool faint) const;
  void story(const Verdict& verdict);
  void value(const char* label, const std::string& text, Ink ink);
  void footer();
  void next_command();
  [[nodiscard]] std::string explain_command(const std::string& what) const {
    return "viva explain " + what +
           (report_.options.empty() ? "" : " " + one_line(report_.options));
  }
  void commands(std::vector<std::pair<std::string, std::string>> all);
  void line(const std::string& text = {}) { out_ += text + "\n"; }
  void paragraph(const std::string& text, std::size_t indent, Ink ink = Ink::plain);
  [[nodiscard]] std::string ink(Ink ink, std::string_view text) const {
    return paint(style_, ink, text);
  }
  [[nodiscard]] std::size_t id_columns() const;
  [[nodiscard]] std::size_t score_columns() const;

  const Grade& grade_;
  const Transcripts& transcripts_;
  const TerminalReport& report_;
  const Style& style_;
  std::string out_;
  std::map<std::string, std::string> told_;  // a story's text, and the check that told it
};

std::size_t Writer::id_columns() const {
  std::size_t columns = 0;
  for (const ExerciseGrade& exercise : grade_.exercises) {
    columns = std::max(columns, text::length_in_characters(exercise.id));
  }
  return columns;
}

// Colour is applied line by line, so that an indent stays plain.
void Writer::paragraph(const std::string& text, std::size_t indent, Ink colour) {
  const std::string lines = flow(text, style_.width, indent, indent);
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    const std::string one = lines.substr(at, end - at);
    const std::size_t blanks = std::min(one.find_first_not_of(' '), one.size());
    line(one.substr(0, blanks) + ink(colour, one.substr(blanks)));
    at = end + 1;
  }
}

// Bonus points lie beyond the maximum: counted with the others they would hide what is wanting.
std::string total(const Grade& grade) {
  double bonus_max = 0;
  for (const ExerciseGrade& exercise : grade.exercises) {
    for (const Verdict& verdict : exercise.checks)
      bonus_max += verdict.bonus ? verdict.max_score : 0;
  }
  if (grade.max_score <= 0 && bonus_max > 0) {
    return points(grade.bonus) + " of " + worth(0, bonus_max);
  }
  return points(grade.score - grade.bonus) + " of " + worth(grade.max_score, grade.bonus);
}

void Writer::header() {
  const std::string score = total(grade_);
  const std::string name = one_line(grade_.submission_name);
  const std::string title = one_line(grade_.assignment_title);
  const std::size_t room = style_.width - std::min(style_.width, score.size() + 2);
  std::string left = title.empty() ? name : name + " · " + title;
  line();
  if (text::length_in_characters(left) > room) {
    paragraph(left, 0, Ink::strong);
    left.clear();
  }
  line(ink(Ink::strong, pad(left, room)) + "  " + ink(Ink::strong, score));
  if (grade_.pending > 0) {
    paragraph(points(grade_.pending) + " of the " + points(grade_.max_score) +
                  (points(grade_.pending) == "1" ? " is" : " are") +
                  " pending: an instructor marks " +
                  (points(grade_.pending) == "1" ? "it." : "them."),
              0, Ink::accent);
  }
  ExerciseGrade hidden;
  for (const ExerciseGrade& exercise : grade_.exercises) {
    hidden.hidden_checks += exercise.hidden_checks;
    hidden.hidden_points += exercise.hidden_points;
    hidden.hidden_bonus += exercise.hidden_bonus;
  }
  if (hidden.hidden_checks > 0) {
    paragraph("Not counted here: " + hidden_of(hidden) + ", which " +
                  (hidden.hidden_checks == 1 ? "runs" : "run") + " when you hand in.",
              0, Ink::faint);
  }
  if (grade_.isolation == "none") {
    paragraph(as_called(style_,
                        "Graded without walls around the program (isolation none): `viva doctor` "
                        "says how to get them."),
              0, Ink::warning);
  } else if (grade_.isolation == "masked" || report_.detail == Detail::full) {
    for (const std::string& wall : grade_.weaker)
      paragraph("Weaker here: " + one_line(wall) + ".", 0, Ink::faint);
  }
  line();
}

std::size_t Writer::score_columns() const {
  std::size_t columns = 7;
  for (const ExerciseGrade& exercise : grade_.exercises) {
    columns = std::max(columns, score_of(exercise).size());
  }
  return columns;
}

/// With a capital letter and a full stop.
std::string sentence(const std::string& words) {
  std::string text = one_line(words);
  if (text.empty()) return text;
  if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text + ".";
}

/// What stands before a name below this folder.
std::string inside(const std::string& folder) {
  if (folder == ".") return {};
  return folder.ends_with('/') ? folder : folder + "/";
}

const char* reason_of(ExerciseStatus status) {
  switch (status) {
    case ExerciseStatus::graded:
      return "";
    case ExerciseStatus::missing:
      return "not handed in";
    case ExerciseStatus::build_failed:
      return "does not compile";
    case ExerciseStatus::error:
      return "viva could not judge all of it";
  }
  return "";
}

void Writer::summary(const ExerciseGrade& exercise) {
  std::string marks;
  const bool judged =
      exercise.status == ExerciseStatus::graded || exercise.status == ExerciseStatus::error;
  for (const Verdict& verdict : exercise.checks) {
    if (!judged) break;
    const Mark mark = mark_of(verdict.status);
    marks += ink(mark.ink, mark.sign);
  }
  std::string remark = reason_of(exercise.status);
  if (exercise.pending > 0) {
    remark += (remark.empty() ? "" : ", ") + points(exercise.pending) + " pending";
  }
  const bool whole = perfect(exercise);
  const bool none = !judged;
  line("  " +
       ink(whole  ? Ink::good
           : none ? Ink::faint
                  : Ink::plain,
           pad(one_line(exercise.id), id_columns())) +
       "  " + std::string(score_columns() - score_of(exercise).size(), ' ') + score_of(exercise) +
       "  " + marks + (marks.empty() || remark.empty() ? "" : "  ") + ink(Ink::faint, remark));
}

void Writer::details(const ExerciseGrade& exercise) {
  told_.clear();
  std::string title = one_line(exercise.id) + " · " + one_line(exercise.title) + " ";
  const std::string score = " " + score_of(exercise);
  line();
  if (text::length_in_characters(title) + score.size() > style_.width) {
    paragraph(title, 0, Ink::strong);
    title.clear();
  }
  const std::size_t used = text::length_in_characters(title) + score.size();
  std::string rule;
  for (std::size_t i = used; i < style_.width; ++i) rule += "─";
  line(ink(Ink::strong, title) + ink(Ink::faint, rule) + ink(Ink::strong, score));
  switch (exercise.status) {
    case ExerciseStatus::missing:
      paragraph("Not handed in: " + reason_of_absence(exercise.why) + ".", 2);
      break;
    case ExerciseStatus::build_failed:
      build_failure(exercise);
      break;
    case ExerciseStatus::graded:
    case ExerciseStatus::error:
      checks(exercise);
      break;
  }
  if (exercise.hidden_checks > 0) {
    paragraph(hidden_of(exercise) + (exercise.hidden_checks == 1 ? " runs" : " run") +
                  " when you hand in.",
              2, Ink::faint);
  }
}

/// With the folder that was given in the place of DIR.
std::string Writer::reason_of_absence(const std::string& why) const {
  constexpr std::string_view stand_in = "viva check DIR/";
  std::string text = one_line(why);
  const std::size_t at = text.rfind(stand_in);
  if (at != std::string::npos) {
    text.replace(at, stand_in.size(), "viva check " + inside(one_line(report_.folder)));
  }
  return as_called(style_, text);
}

/// The exercises that are not there for the same reason as this one, which is among them.
std::vector<const ExerciseGrade*> Writer::absent_alike(const ExerciseGrade& like) const {
  std::vector<const ExerciseGrade*> all;
  for (const ExerciseGrade& one : grade_.exercises) {
    const bool same = like.build.elsewhere.empty()
                          ? one.build.elsewhere.empty() && one.build.instead == like.build.instead
                          : one.build.elsewhere == like.build.elsewhere;
    if (one.status == ExerciseStatus::missing && same) all.push_back(&one);
  }
  return all;
}

// A fresh folder is a dozen exercises without a file: that is one line, not a dozen sections.
bool Writer::told_together(const ExerciseGrade& exercise) const {
  return report_.detail != Detail::full && exercise.status == ExerciseStatus::missing &&
         absent_alike(exercise).size() > 1;
}

void Writer::not_begun() {
  for (const ExerciseGrade& exercise : grade_.exercises) {
    if (!told_together(exercise)) continue;
    const auto alike = absent_alike(exercise);
    if (alike.front() != &exercise) continue;
    std::string ids;
    for (const ExerciseGrade* one : alike) ids += (ids.empty() ? "" : ", ") + one_line(one->id);
    const std::string elsewhere = one_line(exercise.build.elsewhere);
    line();
    if (!elsewhere.empty()) {
      paragraph(
          fmt::format("In {}/, where nothing is looked for: {}. Move the files up, or run {}.",
                      elsewhere, ids, reason_of_absence("viva check DIR/" + elsewhere)),
          0);
    } else {
      const std::string instead = reason_of_absence(exercise.build.instead);
      paragraph("Not begun: " + ids + (instead.empty() ? "" : "; but " + instead) + ".", 0);
    }
  }
}

// The compiler's own lines, behind a bar: whatever stands in them is the compiler's word, not ours.
void Writer::build_failure(const ExerciseGrade& exercise) {
  const bool silent = exercise.build.diagnostics.empty();
  paragraph(sentence(exercise.why) + (silent ? "" : " The compiler says:"), 2, Ink::bad);
  const std::string safe = safe_text(exercise.build.diagnostics);
  std::size_t count = 0;
  std::size_t at = 0;
  for (; at < safe.size() && count < compiler_lines_max; ++count) {
    const std::size_t end = std::min(safe.find('\n', at), safe.size());
    line("  " + ink(Ink::faint, "│") + " " + cut(safe.substr(at, end - at), compiler_columns_max));
    at = end + 1;
  }
  if (at < safe.size()) {
    const auto left = static_cast<std::size_t>(
        std::count(safe.begin() + static_cast<std::ptrdiff_t>(at), safe.end(), '\n'));
    line("  " + ink(Ink::faint, "│ … and " + text::counted(std::max<std::size_t>(left, 1),
                                                           "more line", "more lines")));
  }
}

void Writer::checks(const ExerciseGrade& exercise) {
  std::size_t columns = 0;
  for (const Verdict& verdict : exercise.checks) {
    columns = std::max(columns, text::length_in_characters(verdict.id));
  }
  for (const Verdict& verdict : exercise.checks) check(verdict, columns);
}

/// Behind the score, in a column of its own; below it where that column would be too narrow.
std::string Writer::title_in(const std::string& title, std::size_t column, bool faint) const {
  constexpr std::size_t narrow = 20;
  const bool below = column + narrow > style_.width;
  const std::size_t indent = below ? label_column : column;
  const std::string lines = flow(title, style_.width, indent, indent);
  std::string text = below ? "\n" + std::string(indent, ' ') : "  ";
  for (std::size_t at = indent; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    text += ink(faint ? Ink::faint : Ink::plain, std::string_view(lines).substr(at, end - at));
    if (end < lines.size()) text += "\n" + std::string(indent, ' ');
    at = end + 1 + (end < lines.size() ? indent : 0);
  }
  return text;
}

void Writer::check(const Verdict& verdict, std::size_t columns) {
  const Mark mark = mark_of(verdict.status);
  const bool skipped = verdict.status == VerdictStatus::skip;
  const std::string score = points(verdict.score) + "/" + points(verdict.max_score) +
                            (verdict.bonus ? " bonus" : "") +
                            (verdict.visibility == Visibility::hidden ? " hidden" : "");
  const Ink id = verdict.status == VerdictStatus::fail ? Ink::strong
                 : skipped                             ? Ink::faint
                                                       : Ink::plain;
  const std::size_t used = label_column + columns + score.size() + 2;
  line("  " + ink(mark.ink, mark.sign) + " " + ink(id, pad(one_line(verdict.id), columns)) + "  " +
       ink(Ink::faint, score) + title_in(one_line(verdict.title), used, skipped));
  const std::string message = one_line(verdict.message);
  if (verdict.status == VerdictStatus::skip) {
    if (!message.empty()) paragraph(message, label_column, Ink::faint);
    return;
  }
  const bool failed = verdict.status == VerdictStatus::fail;
  if (!message.empty()) paragraph(message, label_column, failed ? Ink::bad : Ink::plain);
  if (failed || report_.detail == Detail::full) story(verdict);
  if (failed && !verdict.expected.empty()) value("expected", verdict.expected, Ink::good);
  if (failed && !verdict.actual.empty()) value("received", verdict.actual, Ink::bad);
  if (failed && !verdict.hint.empty()) value("hint", verdict.hint, Ink::accent);
  if (verdict.status == VerdictStatus::error) {
    paragraph("viva could not judge this; it is not your program's failure.", label_column,
              Ink::warning);
  }
}

void Writer::story(const Verdict& verdict) {
  const Story story = tell(verdict, transcripts_);
  if (story.steps.empty()) return;
  std::string text;
  std::size_t number = 0;
  for (const Step& step : story.steps) {
    const bool folded = step.stands_for > 1;
    if (!folded) ++number;
    const std::string count = folded ? "…" : std::to_string(number);
    const std::string time = time_of(step, story);
    const std::size_t column = label_column + 15;
    std::string head(label_column + 3 - std::min<std::size_t>(3, text::length_in_characters(count)),
                     ' ');
    head += count;
    head.append(10 - std::min<std::size_t>(10, time.size()), ' ');
    head += time + "  ";
    std::string words = flow(step.text, style_.width, column, column).substr(column);
    const Ink colour = step.decisive ? Ink::strong : folded ? Ink::faint : Ink::plain;
    text += ink(Ink::faint, head);
    for (std::size_t at = 0; at <= words.size();) {
      const std::size_t end = std::min(words.find('\n', at), words.size());
      const std::string one = words.substr(at, end - at);
      const std::size_t blanks = std::min(one.find_first_not_of(' '), one.size());
      text += one.substr(0, blanks) + ink(colour, one.substr(blanks)) + "\n";
      at = end + 1;
    }
  }
  const auto [place, first] = told_.emplace(text, verdict.id);
  if (first) {
    out_ += text;
  } else {
    paragraph("The steps are those of `" + one_line(place->second) + "`, above.", label_column,
              Ink::faint);
  }
}

// Several lines (quoted bytes with a caret below) keep their columns; one line may be broken.
void Writer::value(const char* label, const std::string& text, Ink colour) {
  const std::string safe = safe_text(text);
  const std::string head =
      std::string(label_column, ' ') + ink(Ink::faint, pad(label, value_column - label_column));
  if (safe.find('\n') == std::string::npos) {
    const std::string lines = flow(one_line(text), style_.width, value_column, value_column);
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    line(head + ink(colour, lines.substr(value_column, end - value_column)));
    if (end < lines.size()) out_ += ink(colour, lines.substr(end + 1)) + "\n";
    return;
  }
  std::size_t number = 0;
  for (std::size_t at = 0; at < safe.size(); ++number) {
    const std::size_t end = std::min(safe.find('\n', at), safe.size());
    line((number == 0 ? head : std::string(value_column, ' ')) +
         ink(colour, safe.substr(at, end - at)));
    at = end + 1;
  }
}

void Writer::footer() {
  const bool all = std::all_of(grade_.exercises.begin(), grade_.exercises.end(), perfect);
  if (!all && report_.detail == Detail::brief) return;
  line();
  if (all) {
    paragraph("Everything that is checked here passes.", 0, Ink::good);
    return;
  }
  next_command();
}

/// Each with its purpose beside it where all of them fit.
void Writer::commands(std::vector<std::pair<std::string, std::string>> all) {
  for (auto& [command, purpose] : all) command = as_called(style_, command);
  std::size_t columns = 0;
  std::size_t remarks = 0;
  for (const auto& [command, purpose] : all) {
    columns = std::max(columns, text::length_in_characters(command));
    remarks = std::max(remarks, purpose.size());
  }
  const bool fits = label_column + columns + 2 + remarks <= style_.width;
  std::string lead = "Next  ";
  for (const auto& [command, purpose] : all) {
    line(std::exchange(lead, std::string(label_column, ' ')) +
         ink(Ink::accent, fits ? pad(command, columns) : command) + (fits ? "  " + purpose : ""));
  }
}

// The first thing to mend, and how to see whether it is.
void Writer::next_command() {
  const auto failed = [](const Verdict& verdict) { return verdict.status == VerdictStatus::fail; };
  for (const ExerciseGrade& exercise : grade_.exercises) {
    const auto check = std::find_if(exercise.checks.begin(), exercise.checks.end(), failed);
    const bool broken = exercise.status == ExerciseStatus::build_failed;
    if (check == exercise.checks.end() && !broken) continue;
    const std::string id = one_line(exercise.id);
    const std::string what = broken ? id : id + "/" + one_line(check->id);
    commands({{explain_command(what), "what is asked for"},
              {one_line(report_.again) + " -e " + id, "this exercise again"}});
    return;
  }
  for (const ExerciseGrade& exercise : grade_.exercises) {
    if (exercise.status != ExerciseStatus::missing) continue;
    if (!exercise.build.elsewhere.empty()) {
      commands({{reason_of_absence("viva check DIR/" + exercise.build.elsewhere), "that folder"}});
      return;
    }
    commands({{explain_command(one_line(exercise.id)), "what is asked for"}});
    return;
  }
}

}  // namespace

std::string terminal_text(const Grade& grade, const Transcripts& transcripts,
                          const TerminalReport& report) {
  return Writer{grade, transcripts, report}.write();
}

}  // namespace viva::report

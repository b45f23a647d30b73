// viva verify: known submissions, right and wrong, against the verdicts that are written beside
// them, and the reference solutions, which must pass.
#include "harness/cli/commands.hpp"
#include "harness/cli/grade.hpp"
#include "harness/cli/handed_in.hpp"
#include "harness/cli/lookup.hpp"
#include "harness/cli/proof.hpp"
#include "harness/intake/intake.hpp"
#include "harness/model/json.hpp"
#include "harness/report/diagnostics.hpp"
#include "harness/spec/expected.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>

namespace viva::cli {
namespace {

namespace fs = std::filesystem;

struct Case {
  std::string name;  ///< "threads/joins_first"
  Request request;
  std::optional<spec::Expectation> expected;  ///< none: a reference solution, which must pass
};

struct Cases {
  std::vector<Case> all;
  Diagnostics mistakes;
  std::set<std::string> unwritten;  ///< exercises with a submission that has no expected.toml
};

std::vector<fs::path> folders_in(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.is_directory()) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

bool wanted(const std::string& name, const Strings& names) {
  return names.empty() || std::any_of(names.begin(), names.end(), [&](const std::string& part) {
           return name.find(part) != std::string::npos;
         });
}

// FOLDER/EXERCISE/NAME/expected.toml, for the exercises chosen.
Cases find_cases(const fs::path& folder, const std::set<std::string>& exercises,
                 const Strings& names, const intake::IntakeLimits& limits) {
  Cases cases;
  for (const std::string& exercise : exercises) {
    for (const fs::path& place : folders_in(folder / exercise)) {
      const std::string name = exercise + "/" + place.filename().string();
      if (!wanted(name, names)) continue;
      auto expected = spec::read_expectation(place / "expected.toml");
      if (!fs::exists(place / "expected.toml")) cases.unwritten.insert(exercise);
      cases.mistakes.insert(cases.mistakes.end(), expected.diagnostics.begin(),
                            expected.diagnostics.end());
      auto taken = intake::take(place, limits);
      if (const auto* refusal = std::get_if<Diagnostic>(&taken)) cases.mistakes.push_back(*refusal);
      if (!expected.expectation || !std::holds_alternative<Submission>(taken)) continue;
      Request request{std::get<Submission>(std::move(taken)), {exercise}};
      cases.all.push_back({name, std::move(request), std::move(*expected.expectation)});
    }
  }
  return cases;
}

// reference/solutions/LANGUAGE, or solution/ as `viva new --assignment` lays it out. Each may solve
// a part of the exercises only.
void add_references(const Assignment& assignment, const std::set<std::string>& exercises,
                    const Strings& names, Cases& cases) {
  auto places = folders_in(assignment.folder / "reference" / "solutions");
  if (fs::is_directory(assignment.folder / "solution"))
    places.push_back(assignment.folder / "solution");
  for (const fs::path& place : places) {
    const std::string name = fs::relative(place, assignment.folder).generic_string();
    if (!wanted(name, names)) continue;
    auto taken = intake::take(place, intake_limits(assignment));
    if (const auto* refusal = std::get_if<Diagnostic>(&taken)) {
      cases.mistakes.push_back(*refusal);
    } else {
      cases.all.push_back(
          {name, {std::get<Submission>(std::move(taken)), exercises}, std::nullopt});
    }
  }
}

/// An expected.toml to begin with, for an author who has none yet.
std::string expectation_to_fill_in(const Exercise& exercise) {
  std::string text = "\nAn expected.toml for " + exercise.id +
                     " looks like this (pass, fail, skip, pending or error for each check):\n\n"
                     "    mistake = \"what is wrong with it, in one sentence\"\n\n    [checks]\n";
  for (const viva::Check& check : exercise.checks) {
    if (!check.condition) text += "    " + check.id + " = \"pass\"\n";
  }
  return text + "\n    [says]                  # a phrase of what the student is told\n";
}

// What differs between the verdicts and the expectation, a line each.
Strings differences(const spec::Expectation& expected, const ExerciseGrade& graded) {
  Strings lines;
  std::set<std::string> judged;
  for (const Verdict& verdict : graded.checks) {
    judged.insert(verdict.id);
    const auto wanted = expected.checks.find(verdict.id);
    const std::string got{name_of(verdict.status)};
    if (wanted == expected.checks.end()) {
      lines.push_back(verdict.id + ": is " + got + ", nothing is written down for it");
      continue;
    }
    if (std::find(wanted->second.begin(), wanted->second.end(), got) == wanted->second.end()) {
      lines.push_back(verdict.id + ": is " + got + ", must be " + wanted->second.front() + ": " +
                      verdict.message +
                      (verdict.actual.empty() ? "" : " (received " + verdict.actual + ")"));
    }
    const auto phrase = expected.says.find(verdict.id);
    const std::string said =
        verdict.message + " " + verdict.expected + " " + verdict.actual + " " + verdict.hint;
    if (phrase != expected.says.end() && verdict.status != VerdictStatus::pass &&
        lower(said).find(lower(phrase->second)) == std::string::npos) {
      lines.push_back(verdict.id + ": does not say \"" + phrase->second + "\" but \"" +
                      verdict.message + "\" hint \"" + verdict.hint + "\"");
    }
  }
  for (const auto& [check, statuses] : expected.checks) {
    if (!judged.contains(check)) lines.push_back(check + ": was not judged (" + graded.why + ")");
  }
  return lines;
}

// What of a reference solution is not a pass. A check may be skipped where its language cannot be
// asked, and an instructor marks what is pending.
Strings shortcomings(const Grade& grade) {
  Strings lines;
  for (const ExerciseGrade& exercise : grade.exercises) {
    if (exercise.status == ExerciseStatus::missing) continue;
    if (exercise.checks.empty()) lines.push_back(exercise.id + ": " + exercise.why);
    for (const Verdict& verdict : exercise.checks) {
      const bool right = verdict.status == VerdictStatus::pass ||
                         verdict.status == VerdictStatus::pending ||
                         verdict.status == VerdictStatus::skip;
      if (!right) {
        lines.push_back(exercise.id + "/" + verdict.id + ": is " +
                        std::string(name_of(verdict.status)) + ": " + verdict.message);
      }
    }
  }
  return lines;
}

Strings differences(const Case& known, const Grade& grade) {
  return known.expected ? differences(*known.expected, grade.exercises.front())
                        : shortcomings(grade);
}

using Run = std::vector<KnownVerdicts>;

Run verdicts_of(const std::vector<Case>& cases, const std::vector<Graded>& graded) {
  Run run;
  for (std::size_t i = 0; i < graded.size(); ++i) {
    for (const ExerciseGrade& exercise : graded[i].grade.exercises) {
      KnownVerdicts known{cases[i].name, exercise.id, {}};
      for (const Verdict& verdict : exercise.checks) known.checks[verdict.id] = verdict.status;
      run.push_back(std::move(known));
    }
  }
  return run;
}

void print(const std::string& text, const Screens& screens) {
  std::fputs(report::finish(screens.out, text).c_str(), stdout);
}

/// How many are not as written down. Those that are, by name, only when asked for.
std::size_t print_differences(const std::vector<Case>& cases, const std::vector<Graded>& graded,
                              bool whole, const Screens& screens) {
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < graded.size(); ++i) {
    const Strings lines = differences(cases[i], graded[i].grade);
    if (!lines.empty()) ++wrong;
    if (lines.empty() && !whole) continue;
    std::string text = (lines.empty() ? "ok   " : "DIFF ") + report::one_line(cases[i].name) + "\n";
    for (const std::string& line : lines) text += "       " + report::one_line(line) + "\n";
    print(text, screens);
  }
  return wrong;
}

/// The cases, or nothing when there is something wrong with them; said by then.
std::optional<std::vector<Case>> cases_for(const Verify& command, const Assignment& assignment,
                                           const std::set<std::string>& exercises,
                                           const Screens& screens) {
  const fs::path folder =
      command.folder.empty() ? assignment.folder / "tests" / "submissions" : command.folder;
  Cases cases = find_cases(folder, exercises, command.names, intake_limits(assignment));
  if (command.folder.empty()) add_references(assignment, exercises, command.names, cases);
  if (!cases.mistakes.empty()) {
    std::fputs(report::diagnostics_text(cases.mistakes, screens.err).c_str(), stderr);
    for (const Exercise& exercise : assignment.exercises) {
      if (cases.unwritten.contains(exercise.id))
        std::fputs(expectation_to_fill_in(exercise).c_str(), stderr);
    }
    return std::nullopt;
  }
  if (cases.all.empty()) {
    std::fprintf(stderr, "no known submissions below %s\n", folder.c_str());
    return std::nullopt;
  }
  return std::move(cases.all);
}

}  // namespace

ExitCode verify(const Verify& command, const Options& options, const Screens& screens) {
  const auto assignment = load_assignment(options, std::nullopt, screens);
  if (!assignment) return ExitCode::usage;
  const auto chosen = choose_exercises(*assignment, command.exercises);
  if (const auto* mistake = std::get_if<Diagnostic>(&chosen)) {
    std::fputs(report::diagnostics_text({*mistake}, screens.err).c_str(), stderr);
    return ExitCode::usage;
  }
  const auto& exercises = std::get<std::set<std::string>>(chosen);
  const auto cases = cases_for(command, *assignment, exercises, screens);
  if (!cases) return ExitCode::usage;

  GradeSettings settings;
  settings.hidden = true;
  settings.fresh = command.fresh || command.repeat > 1;
  settings.isolation = options.isolation;
  std::vector<Request> requests;
  requests.reserve(cases->size());
  for (const Case& known : *cases) requests.push_back(known.request);
  const bool whole = options.verbosity == Verbosity::verbose;
  std::vector<Run> runs;
  std::size_t wrong = 0;
  for (std::size_t number = 0; number < command.repeat; ++number) {
    const auto graded = grade_all(*assignment, requests, settings);
    wrong += print_differences(*cases, graded, whole && number == 0, screens);
    runs.push_back(verdicts_of(*cases, graded));
  }
  const auto varied = unsteady(runs);
  if (command.repeat > 1) print(unsteady_text(varied, runs.size(), screens.out), screens);
  if (command.names.empty()) {
    print(proof_text(proofs(assignment->exercises, exercises, runs.front()), whole, screens.out),
          screens);
  }
  const std::size_t gradings = cases->size() * command.repeat;
  print(text::counted(gradings, command.repeat > 1 ? "grading" : "known submission") + ", " +
            std::to_string(gradings - wrong) + " as written down, " + std::to_string(wrong) +
            " not\n",
        screens);
  return wrong == 0 && varied.empty() ? ExitCode::well : ExitCode::graded;
}

}  // namespace viva::cli

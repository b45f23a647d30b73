// viva verify: known submissions, right and wrong, against the verdicts that are written beside
// them.
#include "harness/cli/commands.hpp"
#include "harness/cli/grade.hpp"
#include "harness/cli/handed_in.hpp"
#include "harness/cli/lookup.hpp"
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
  std::string exercise;
  spec::Expectation expected;
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

// FOLDER/EXERCISE/NAME/expected.toml, for the exercises chosen.
Cases find_cases(const fs::path& folder, const std::set<std::string>& exercises,
                 const Strings& names, const intake::IntakeLimits& limits) {
  Cases cases;
  for (const std::string& exercise : exercises) {
    for (const fs::path& place : folders_in(folder / exercise)) {
      const std::string name = exercise + "/" + place.filename().string();
      const bool wanted =
          names.empty() || std::any_of(names.begin(), names.end(), [&](const std::string& part) {
            return name.find(part) != std::string::npos;
          });
      if (!wanted) continue;
      auto expected = spec::read_expectation(place / "expected.toml");
      if (!fs::exists(place / "expected.toml")) cases.unwritten.insert(exercise);
      cases.mistakes.insert(cases.mistakes.end(), expected.diagnostics.begin(),
                            expected.diagnostics.end());
      auto taken = intake::take(place, limits);
      if (const auto* refusal = std::get_if<Diagnostic>(&taken)) cases.mistakes.push_back(*refusal);
      if (!expected.expectation || !std::holds_alternative<Submission>(taken)) continue;
      Request request{std::get<Submission>(std::move(taken)), {exercise}};
      cases.all.push_back({name, std::move(request), exercise, std::move(*expected.expectation)});
    }
  }
  return cases;
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
Strings differences(const Case& known, const ExerciseGrade& graded) {
  Strings lines;
  std::set<std::string> judged;
  for (const Verdict& verdict : graded.checks) {
    judged.insert(verdict.id);
    const auto wanted = known.expected.checks.find(verdict.id);
    const std::string got{name_of(verdict.status)};
    if (wanted == known.expected.checks.end()) {
      lines.push_back(verdict.id + ": is " + got + ", nothing is written down for it");
      continue;
    }
    if (std::find(wanted->second.begin(), wanted->second.end(), got) == wanted->second.end()) {
      lines.push_back(verdict.id + ": is " + got + ", must be " + wanted->second.front() + ": " +
                      verdict.message +
                      (verdict.actual.empty() ? "" : " (received " + verdict.actual + ")"));
    }
    const auto phrase = known.expected.says.find(verdict.id);
    const std::string said =
        verdict.message + " " + verdict.expected + " " + verdict.actual + " " + verdict.hint;
    if (phrase != known.expected.says.end() && verdict.status != VerdictStatus::pass &&
        lower(said).find(lower(phrase->second)) == std::string::npos) {
      lines.push_back(verdict.id + ": does not say \"" + phrase->second + "\" but \"" +
                      verdict.message + "\" hint \"" + verdict.hint + "\"");
    }
  }
  for (const auto& [check, statuses] : known.expected.checks) {
    if (!judged.contains(check)) lines.push_back(check + ": was not judged (" + graded.why + ")");
  }
  return lines;
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
  const fs::path folder =
      command.folder.empty() ? assignment->folder / "tests" / "submissions" : command.folder;
  const Cases cases = find_cases(folder, std::get<std::set<std::string>>(chosen), command.names,
                                 intake_limits(*assignment));
  if (!cases.mistakes.empty()) {
    std::fputs(report::diagnostics_text(cases.mistakes, screens.err).c_str(), stderr);
    for (const Exercise& exercise : assignment->exercises) {
      if (cases.unwritten.contains(exercise.id))
        std::fputs(expectation_to_fill_in(exercise).c_str(), stderr);
    }
    return ExitCode::usage;
  }
  if (cases.all.empty()) {
    std::fprintf(stderr, "no known submissions below %s\n", folder.c_str());
    return ExitCode::usage;
  }

  GradeSettings settings;
  settings.hidden = true;
  settings.fresh = command.fresh;
  settings.isolation = options.isolation;
  std::vector<Request> requests;
  requests.reserve(cases.all.size());
  for (const Case& known : cases.all) requests.push_back(known.request);
  const auto graded = grade_all(*assignment, requests, settings);

  std::size_t wrong = 0;
  for (std::size_t i = 0; i < graded.size(); ++i) {
    const Strings lines = differences(cases.all[i], graded[i].grade.exercises.front());
    if (!lines.empty()) ++wrong;
    if (lines.empty() && options.verbosity != Verbosity::verbose) continue;
    std::printf("%s %s\n", lines.empty() ? "ok  " : "DIFF", cases.all[i].name.c_str());
    for (const std::string& line : lines) std::printf("       %s\n", line.c_str());
  }
  std::printf("%s, %zu as written down, %zu not\n",
              text::counted(graded.size(), "known submission").c_str(), graded.size() - wrong,
              wrong);
  return wrong == 0 ? ExitCode::well : ExitCode::graded;
}

}  // namespace viva::cli

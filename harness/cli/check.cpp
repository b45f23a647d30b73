// viva check: one submission, its grade in the terminal.
#include "harness/build/files.hpp"
#include "harness/cli/called.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/grade.hpp"
#include "harness/cli/handed_in.hpp"
#include "harness/cli/live.hpp"
#include "harness/cli/lookup.hpp"
#include "harness/cli/workplace.hpp"
#include "harness/cli/writable.hpp"
#include "harness/model/json.hpp"
#include "harness/report/diagnostics.hpp"
#include "harness/report/terminal.hpp"
#include "harness/text/sanitise.hpp"

#include <cstdio>
#include <exception>
#include <optional>

namespace viva::cli {
namespace {

void say(const Diagnostic& diagnostic, const Screens& screens) {
  std::fputs(report::diagnostics_text({diagnostic}, screens.err).c_str(), stderr);
}

ExitCode code_of(const Grade& grade) {
  bool all_passed = true;
  for (const ExerciseGrade& exercise : grade.exercises) {
    if (exercise.status == ExerciseStatus::error) return ExitCode::trouble;
    if (exercise.status != ExerciseStatus::graded) all_passed = false;
    for (const Verdict& verdict : exercise.checks) {
      if (verdict.status == VerdictStatus::error) return ExitCode::trouble;
      const bool wanting =
          verdict.status == VerdictStatus::fail || verdict.status == VerdictStatus::skip;
      // A bonus that this machine or language cannot show is nobody's failure.
      const bool left_out = verdict.bonus && verdict.status == VerdictStatus::skip;
      if (wanting && !left_out) all_passed = false;
    }
  }
  return all_passed ? ExitCode::well : ExitCode::graded;
}

// As a batch leaves it for each submission: DIR/result.json,
// DIR/transcripts/EXERCISE/SCENARIO.jsonl.
void keep(const Graded& graded, const std::filesystem::path& folder) {
  for (const auto& [key, transcript] : graded.transcripts) {
    const auto place = folder / "transcripts" / key.first;
    std::filesystem::create_directories(place);
    build::write_text(place / (key.second + ".jsonl"), to_jsonl(transcript));
  }
  std::filesystem::create_directories(folder);
  build::write_text(folder / "result.json", to_json(graded.grade));
}

// With the view of what is going on, which is gone before anything else is printed.
Graded grade_watched(const Assignment& assignment, const Request& request, GradeSettings settings,
                     const Options& options, const Screens& screens) {
  LiveView view{2, screens.live, screens.err};
  if (options.verbosity != Verbosity::quiet) {
    settings.tell = [&view](const batch::Progress& progress) { view.tell(progress); };
  }
  return grade(assignment, request, settings);
}

std::string again_command(const Check& command, const Options& options) {
  std::string words = "viva check";
  if (command.folder != ".") words += " " + shell_word(command.folder.string());
  if (command.hidden) words += " --all";
  if (options.assignment) words += " --assignment " + shell_word(options.assignment->string());
  return words;
}

// What `viva explain` must be told to speak of this assignment: from here it may find another one.
std::string explain_options(const Assignment& assignment, const Options& options) {
  if (options.assignment) return "--assignment " + shell_word(options.assignment->string());
  const auto found = find_assignment(
      {std::nullopt, std::nullopt, std::filesystem::current_path(), own_executable()});
  const auto* place = std::get_if<FoundAssignment>(&found);
  if (place != nullptr && place->folder == assignment.folder) return {};
  return "--assignment " + shell_word(assignment.folder.string());
}

// Grading takes a while: that its result has no place to go is said before.
std::optional<Diagnostic> no_place_for_results(const Check& command) {
  if (command.json && *command.json != "-") {
    if (auto trouble = cannot_write("--json", *command.json, Target::file)) return trouble;
  }
  return command.keep ? cannot_write("--keep", *command.keep, Target::folder) : std::nullopt;
}

// After the report, which is worth more than a file. Both are tried; the first trouble is thrown.
void write_results(const Check& command, const Graded& graded) {
  std::exception_ptr trouble;
  const auto attempt = [&](const auto& write) {
    try {
      write();
    } catch (const std::exception&) {
      if (!trouble) trouble = std::current_exception();
    }
  };
  if (command.json && *command.json != "-")
    attempt([&] { build::write_text(*command.json, to_json(graded.grade)); });
  if (command.keep) attempt([&] { keep(graded, *command.keep); });
  if (trouble) std::rethrow_exception(trouble);
}

void print(const Graded& graded, const Check& command, const Assignment& assignment,
           const Options& options, const Screens& screens) {
  if (command.json == "-") {
    std::fputs(text::json_without_ci_commands(to_json(graded.grade)).c_str(), stdout);
    return;
  }
  report::TerminalReport how;
  how.style = screens.out;
  how.detail = options.verbosity == Verbosity::quiet     ? report::Detail::brief
               : options.verbosity == Verbosity::verbose ? report::Detail::full
                                                         : report::Detail::usual;
  how.again = again_command(command, options);
  how.folder = command.folder.string();
  how.options = explain_options(assignment, options);
  std::fputs(report::terminal_text(graded.grade, graded.transcripts, how).c_str(), stdout);
  if (graded.weaker.empty() || options.verbosity == Verbosity::quiet) return;
  const std::string note =
      report::as_called(screens.err, "note: graded without namespaces (" + graded.weaker +
                                         "); `viva doctor` says more\n");
  std::fputs(note.c_str(), stderr);
}

}  // namespace

ExitCode check(const Check& command, const Options& options, const Screens& screens) {
  const auto assignment = load_assignment(options, command.folder, screens);
  if (!assignment) return ExitCode::usage;
  const auto chosen = choose_exercises(*assignment, command.exercises);
  if (const auto* mistake = std::get_if<Diagnostic>(&chosen)) {
    say(*mistake, screens);
    return ExitCode::usage;
  }
  if (const auto mistake = exercise_for_a_folder(*assignment, command.folder)) {
    say(*mistake, screens);
    return ExitCode::usage;
  }
  if (const auto mistake = no_place_for_results(command)) {
    say(*mistake, screens);
    return ExitCode::usage;
  }
  auto taken = take_handed_in(command.folder, *assignment, options.isolation);
  if (const auto* refusal = std::get_if<Diagnostic>(&taken)) {
    say(*refusal, screens);
    return ExitCode::usage;
  }

  Request request{std::get<Submission>(std::move(taken)), std::get<std::set<std::string>>(chosen)};
  GradeSettings settings;
  settings.hidden = command.hidden;
  settings.fresh = command.fresh;
  settings.isolation = options.isolation;
  const Graded graded = grade_watched(*assignment, request, settings, options, screens);

  print(graded, command, *assignment, options, screens);
  write_results(command, graded);
  return code_of(graded.grade);
}

}  // namespace viva::cli

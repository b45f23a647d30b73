// viva check: one submission, its grade in the terminal.
#include "harness/build/files.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/grade.hpp"
#include "harness/cli/handed_in.hpp"
#include "harness/cli/live.hpp"
#include "harness/cli/lookup.hpp"
#include "harness/model/json.hpp"
#include "harness/report/diagnostics.hpp"
#include "harness/report/terminal.hpp"

#include <cstdio>
#include <fstream>

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

std::string again_command(const Check& command) {
  std::string words = "viva check";
  if (command.folder != ".") words += " " + command.folder.string();
  if (command.hidden) words += " --all";
  return words;
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

  if (command.keep) keep(graded, *command.keep);
  if (command.json) {
    const std::string text = to_json(graded.grade);
    if (*command.json == "-") {
      std::fputs(text.c_str(), stdout);
      return code_of(graded.grade);
    }
    build::write_text(*command.json, text);
  }
  const auto detail = options.verbosity == Verbosity::quiet     ? report::Detail::brief
                      : options.verbosity == Verbosity::verbose ? report::Detail::full
                                                                : report::Detail::usual;
  const report::TerminalReport how{screens.out, detail, again_command(command)};
  std::fputs(report::terminal_text(graded.grade, graded.transcripts, how).c_str(), stdout);
  if (!graded.weaker.empty() && options.verbosity != Verbosity::quiet) {
    std::fprintf(stderr, "note: graded without namespaces (%s); `viva doctor` says more\n",
                 graded.weaker.c_str());
  }
  return code_of(graded.grade);
}

}  // namespace viva::cli

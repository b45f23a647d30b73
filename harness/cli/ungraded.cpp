// The commands that grade nothing: explain, new, doctor. From values to words and an exit code.
#include "harness/cli/called.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/doctor.hpp"
#include "harness/cli/explain.hpp"
#include "harness/cli/fresh.hpp"
#include "harness/cli/kinds.hpp"
#include "harness/cli/lookup.hpp"
#include "harness/cli/machine.hpp"
#include "harness/cli/workplace.hpp"
#include "harness/report/diagnostics.hpp"

#include <cstdio>
#include <utility>

namespace viva::cli {
namespace {

ExitCode say(const std::variant<std::string, Diagnostic>& result, const Screens& screens) {
  if (const auto* mistake = std::get_if<Diagnostic>(&result)) {
    std::fputs(report::diagnostics_text({*mistake}, screens.err).c_str(), stderr);
    return ExitCode::usage;
  }
  std::fputs(std::get<std::string>(result).c_str(), stdout);
  return ExitCode::well;
}

/// What a machine should have when nobody says what for.
Assignment usual_languages() {
  Assignment assignment;
  const auto compiled = [](const char* name, const char* suffix, const char* compiler) {
    Language language;
    language.name = name;
    language.suffix = suffix;
    language.compile = {compiler, "-pthread", "{includes}", "{sources}", "-o", "{output}"};
    language.run = {"{program}"};
    language.thread_sanitizer = {"-fsanitize=thread"};
    return language;
  };
  assignment.languages = {compiled("C++", ".cpp", "g++"), compiled("C", ".c", "gcc")};
  assignment.languages.front().compile.insert(assignment.languages.front().compile.begin() + 1,
                                              "-std=c++20");
  Language python;
  python.name = "Python";
  python.suffix = ".py";
  python.run = {"python3", "{program}"};
  assignment.languages.push_back(python);
  return assignment;
}

// The doctor is asked when something is wrong; a broken assignment must not keep it from answering.
Assignment examined_assignment(const Options& options) {
  const auto found = find_assignment(
      {options.assignment, std::nullopt, std::filesystem::current_path(), own_executable()});
  const auto* place = std::get_if<FoundAssignment>(&found);
  if (place == nullptr) return usual_languages();
  auto loaded = spec::load(place->folder / "grading.toml", vocabulary());
  return loaded.assignment ? *std::move(loaded.assignment) : usual_languages();
}

}  // namespace

ExitCode explain(const Explain& command, const Options& options, const Screens& screens) {
  if (command.kinds || command.peers) {
    return say(
        explain_kinds(command.peers ? vocabulary().peers : vocabulary().checks,
                      command.peers ? KindOf::peer : KindOf::check, command.what, screens.out),
        screens);
  }
  const auto assignment = load_assignment(options, std::nullopt, screens);
  if (!assignment) return ExitCode::usage;
  return say(explain(*assignment, command.what, screens.out), screens);
}

ExitCode make_new(const New& command, const Options& options, const Screens& screens) {
  if (command.assignment) return say(make_assignment(command.folder, screens.out), screens);
  const auto assignment = load_assignment(options, std::nullopt, screens);
  if (!assignment) return ExitCode::usage;
  const std::string more =
      options.assignment ? " --assignment " + shell_word(options.assignment->string()) : "";
  return say(make_submission(*assignment, command.folder, screens.out, more), screens);
}

ExitCode doctor(const Options& options, const Screens& screens) {
  const auto findings = diagnose(look_at_machine(examined_assignment(options)));
  std::fputs(doctor_text(findings, screens.out).c_str(), stdout);
  switch (overall(findings)) {
    case Health::ok:
      return ExitCode::well;
    case Health::weaker:
      return ExitCode::graded;
    case Health::missing:
      return ExitCode::trouble;
  }
  return ExitCode::trouble;
}

}  // namespace viva::cli

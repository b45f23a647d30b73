// Which assignment is meant, loaded and free of mistakes.
#include "harness/cli/commands.hpp"
#include "harness/cli/lookup.hpp"
#include "harness/cli/workplace.hpp"
#include "harness/judge/judge.hpp"
#include "harness/report/diagnostics.hpp"
#include "reference/peers/peers.hpp"

#include <cstdio>

namespace viva::cli {

const spec::Vocabulary& vocabulary() {
  static const spec::Vocabulary words = [] {
    spec::Vocabulary made;
    for (const auto& peer : peers::all()) made.peers.push_back(peer.info);
    for (const auto& check : judge::check_kinds()) made.checks.push_back(check.info);
    return made;
  }();
  return words;
}

std::optional<Assignment> load_assignment(const Options& options,
                                          const std::optional<std::filesystem::path>& submission,
                                          const Screens& screens) {
  const auto say = [&](const Diagnostics& diagnostics) {
    std::fputs(report::diagnostics_text(diagnostics, screens.err).c_str(), stderr);
  };
  const auto found = find_assignment(
      {options.assignment, submission, std::filesystem::current_path(), own_executable()});
  if (const auto* mistake = std::get_if<Diagnostic>(&found)) {
    say({*mistake});
    return std::nullopt;
  }
  const auto& place = std::get<FoundAssignment>(found);
  if (!place.remark.empty() && options.verbosity != Verbosity::quiet) {
    std::fputs((place.remark + "\n").c_str(), stderr);
  }
  auto loaded = spec::load(place.folder / "grading.toml", vocabulary());
  if (!loaded.diagnostics.empty()) say(loaded.diagnostics);
  if (loaded.assignment && options.seed) loaded.assignment->seed = *options.seed;
  return std::move(loaded.assignment);
}

}  // namespace viva::cli

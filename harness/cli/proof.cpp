#include "harness/cli/proof.hpp"

#include "harness/model/json.hpp"
#include "harness/text/quote.hpp"
#include "harness/text/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace viva::cli {
namespace {

std::vector<std::string> failed_by(const KnownVerdicts& known) {
  std::vector<std::string> failed;
  for (const auto& [check, status] : known.checks) {
    if (status == VerdictStatus::fail) failed.push_back(check);
  }
  return failed;
}

/// "threads/pace, threads/numbers": the checks for which that holds.
template <class Holds>
Strings checks_where(const std::vector<ExerciseProof>& proofs, Holds holds) {
  Strings names;
  for (const ExerciseProof& exercise : proofs) {
    for (const CheckProof& check : exercise.checks) {
      if (holds(check)) names.push_back(exercise.exercise + "/" + check.check);
    }
  }
  return names;
}

std::string joined(const Strings& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

std::string paragraph(const Strings& names, const std::string& sentence,
                      const report::Style& style) {
  if (names.empty()) return {};
  const std::string head = text::counted(names.size(), "check", "checks") + " " + sentence + ": ";
  return report::flow(head + report::one_line(joined(names)), style.width, 2, 0) + "\n";
}

std::string row(const ExerciseProof& exercise, std::size_t columns, const report::Style& style) {
  Strings words;
  for (const CheckProof& check : exercise.checks)
    words.push_back(fmt::format("{} {} ({})", check.check, check.caught, check.alone));
  return report::flow(report::pad(exercise.exercise, columns) + report::one_line(joined(words)),
                      style.width, columns, 0) +
         "\n";
}

}  // namespace

std::vector<ExerciseProof> proofs(const std::vector<Exercise>& exercises,
                                  const std::set<std::string>& chosen,
                                  const std::vector<KnownVerdicts>& known) {
  std::vector<ExerciseProof> all;
  for (const Exercise& exercise : exercises) {
    if (!chosen.contains(exercise.id)) continue;
    ExerciseProof proof{exercise.id, {}};
    for (const viva::Check& check : exercise.checks) {
      if (check.condition) continue;
      CheckProof one{check.id};
      for (const KnownVerdicts& submission : known) {
        if (submission.exercise != exercise.id) continue;
        const auto failed = failed_by(submission);
        if (std::find(failed.begin(), failed.end(), check.id) == failed.end()) continue;
        ++one.caught;
        if (failed.size() == 1) ++one.alone;
      }
      proof.checks.push_back(std::move(one));
    }
    all.push_back(std::move(proof));
  }
  return all;
}

std::vector<Unsteady> unsteady(const std::vector<std::vector<KnownVerdicts>>& runs) {
  std::vector<Unsteady> found;
  if (runs.empty()) return found;
  for (std::size_t place = 0; place < runs.front().size(); ++place) {
    std::map<std::string, std::map<VerdictStatus, std::size_t>> times;
    for (const auto& run : runs) {
      for (const auto& [check, status] : run[place].checks) ++times[check][status];
    }
    for (const auto& [check, statuses] : times) {
      const bool steady = statuses.size() == 1 && statuses.begin()->second == runs.size();
      if (!steady) found.push_back({runs.front()[place].name, check, statuses});
    }
  }
  return found;
}

std::string proof_text(const std::vector<ExerciseProof>& proofs, bool whole,
                       const report::Style& style) {
  std::string text;
  if (whole) {
    std::size_t columns = 0;
    for (const ExerciseProof& exercise : proofs)
      columns = std::max(columns, text::length_in_characters(exercise.exercise) + 2);
    text += "\nHow many known submissions fail each check (in brackets: and no other check)\n";
    for (const ExerciseProof& exercise : proofs) text += row(exercise, columns, style);
  }
  text += paragraph(checks_where(proofs, [](const CheckProof& check) { return check.caught == 0; }),
                    "unproven, no known submission fails", style);
  text += paragraph(
      checks_where(proofs,
                   [](const CheckProof& check) { return check.caught > 0 && check.alone == 0; }),
      "never failed alone", style);
  return text;
}

std::string unsteady_text(const std::vector<Unsteady>& unsteady, std::size_t runs,
                          const report::Style& style) {
  std::string text;
  for (const Unsteady& one : unsteady) {
    Strings words;
    for (const auto& [status, times] : one.times)
      words.push_back(fmt::format("{} {}", name_of(status), text::counted(times, "time")));
    text +=
        report::flow(
            report::one_line(fmt::format("VARIES {}, {}: {}", one.name, one.check, joined(words))),
            style.width, 7, 0) +
        "\n";
  }
  return text + fmt::format("{} in {}\n",
                            unsteady.empty()
                                ? "no verdict varied"
                                : text::counted(unsteady.size(), "verdict") + " varied",
                            text::counted(runs, "run"));
}

}  // namespace viva::cli

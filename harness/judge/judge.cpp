// The judge itself: which check is judged from what and in which order, what a finding is worth,
// and the sums. What a single check means stands in the file of its group.
#include "harness/judge/judge.hpp"

#include "harness/judge/ending.hpp"
#include "harness/judge/kinds.hpp"
#include "harness/judge/look.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

namespace viva::judge {
namespace {

const CheckKind* kind_named(std::string_view name) {
  const auto& kinds = check_kinds();
  const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                 [&](const CheckKind& row) { return row.info.name == name; });
  return kind == kinds.end() ? nullptr : &*kind;
}

VerdictStatus status_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::holds:
      return VerdictStatus::pass;
    case Outcome::fails:
      return VerdictStatus::fail;
    case Outcome::unclear:
      return VerdictStatus::error;
    case Outcome::unavailable:
      return VerdictStatus::skip;
    case Outcome::pending:
      return VerdictStatus::pending;
  }
  return VerdictStatus::error;
}

std::string name_of_check(const Check& check) {
  return check.title.empty() ? check.id : check.title;
}

/// A report shows a check under its id. It shows no conditions: they have their sentence only.
std::string name_of_requirement(const Check& check) {
  if (check.condition && !check.title.empty()) return "\"" + check.title + "\"";
  return "`" + check.id + "`";
}

/// What every verdict on this check has in common.
Verdict blank_verdict(const Check& check) {
  Verdict verdict;
  verdict.id = check.id;
  verdict.title = check.title;
  verdict.max_score = check.points;
  verdict.bonus = check.bonus;
  verdict.visibility = check.visibility;
  return verdict;
}

Verdict not_judged(const Check& check, VerdictStatus status, std::string message) {
  Verdict verdict = blank_verdict(check);
  verdict.status = status;
  verdict.message = std::move(message);
  return verdict;
}

std::string path_of(const Transcript& transcript) {
  return "transcripts/" + transcript.exercise + "/" + transcript.scenario + ".jsonl";
}

/// The trouble of the check that stands in the way, short enough to be quoted by another.
std::string brief(std::string_view message) {
  constexpr std::size_t length_max = 160;
  if (message.size() <= length_max) return std::string(message);
  const std::size_t blank = message.substr(0, length_max).find_last_of(' ');
  return std::string(message.substr(0, blank == std::string_view::npos ? length_max : blank)) +
         " …";
}

/// Each kind's own words for a common cause go before the common ones.
void add_ending_symptoms(std::vector<SymptomInfo>& symptoms) {
  for (SymptomInfo& common : ending_symptoms()) {
    const bool there = std::any_of(symptoms.begin(), symptoms.end(),
                                   [&](const SymptomInfo& own) { return own.name == common.name; });
    if (!there) symptoms.push_back(std::move(common));
  }
}

std::string hint_for(const Check& check, const Finding& finding) {
  const auto* special =
      finding.symptom.empty() ? nullptr : check.hints.find<std::string>(finding.symptom);
  if (special != nullptr) return *special;
  if (!finding.hint.empty()) return finding.hint;
  return finding.outcome == Outcome::fails ? check.hint : std::string{};
}

/// Judges the checks of one exercise, each once, those first that others require.
class Bench {
 public:
  Bench(const Exercise& exercise, const Transcripts& transcripts, Audience audience)
      : exercise_{exercise},
        transcripts_{transcripts},
        audience_{audience},
        places_(exercise.checks.size()) {}

  const Verdict& verdict(std::size_t index) {
    Place& place = places_[index];
    if (place.state == State::judged) return place.verdict;
    if (place.state ==
        State::begun) {  // the loader refuses circles; one that got through ends here
      return circle_;
    }
    place.state = State::begun;
    Verdict verdict = judge(exercise_.checks[index]);
    place.verdict = std::move(verdict);
    place.state = State::judged;
    return place.verdict;
  }

  [[nodiscard]] bool shown(const Check& check) const {
    return audience_ == Audience::everything || check.visibility == Visibility::visible;
  }

 private:
  enum class State { untouched, begun, judged };
  struct Place {
    State state = State::untouched;
    Verdict verdict;
  };

  Verdict judge(const Check& check) {
    if (auto stopped = stopped_by_requirement(check)) return *std::move(stopped);
    const CheckKind* kind = kind_named(check.kind);
    if (kind == nullptr || kind->judge == nullptr) {
      return not_judged(check, VerdictStatus::error,
                        "viva knows no kind of check `" + check.kind + "`");
    }
    Evidence evidence{check.params, {}};
    std::vector<Transcript> empty;
    if (auto missing = gather(check, evidence, empty)) {
      return not_judged(check, VerdictStatus::error, *std::move(missing));
    }
    return verdict_from(check, evidence, with_ending(examine(*kind, evidence), evidence));
  }

  /// A verdict when something that the check requires does not hold. A failure weighs more than an
  /// error of ours: what failed says enough.
  std::optional<Verdict> stopped_by_requirement(const Check& check) {
    std::optional<Verdict> stopped;
    for (const std::string& id : check.requires_) {
      const auto place = std::find_if(exercise_.checks.begin(), exercise_.checks.end(),
                                      [&](const Check& other) { return other.id == id; });
      if (place == exercise_.checks.end()) {
        return not_judged(check, VerdictStatus::error,
                          "it requires `" + id + "`, which does not exist");
      }
      if (!shown(*place)) continue;  // its scenario was not played for a student
      const Verdict& required = verdict(static_cast<std::size_t>(place - exercise_.checks.begin()));
      if (required.status == VerdictStatus::pass || required.status == VerdictStatus::pending)
        continue;
      if (required.status != VerdictStatus::error) {
        // A skipped one names what it was skipped for: that is the trouble to mend.
        return not_judged(check, VerdictStatus::skip,
                          required.status == VerdictStatus::skip && !required.message.empty()
                              ? required.message
                              : "left out: needs " + name_of_requirement(*place));
      }
      if (!stopped) {
        stopped = not_judged(
            check, VerdictStatus::error,
            "\"" + name_of_check(*place) + "\" could not be judged: " + brief(required.message));
      }
    }
    return stopped;
  }

  /// Fills in the transcripts; the reason when one of the exercise's own cannot be used. One of
  /// another exercise is then given empty: it helps to judge, it is not what is judged.
  std::optional<std::string> gather(const Check& check, Evidence& evidence,
                                    std::vector<Transcript>& empty) const {
    if (check.scenarios.empty()) return "it names no scenario to look at";
    empty.reserve(check.scenarios.size());
    for (const ScenarioRef& ref : check.scenarios) {
      const auto found = transcripts_.find({ref.exercise, ref.scenario});
      const bool there = found != transcripts_.end();
      if (there && found->second.complete()) {
        evidence.transcripts.push_back(&found->second);
      } else if (ref.exercise != exercise_.id) {
        evidence.transcripts.push_back(
            &empty.emplace_back(Transcript{ref.exercise, ref.scenario, {}}));
      } else {
        return there ? trouble_of(found->second)
                     : "the scenario `" + ref.scenario + "` was not played";
      }
    }
    return std::nullopt;
  }

  static std::string trouble_of(const Transcript& transcript) {
    const std::string scenario = "the scenario `" + transcript.scenario + "` ";
    if (const auto fault = first_event(transcript, What::fault)) {
      const auto why = transcript.events[*fault].more.value_or<std::string>("why", {});
      return scenario + "could not be played, and not by your program's fault" +
             (why.empty() ? "" : ": " + why);
    }
    return scenario + "was not played to its end, and not by your program's fault";
  }

  static Finding examine(const CheckKind& kind, const Evidence& evidence) {
    try {
      return kind.judge(evidence);
    } catch (const std::exception& trouble) {
      // A bug of ours must not cost the other checks their verdicts.
      Finding finding;
      finding.outcome = Outcome::unclear;
      finding.symptom = internal_error;
      finding.message = "viva itself failed while judging: " + std::string(trouble.what());
      return finding;
    }
  }

  static Verdict verdict_from(const Check& check, const Evidence& evidence,
                              const Finding& finding) {
    Verdict verdict = blank_verdict(check);
    verdict.status = status_of(finding.outcome);
    verdict.unclear = finding.outcome == Outcome::unclear && finding.symptom != internal_error;
    if (verdict.status == VerdictStatus::pass) {
      verdict.score = check.points * std::clamp(finding.share, 0.0, 1.0);
    }
    verdict.symptom = finding.symptom;
    verdict.message = finding.message;
    verdict.expected = finding.expected;
    verdict.actual = finding.actual;
    verdict.hint = hint_for(check, finding);
    for (const Pointer& pointer : finding.proof) {
      if (pointer.transcript >= evidence.transcripts.size()) continue;
      const Transcript& transcript = *evidence.transcripts[pointer.transcript];
      if (pointer.event >= transcript.events.size()) continue;
      verdict.proof.push_back({transcript.exercise, transcript.scenario, pointer.event + 1});
    }
    const Transcript* shown = nullptr;
    for (const Pointer& pointer : finding.proof) {
      if (shown == nullptr && pointer.transcript < evidence.transcripts.size()) {
        shown = evidence.transcripts[pointer.transcript];
      }
    }
    verdict.transcript = path_of(shown != nullptr ? *shown : evidence.first());
    return verdict;
  }

  static constexpr const char* internal_error = "internal_error";

  const Exercise& exercise_;
  const Transcripts& transcripts_;
  Audience audience_;
  std::vector<Place> places_;
  Verdict circle_ = [] {
    Verdict verdict;
    verdict.status = VerdictStatus::error;
    verdict.message = "it requires itself, over other checks";
    return verdict;
  }();
};

/// Why there is nothing to judge; empty when there is.
std::string trouble_of(const Build& build) {
  switch (build.status) {
    case BuildStatus::ok:
      return {};
    case BuildStatus::missing:
      return build.why.empty() ? "nothing was handed in for it" : build.why;
    case BuildStatus::failed:
      return build.why.empty() ? "it does not compile" : build.why;
    case BuildStatus::timeout:
      return build.why.empty() ? "the compiler did not end in time" : build.why;
  }
  return {};
}

void add_up(ExerciseGrade& grade) {
  for (const Verdict& verdict : grade.checks) {
    grade.score += verdict.score;
    (verdict.bonus ? grade.bonus : grade.max_score) +=
        verdict.bonus ? verdict.score : verdict.max_score;
    if (verdict.status == VerdictStatus::pending && !verdict.bonus)
      grade.pending += verdict.max_score;
  }
}

}  // namespace

std::vector<CheckKind> judging(const Strings& peers, std::vector<CheckKind> kinds) {
  for (CheckKind& kind : kinds) {
    if (kind.info.peers.empty()) kind.info.peers = peers;
  }
  return kinds;
}

const std::vector<CheckKind>& check_kinds() {
  static const std::vector<CheckKind> table = [] {
    std::vector<CheckKind> all;
    // What is printed or how it ends can be judged whoever was there.
    for (auto kinds :
         {common_kinds(), judging({"plain", "input_lines"}, worker_kinds()), tcp_kinds(),
          udp_kinds(), judging({"port_layout"}, scan_kinds()), lossy_kinds(),
          judging({"chat_clients"}, chat_kinds()), judging({"chat_clients"}, race_kinds()),
          judging({"input_lines"}, packet_kinds()), answer_kinds()}) {
      for (CheckKind& kind : kinds) add_ending_symptoms(kind.info.symptoms);
      std::move(kinds.begin(), kinds.end(), std::back_inserter(all));
    }
    return all;
  }();
  return table;
}

ExerciseGrade judge_exercise(const Exercise& exercise, const Build& build,
                             const Transcripts& transcripts, Audience audience) {
  ExerciseGrade grade;
  grade.id = exercise.id;
  grade.title = exercise.title;
  grade.build = build;
  grade.why = trouble_of(build);
  grade.status = build.status == BuildStatus::ok        ? ExerciseStatus::graded
                 : build.status == BuildStatus::missing ? ExerciseStatus::missing
                                                        : ExerciseStatus::build_failed;
  Bench bench{exercise, transcripts, audience};
  for (std::size_t index = 0; index < exercise.checks.size(); ++index) {
    const Check& check = exercise.checks[index];
    if (check.condition) continue;
    if (!bench.shown(check)) {
      ++grade.hidden_checks;
      (check.bonus ? grade.hidden_bonus : grade.hidden_points) += check.points;
    } else if (grade.status == ExerciseStatus::missing ||
               grade.status == ExerciseStatus::build_failed) {
      grade.checks.push_back(not_judged(check, VerdictStatus::skip, grade.why));
    } else {
      grade.checks.push_back(bench.verdict(index));
    }
  }
  if (grade.status == ExerciseStatus::graded) {
    const auto error =
        std::find_if(grade.checks.begin(), grade.checks.end(),
                     [](const Verdict& verdict) { return verdict.status == VerdictStatus::error; });
    if (error != grade.checks.end()) {
      grade.status = ExerciseStatus::error;
      grade.why = error->message;
    }
  }
  add_up(grade);
  return grade;
}

void sum_up(Grade& grade) {
  grade.score = grade.max_score = grade.bonus = grade.pending = 0;
  for (const ExerciseGrade& exercise : grade.exercises) {
    grade.score += exercise.score;
    grade.max_score += exercise.max_score;
    grade.bonus += exercise.bonus;
    grade.pending += exercise.pending;
  }
}

}  // namespace viva::judge

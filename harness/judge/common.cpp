// Checks that many exercises share: how a program ended. Nothing here knows what an exercise is
// about.
#include "harness/judge/ending.hpp"
#include "harness/judge/kinds.hpp"
#include "harness/judge/look.hpp"
#include "harness/text/quote.hpp"

#include <string>
#include <vector>

namespace viva::judge {
namespace {

constexpr Duration no_bound{0};

Finding failure(std::string symptom, std::string message, std::size_t transcript,
                std::size_t event) {
  Finding finding;
  finding.symptom = std::move(symptom);
  finding.message = std::move(message);
  finding.proof = {{transcript, event}};
  return finding;
}

/// The event from which the time to the end counts.
std::optional<std::size_t> moment(const Transcript& transcript, const std::string& after) {
  if (after == "output") return last_event(transcript, What::out, "program");
  if (after == "send") return last_event(transcript, What::send);
  if (after == "close") {
    std::optional<std::size_t> last;
    for (const What what : {What::close, What::reset}) {
      for (const std::size_t index : events_of(transcript, what)) {
        const bool peers = transcript.events[index].more.value_or<std::string>("by", {}) == "peer";
        if (peers && (!last || index > *last)) last = index;
      }
    }
    return last;
  }
  return first_event(transcript, What::start, "program");
}

std::string name_of_moment(const std::string& after) {
  if (after == "output") return "its last output";
  if (after == "send") return "the last message to it";
  if (after == "close") return "the other side had closed the connection";
  return "its start";
}

/// The last thing on standard error is often the reason, in the program's own words.
std::string last_words(const Transcript& transcript) {
  std::string bytes = bytes_of(transcript, "program", What::err);
  const std::string_view text = trim(bytes);
  if (text.empty()) return {};
  const std::size_t newline = text.find_last_of('\n');
  return "standard error ends with " +
         text::quote(newline == std::string_view::npos ? text : text.substr(newline + 1));
}

Finding ended_wrongly(const Transcript& transcript, std::size_t index, const Exit& exit) {
  Finding finding = failure("exit_code", "The program " + describe(exit) + ".", index, exit.event);
  finding.expected = "exit code 0, by itself";
  finding.actual = last_words(transcript);
  if (exit.crashed() || exit.by == "limit") {
    finding.symptom = ending_of(transcript).value_or(Ending{}).symptom;
  } else if (!exit.by_itself()) {
    finding.symptom = "still_running";
  } else {
    finding.message = "The program " + describe(exit) + " instead of 0.";
  }
  return finding;
}

Finding clean_exit_of(const Evidence& evidence, std::size_t index) {
  const Transcript& transcript = *evidence.transcripts[index];
  const auto exit = exit_of(transcript);
  if (!exit) {
    const std::size_t last = transcript.events.empty() ? 0 : transcript.events.size() - 1;
    return failure("still_running", "The program was not seen to end.", index, last);
  }
  if (!exit->clean()) return ended_wrongly(transcript, index, *exit);
  if (exit->leftover > 0) {
    return failure(
        "leftover",
        "The program ended and left " +
            text::counted(static_cast<std::size_t>(exit->leftover), "process", "processes") +
            " of its own running.",
        index, exit->event);
  }
  const Duration bound = evidence.params.duration("within");
  const std::string& after = evidence.params.text("after");
  const auto from = moment(transcript, after);
  Finding finding;
  finding.outcome = Outcome::holds;
  finding.proof = {{index, exit->event}};
  if (bound == no_bound || !from) return finding;
  const Duration begin = transcript.events[*from].t;
  const Timing kept = timing(exit->t - begin, bound, lateness(transcript, begin, exit->t));
  if (kept == Timing::kept) return finding;
  finding.outcome = kept == Timing::unclear ? Outcome::unclear : Outcome::fails;
  finding.symptom = "slow";
  finding.message = "The program ended " + text::seconds((exit->t - begin).count()) + " after " +
                    name_of_moment(after) + "; " + text::seconds(bound.count()) + " are allowed.";
  finding.proof = {{index, *from}, {index, exit->event}};
  return finding;
}

Finding clean_exit(const Evidence& evidence) {
  Finding finding;
  for (std::size_t index = 0; index < evidence.transcripts.size(); ++index) {
    finding = clean_exit_of(evidence, index);
    if (finding.outcome != Outcome::holds) break;
  }
  return finding;
}

CheckKind clean_exit_kind() {
  KindInfo info;
  info.name = "clean_exit";
  info.sentence =
      "The program ends by itself with exit code 0 and leaves nothing running, in every scenario "
      "named.";
  info.parameters = {
      {"within", ValueType::duration, Value{no_bound},
       "time from `after` to the end; 0 s: as long as it likes"},
      {"after", ValueType::text, Value{std::string("start")},
       "what `within` counts from: `start`, `output` (its last), `send` (the peer's last) or "
       "`close` (the peer's last)"},
  };
  info.symptoms = {
      {"exit_code", "another exit code than 0"},
      {"still_running", "it did not end by itself"},
      {"leftover", "processes of its own outlived it"},
      {"slow", "it ended later than `within`"},
  };
  return {std::move(info), clean_exit};
}

}  // namespace

std::vector<CheckKind> common_kinds() {
  return {clean_exit_kind()};
}

}  // namespace viva::judge

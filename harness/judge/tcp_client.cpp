// Checks of a client that is greeted: from what our server sent and what the client printed. The
// greeting must be contiguous on standard output; all else that it prints is its own affair.
#include "harness/judge/finding.hpp"
#include "harness/judge/look.hpp"
#include "harness/judge/printed.hpp"
#include "harness/judge/tcp.hpp"
#include "harness/text/quote.hpp"

#include <optional>
#include <string>
#include <utility>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;

/// One trial: what our server had to say, and to whom.
struct Talk {
  std::string greeting;
  std::size_t announced = 0;  ///< the event that holds the greeting
  std::int64_t port = 0;
  std::optional<std::size_t> accept;
  std::optional<std::size_t> elsewhere;  ///< a connection to the port that it was not told
  Strings pieces;
  std::optional<std::size_t> sent;  ///< the last piece
};

Talk talk_of(const Transcript& transcript) {
  Talk talk;
  for (const std::size_t index : events_of(transcript, What::note, "server")) {
    const Event& event = transcript.events[index];
    if (!event.more.value_or<bool>("greeting", false)) continue;
    talk.greeting = event.bytes;
    talk.announced = index;
    talk.port = event.more.value_or<std::int64_t>("port", 0);
  }
  for (const std::size_t index : events_of(transcript, What::accept)) {
    const bool bystander = transcript.events[index].who == "bystander";
    auto& place = bystander ? talk.elsewhere : talk.accept;
    if (!place) place = index;
  }
  std::size_t bytes = 0;
  for (const std::size_t index : events_of(transcript, What::send)) {
    talk.pieces.push_back(transcript.events[index].bytes);
    bytes += talk.pieces.back().size();
    talk.sent = index;
  }
  // A client that left early never got the rest, but should have.
  if (bytes < talk.greeting.size()) talk.pieces.push_back(talk.greeting.substr(bytes));
  return talk;
}

Finding never_connected(const Transcript& transcript, const Talk& talk, std::size_t index) {
  const std::string told = "port " + std::to_string(talk.port) + " of 127.0.0.1";
  if (talk.elsewhere) {
    const auto port = transcript.events[*talk.elsewhere].more.value_or<std::int64_t>("port", 0);
    return failing("ignores_arguments",
                   "Your client connected to port " + std::to_string(port) + ", but it was told " +
                       told + " as its arguments.",
                   {talk.announced, *talk.elsewhere}, index);
  }
  const auto start = first_event(transcript, What::start);
  const Duration begin = start ? transcript.events[*start].t : Duration{0};
  const auto exit = exit_of(transcript);
  Finding finding =
      failing(exit && exit->by_itself() && !exit->signal.empty() ? "crashed" : "never_connects",
              "Your client never connected to " + told + ": it " + state_of(transcript) + ".",
              {talk.announced}, index);
  if (exit) finding.proof.push_back({index, exit->event});
  finding.actual = last_words(transcript);
  if (exit && exit->by_itself()) return finding;
  return unless_late(std::move(finding), transcript, begin, transcript.events.back().t);
}

// connects ---------------------------------------------------------------------------------------

Finding connects(const Evidence& evidence) {
  const Talk talk = talk_of(evidence.first());
  if (talk.accept) return holding({*talk.accept});
  return never_connected(evidence.first(), talk, 0);
}

std::vector<SymptomInfo> connecting_symptoms() {
  return {{"ignores_arguments", "it connects to the default port, whatever it is told"},
          {"never_connects", "no connection came"},
          {"crashed", "it died of a signal"}};
}

CheckKind connects_kind() {
  KindInfo info;
  info.name = "connects";
  info.sentence = "The program connects to the port that it is given.";
  info.symptoms = connecting_symptoms();
  return {std::move(info), connects};
}

// prints_received --------------------------------------------------------------------------------

/// What keeps a program from printing is told before what it prints instead.
Finding not_printed(const Transcript& transcript, const Talk& talk, std::size_t index) {
  const std::string output = bytes_of(transcript, "program", What::out);
  const std::string errors = bytes_of(transcript, "program", What::err);
  NotPrinted why = why_not_printed(talk.pieces, output, errors);
  const auto exit = exit_of(transcript);
  const bool crashed = exit && exit->by_itself() && !exit->signal.empty();
  const bool hangs = exit && !exit->by_itself();
  Finding finding = failing(why.symptom, "Your client " + why.what + ".", {*talk.accept}, index);
  if (why.symptom == "nothing_printed" && hangs) {
    finding.symptom = "hangs";
    finding.message =
        "Your client had received the whole greeting and the end of the stream, but it printed "
        "nothing and " +
        state_of(transcript) + " when it was ended.";
  } else if (crashed) {
    if (why.symptom != "format_string") finding.symptom = "crashed";
    finding.message = "Your client " + why.what + ", and it " + describe(*exit) + ".";
  }
  if (talk.sent) finding.proof.push_back({index, *talk.sent});
  if (const auto out = last_event(transcript, What::out)) finding.proof.push_back({index, *out});
  if (exit) finding.proof.push_back({index, exit->event});
  finding.expected = std::move(why.expected);
  finding.actual = why.actual.empty() ? last_words(transcript) : std::move(why.actual);
  if (!hangs) return finding;
  return unless_late(std::move(finding), transcript, transcript.events[*talk.accept].t,
                     transcript.events.back().t);
}

Finding prints_received(const Evidence& evidence) {
  Finding all = holding({});
  for (std::size_t index = 0; index < evidence.transcripts.size(); ++index) {
    const Transcript& transcript = *evidence.transcripts[index];
    const Talk talk = talk_of(transcript);
    if (!talk.accept) return never_connected(transcript, talk, index);
    const auto found = find_text(transcript, "program", What::out, talk.greeting);
    if (!found) return not_printed(transcript, talk, index);
    if (talk.sent) all.proof.push_back({index, *talk.sent});
    all.proof.push_back({index, found->event});
  }
  return all;
}

CheckKind prints_received_kind() {
  KindInfo info;
  info.name = "prints_received";
  info.sentence =
      "In every scenario named, what the server sent stands contiguously on standard output.";
  info.symptoms = joined({connecting_symptoms(),
                          printing_symptoms(),
                          {{"hangs", "it prints nothing and does not end either"}}});
  return {std::move(info), prints_received};
}

// reports_refusal --------------------------------------------------------------------------------

Finding refusal_in_time(const Transcript& transcript, const Exit& exit, Duration bound) {
  const auto start = first_event(transcript, What::start);
  const Duration begin = start ? transcript.events[*start].t : Duration{0};
  const Duration took = exit.t - begin;
  const Timing kept = timing(took, bound, lateness(transcript, begin, exit.t));
  if (kept == Timing::kept) return holding({exit.event});
  Finding finding = failing("slow",
                            "With nothing listening on the port, your client ended only after " +
                                text::seconds(took.count()) + "; " + text::seconds(bound.count()) +
                                " are allowed.",
                            {exit.event});
  if (kept == Timing::unclear) finding.outcome = Outcome::unclear;
  return finding;
}

Finding reports_refusal(const Evidence& evidence) {
  const Transcript& transcript = evidence.first();
  const auto exit = exit_of(transcript);
  if (!exit) return failing("hangs", "Your client was not seen to end.", {});
  const std::string where = "With nothing listening on the port, your client ";
  if (!exit->by_itself()) {
    Finding finding = failing(
        "hangs", where + state_of(transcript) + " after " + text::seconds(exit->t.count()) + ".",
        {exit->event});
    return unless_late(std::move(finding), transcript, Duration{0}, exit->t);
  }
  if (!exit->signal.empty()) {
    return failing("crashed", where + describe(*exit) + ".", {exit->event});
  }
  Finding finding = refusal_in_time(transcript, *exit, evidence.params.duration("within"));
  if (finding.outcome != Outcome::holds) return finding;
  const std::string said =
      bytes_of(transcript, "program", What::out) + bytes_of(transcript, "program", What::err);
  if (exit->code == 0) {
    finding =
        failing("exit_zero", where + "ended with exit code 0, as if all were well.", {exit->event});
    finding.expected = "an exit code other than 0";
    if (!trim(said).empty()) finding.actual = "exit code 0, and it said " + text::quote(trim(said));
    return finding;
  }
  if (trim(said).empty()) {
    return failing("silent",
                   where + describe(*exit) +
                       " but said nothing, neither on standard output nor "
                       "on standard error.",
                   {exit->event});
  }
  return finding;
}

CheckKind reports_refusal_kind() {
  KindInfo info;
  info.name = "reports_refusal";
  info.sentence =
      "With nothing listening the program ends soon, by itself, with an exit code other than 0 and "
      "a message.";
  info.parameters = {
      {"within", ValueType::duration, Value{Duration{5s}}, "time from its start to its end"}};
  info.symptoms = {{"hangs", "it does not end"},
                   {"crashed", "it died of a signal"},
                   {"slow", "it ends later than `within`"},
                   {"exit_zero", "its exit code says that all was well"},
                   {"silent", "it says nothing"}};
  return {std::move(info), reports_refusal};
}

}  // namespace

std::vector<CheckKind> greeted_client_kinds() {
  return {connects_kind(), prints_received_kind(), reports_refusal_kind()};
}

}  // namespace viva::judge

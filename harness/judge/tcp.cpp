// Checks of a server that greets each client and closes: from what its clients saw, and from the
// socket table. Texts, counts and times are parameters.
#include "harness/judge/tcp.hpp"

#include "harness/judge/finding.hpp"
#include "harness/judge/kinds.hpp"
#include "harness/judge/listening.hpp"
#include "harness/judge/look.hpp"
#include "harness/judge/visits.hpp"
#include "harness/judge/wire.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;

std::string seconds(Duration duration) {
  return text::seconds(duration.count());
}

std::string port_of(const Transcript& transcript) {
  const auto listening = first_event(transcript, What::listening);
  if (!listening) return "its port";
  const auto port = transcript.events[*listening].more.value_or<std::int64_t>("port", 0);
  return "port " + std::to_string(port);
}

/// How long a client had waited when it gave up.
Duration waited(const Transcript& transcript, const Visit& visit) {
  if (!visit.in_vain) return Duration{0};
  return transcript.events[*visit.in_vain].t - transcript.events[visit.connect].t;
}

/// "ended" or "crashed" when the program ended by itself, else `otherwise`.
std::string end_symptom(const Transcript& transcript, std::string otherwise) {
  const auto exit = exit_of(transcript);
  if (!exit || !exit->by_itself()) return otherwise;
  return exit->signal.empty() ? "ended" : "crashed";
}

/// Before it was told to: by itself, or at a limit.
bool ended_before(const Transcript& transcript) {
  const auto exit = exit_of(transcript);
  return exit && (exit->by_itself() || exit->by == "limit");
}

/// The visit and, when the program ended before it was told to, that.
std::vector<std::size_t> proof_of(const Transcript& transcript, const Visit& visit) {
  std::vector<std::size_t> events = {visit.connect};
  if (visit.last() != visit.connect) events.push_back(visit.last());
  if (ended_before(transcript)) events.push_back(exit_of(transcript)->event);
  return events;
}

/// What a client without a greeting saw: completes "the 2nd client …".
std::string fate(const Transcript& transcript, const Visit& visit) {
  if (!visit.connected) return "could not connect (" + visit.error + ")";
  if (visit.reset) return "had its connection reset before a single byte had come";
  if (visit.closed) return "saw its connection closed before a single byte had come";
  return "received nothing within " + seconds(waited(transcript, visit));
}

// accepts --------------------------------------------------------------------------------------

std::optional<std::size_t> evidence_of_acceptance(const Transcript& transcript,
                                                  const Visit& visit) {
  if (!visit.heard.empty()) return visit.heard.front();
  if (visit.accepted) return visit.accepted;
  if (visit.closed) return visit.closed;  // a connection still in the queue can only be reset
  if (visit.reset && !ended_before(transcript)) return visit.reset;
  return std::nullopt;
}

Finding not_connected(const Transcript& transcript, const Visit& visit) {
  if (ended_before(transcript)) {
    return failing(end_symptom(transcript, ""),
                   "Your server listened on " + port_of(transcript) + ", but it " +
                       state_of(transcript) + " before the first client could connect.",
                   proof_of(transcript, visit));
  }
  const std::size_t listening = *first_event(transcript, What::listening);
  const auto address = transcript.events[listening].more.value_or<std::string>("address", "?");
  return failing("other_address",
                 "Your server listens on " + port_of(transcript) + " of the address " + address +
                     ", but a client that connects to 127.0.0.1 is not let in (" + visit.error +
                     ").",
                 {listening, visit.connect});
}

Finding accepts(const Evidence& evidence) {
  const Transcript& transcript = evidence.first();
  if (auto missing = failure_to_listen(transcript)) return *std::move(missing);
  const std::size_t listening = *first_event(transcript, What::listening);
  const auto visits = visits_of(transcript);
  if (visits.empty()) return failing("", "No client came to your server.", {listening});
  const Visit& first = visits.front();
  if (!first.connected) return not_connected(transcript, first);
  if (const auto shown = evidence_of_acceptance(transcript, first)) {
    return holding({listening, first.connect, *shown});
  }
  Finding finding = failing(
      end_symptom(transcript, "never_accepts"),
      "Your server listens on " + port_of(transcript) +
          ", but it never accepted the first client's connection" +
          (ended_before(transcript) ? ": it " + state_of(transcript) + "." : " (accept())."),
      proof_of(transcript, first));
  finding.actual = last_words(transcript);
  return unless_late(std::move(finding), transcript, transcript.events[first.connect].t,
                     transcript.events[first.last()].t);
}

CheckKind accepts_kind() {
  KindInfo info;
  info.name = "accepts";
  info.sentence = "The program listens on its TCP port and accepts the first client.";
  info.symptoms = joined({listening_symptoms(),
                          {{"other_address", "it listens on an address that is not 127.0.0.1"},
                           {"never_accepts", "connections stay in the queue"}}});
  return {std::move(info), accepts};
}

// receives_exactly -----------------------------------------------------------------------------

Finding heard_nothing(const Transcript& transcript, const Visit& first) {
  const auto proof = proof_of(transcript, first);
  if (first.spoke && !first.bytes.empty()) {
    const auto spoke = transcript.events[*first.spoke].t - transcript.events[first.connect].t;
    return failing("after_speaking",
                   "The first client received nothing for " + seconds(spoke) +
                       ". Only when it had sent something itself did your server answer: it waits "
                       "for the client before it greets.",
                   {first.connect, *first.spoke, first.heard.front()});
  }
  Finding finding = failing(end_symptom(transcript, "nothing"),
                            "The first client " + fate(transcript, first) + ".", proof);
  if (ended_before(transcript)) finding.message += " Your server " + state_of(transcript) + ".";
  finding.actual = last_words(transcript);
  const std::size_t end = first.spoke.value_or(first.last());
  if (first.closed || first.reset) return finding;
  return unless_late(std::move(finding), transcript, transcript.events[first.connect].t,
                     transcript.events[end].t);
}

/// The event with which so many bytes had come.
std::size_t event_with_byte(const Transcript& transcript, const Visit& visit, std::size_t count) {
  std::size_t bytes = 0;
  for (const std::size_t index : visit.heard) {
    bytes += transcript.events[index].bytes.size();
    if (bytes >= count) return index;
  }
  return visit.heard.back();
}

Finding receives_exactly(const Evidence& evidence) {
  const Transcript& transcript = evidence.first();
  if (auto missing = failure_to_listen(transcript)) return *std::move(missing);
  const auto visits = visits_of(transcript);
  if (visits.empty()) return failing("nothing", "No client came to your server.", {});
  const Visit& first = visits.front();
  const std::string& expected = evidence.params.text("expect");
  if (first.unasked.empty()) {
    Finding finding = heard_nothing(transcript, first);
    finding.expected = text::quote(expected);
    return finding;
  }
  if (auto difference = wire_difference(expected, first.unasked)) {
    Finding finding = failing(std::move(difference->symptom),
                              "The first client received " + difference->what + ".",
                              {first.connect, first.heard.back()});
    finding.expected = std::move(difference->expected);
    finding.actual = std::move(difference->actual);
    return finding;
  }
  const std::size_t whole = event_with_byte(transcript, first, trim_end(expected).size());
  const Duration begin = transcript.events[first.connect].t;
  const Duration took = transcript.events[whole].t - begin;
  const Duration bound = evidence.params.duration("within");
  const Timing kept = timing(took, bound, lateness(transcript, begin, begin + took));
  if (kept == Timing::kept) return holding({first.connect, whole});
  Finding finding =
      failing("late",
              "The greeting was complete " + seconds(took) + " after the client had connected; " +
                  seconds(bound) + " are allowed.",
              {first.connect, whole});
  if (kept == Timing::unclear) finding.outcome = Outcome::unclear;
  return finding;
}

CheckKind receives_exactly_kind() {
  KindInfo info;
  info.name = "receives_exactly";
  info.sentence =
      "The first client receives exactly a text, in however many pieces, without asking for it.";
  info.parameters = {{"expect", ValueType::text, std::nullopt,
                      "the text; line ends and blanks at its end do not count"},
                     {"within", ValueType::duration, Value{Duration{3s}},
                      "time from the connection to the last byte of the text"}};
  info.symptoms = joined({listening_symptoms(),
                          {{"nothing", "not a single byte came"},
                           {"after_speaking", "it greets only once it has received something"},
                           {"late", "it came later than `within`"}},
                          wire_symptoms()});
  return {std::move(info), receives_exactly};
}

// closes_after ---------------------------------------------------------------------------------

Finding left_open(const Transcript& transcript, const Visit& first, Duration bound) {
  const Duration last = transcript.events[first.heard.back()].t;
  const Duration end = transcript.events[first.last()].t;
  if (!first.in_vain || end - last < bound) {
    return failing("never_stops",
                   "Your server sent " + text::counted(first.bytes.size(), "byte") +
                       " to the first client in " +
                       seconds(last - transcript.events[first.connect].t) +
                       " and would not stop; the client left.",
                   {first.connect, first.heard.back()});
  }
  Finding finding = failing("stays_open",
                            "The connection was still open " + seconds(end - last) +
                                " after the last byte of the greeting: the client still waits "
                                "for its end.",
                            {first.heard.back(), *first.in_vain});
  return unless_late(std::move(finding), transcript, last, end);
}

Finding closes_after(const Evidence& evidence) {
  const Transcript& transcript = evidence.first();
  if (auto missing = failure_to_listen(transcript)) return *std::move(missing);
  const auto visits = visits_of(transcript);
  if (visits.empty()) return failing("nothing", "No client came to your server.", {});
  const Visit& first = visits.front();
  if (first.heard.empty()) {
    return failing("nothing",
                   "The first client " + fate(transcript, first) +
                       ": there was no greeting after which the connection could be closed.",
                   proof_of(transcript, first));
  }
  // What the client said may lie unread in the server's socket: its close() then turns into a
  // reset (RFC 1122, 4.2.2.13), which is the doing of our client.
  const bool our_doing = first.reset && first.spoke;
  if (first.reset && !our_doing) {
    return failing("resets",
                   "The connection was reset instead of closed: the client cannot tell whether it "
                   "has heard all.",
                   {first.heard.back(), *first.reset});
  }
  const auto end = our_doing ? first.reset : first.closed;
  const Duration bound = evidence.params.duration("within");
  if (!end) return left_open(transcript, first, bound);
  const Duration last = transcript.events[first.heard.back()].t;
  const Duration took = transcript.events[*end].t - last;
  const Timing kept = timing(took, bound, lateness(transcript, last, last + took));
  if (kept == Timing::kept) return holding({first.heard.back(), *end});
  Finding finding = failing("late",
                            "The connection was closed " + seconds(took) +
                                " after the last byte; " + seconds(bound) + " are allowed.",
                            {first.heard.back(), *end});
  if (kept == Timing::unclear) finding.outcome = Outcome::unclear;
  return finding;
}

CheckKind closes_after_kind() {
  KindInfo info;
  info.name = "closes_after";
  info.sentence = "The first client sees an orderly end of the stream soon after the last byte.";
  info.parameters = {{"within", ValueType::duration, Value{Duration{2s}},
                      "time from the last byte received to the end of the stream"}};
  info.symptoms = joined({listening_symptoms(),
                          {{"nothing", "nothing was sent that could be followed by an end"},
                           {"stays_open", "the end never comes"},
                           {"never_stops", "it sends without end"},
                           {"resets", "the connection is reset instead"},
                           {"late", "it came later than `within`"}}});
  return {std::move(info), closes_after};
}

// serves_many, serves_after_reset --------------------------------------------------------------

/// How a later client's bytes are not those of the first one; none when they are.
std::optional<Finding> not_as_the_first(const Transcript& transcript, const Visit& first,
                                        const Visit& later, const std::string& which) {
  if (later.bytes.empty()) {
    Finding finding =
        failing(end_symptom(transcript, "unserved"), which + " " + fate(transcript, later) + ".",
                proof_of(transcript, later));
    if (ended_before(transcript)) {
      finding.message += " Your server " + state_of(transcript) + ".";
    }
    finding.expected = text::quote(trim_end(first.bytes));
    finding.actual = last_words(transcript);
    if (!later.connected || later.closed || later.reset) return finding;
    return unless_late(std::move(finding), transcript, transcript.events[later.connect].t,
                       transcript.events[later.last()].t);
  }
  const auto difference = wire_difference(first.bytes, later.bytes);
  if (!difference) return std::nullopt;
  Finding finding = failing("differs", which + " received something else than the first client.",
                            {first.heard.back(), later.connect, later.heard.back()});
  finding.expected = difference->expected;
  finding.actual = difference->actual;
  return finding;
}

Finding nothing_to_compare(const Transcript& transcript, const std::vector<Visit>& visits) {
  if (visits.empty()) return failing("nothing", "No client came to your server.", {});
  Finding finding =
      failing(end_symptom(transcript, "nothing"),
              "The first client " + fate(transcript, visits.front()) +
                  ", so there is nothing that the later ones could have received as well.",
              proof_of(transcript, visits.front()));
  finding.actual = last_words(transcript);
  return finding;
}

Finding serves_many(const Evidence& evidence) {
  const Transcript& transcript = evidence.first();
  if (auto missing = failure_to_listen(transcript)) return *std::move(missing);
  auto visits = visits_of(transcript);
  if (visits.empty() || visits.front().bytes.empty()) return nothing_to_compare(transcript, visits);
  visits.erase(std::remove_if(visits.begin() + 1, visits.end(),
                              [](const Visit& visit) { return visit.left_at_once; }),
               visits.end());
  const auto in_turn = static_cast<std::size_t>(evidence.params.integer("in_turn"));
  const auto at_once = static_cast<std::size_t>(evidence.params.integer("at_once"));
  const Visit& first = visits.front();
  const std::size_t wanted = in_turn + at_once;
  for (std::size_t i = 1; i < visits.size() && i <= wanted; ++i) {
    const bool together = i > in_turn;
    const std::string which = together ? "Of " + text::counted(at_once, "client") +
                                             " that connected at once, the " + ordinal(i - in_turn)
                                       : "The " + ordinal(i + 1) + " client";
    if (auto finding = not_as_the_first(transcript, first, visits[i], which)) {
      return *std::move(finding);
    }
  }
  if (visits.size() < 1 + wanted) {
    return failing("unserved",
                   "Only " + text::counted(visits.size() - 1, "client") + " of " +
                       std::to_string(wanted) + " after the first one could be served.",
                   {visits.back().connect});
  }
  return holding({first.heard.back(), visits[in_turn].heard.back(), visits[wanted].heard.back()});
}

CheckKind serves_many_kind() {
  KindInfo info;
  info.name = "serves_many";
  info.sentence =
      "Clients one after the other, then clients at once, each receive what the first one did.";
  info.parameters = {
      {"in_turn", ValueType::integer, Value{std::int64_t{10}},
       "how many after the first come one by one"},
      {"at_once", ValueType::integer, Value{std::int64_t{5}}, "how many then come together"}};
  info.symptoms = joined({listening_symptoms(),
                          {{"nothing", "the first client received nothing"},
                           {"unserved", "a later client received nothing"},
                           {"differs", "a later client received something else"}}});
  return {std::move(info), serves_many};
}

Finding serves_after_reset(const Evidence& evidence) {
  const Transcript& transcript = evidence.first();
  if (auto missing = failure_to_listen(transcript)) return *std::move(missing);
  const auto visits = visits_of(transcript);
  if (visits.empty() || visits.front().bytes.empty()) return nothing_to_compare(transcript, visits);
  std::vector<std::size_t> resets;
  for (const std::size_t index : events_of(transcript, What::reset)) {
    const Event& event = transcript.events[index];
    if (event.more.value_or<std::string>("by", "") == "peer") resets.push_back(index);
  }
  const auto wanted = static_cast<std::size_t>(evidence.params.integer("resets"));
  const Visit& last = visits.back();
  const bool later = !resets.empty() && last.connect > resets.back() && !last.left_at_once;
  if (resets.size() < wanted || !later) {
    const std::string clients =
        resets.empty() ? "The clients that were to reset their connection could not connect"
                       : "After " + text::counted(resets.size(), "client") +
                             " had reset the connection, no other one could connect";
    Finding finding = failing(end_symptom(transcript, "unserved"),
                              clients + ": your server " + state_of(transcript) + ".",
                              proof_of(transcript, last));
    finding.actual = last_words(transcript);
    return finding;
  }
  const std::string which =
      "After " + text::counted(resets.size(), "client") + " had reset the connection, a new client";
  if (auto finding = not_as_the_first(transcript, visits.front(), last, which)) {
    return *std::move(finding);
  }
  return holding({resets.front(), resets.back(), last.connect, last.heard.back()});
}

CheckKind serves_after_reset_kind() {
  KindInfo info;
  info.name = "serves_after_reset";
  info.sentence =
      "After clients that reset their connections at once, a later client still receives what the "
      "first one did.";
  info.parameters = {
      {"resets", ValueType::integer, Value{std::int64_t{5}}, "how many must have done so"}};
  info.symptoms = joined({listening_symptoms(),
                          {{"nothing", "the first client received nothing"},
                           {"unserved", "the later client received nothing"},
                           {"differs", "the later client received something else"}}});
  return {std::move(info), serves_after_reset};
}

}  // namespace

std::vector<CheckKind> greeting_server_kinds() {
  return {accepts_kind(), receives_exactly_kind(), closes_after_kind(), serves_many_kind(),
          serves_after_reset_kind()};
}

std::vector<CheckKind> tcp_kinds() {
  std::vector<CheckKind> kinds = judging({"tcp_client"}, greeting_server_kinds());
  std::vector<CheckKind> clients = judging({"tcp_server"}, greeted_client_kinds());
  kinds.insert(kinds.end(), std::make_move_iterator(clients.begin()),
               std::make_move_iterator(clients.end()));
  return kinds;
}

}  // namespace viva::judge

// Checks of a chat server that broadcasts lines: one function per kind. What became of each line is
// the oracle's matter (chat_oracle.hpp), naming a cause that of chat_findings.hpp.
#include "harness/judge/chat_findings.hpp"
#include "harness/judge/kinds.hpp"
#include "harness/judge/listening.hpp"
#include "harness/judge/look.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <map>

namespace viva::judge {
namespace {

using chat::Case;
using chat::failure;
using chat::Fate;
using chat::people;
using chat::person;
using std::string;

Finding holds() {
  Finding finding;
  finding.outcome = Outcome::holds;
  return finding;
}

std::size_t count_param(const Evidence& evidence, std::string_view name) {
  return static_cast<std::size_t>(evidence.params.integer(name));
}

/// The first exchange of this name (empty: the first of all).
const chat::Exchange* exchange_of(const Case& at, std::string_view name) {
  for (const auto& exchange : at.talk.exchanges) {
    if (name.empty() || exchange.name == name) return &exchange;
  }
  return nullptr;
}

std::size_t last_event(const Case& at) {
  return at.transcript.events.empty() ? 0 : at.transcript.events.size() - 1;
}

/// The exchange must have come about, with as many members as the check asks for.
std::optional<Finding> too_few(const Case& at, std::string_view exchange, std::size_t clients) {
  const auto* seen = exchange_of(at, exchange);
  const auto members = seen == nullptr ? 0 : seen->members.size();
  if (members >= clients && !chat::deliveries(at.talk, exchange).empty()) return std::nullopt;
  return failure(at, "not_served",
                 "Only " + std::to_string(std::max(members, at.talk.joined())) + " of " +
                     text::counted(clients, "client") + " came into the chat.",
                 seen == nullptr ? last_event(at) : seen->event);
}

/// What every check of a conversation begins with: it came about, and nothing was lost in it.
std::optional<Finding> spoiled(const Case& at, std::string_view exchange, std::size_t clients,
                               Duration within = Duration{0}) {
  if (auto finding = chat::no_chat(at)) return finding;
  if (auto finding = too_few(at, exchange, clients)) return finding;
  return chat::wrong_delivery(at, chat::deliveries(at.talk, exchange), within);
}

// --- holds_clients
// ---------------------------------------------------------------------------------

Finding holds_clients(const Evidence& evidence) {
  const auto at = chat::case_of(evidence);
  const auto wanted = static_cast<std::int64_t>(count_param(evidence, "clients"));
  std::int64_t most = -1;
  std::size_t where = last_event(at);
  for (const auto index : events_of(at.transcript, What::note, "harness")) {
    const auto count = at.transcript.events[index].more.value_or<std::int64_t>("clients", -1);
    if (count <= most) continue;
    most = count;
    where = index;
  }
  if (most >= wanted) {
    auto finding = holds();
    finding.proof = {{0, where}};
    return finding;
  }
  if (auto finding = failure_to_listen(at.transcript)) return *std::move(finding);
  if (auto finding = chat::death(at)) return *std::move(finding);
  for (const auto& client : at.talk.clients) {
    if (!client.cut_off) continue;
    return failure(at, "cut_off",
                   "Your server ended the connection of " + person(client.who) +
                       " while others were connecting.",
                   *client.cut_off);
  }
  if (most <= 0) {
    return chat::weighed(
        at,
        failure(at, "not_accepted",
                "Your server listens, but accepted no connection: does it call accept()?", where));
  }
  auto finding = failure(at, most == 1 ? "one_at_a_time" : "not_accepted",
                         "Of " + std::to_string(wanted) +
                             " clients that were connected at once your server "
                             "had accepted " +
                             std::to_string(most) + "; the others were left waiting.",
                         where);
  finding.expected = std::to_string(wanted) + " connections accepted at the same time";
  finding.actual = std::to_string(most);
  return chat::weighed(at, std::move(finding));
}

// --- broadcasts
// ------------------------------------------------------------------------------------

std::optional<Finding> doubled_echo(const Case& at, const std::vector<chat::Echo>& echoes) {
  for (const auto& echo : echoes) {
    if (echo.times < 2) continue;
    const auto& line = at.talk.lines[echo.line];
    return failure(at, "echo_doubled",
                   person(line.from) + " received its own line " + text::quote(line.text, 60) +
                       " " + std::to_string(echo.times) + " times; once or not at all is right.",
                   echo.event);
  }
  return std::nullopt;
}

/// Senders get their own lines back, or they do not: one of the two, throughout.
std::optional<Finding> mixed_echo(const Case& at, const std::vector<chat::Echo>& echoes) {
  const chat::Echo* with = nullptr;
  const chat::Echo* without = nullptr;
  for (const auto& echo : echoes) {
    if (echo.times > 0 && with == nullptr) with = &echo;
    if (echo.times == 0 && !echo.last && without == nullptr) without = &echo;
  }
  if (with == nullptr || without == nullptr) return std::nullopt;
  const auto& got = at.talk.lines[with->line];
  const auto& missed = at.talk.lines[without->line];
  auto finding =
      failure(at, "echo_mixed",
              person(got.from) + " got its own line " + text::quote(got.text, 60) + " back, but " +
                  (got.from == missed.from ? "not" : person(missed.from) + " did not get") + " " +
                  text::quote(missed.text, 60) + ".",
              with->event);
  finding.proof.push_back({0, without->event});
  finding.expected = "senders get all of their own lines back, or none";
  return finding;
}

Finding broadcasts(const Evidence& evidence) {
  const auto at = chat::case_of(evidence);
  auto finding = spoiled(at, evidence.params.text("exchange"), count_param(evidence, "clients"),
                         evidence.params.duration("within"));
  const auto echoes = chat::echoes(at.talk);
  if (!finding) finding = doubled_echo(at, echoes);
  if (!finding && evidence.params.flag("same_echo")) finding = mixed_echo(at, echoes);
  return finding ? chat::weighed(at, *std::move(finding)) : holds();
}

// --- keeps_order
// -----------------------------------------------------------------------------------

Finding keeps_order(const Evidence& evidence) {
  for (std::size_t index = 0; index < evidence.transcripts.size(); ++index) {
    const auto at = chat::case_of(evidence, index);
    const auto order = chat::order_of(at.talk);
    if (!order.inversions.empty()) {
      const auto& first = order.inversions.front();
      const auto& earlier = at.talk.lines[first.earlier];
      const auto& later = at.talk.lines[first.later];
      auto finding = failure(at, "inverted",
                             person(first.receiver) + " received " + text::quote(later.text, 60) +
                                 " before " + text::quote(earlier.text, 60) + ", which " +
                                 person(earlier.from) + " had sent first; this happened " +
                                 text::counted(order.inversions.size(), "time") + ".",
                             earlier.event);
      finding.proof = {{index, earlier.event}, {index, later.event}, {index, first.event}};
      finding.expected = "each sender's lines in the order in which it sent them";
      return finding;
    }
    // Half of them is enough to see an order; none at all must not pass for order.
    if (order.pairs == 0 || order.pairs_seen * 2 < order.pairs) {
      auto finding = chat::no_chat(at);
      if (finding) return chat::weighed(at, *std::move(finding));
      return chat::weighed(
          at, failure(at, "lost", "Too few lines arrived to show in which order they come.",
                      last_event(at)));
    }
  }
  return holds();
}

// --- survives_leaving
// ------------------------------------------------------------------------------

std::vector<std::size_t> leavings(const Case& at) {
  std::vector<std::size_t> events;
  for (const auto what : {What::close, What::reset}) {
    for (const auto index : events_of(at.transcript, what)) {
      if (at.transcript.events[index].more.value_or<string>("by", {}) != "peer") continue;
      const auto* client = at.talk.client(at.transcript.events[index].who);
      if (client != nullptr && client->leaves) events.push_back(index);
    }
  }
  std::sort(events.begin(), events.end());
  return events;
}

string who_left(const Case& at, const std::vector<std::size_t>& left) {
  string text;
  for (const auto index : left) {
    const auto& event = at.transcript.events[index];
    if (!text.empty()) text += " and ";
    text += person(event.who) + (event.what == What::reset ? " had reset its connection"
                                                           : " had closed its connection");
  }
  return text;
}

bool newcomer_after(const Case& at, std::string_view who, std::size_t event) {
  const auto* client = at.talk.client(who);
  return client != nullptr && client->connected > event;
}

/// Nothing at all moves any more, though the program runs.
bool stuck_after(const Case& at, std::size_t event) {
  const auto since = [&](const chat::Arrival& arrival) {
    return at.talk.lines[arrival.line].event > event;
  };
  return std::none_of(at.talk.clients.begin(), at.talk.clients.end(),
                      [&](const chat::Client& client) {
                        return std::any_of(client.arrivals.begin(), client.arrivals.end(), since);
                      });
}

/// Puts into words what the leaving of clients has to do with it.
Finding after_leaving(const Case& at, Finding finding, const std::vector<std::size_t>& left) {
  const auto last = left.back();
  if (finding.symptom == "flood") {
    finding.symptom = "flood_after_leave";
  } else if (finding.symptom == "doubled") {
    const auto& who = at.transcript.events[finding.proof.back().event].who;
    if (newcomer_after(at, who, last)) finding.symptom = "doubled_newcomer";
  } else if (finding.symptom == "died" || finding.symptom == "died_at_leave" ||
             finding.symptom == "sigpipe") {
    return finding;
  } else if (stuck_after(at, last)) {
    finding = failure(
        at, "stuck",
        "After " + who_left(at, left) + ", nobody received anything more: your server is stuck.",
        last);
    return finding;
  } else if (finding.symptom == "not_served" || finding.symptom == "client_limit" ||
             finding.symptom == "no_connection") {
    finding.symptom = "no_newcomers";
  }
  finding.message = "After " + who_left(at, left) + ": " + finding.message;
  finding.proof.insert(finding.proof.begin(), {0, last});
  return finding;
}

Finding survives_leaving(const Evidence& evidence) {
  const auto at = chat::case_of(evidence);
  const auto left = leavings(at);
  const auto newcomers = static_cast<std::size_t>(std::count_if(
      at.talk.clients.begin(), at.talk.clients.end(), [&](const chat::Client& client) {
        return client.joined && !left.empty() && client.connected > left.back();
      }));
  auto finding = chat::no_chat(at);
  if (left.size() < 2) {
    if (!finding) finding = too_few(at, "crossfire", count_param(evidence, "clients"));
    if (!finding)
      finding =
          failure(at, "not_served", "The chat did not come as far as to a leave.", last_event(at));
    return chat::weighed(at, *std::move(finding));
  }
  if (!finding) finding = chat::wrong_delivery(at, chat::deliveries(at.talk));
  if (!finding && newcomers < count_param(evidence, "newcomers")) {
    finding = failure(at, "no_newcomers",
                      "Of " + text::counted(count_param(evidence, "newcomers"), "newcomer") + " " +
                          std::to_string(newcomers) + " came into the chat.",
                      left.back());
  }
  if (!finding) finding = too_few(at, "after", count_param(evidence, "newcomers") + 1);
  if (!finding) return holds();
  return chat::weighed(at, after_leaving(at, *std::move(finding), left));
}

// --- ignores_slow_reader
// ---------------------------------------------------------------------------

std::optional<std::size_t> note_named(const Case& at, std::string_view name) {
  for (const auto index : events_of(at.transcript, What::note)) {
    if (at.transcript.events[index].more.value_or<string>("name", {}) == name) return index;
  }
  return std::nullopt;
}

/// The bytes themselves must have gone through, without a long halt.
std::optional<Finding> flood_halted(const Case& at, std::size_t stopped, Duration within) {
  const auto flooded = note_named(at, "flooded");
  if (!flooded) {
    return failure(at, "held_up", "Your server did not take the bytes that another client sent.",
                   stopped);
  }
  const auto& event = at.transcript.events[*flooded];
  const auto sent = event.more.value_or<std::int64_t>("sent", 0);
  const auto wanted = event.more.value_or<std::int64_t>("wanted", 0);
  const auto longest = event.more.value_or<Duration>("longest", Duration{0});
  if (sent >= wanted && timing(longest, within, lateness(at.transcript)) == Timing::kept)
    return std::nullopt;
  auto finding =
      failure(at, "held_up",
              "While " + person(at.transcript.events[stopped].who) + " did not read, " +
                  person(event.who) + " sent " + std::to_string(wanted >> 20) +
                  " MB to all: after " + std::to_string(sent >> 10) +
                  " kB nothing reached the others for " + text::seconds(longest.count()) + ".",
              stopped);
  finding.proof.push_back({0, *flooded});
  finding.expected = "the others never wait longer than " + text::seconds(within.count());
  return finding;
}

Finding ignores_slow_reader(const Evidence& evidence) {
  const auto at = chat::case_of(evidence);
  const auto within = evidence.params.duration("within");
  if (auto finding = chat::no_chat(at)) return chat::weighed(at, *std::move(finding));
  const auto stopped = note_named(at, "stops_reading");
  if (!stopped) {
    return chat::weighed(
        at, failure(at, "not_served", "Not all clients came into the chat.", last_event(at)));
  }
  const auto owed = chat::deliveries(at.talk, "flood");
  auto halted = flood_halted(at, *stopped, within);
  if (!halted) halted = chat::wrong_delivery(at, owed, within);
  if (!halted && owed.empty())
    halted = failure(at, "lost", "Nobody said anything meanwhile.", *stopped);
  if (!halted) return holds();
  if (halted->symptom == "late" || halted->symptom == "lost") {
    halted->symptom = "held_up";
    halted->message =
        "While " + person(at.transcript.events[*stopped].who) + " did not read: " + halted->message;
    halted->proof.insert(halted->proof.begin(), {0, *stopped});
  }
  return chat::weighed(at, *std::move(halted));
}

// --- runs_threads
// ----------------------------------------------------------------------------------

/// From the moment when so many clients were connected to the first end of a connection.
Span connected_span(const Case& at, std::size_t clients) {
  Span span{at.transcript.events.size(), at.transcript.events.size()};
  std::size_t seen = 0;
  for (std::size_t index = 0; index < at.transcript.events.size(); ++index) {
    const auto& event = at.transcript.events[index];
    const auto name = event.what == What::note ? event.more.value_or<string>("name", {}) : string{};
    if (name == "joined") ++seen;
    const auto accepted = name == "accepted" ? event.more.value_or<std::int64_t>("clients", 0) : 0;
    const bool enough = seen >= clients || accepted >= static_cast<std::int64_t>(clients);
    if (enough && span.begin > index) span.begin = index;
    const bool over = event.what == What::close || event.what == What::reset ||
                      event.what == What::signal || event.what == What::exit;
    if (!over) continue;
    span.end = index;
    break;
  }
  return span;
}

Finding runs_threads(const Evidence& evidence) {
  const auto at = chat::case_of(evidence);
  const auto wanted = count_param(evidence, "threads");
  const auto span = connected_span(at, count_param(evidence, "clients"));
  if (span.begin >= span.end) {
    if (auto finding = chat::no_chat(at)) return chat::weighed(at, *std::move(finding));
    return chat::weighed(
        at, failure(at, "not_served", "No two clients were in the chat at once.", last_event(at)));
  }
  std::map<std::int64_t, std::size_t> threads;  // by process
  std::size_t most = 0;
  std::size_t processes = 0;
  std::size_t where = span.begin;
  for (std::size_t index = 0; index < span.end; ++index) {
    const auto& event = at.transcript.events[index];
    if (event.what == What::threads) {
      const auto tids = event.more.value_or<Integers>("tids", {});
      threads[event.more.value_or<std::int64_t>("pid", 0)] = tids.size();
    }
    if (index < span.begin) continue;
    std::size_t alive = 0;
    for (const auto& [pid, count] : threads) {
      if (count > 0) ++alive;
      if (count <= most) continue;
      most = count;
      where = index;
    }
    processes = std::max(processes, alive);
  }
  if (most >= wanted) {
    auto finding = holds();
    finding.proof = {{0, where}};
    return finding;
  }
  if (most == 0) {
    auto finding = failure(at, {}, "viva did not see the program's threads.", span.begin);
    finding.outcome = Outcome::unclear;
    return finding;
  }
  const bool forks = processes > 1;
  auto finding = failure(at, forks ? "processes" : "one_thread",
                         forks ? "While clients were connected your server ran as " +
                                     std::to_string(processes) +
                                     " processes of one thread each; threads are asked for."
                               : "While clients were connected your server ran a single thread.",
                         where);
  finding.expected = "at least " + text::counted(wanted, "thread");
  finding.actual = text::counted(most, "thread");
  return finding;
}

// --- the table
// -------------------------------------------------------------------------------------

std::vector<SymptomInfo> with_common(std::vector<SymptomInfo> symptoms) {
  const auto common = chat::common_symptoms();
  symptoms.insert(symptoms.end(), common.begin(), common.end());
  return symptoms;
}

ParameterInfo clients_parameter(std::int64_t otherwise, string sentence) {
  return {"clients", ValueType::integer, Value{otherwise}, std::move(sentence)};
}

ParameterInfo within_parameter(Duration otherwise, string sentence) {
  return {"within", ValueType::duration, Value{otherwise}, std::move(sentence)};
}

CheckKind holds_clients_kind() {
  return {{"holds_clients",
           "So many clients are connected at once, each accepted by the program, as the socket "
           "table shows.",
           {clients_parameter(3, "how many")},
           with_common({{"one_at_a_time", "only one connection was accepted, the others wait"},
                        {"not_accepted", "fewer connections were accepted than asked for"}})},
          holds_clients};
}

CheckKind broadcasts_kind() {
  return {
      {"broadcasts",
       "Each test line reaches all other clients of the exchange: once, whole, ended, behind at "
       "most 80 "
       "printable characters. The sender gets its own line once or not at all.",
       {clients_parameter(2, "so many must have joined"),
        {"exchange", ValueType::text, Value{string{}}, "which exchange of the script; empty: all"},
        within_parameter(Duration{0}, "time from the sending of a line to each arrival; 0 s: any"),
        {"same_echo", ValueType::boolean, Value{false},
         "senders must get all of their own lines back, or none"}},
       with_common({{"echo_doubled", "a sender got its own line more than once"},
                    {"echo_mixed", "some lines come back to their sender, others do not"}})},
      broadcasts};
}

CheckKind keeps_order_kind() {
  return {{"keeps_order",
           "Each receiver sees each sender's lines in the order sent.",
           {},
           with_common({{"inverted", "a later line overtook an earlier one"}})},
          keeps_order};
}

CheckKind survives_leaving_kind() {
  return {{"survives_leaving",
           "After one client closed and another reset its connection, newcomers join, and every "
           "line still "
           "reaches everybody once.",
           {clients_parameter(2, "so many must have stayed"),
            {"newcomers", ValueType::integer, Value{std::int64_t{2}},
             "so many must have joined afterwards"}},
           with_common({{"stuck", "nothing moves any more after a leave"},
                        {"doubled_newcomer", "a newcomer receives lines more than once"},
                        {"no_newcomers", "nobody can join after a leave"},
                        {"flood_after_leave", "something is repeated without end after a leave"}})},
          survives_leaving};
}

CheckKind ignores_slow_reader_kind() {
  return {{"ignores_slow_reader",
           "While one client does not read and megabytes are sent to all, the others' lines keep "
           "coming.",
           {within_parameter(std::chrono::seconds{2}, "how long the others may be held up")},
           with_common({{"held_up", "the others were held up"}})},
          ignores_slow_reader};
}

CheckKind runs_threads_kind() {
  return {{"runs_threads",
           "Several threads run in one process of the program while several clients are connected.",
           {{"threads", ValueType::integer, Value{std::int64_t{2}},
             "at least so many, the first one included"},
            clients_parameter(2, "so many clients are connected meanwhile")},
           with_common({{"one_thread", "a single thread serves all clients"},
                        {"processes", "processes instead of threads"}})},
          runs_threads};
}

}  // namespace

std::vector<CheckKind> chat_kinds() {
  return {holds_clients_kind(),    broadcasts_kind(),          keeps_order_kind(),
          survives_leaving_kind(), ignores_slow_reader_kind(), runs_threads_kind()};
}

}  // namespace viva::judge

// Checks of a chat server that broadcasts lines: one function per kind. What became of each line is
// the oracle's matter (chat_oracle.hpp), naming a cause that of chat_findings.hpp.
#include "harness/judge/chat_findings.hpp"
#include "harness/judge/chat_kinds.hpp"
#include "harness/judge/finding.hpp"
#include "harness/judge/kinds.hpp"
#include "harness/judge/listening.hpp"
#include "harness/judge/look.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <map>

namespace viva::judge {
namespace {

using chat::Case;
using chat::count_of;
using chat::failure;
using chat::last_event;
using chat::person;
using chat::too_few;
using std::string;

/// What every check of a conversation begins with: it came about, and nothing was lost in it.
std::optional<Finding> spoiled(const Case& at, std::string_view exchange, std::size_t clients,
                               Duration within = Duration{0}) {
  if (auto finding = chat::no_chat(at)) return finding;
  if (auto finding = too_few(at, exchange, clients)) return finding;
  return chat::wrong_delivery(at, chat::deliveries(at.talk, exchange), within);
}

// --- holds_clients ---------------------------------------------------------------------

Finding holds_clients(const Evidence& evidence) {
  const auto at = chat::case_of(evidence);
  const auto wanted = static_cast<std::int64_t>(count_of(evidence, "clients"));
  std::int64_t most = -1;
  std::size_t where = last_event(at);
  for (const auto index : events_of(at.transcript, What::note, "harness")) {
    const auto count = at.transcript.events[index].more.value_or<std::int64_t>("clients", -1);
    if (count < std::max<std::int64_t>(most, 0)) continue;  // the last such one shows who waited
    most = count;
    where = index;
  }
  if (most >= wanted) {
    return holding({where});
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

// --- broadcasts ------------------------------------------------------------------------

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
  auto finding = spoiled(at, evidence.params.text("exchange"), count_of(evidence, "clients"),
                         evidence.params.duration("within"));
  const auto echoes = chat::echoes(at.talk);
  if (!finding) finding = doubled_echo(at, echoes);
  if (!finding && evidence.params.flag("same_echo")) finding = mixed_echo(at, echoes);
  return finding ? chat::weighed(at, *std::move(finding)) : holding({});
}

// --- keeps_order -----------------------------------------------------------------------

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
  return holding({});
}

// --- runs_threads ----------------------------------------------------------------------

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
  const auto wanted = count_of(evidence, "threads");
  const auto span = connected_span(at, count_of(evidence, "clients"));
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
    return holding({where});
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

// --- the table -------------------------------------------------------------------------

ParameterInfo clients_parameter(std::int64_t otherwise, string sentence) {
  return {"clients", ValueType::integer, Value{otherwise}, std::move(sentence)};
}

ParameterInfo within_parameter(Duration otherwise, string sentence) {
  return {"within", ValueType::duration, Value{otherwise}, std::move(sentence)};
}

CheckKind holds_clients_kind() {
  return {
      {"holds_clients",
       "So many clients are connected at once, each accepted by the program, as the socket "
       "table shows.",
       {clients_parameter(3, "how many")},
       chat::with_common({{"one_at_a_time", "only one connection was accepted, the others wait"},
                          {"not_accepted", "fewer connections were accepted than asked for"}})},
      holds_clients};
}

CheckKind broadcasts_kind() {
  return {
      {"broadcasts",
       "Each test line reaches all other clients of the exchange: once, whole, ended, behind at "
       "most 80 printable characters. The sender gets its own line once or not at all.",
       {clients_parameter(2, "so many must have joined"),
        {"exchange", ValueType::text, Value{string{}}, "which exchange of the script; empty: all"},
        within_parameter(Duration{0}, "time from the sending of a line to each arrival; 0 s: any"),
        {"same_echo", ValueType::boolean, Value{false},
         "senders must get all of their own lines back, or none"}},
       chat::with_common({{"echo_doubled", "a sender got its own line more than once"},
                          {"echo_mixed", "some lines come back to their sender, others do not"}})},
      broadcasts};
}

CheckKind keeps_order_kind() {
  return {{"keeps_order",
           "Each receiver sees each sender's lines in the order sent.",
           {},
           chat::with_common({{"inverted", "a later line overtook an earlier one"}})},
          keeps_order};
}

CheckKind runs_threads_kind() {
  return {{"runs_threads",
           "Several threads run in one process of the program while several clients are connected.",
           {{"threads", ValueType::integer, Value{std::int64_t{2}},
             "at least so many, the first one included"},
            clients_parameter(2, "so many clients are connected meanwhile")},
           chat::with_common({{"one_thread", "a single thread serves all clients"},
                              {"processes", "processes instead of threads"}})},
          runs_threads};
}

}  // namespace

std::vector<CheckKind> chat_kinds() {
  return {holds_clients_kind(),
          broadcasts_kind(),
          keeps_order_kind(),
          chat::survives_leaving_kind(),
          chat::ignores_slow_reader_kind(),
          runs_threads_kind()};
}

}  // namespace viva::judge

// The check survives_leaving: clients close and reset, others come, and the chat goes on.
#include "harness/judge/chat_findings.hpp"
#include "harness/judge/chat_kinds.hpp"
#include "harness/judge/finding.hpp"
#include "harness/judge/look.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>

namespace viva::judge::chat {
namespace {

using std::string;

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
  const auto since = [&](const Arrival& arrival) {
    return at.talk.lines[arrival.line].event > event;
  };
  return std::none_of(at.talk.clients.begin(), at.talk.clients.end(), [&](const Client& client) {
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
  const auto at = case_of(evidence);
  const auto left = leavings(at);
  const auto newcomers = static_cast<std::size_t>(
      std::count_if(at.talk.clients.begin(), at.talk.clients.end(), [&](const Client& client) {
        return client.joined && !left.empty() && client.connected > left.back();
      }));
  auto finding = no_chat(at);
  if (left.size() < 2) {
    if (!finding) finding = too_few(at, "crossfire", count_of(evidence, "clients"));
    if (!finding)
      finding =
          failure(at, "not_served", "The chat did not come as far as to a leave.", last_event(at));
    return weighed(at, *std::move(finding));
  }
  if (!finding) finding = wrong_delivery(at, deliveries(at.talk));
  if (!finding && newcomers < count_of(evidence, "newcomers")) {
    finding = failure(at, "no_newcomers",
                      "Of " + text::counted(count_of(evidence, "newcomers"), "newcomer") + " " +
                          std::to_string(newcomers) + " came into the chat.",
                      left.back());
  }
  if (!finding) finding = too_few(at, "after", count_of(evidence, "newcomers") + 1);
  if (!finding) return holding({});
  return weighed(at, after_leaving(at, *std::move(finding), left));
}

}  // namespace

CheckKind survives_leaving_kind() {
  return {{"survives_leaving",
           "After one client closed and another reset its connection, newcomers join, and every "
           "line still reaches everybody once.",
           {{"clients", ValueType::integer, Value{std::int64_t{2}}, "so many must have stayed"},
            {"newcomers", ValueType::integer, Value{std::int64_t{2}},
             "so many must have joined afterwards"}},
           with_common({{"stuck", "nothing moves any more after a leave"},
                        {"doubled_newcomer", "a newcomer receives lines more than once"},
                        {"no_newcomers", "nobody can join after a leave"},
                        {"flood_after_leave", "something is repeated without end after a leave"}})},
          survives_leaving};
}

}  // namespace viva::judge::chat

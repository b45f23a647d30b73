#include "harness/judge/chat_findings.hpp"

#include "harness/judge/finding.hpp"
#include "harness/judge/listening.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <array>

namespace viva::judge::chat {
namespace {

using std::string;
using std::string_view;

string number(std::size_t count) {
  return std::to_string(count);
}

string quoted(const Case& at, std::size_t line) {
  return text::quote(at.talk.lines[line].text, 60);
}

/// "line 4 of client 2": its place among the sender's lines of that exchange.
string place_of(const Case& at, std::size_t line) {
  const auto& sent = at.talk.lines[line];
  std::size_t place = 1;
  for (std::size_t index = 0; index < line; ++index) {
    const auto& other = at.talk.lines[index];
    if (other.from == sent.from && other.role == sent.role && other.exchange == sent.exchange)
      ++place;
  }
  return "line " + number(place) + " of " + person(sent.from);
}

/// "\"kiwi\" (line 4 of client 2)"
string named(const Case& at, std::size_t line) {
  return quoted(at, line) + " (" + place_of(at, line) + ")";
}

const Event& event_of(const Case& at, std::size_t index) {
  return at.transcript.events[index];
}

// --- the program's end, and joining ----------------------------------------------------

bool anybody_received(const Case& at) {
  return std::any_of(at.talk.clients.begin(), at.talk.clients.end(),
                     [](const Client& client) { return !client.stream.empty(); });
}

/// Lines come back to their senders, and nobody ever got one of another.
bool only_echoes(const Case& at) {
  bool echo = false;
  for (const auto& client : at.talk.clients) {
    for (const auto& arrival : client.arrivals) {
      if (at.talk.lines[arrival.line].from != client.who) return false;
      echo = true;
    }
  }
  return echo;
}

/// The lines of others that were sent while the newcomer waited.
std::vector<std::size_t> lines_for(const Case& at, const Client& newcomer, std::size_t gave_up) {
  std::vector<std::size_t> lines;
  for (std::size_t index = 0; index < at.talk.lines.size(); ++index) {
    const auto& line = at.talk.lines[index];
    const bool while_waiting = line.event > newcomer.connected && line.event < gave_up;
    if (while_waiting && line.role == Role::probe && line.from != newcomer.who)
      lines.push_back(index);
  }
  return lines;
}

bool anybody_left_before(const Case& at, const Client& newcomer) {
  return std::any_of(at.talk.clients.begin(), at.talk.clients.end(), [&](const Client& client) {
    return client.leaves && client.connected < newcomer.connected;
  });
}

Finding not_served(const Case& at, const Client& newcomer, std::size_t gave_up, std::size_t lines) {
  const auto waited = event_of(at, gave_up).t - event_of(at, newcomer.connected).t;
  const auto who = person(newcomer.who);
  const auto in_vain = who + " was connected for " + text::seconds(waited.count()) +
                       " and received none of the " + text::counted(lines, "line") +
                       " that others sent meanwhile";
  const auto first_mute = std::find_if(at.talk.clients.begin(), at.talk.clients.end(),
                                       [](const Client& client) { return client.mute; });
  const auto served = at.talk.joined();
  string symptom = "not_served";
  string message = "A newcomer gets nothing: " + in_vain + ".";
  if (first_mute != at.talk.clients.end() && first_mute->connected < newcomer.connected) {
    symptom = "mute_blocks";
    message = person(first_mute->who) +
              " is connected and says nothing, and your server serves nobody else: " + in_vain +
              ".";
  } else if (only_echoes(at)) {
    symptom = "echo_only";
    message = "Your server sends each line back to its sender alone: " + in_vain + ".";
  } else if (!anybody_received(at)) {
    symptom = "silent";
    message = "Your server took lines and sent nothing to anybody: " + in_vain + ".";
  } else if (served >= 3 && !anybody_left_before(at, newcomer)) {
    symptom = "client_limit";
    message = "Your server serves " + number(served) + " clients and no more: " + in_vain + ".";
  }
  message.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(message.front())));
  return failure(at, symptom, message, gave_up);
}

/// `gave_up`: the event at which the newcomer had waited long enough.
Finding not_joined(const Case& at, const Client& newcomer, std::size_t gave_up) {
  const auto who = person(newcomer.who);
  if (newcomer.why_not == "connect") {
    const auto error = event_of(at, newcomer.connected).more.value_or<string>("error", {});
    return failure(at, "no_connection",
                   "There was no connection for " + who + (error.empty() ? "" : ": " + error) + ".",
                   newcomer.connected);
  }
  if (newcomer.why_not == "ended") {
    return failure(at, "cut_off", "Your server ended the connection of " + who + ", a newcomer.",
                   newcomer.cut_off.value_or(gave_up));
  }
  const auto lines = lines_for(at, newcomer, gave_up);
  for (const auto line : lines) {
    const auto delivery = follow(at.talk, line, newcomer);
    if (delivery.fate == Fate::lost || delivery.fate == Fate::arrived) continue;
    if (auto finding = wrong_delivery(at, {delivery})) return *std::move(finding);
  }
  return not_served(at, newcomer, gave_up, lines.size());
}

// --- deliveries ------------------------------------------------------------------------

struct FateInfo {
  Fate fate;
  const char* symptom;
  const char* sentence;
};

// The most telling first: where several things went wrong, the first of these is named.
constexpr std::array<FateInfo, 9> fates = {{
    {Fate::nul, "nul", "a NUL byte was sent along with a line"},
    {Fate::run_together, "run_together", "two lines arrived as one"},
    {Fate::unended, "unended", "a line arrived without its line end"},
    {Fate::cut, "cut", "a line arrived in pieces"},
    {Fate::altered, "altered", "something was added behind a line"},
    {Fate::unprintable, "unprintable", "control bytes stand before a line"},
    {Fate::long_prefix, "long_prefix", "more than 80 characters stand before a line"},
    {Fate::doubled, "doubled", "a line arrived more than once"},
    {Fate::lost, "lost", "a line never arrived"},
}};

using Deliveries = std::vector<const Delivery*>;

Deliveries with_fate(const std::vector<Delivery>& deliveries, Fate fate) {
  Deliveries some;
  for (const auto& delivery : deliveries) {
    if (delivery.fate == fate) some.push_back(&delivery);
  }
  return some;
}

std::vector<string> receivers_of(const Deliveries& deliveries) {
  std::vector<string> names;
  for (const auto* delivery : deliveries) {
    if (std::find(names.begin(), names.end(), delivery->receiver) == names.end()) {
      names.push_back(delivery->receiver);
    }
  }
  return names;
}

string sentence_for(const Case& at, const Delivery& one, Fate fate) {
  const auto who = person(one.receiver);
  const auto line = named(at, one.line);
  switch (fate) {
    case Fate::nul:
      return "With " + line + " " + who + " received a NUL byte, which is no part of the line";
    case Fate::run_together:
      return "Two lines reached " + who + " as one: the line end at " + line + " is missing";
    case Fate::unended:
      return line + " reached " + who + " without its line end";
    case Fate::cut:
      return line + " reached " + who + " in pieces";
    case Fate::altered:
      return "Behind " + line + " " + who + " received more in the same line";
    case Fate::unprintable:
      return "Before " + line + " " + who + " received bytes that are no text";
    case Fate::long_prefix:
      return "Before " + line + " " + who + " received more than 80 characters in the same line";
    case Fate::doubled:
      return who + " received " + line + " more than once";
    case Fate::lost:
    case Fate::arrived:
      return who + " never received " + line;
  }
  return {};
}

string capital(string text) {
  if (!text.empty())
    text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text;
}

std::size_t owed_to(const std::vector<Delivery>& all, string_view receiver) {
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [&](const Delivery& one) { return one.receiver == receiver; }));
}

std::size_t owed_by(const Case& at, const std::vector<Delivery>& all, string_view sender) {
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const Delivery& one) {
    return at.talk.lines[one.line].from == sender;
  }));
}

bool all_from(const Case& at, const Deliveries& lost, string_view sender) {
  return std::all_of(lost.begin(), lost.end(),
                     [&](const Delivery* one) { return at.talk.lines[one->line].from == sender; });
}

/// Lines that never arrived: who missed how many, and whether there is a pattern in it.
Finding losses(const Case& at, const std::vector<Delivery>& all, const Deliveries& lost) {
  const auto& first = *lost.front();
  const auto& line = at.talk.lines[first.line];
  const auto receivers = receivers_of(lost);
  const auto* receiver = at.talk.client(first.receiver);
  if (receiver != nullptr && receiver->cut_off && !receiver->leaves) {
    return failure(at, "cut_off",
                   "Your server ended the connection of " + person(first.receiver) +
                       ", which then missed " + named(at, first.line) + ".",
                   *receiver->cut_off);
  }
  if (!line.sent) {
    return failure(at, "not_taken",
                   "Your server did not take " + named(at, first.line) +
                       ": it no longer read from " + person(line.from) +
                       ", or had ended its connection.",
                   line.event);
  }
  if (only_echoes(at)) {
    return failure(at, "echo_only",
                   "Your server sends each line back to its sender alone: " +
                       named(at, first.line) + " never reached " + people(receivers) + ".",
                   line.event);
  }
  if (all_from(at, lost, line.from) && lost.size() == owed_by(at, all, line.from) &&
      lost.size() < all.size()) {
    return failure(at, "unheard",
                   "No line of " + person(line.from) + " reached anybody, though others' did.",
                   line.event);
  }
  string message;
  const auto owed = owed_to(all, first.receiver);
  const auto missed =
      static_cast<std::size_t>(std::count_if(lost.begin(), lost.end(), [&](const Delivery* one) {
        return one->receiver == first.receiver;
      }));
  if (lost.size() == all.size()) {
    message = "Of " + text::counted(all.size(), "delivery", "deliveries") +
              " none was made; the first line was " + named(at, first.line);
  } else {
    message = capital(person(first.receiver)) + " missed " + number(missed) + " of " +
              text::counted(owed, "line") + ", first " + named(at, first.line);
    if (receivers.size() > 1) {
      message += "; in all " + number(lost.size()) + " of " + number(all.size()) +
                 " deliveries to " + text::counted(receivers.size(), "client") + " are missing";
    }
  }
  auto finding = failure(at, "lost", message + ".", line.event);
  finding.expected = quoted(at, first.line) + " at " + people(receivers);
  finding.actual = "nothing of it";
  return finding;
}

Finding wrong(const Case& at, const std::vector<Delivery>& all, const FateInfo& info,
              const Deliveries& some) {
  if (info.fate == Fate::lost) return losses(at, all, some);
  const auto& first = *some.front();
  auto message = capital(sentence_for(at, first, info.fate));
  if (some.size() > 1) {
    message += "; the same with " + number(some.size() - 1) + " of " + number(all.size() - 1) +
               " other deliveries";
  }
  auto finding = failure(at, info.symptom, message + ".", at.talk.lines[first.line].event);
  finding.proof.push_back({at.index, first.event});
  finding.expected = quoted(at, first.line) + " and its line end, once";
  if (!first.received.empty()) finding.actual = text::quote(first.received);
  return finding;
}

std::optional<Finding> too_late(const Case& at, const std::vector<Delivery>& deliveries,
                                Duration within) {
  if (within <= Duration{0}) return std::nullopt;
  std::optional<Finding> unclear;
  for (const auto& one : deliveries) {
    const auto& line = at.talk.lines[one.line];
    const auto late = lateness(at.transcript, line.t, line.t + one.took);
    const auto kept = timing(one.took, within, late);
    if (one.fate != Fate::arrived || kept == Timing::kept) continue;
    auto finding = failure(at, "late",
                           capital(named(at, one.line)) + " reached " + person(one.receiver) +
                               " after " + text::seconds(one.took.count()) + "; " +
                               text::seconds(within.count()) + " are allowed.",
                           line.event);
    finding.proof.push_back({at.index, one.event});
    if (kept == Timing::missed) return finding;
    finding.outcome = Outcome::unclear;
    if (!unclear) unclear = std::move(finding);
  }
  return unclear;
}

}  // namespace

Case case_of(const Evidence& evidence, std::size_t index) {
  const auto& transcript = *evidence.transcripts[index];
  return {transcript, read_conversation(transcript), index};
}

string person(string_view who) {
  string name(who);
  std::replace(name.begin(), name.end(), ':', ' ');
  return name;
}

string people(const std::vector<string>& names) {
  const auto shown = names.size() > 4 ? std::size_t{3} : names.size();
  string text;
  for (std::size_t index = 0; index < shown; ++index) {
    if (index > 0) text += index + 1 == names.size() ? " and " : ", ";
    text += person(names[index]);
  }
  if (shown < names.size()) text += " and " + number(names.size() - shown) + " others";
  return text;
}

Finding failure(const Case& at, string symptom, string message, std::size_t event) {
  Finding finding;
  finding.symptom = std::move(symptom);
  finding.message = capital(std::move(message));
  finding.proof = {{at.index, event}};
  return finding;
}

Finding weighed(const Case& at, Finding finding) {
  constexpr Duration standstill = std::chrono::milliseconds{500};
  // Found by waiting in vain, and so in doubt when the machine itself stood still.
  constexpr std::array<string_view, 13> by_waiting = {
      "lost",         "late",          "not_served", "no_connection", "held_up",
      "not_accepted", "one_at_a_time", "unheard",    "mute_blocks",   "client_limit",
      "silent",       "no_newcomers",  "stuck"};
  const bool waited =
      std::find(by_waiting.begin(), by_waiting.end(), finding.symptom) != by_waiting.end();
  finding.wanting = waited;
  if (finding.outcome == Outcome::fails && waited && lateness(at.transcript) >= standstill) {
    finding.outcome = Outcome::unclear;
  }
  return finding;
}

std::optional<Finding> death(const Case& at) {
  const auto exit = exit_of(at.transcript);
  const auto told = first_event(at.transcript, What::signal);
  if (!exit || (told && *told < exit->event)) return std::nullopt;
  auto finding = failure(
      at, "died", "Your server " + describe(*exit) + " in the middle of the chat.", exit->event);
  for (std::size_t index = exit->event; index-- > 0 && exit->by_itself();) {
    const auto& event = event_of(at, index);
    if (event.more.value_or<string>("by", {}) != "peer") continue;
    finding.symptom = exit->signal == "SIGPIPE" ? "sigpipe" : "died_at_leave";
    finding.message = "After " + person(event.who) + " had " +
                      (event.what == What::reset ? "reset" : "closed") +
                      " its connection, your server " + describe(*exit) + ".";
    finding.proof.insert(finding.proof.begin(), {at.index, index});
    break;
  }
  finding.expected = "a server that runs until it is told to end";
  finding.actual = last_words(at.transcript);
  return finding;
}

std::optional<Finding> no_chat(const Case& at) {
  if (auto finding = failure_to_listen(at.transcript)) {
    for (auto& pointer : finding->proof) pointer.transcript = at.index;
    return finding;
  }
  if (auto finding = death(at)) return finding;
  for (const auto& client : at.talk.clients) {
    if (!client.flooded) continue;
    const auto bytes = event_of(at, *client.flooded).more.value_or<std::int64_t>("received", 0);
    auto finding = failure(
        at, "flood",
        person(client.who) + " received " + std::to_string(bytes) +
            " bytes, far more than anybody had sent: your server repeats itself without end.",
        *client.flooded);
    finding.actual = text::quote(
        std::string_view(client.stream)
            .substr(client.stream.size() - std::min<std::size_t>(client.stream.size(), 100)));
    return finding;
  }
  for (const auto& client : at.talk.clients) {
    if (client.not_joined) return not_joined(at, client, *client.not_joined);
  }
  return std::nullopt;
}

std::optional<Finding> wrong_delivery(const Case& at, const std::vector<Delivery>& deliveries,
                                      Duration within) {
  for (const auto& info : fates) {
    const auto some = with_fate(deliveries, info.fate);
    if (!some.empty()) return wrong(at, deliveries, info, some);
  }
  return too_late(at, deliveries, within);
}

std::optional<Finding> too_few(const Case& at, string_view exchange, std::size_t clients) {
  const auto seen =
      std::find_if(at.talk.exchanges.begin(), at.talk.exchanges.end(),
                   [&](const Exchange& one) { return exchange.empty() || one.name == exchange; });
  const bool any = seen != at.talk.exchanges.end();
  const auto members = any ? seen->members.size() : 0;
  if (members >= clients && !deliveries(at.talk, exchange).empty()) return std::nullopt;
  return failure(at, "not_served",
                 "Only " + number(std::max(members, at.talk.joined())) + " of " +
                     text::counted(clients, "client") + " came into the chat.",
                 any ? seen->event : last_event(at));
}

std::size_t count_of(const Evidence& evidence, string_view name) {
  return static_cast<std::size_t>(evidence.params.integer(name));
}

std::size_t last_event(const Case& at) {
  return at.transcript.events.empty() ? 0 : at.transcript.events.size() - 1;
}

std::vector<SymptomInfo> with_common(std::vector<SymptomInfo> symptoms) {
  std::vector<SymptomInfo> common = {
      {"died", "the program ended during the chat"},
      {"died_at_leave", "the program ended after a client had left"},
      {"sigpipe", "SIGPIPE killed it: it sent to a client that had left"},
      {"no_connection", "a client could not connect"},
      {"not_served", "a newcomer received nothing"},
      {"mute_blocks", "a client that says nothing keeps others from being served"},
      {"client_limit", "only so many clients are served"},
      {"silent", "nothing was sent to anybody"},
      {"echo_only", "lines come back to their sender alone"},
      {"unheard", "one client's lines reach nobody"},
      {"not_taken", "the program stopped reading from a client"},
      {"cut_off", "the program ended a client's connection"},
      {"flood", "something is repeated without end"},
      {"late", "a line arrived later than allowed"},
  };
  for (const auto& info : fates) common.push_back({info.symptom, info.sentence});
  return judge::joined({std::move(symptoms), std::move(common), listening_symptoms()});
}

}  // namespace viva::judge::chat

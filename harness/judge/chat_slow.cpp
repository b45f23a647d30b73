// The check ignores_slow_reader: a client that does not read holds up nobody else.
#include "harness/judge/chat_findings.hpp"
#include "harness/judge/chat_kinds.hpp"
#include "harness/judge/finding.hpp"
#include "harness/judge/look.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>

namespace viva::judge::chat {
namespace {

using std::string;

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
  const auto at = case_of(evidence);
  const auto within = evidence.params.duration("within");
  if (auto finding = no_chat(at)) return weighed(at, *std::move(finding));
  const auto stopped = note_named(at, "stops_reading");
  if (!stopped) {
    return weighed(
        at, failure(at, "not_served", "Not all clients came into the chat.", last_event(at)));
  }
  const auto owed = deliveries(at.talk, "flood");
  auto halted = flood_halted(at, *stopped, within);
  if (!halted) halted = wrong_delivery(at, owed, within);
  if (!halted && owed.empty())
    halted = failure(at, "lost", "Nobody said anything meanwhile.", *stopped);
  if (!halted) return holding({});
  if (halted->symptom == "late" || halted->symptom == "lost") {
    halted->symptom = "held_up";
    halted->message =
        "While " + person(at.transcript.events[*stopped].who) + " did not read: " + halted->message;
    halted->proof.insert(halted->proof.begin(), {0, *stopped});
  }
  return weighed(at, *std::move(halted));
}

}  // namespace

CheckKind ignores_slow_reader_kind() {
  return {{"ignores_slow_reader",
           "While one client does not read and megabytes are sent to all, the others' lines keep "
           "coming.",
           {{"within", ValueType::duration, Value{Duration{std::chrono::seconds{2}}},
             "how long the others may be held up"}},
           with_common({{"held_up", "the others were held up"}})},
          ignores_slow_reader};
}

}  // namespace viva::judge::chat

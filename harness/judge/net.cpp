// The shared questions of network checks: see net.hpp.
#include "harness/judge/net.hpp"

#include "harness/judge/look.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace viva::judge {

namespace {

using namespace std::chrono_literals;

// A beat of the metronome that came later than this says that waiting in vain proves nothing.
constexpr Duration late_machine = 250ms;

struct SignalName {
  std::string_view name;
  std::string_view meaning;
};

constexpr std::array signal_meanings{
    SignalName{"SIGSEGV", "a segmentation fault: it used memory that is not its own"},
    SignalName{"SIGABRT", "abort(): an uncaught exception, a failed assertion or a damaged heap"},
    SignalName{"SIGPIPE", "it wrote to a connection that the other side had closed"},
    SignalName{"SIGFPE", "a division by zero"},
    SignalName{"SIGBUS", "it used memory that is not there"},
    SignalName{"SIGILL", "an instruction that does not exist"},
};

std::string_view meaning_of(std::string_view signal) {
  const auto found = std::find_if(signal_meanings.begin(), signal_meanings.end(),
                                  [&](const SignalName& known) { return known.name == signal; });
  return found == signal_meanings.end() ? std::string_view{} : found->meaning;
}

std::uint16_t bytes_swapped(std::int64_t port) {
  return static_cast<std::uint16_t>(((port & 0xff) << 8) | ((port >> 8) & 0xff));
}

std::string listed(const Integers& ports) {
  std::string text;
  for (std::size_t i = 0; i < ports.size(); ++i) {
    if (i > 0) text += i + 1 == ports.size() ? " and " : ", ";
    text += std::to_string(ports[i]);
  }
  return text;
}

/// "listens on" for TCP, "has bound" for UDP: what a student did to the port.
struct Verb {
  std::string_view does;
  std::string_view did;
  std::string_view base;
};

Verb verb_of(const Params& more) {
  const bool udp = more.value_or<std::string>("protocol", "tcp") == "udp";
  return udp ? Verb{"is bound to", "was bound to", "bind"}
             : Verb{"listens on", "listened on", "listen on"};
}

Finding on_another_port(const Event& event, std::size_t index, std::int64_t port,
                        const Integers& others) {
  const Verb verb = verb_of(event.more);
  const std::uint16_t swapped = bytes_swapped(port);
  if (std::find(others.begin(), others.end(), swapped) != others.end()) {
    return failing("swapped_port",
                   "your program " + std::string(verb.does) + " port " + std::to_string(swapped) +
                       ", which is " + std::to_string(port) +
                       " with its bytes swapped: htons() is missing",
                   {index});
  }
  return failing("other_port",
                 "your program " + std::string(verb.does) + " port " + listed(others) +
                     ", not on port " + std::to_string(port) + " as its argument says",
                 {index});
}

}  // namespace

std::optional<End> end_of(const Transcript& transcript, std::string_view who) {
  const auto index = first_event(transcript, What::exit, who);
  if (!index) return std::nullopt;
  const Event& event = transcript.events[*index];
  End end;
  end.event = *index;
  end.t = event.t;
  end.by_itself = event.more.value_or<std::string>("by", "itself") == "itself";
  if (const auto* code = event.more.find<std::int64_t>("code")) end.code = *code;
  end.signal = event.more.value_or<std::string>("signal", "");
  return end;
}

std::string told(const std::optional<End>& end) {
  if (!end || (!end->by_itself && end->signal.empty() && !end->code)) return "it was still running";
  if (!end->by_itself) return "it was still running and had to be ended";
  if (end->signal.empty())
    return "it ended with exit code " + std::to_string(end->code.value_or(0));
  const std::string_view meaning = meaning_of(end->signal);
  std::string text = "it was killed by " + end->signal;
  if (!meaning.empty()) text += " (" + std::string(meaning) + ")";
  return text;
}

std::string last_words(const Transcript& transcript, std::string_view who) {
  const std::string all = bytes_of(transcript, who, What::err);
  std::string_view rest = trim_end(all);
  if (rest.empty()) return {};
  const std::size_t line = rest.rfind('\n');
  if (line != std::string_view::npos) rest.remove_prefix(line + 1);
  return "; its last words on standard error: " + text::quote(rest);
}

std::vector<SymptomInfo> listening_symptoms() {
  return {{"ended", "the program ended before it listened"},
          {"crashed", "the program died of a signal before it listened"},
          {"swapped_port", "it listens on the port with its bytes swapped: htons() is missing"},
          {"other_port", "it listens on another port than the given one"},
          {"never_listens", "it runs, but has no listening socket"}};
}

std::optional<Finding> failure_to_listen(const Transcript& transcript) {
  if (first_event(transcript, What::listening)) return std::nullopt;
  const auto index = first_event(transcript, What::not_listening);
  if (!index) return failing("", "your program was never seen to listen");
  const Event& event = transcript.events[*index];
  const std::int64_t port = event.more.value_or<std::int64_t>("port", 0);
  const Integers others = event.more.value_or<Integers>("others", {});
  if (!others.empty()) return on_another_port(event, *index, port, others);

  const Verb verb = verb_of(event.more);
  const auto end = end_of(transcript);
  if (event.more.value_or<std::string>("why", "") == "exited" && end) {
    return failing(end->crashed() ? "crashed" : "ended",
                   "your program never " + std::string(verb.did) + " port " + std::to_string(port) +
                       ": " + told(end) + last_words(transcript),
                   {*index, end->event});
  }
  return failing("never_listens",
                 "your program runs, but it did not " + std::string(verb.base) + " port " +
                     std::to_string(port) + " within 5 s" + last_words(transcript),
                 {*index});
}

std::vector<SymptomInfo> wire_symptoms() {
  return {{"trailing_nul", "the right text with a NUL byte at its end"},
          {"wrong_case", "the right letters in the wrong case"},
          {"cut_short", "only the beginning of the right text"},
          {"repeated", "the right text more than once"},
          {"extra_bytes", "the right text with other bytes before or after it"},
          {"different", "another text"}};
}

std::optional<WireDifference> wire_difference(std::string_view expected, std::string_view actual) {
  expected = trim_end(expected);
  actual = trim_end(actual);
  if (actual == expected) return std::nullopt;
  WireDifference difference{"different", "another text", text::quote(expected),
                            text::quote(actual)};
  if (const auto where = text::first_difference(expected, actual)) {
    difference.actual = text::quote_at(actual, *where);
  }
  const auto is = [&](std::string_view symptom, std::string message) {
    difference.symptom = symptom;
    difference.message = std::move(message);
    return difference;
  };
  const std::size_t nuls =
      actual.size() - std::min(actual.size(), actual.find_last_not_of('\0') + 1);
  if (nuls > 0 && trim_end(actual.substr(0, actual.size() - nuls)) == expected) {
    return is("trailing_nul",
              "the right text, but with " + text::counted(nuls, "NUL byte") + " at its end");
  }
  if (lower(actual) == lower(expected))
    return is("wrong_case", "the right letters, but not in the right case");
  if (expected.starts_with(actual)) {
    return is("cut_short", "only the first " + text::counted(actual.size(), "byte") + " of " +
                               std::to_string(expected.size()));
  }
  const std::size_t first = actual.find(expected);
  if (first == std::string_view::npos) return difference;
  const std::size_t second = actual.find(expected, first + 1);
  if (first == 0 && second != std::string_view::npos)
    return is("repeated", "the right text more than once");
  return is("extra_bytes", "the right text, but with other bytes " +
                               std::string(first == 0 ? "after" : "before") + " it");
}

Timing timing(const Transcript& transcript, Duration from, Duration to, Duration bound) {
  const Duration taken = to - from;
  const Duration late = lateness(transcript, from, to);
  if (taken <= bound + late) return Timing::in_time;
  return late >= late_machine ? Timing::unclear : Timing::too_late;
}

bool machine_was_late(const Transcript& transcript, Duration from, Duration to) {
  return lateness(transcript, from, to) >= late_machine;
}

std::size_t number_of(std::string_view who) {
  const std::size_t colon = who.find(':');
  if (colon == std::string_view::npos) return who == "program" ? 1 : 0;
  std::size_t number = 0;
  std::from_chars(who.data() + colon + 1, who.data() + who.size(), number);
  return number;
}

std::string program_of_run(std::size_t run) {
  return run <= 1 ? "program" : "program:" + std::to_string(run);
}

std::string ordinal(std::size_t number) {
  const bool teen = number % 100 >= 11 && number % 100 <= 13;
  const std::size_t last = teen ? 0 : number % 10;
  const std::string_view ending = last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
  return std::to_string(number) + std::string(ending);
}

Finding failing(std::string symptom, std::string message, std::vector<std::size_t> events) {
  Finding finding;
  finding.outcome = Outcome::fails;
  finding.symptom = std::move(symptom);
  finding.message = std::move(message);
  for (const std::size_t event : events) finding.proof.push_back({0, event});
  return finding;
}

Finding holding(std::vector<std::size_t> events) {
  Finding finding;
  finding.outcome = Outcome::holds;
  for (const std::size_t event : events) finding.proof.push_back({0, event});
  return finding;
}

}  // namespace viva::judge

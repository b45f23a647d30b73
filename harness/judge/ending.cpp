// Bad ends and their names: see ending.hpp.
#include "harness/judge/ending.hpp"

#include "harness/judge/look.hpp"
#include "harness/model/limits.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;

// An end of input is read within milliseconds; interpreters take some more to start and to end.
constexpr Duration at_once_max = 1s;

constexpr const char* loop_hint =
    "A loop runs without end and waits for nothing: look at the condition under which it ends. To "
    "wait, call something that sleeps (accept(), recv(), a sleep), and do not ask again and again.";

std::string hint_for_signal(std::string_view signal) {
  if (signal == "SIGABRT") {
    return "Read what it says on standard error. Most often it is an exception that nobody catches "
           "(catch it in main()) or a std::thread that is destroyed before join().";
  }
  if (signal == "SIGFPE") return "Make sure that no divisor, of / or of %, can be 0.";
  if (signal == "SIGILL") {
    return "Compile with -Wall and mend every warning: a function without its return is one.";
  }
  if (signal == "SIGPIPE") {
    return "signal(SIGPIPE, SIG_IGN), or send(…, MSG_NOSIGNAL): send() then returns an error "
           "instead.";
  }
  return "Compile with -g -fsanitize=address and start it by hand: the report names the line.";
}

Ending crash(const Exit& exit) {
  return {"crashed", describe(exit), hint_for_signal(exit.signal), exit.event};
}

Ending past_a_limit(const Exit& exit) {
  Ending ending{"limit", describe(exit), "", exit.event};
  if (exit.limit == "memory") {
    ending.symptom = "memory_limit";
    ending.hint =
        "Something grows without end: a list to which a loop adds for ever, or memory that is made "
        "again and again and never freed.";
  } else if (exit.limit == "processes") {
    ending.symptom = "process_limit";
    ending.hint =
        "fork() returns twice: the child, too, goes on behind it. Let each child leave the loop "
        "(_exit() when it is done), and start threads and processes a fixed number of times.";
  } else if (exit.limit == "cpu") {
    ending.symptom = "cpu_limit";
    ending.hint = loop_hint;
  } else if (exit.limit == "connections" || exit.limit == "datagrams" || exit.limit == "record") {
    ending.hint =
        "A loop connects, sends or prints without end: look at the condition under which it ends.";
  }
  return ending;
}

/// Still running when it was ended, and not for want of something: who waits uses no processor. On
/// a machine with much else to do, a loop gets a small part of the time only.
bool was_busy(const Transcript& transcript, const Exit& exit, std::string_view who) {
  const auto start = first_event(transcript, What::start, who);
  const Duration ran = exit.t - (start ? transcript.events[*start].t : Duration{0});
  return ran >= 1s && exit.cpu >= 300ms && exit.cpu * 12 >= ran;
}

/// The kind of check has said how the program ended, and more about it than is known here.
bool names_the_end(const std::string& symptom) {
  constexpr std::array<std::string_view, 8> names = {
      "crashed",     "died",          "died_at_leave",   "sigpipe",
      "ended_early", "format_string", "files_exhausted", "threads_refused"};
  return std::find(names.begin(), names.end(), symptom) != names.end();
}

/// Nothing at all came, or no end. A server that asks again and again whether somebody is there
/// keeps the processor busy, too: where it did something, that is not why it did the wrong thing.
bool may_be_a_loop(const std::string& symptom) {
  constexpr std::array<std::string_view, 11> names = {
      "never_listens", "never_accepts", "never_connects", "nothing",       "nothing_sent", "silent",
      "no_lines",      "stuck",         "hangs",          "still_running", "hung"};
  return std::find(names.begin(), names.end(), symptom) != names.end();
}

/// Which of the program's starts the finding is about: the one whose end decided.
std::string program_of(const Finding& finding, const Evidence& evidence) {
  for (const Pointer& pointer : finding.proof) {
    const auto& events = evidence.transcripts[pointer.transcript]->events;
    if (pointer.event < events.size() && events[pointer.event].what == What::exit)
      return events[pointer.event].who;
  }
  return "program";
}

void name(Finding& finding, const Ending& ending, std::size_t transcript) {
  const bool specific = names_the_end(finding.symptom) && ending.symptom == "crashed";
  if (!specific) finding.symptom = ending.symptom;
  if (finding.message.find(ending.sentence) == std::string::npos) {
    finding.message +=
        std::string(finding.message.empty() ? "" : " ") + "Your program " + ending.sentence + ".";
  }
  finding.hint = ending.hint;
  const Pointer shown{transcript, ending.event};
  if (std::find(finding.proof.begin(), finding.proof.end(), shown) == finding.proof.end())
    finding.proof.push_back(shown);
}

/// Between these two events somebody heard something of it, or it printed what somebody had sent.
/// Connections and datagrams alone tell nothing: the system keeps them until they are asked for.
bool had_served(const Transcript& transcript, std::size_t begin, std::size_t end,
                std::string_view who) {
  const std::string output = bytes_of(transcript, who, What::out);
  for (std::size_t index = begin; index < end; ++index) {
    const Event& event = transcript.events[index];
    const bool read = event.what == What::send && !event.bytes.empty() &&
                      output.find(event.bytes) != std::string::npos;
    if (read || event.what == What::recv) return true;
  }
  return false;
}

/// A server that ended well, in its own eyes, right after its start. Standard input is at its end
/// from the start; that a program read it is not seen from outside, so only the hint speaks of it.
std::optional<Ending> left_at_once(const Transcript& transcript, std::string_view who) {
  const auto exit = exit_of(transcript, who);
  const bool serves =
      first_event(transcript, What::listening) || first_event(transcript, What::not_listening);
  if (!exit || !exit->clean() || !serves) return std::nullopt;
  const std::size_t start = first_event(transcript, What::start, who).value_or(0);
  const Duration ran = exit->t - transcript.events[start].t;
  if (ran > at_once_max || had_served(transcript, start, exit->event, who)) return std::nullopt;
  return Ending{
      "left_at_once",
      "was over " + text::seconds(ran.count()) +
          " after its start (exit code 0) and had served nobody",
      "Standard input is at its end here: a program that waits for a line on it, \"quit\" "
      "say, sees that end at once. A server runs until SIGTERM or SIGINT: let main() wait "
      "in the loop that serves, or for the threads that do.",
      exit->event};
}

std::optional<Ending> end_alone(const Transcript& transcript, std::string_view who) {
  const auto exit = exit_of(transcript, who);
  if (!exit) return std::nullopt;
  if (exit->crashed() && exit->signal != "SIGXCPU") return crash(*exit);
  if (exit->by == "limit") return past_a_limit(*exit);
  const bool ended = exit->crashed() || exit->by == "SIGTERM" || exit->by == "SIGKILL";
  if (!ended || !was_busy(transcript, *exit, who)) return std::nullopt;
  return Ending{
      "busy_loop",
      "had used " + text::seconds(exit->cpu.count()) +
          " of processor time when it was ended: it does not wait, a loop runs without end",
      loop_hint, exit->event};
}

}  // namespace

std::optional<Ending> ending_of(const Transcript& transcript, std::string_view who) {
  auto ending = end_alone(transcript, who);
  const bool worked = ending && (ending->symptom == "busy_loop" || ending->symptom == "cpu_limit");
  auto flood = worked ? flood_of(transcript) : std::nullopt;
  return flood ? flood : ending;  // what it was at work with
}

std::optional<Ending> flood_of(const Transcript& transcript) {
  for (const std::size_t index : events_of(transcript, What::limit)) {
    const Params& more = transcript.events[index].more;
    const auto name = more.value_or<std::string>("name", {});
    if (name != "output") continue;
    return Ending{
        "output_limit",
        went_past(name, more.value_or<std::string>("value", {})) + "; viva stopped reading there",
        "A loop prints without end: look at the condition under which it ends.", index};
  }
  return std::nullopt;
}

std::vector<SymptomInfo> ending_symptoms() {
  return {{"crashed", "a signal ended it"},
          {"memory_limit", "it used too much memory and was ended"},
          {"process_limit", "it had too many processes and threads and was ended"},
          {"cpu_limit", "it used too much processor time and was ended"},
          {"output_limit", "it printed too much for all to be read"},
          {"busy_loop", "it was at work, in a loop, until it was ended"},
          {"left_at_once", "a server that ended with exit code 0 at once and had served nobody"},
          {"limit", "it went past another limit and was ended"}};
}

Finding with_ending(Finding finding, const Evidence& evidence) {
  if (finding.outcome != Outcome::fails || evidence.transcripts.empty()) return finding;
  const std::size_t index = finding.proof.empty() ? 0 : finding.proof.back().transcript;
  if (index >= evidence.transcripts.size()) return finding;
  const Transcript& transcript = *evidence.transcripts[index];
  // Another exercise's run helps to judge; how it ended is judged there.
  if (transcript.exercise != evidence.first().exercise) return finding;
  const std::string who = program_of(finding, evidence);
  auto ending = ending_of(transcript, who);
  if (!ending) ending = left_at_once(transcript, who);
  if (ending) {
    const Pointer end{index, ending->event};
    const bool shown =
        std::find(finding.proof.begin(), finding.proof.end(), end) != finding.proof.end();
    const bool busy = ending->symptom == "busy_loop";
    if ((shown || finding.wanting) && (!busy || may_be_a_loop(finding.symptom)))
      name(finding, *ending, index);
    return finding;
  }
  if (!finding.wanting) return finding;
  if (const auto flood = flood_of(transcript)) name(finding, *flood, index);
  return finding;
}

}  // namespace viva::judge

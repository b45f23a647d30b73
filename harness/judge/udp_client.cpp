// Checks of a client that sends a number of messages and waits for the reply to each: from what our
// server got and sent, and from what the client printed.
#include "harness/judge/exchanges.hpp"
#include "harness/judge/finding.hpp"
#include "harness/judge/look.hpp"
#include "harness/judge/printed.hpp"
#include "harness/judge/udp.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace viva::judge {
namespace {

std::int64_t arrived(const Messages& messages) {
  return static_cast<std::int64_t>(messages.arrived.size());
}

std::string asked_of(const Messages& messages) {
  return text::counted(static_cast<std::size_t>(messages.asked), "message");
}

/// What was seen in the end: the last message and how the program ended.
std::vector<std::size_t> proof_of(const Transcript& transcript, const Messages& messages) {
  std::vector<std::size_t> events;
  if (!messages.arrived.empty()) events.push_back(messages.arrived.back());
  if (const auto exit = exit_of(transcript)) events.push_back(exit->event);
  return events;
}

Finding nothing_sent(const Transcript& transcript, const Messages& messages, std::size_t index) {
  if (messages.elsewhere) {
    return failing("ignores_arguments",
                   "Your client sent its messages to another port than the one that it was told as "
                   "its arguments.",
                   {*messages.elsewhere}, index);
  }
  const auto exit = exit_of(transcript);
  const bool crashed = exit && exit->crashed();
  Finding finding = failing(crashed ? "crashed" : "nothing_sent",
                            "Your client sent no message at all: it " + state_of(transcript) + ".",
                            proof_of(transcript, messages), index);
  finding.actual = last_words(transcript);
  if (exit && exit->by_itself()) return finding;
  return unless_late(std::move(finding), transcript, Duration{0}, transcript.events.back().t);
}

Finding too_few(const Transcript& transcript, const Messages& messages, std::size_t index) {
  const auto exit = exit_of(transcript);
  const bool by_itself = exit && exit->by_itself();
  std::string symptom = messages.arrived.size() == 1              ? "sends_one"
                        : arrived(messages) == messages.asked - 1 ? "one_too_few"
                                                                  : "too_few";
  if (by_itself && !exit->signal.empty()) symptom = "crashed";
  if (!by_itself) symptom = "stuck";
  Finding finding =
      failing(std::move(symptom),
              "Your client was asked for " + asked_of(messages) + " and sent " +
                  std::to_string(messages.arrived.size()) + ": it " + state_of(transcript) + ".",
              proof_of(transcript, messages), index);
  finding.actual = last_words(transcript);
  if (by_itself) return finding;
  return unless_late(std::move(finding), transcript, Duration{0}, transcript.events.back().t);
}

std::vector<SymptomInfo> sending_symptoms() {
  return {{"nothing_sent", "no message came"},
          {"ignores_arguments", "messages went to the default port, whatever it was told"},
          {"sends_one", "one message alone"},
          {"one_too_few", "one message fewer than asked for"},
          {"too_few", "fewer messages than asked for"},
          {"stuck", "fewer messages, and it did not end either"},
          {"crashed", "it died of a signal before it had sent all"}};
}

// sends_at_least ---------------------------------------------------------------------------------

Finding sends_at_least(const Evidence& evidence) {
  Finding all = holding({});
  for (std::size_t index = 0; index < evidence.transcripts.size(); ++index) {
    const Transcript& transcript = *evidence.transcripts[index];
    const Messages messages = messages_of(transcript);
    if (messages.arrived.empty()) return nothing_sent(transcript, messages, index);
    if (arrived(messages) < messages.asked) return too_few(transcript, messages, index);
    all.proof.push_back({index, messages.arrived.front()});
    all.proof.push_back({index, messages.arrived.back()});
  }
  return all;
}

CheckKind sends_at_least_kind() {
  KindInfo info;
  info.name = "sends_at_least";
  info.sentence = "At least as many messages that are not empty arrive as were asked for.";
  info.symptoms = sending_symptoms();
  return {std::move(info), sends_at_least};
}

// sends_exactly ----------------------------------------------------------------------------------

/// The number that it sent whatever it was asked for; 0 when it was not always the same.
std::int64_t always_sent(const Evidence& evidence) {
  if (evidence.transcripts.size() < 2) return 0;
  const std::int64_t first = arrived(messages_of(evidence.first()));
  const bool same =
      std::all_of(evidence.transcripts.begin(), evidence.transcripts.end(),
                  [&](const Transcript* one) { return arrived(messages_of(*one)) == first; });
  return same ? first : 0;
}

Finding too_many(const Evidence& evidence, const Messages& messages, std::size_t index) {
  const std::int64_t over = arrived(messages) - messages.asked;
  const auto extra = messages.arrived[static_cast<std::size_t>(messages.asked)];
  Finding finding = failing(over == 1 ? "one_too_many" : "too_many",
                            "Your client was asked for " + asked_of(messages) + " and sent " +
                                std::to_string(messages.arrived.size()) + ".",
                            {extra}, index);
  finding.expected = asked_of(messages);
  finding.actual = "the " + ordinal(static_cast<std::size_t>(messages.asked) + 1) +
                   " message: " + text::quote(evidence.transcripts[index]->events[extra].bytes);
  return finding;
}

Finding sends_exactly(const Evidence& evidence) {
  Finding all = holding({});
  for (std::size_t index = 0; index < evidence.transcripts.size(); ++index) {
    const Transcript& transcript = *evidence.transcripts[index];
    const Messages messages = messages_of(transcript);
    if (messages.arrived.empty()) return nothing_sent(transcript, messages, index);
    all.proof.push_back({index, messages.arrived.back()});
    if (arrived(messages) == messages.asked) continue;
    Finding finding = arrived(messages) < messages.asked ? too_few(transcript, messages, index)
                                                         : too_many(evidence, messages, index);
    if (const std::int64_t always = always_sent(evidence); always > 0) {
      finding.symptom = "fixed_count";
      finding.message += " It sends " + std::to_string(always) +
                         ", however many it is asked for: the count is its third argument.";
    }
    return finding;
  }
  return all;
}

CheckKind sends_exactly_kind() {
  KindInfo info;
  info.name = "sends_exactly";
  info.sentence =
      "In every scenario named, exactly as many messages that are not empty arrive as were asked "
      "for.";
  info.symptoms = joined({sending_symptoms(),
                          {{"one_too_many", "one message more than asked for"},
                           {"too_many", "more messages than asked for"},
                           {"fixed_count", "the same number, however many were asked for"}}});
  return {std::move(info), sends_exactly};
}

// waits_for_reply --------------------------------------------------------------------------------

bool sent_all_at_once(const Transcript& transcript, const Messages& messages) {
  constexpr Duration at_once = std::chrono::milliseconds{100};
  if (messages.asked < 3 || arrived(messages) < messages.asked) return false;
  const std::size_t last = messages.arrived[static_cast<std::size_t>(messages.asked) - 1];
  return (messages.replies.empty() || messages.replies.front() > last) &&
         transcript.events[last].t - transcript.events[messages.arrived.front()].t < at_once;
}

Finding sent_ahead(const Transcript& transcript, const Messages& messages, std::size_t which,
                   std::size_t index) {
  const Event& early = transcript.events[messages.arrived[which]];
  const Event& before = transcript.events[messages.arrived[which - 1]];
  // The same text again may be a repeat; all of them at once, before the first reply, are none.
  const bool all = sent_all_at_once(transcript, messages);
  const bool again = early.bytes == before.bytes && !all;
  std::vector<std::size_t> proof = {messages.arrived[which - 1], messages.arrived[which]};
  const std::string gap = text::seconds((early.t - before.t).count());
  std::string message = "The " + ordinal(which + 1) + " message came " + gap + " after the " +
                        ordinal(which) + ", before that one had been answered";
  if (messages.replies.size() >= which) {
    const std::size_t reply = messages.replies[which - 1];
    proof.push_back(reply);
    message += " (the answer went out " +
               text::seconds((transcript.events[reply].t - before.t).count()) + " after it)";
  }
  // A client may well repeat what our own server, on a late machine, was slow to answer.
  Finding finding = failing(all     ? "all_at_once"
                            : again ? "repeats"
                                    : "sends_ahead",
                            all ? "All " + std::to_string(messages.asked) +
                                      " messages were sent before the reply to the first had come."
                                : message + ".",
                            std::move(proof), index);
  return unless_late(std::move(finding), transcript, before.t, early.t);
}

Finding waits_for_reply(const Evidence& evidence) {
  Finding all = holding({});
  for (std::size_t index = 0; index < evidence.transcripts.size(); ++index) {
    const Transcript& transcript = *evidence.transcripts[index];
    const Messages messages = messages_of(transcript);
    if (messages.arrived.empty()) return nothing_sent(transcript, messages, index);
    if (messages.arrived.size() < 2) {
      return failing("sends_one",
                     "Your client sent one message alone, so there was nothing to wait "
                     "for.",
                     {messages.arrived.front()}, index);
    }
    for (std::size_t which = 1; which < messages.arrived.size(); ++which) {
      const auto answered = static_cast<std::size_t>(
          std::count_if(messages.replies.begin(), messages.replies.end(),
                        [&](std::size_t reply) { return reply < messages.arrived[which]; }));
      if (answered < which) return sent_ahead(transcript, messages, which, index);
    }
    all.proof.push_back({index, messages.replies.front()});
    all.proof.push_back({index, messages.arrived[1]});
  }
  return all;
}

CheckKind waits_for_reply_kind() {
  KindInfo info;
  info.name = "waits_for_reply";
  info.sentence = "No message is sent before the one before it has been answered.";
  info.symptoms = {{"sends_ahead", "the next message comes before the answer"},
                   {"all_at_once", "all messages come before the first answer"},
                   {"repeats", "the same message comes again before the answer"},
                   {"sends_one", "there was one message only"},
                   {"nothing_sent", "no message came"},
                   {"ignores_arguments", "messages went to the default port"},
                   {"crashed", "it died of a signal"}};
  return {std::move(info), waits_for_reply};
}

// prints_replies ---------------------------------------------------------------------------------

/// It ended before the reply was sent, and so cannot have printed it.
Finding left_early(const Transcript& transcript, const Messages& messages, std::size_t missing,
                   const Exit& exit, std::size_t index) {
  Finding finding = failing("left_early",
                            "Your client " + describe(exit) + " before the reply to its " +
                                ordinal(missing + 1) + " message was sent: it did not wait for it.",
                            {exit.event, messages.replies[missing]}, index);
  finding.expected = text::quote(transcript.events[messages.replies[missing]].bytes);
  return finding;
}

Finding reply_not_printed(const Transcript& transcript, const Messages& messages,
                          std::size_t missing, std::size_t printed, std::size_t index) {
  const std::size_t reply = messages.replies[missing];
  const auto exit = exit_of(transcript);
  if (exit && exit->by_itself() && exit->event < reply) {
    return left_early(transcript, messages, missing, *exit, index);
  }
  const std::string output = bytes_of(transcript, "program", What::out);
  const std::string errors = bytes_of(transcript, "program", What::err);
  NotPrinted why = why_not_printed({transcript.events[reply].bytes}, output, errors);
  std::vector<std::size_t> proof = {reply};
  if (const auto out = last_event(transcript, What::out)) proof.push_back(*out);
  Finding finding = failing(why.symptom,
                            "Your client was sent the reply to its " + ordinal(missing + 1) +
                                " message, but it " + why.what + ".",
                            std::move(proof), index);
  finding.expected = std::move(why.expected);
  finding.actual = std::move(why.actual);
  if (printed == 0 || why.symptom == "on_stderr") return finding;
  finding.symptom = missing + 1 == messages.replies.size() ? "last_missing" : "some_missing";
  finding.message = "Your client printed " + std::to_string(printed) + " of " +
                    std::to_string(messages.replies.size()) + " replies; the " +
                    ordinal(missing + 1) + " is missing.";
  return finding;
}

Finding prints_replies(const Evidence& evidence) {
  Finding all = holding({});
  for (std::size_t index = 0; index < evidence.transcripts.size(); ++index) {
    const Transcript& transcript = *evidence.transcripts[index];
    const Messages messages = messages_of(transcript);
    if (messages.arrived.empty()) return nothing_sent(transcript, messages, index);
    if (messages.replies.empty()) {
      return failing("", "No reply was sent to your client.", {messages.arrived.front()}, index);
    }
    std::size_t printed = 0;
    std::size_t missing = messages.replies.size();
    for (std::size_t i = 0; i < messages.replies.size(); ++i) {
      const std::string& text = transcript.events[messages.replies[i]].bytes;
      const auto found = find_text(transcript, "program", What::out, text);
      if (found) {
        ++printed;
        all.proof.push_back({index, found->event});
      } else {
        missing = std::min(missing, i);
      }
    }
    if (missing < messages.replies.size()) {
      return reply_not_printed(transcript, messages, missing, printed, index);
    }
  }
  return all;
}

CheckKind prints_replies_kind() {
  KindInfo info;
  info.name = "prints_replies";
  info.sentence = "Each reply that was sent, at least one, stands on standard output.";
  info.symptoms = joined({{{"nothing_sent", "no message came, so there was no reply"},
                           {"ignores_arguments", "messages went to the default port"},
                           {"crashed", "it died of a signal"},
                           {"left_early", "it ended before a reply was sent"},
                           {"some_missing", "some replies are printed, others are not"},
                           {"last_missing", "the last reply alone is not printed"}},
                          printing_symptoms()});
  return {std::move(info), prints_replies};
}

}  // namespace

std::vector<CheckKind> datagram_client_kinds() {
  return {sends_at_least_kind(), sends_exactly_kind(), waits_for_reply_kind(),
          prints_replies_kind()};
}

}  // namespace viva::judge

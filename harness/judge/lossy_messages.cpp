// See lossy_messages.hpp.
#include "harness/judge/lossy_messages.hpp"

#include "harness/judge/finding.hpp"
#include "harness/judge/look.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <utility>

namespace viva::judge::lossy {
namespace {

void read_answer(Conversation& conversation, std::size_t index, std::string_view bytes,
                 std::string_view prefix) {
  if (conversation.arrivals.empty() || !bytes.starts_with(prefix)) return;
  Arrival& last = conversation.arrivals.back();
  if (bytes.substr(prefix.size()) == last.text) {
    last.answer = index;
  } else {
    last.met_by_stale = true;
  }
}

void read_note(Conversation& conversation, std::size_t index, const Event& event) {
  const auto about = event.more.value_or<std::string>("about", {});
  if (about == "plan")
    conversation.count = static_cast<std::size_t>(event.more.value_or<std::int64_t>("count", 0));
  if (about != "end") return;
  conversation.why = event.more.value_or<std::string>("why", {});
  conversation.end = index;
}

}  // namespace

const Arrival* Conversation::after(const Arrival& arrival) const {
  const Arrival* next = &arrival + 1;
  return next == arrivals.data() + arrivals.size() ? nullptr : next;
}

const Arrival* Conversation::first_answered(std::string_view text) const {
  const auto place = std::find_if(arrivals.begin(), arrivals.end(), [&](const Arrival& arrival) {
    return arrival.text == text && arrival.answer;
  });
  return place == arrivals.end() ? nullptr : &*place;
}

const Arrival* Conversation::last_sent(std::string_view text) const {
  const auto place = std::find_if(arrivals.rbegin(), arrivals.rend(),
                                  [&](const Arrival& arrival) { return arrival.text == text; });
  return place == arrivals.rend() ? nullptr : &*place;
}

std::string Conversation::quoted(const Arrival& arrival) const {
  return text::quote(events->events[arrival.event].bytes);
}

std::string Conversation::what_it_did() const {
  const auto exit = exit_of(*events);
  if (exit && exit->by_itself()) return "your client " + describe(*exit);
  return "nothing more came, and your client was still running";
}

std::size_t Conversation::last_event() const {
  const auto exit = exit_of(*events);
  if (exit && exit->by_itself()) return exit->event;
  if (end) return *end;
  return events->events.empty() ? 0 : events->events.size() - 1;
}

Conversation read_conversation(const Evidence& evidence, std::size_t transcript,
                               std::string_view answer) {
  Conversation conversation;
  conversation.events = evidence.transcripts[transcript];
  conversation.transcript = transcript;
  const auto& events = conversation.events->events;
  for (std::size_t index = 0; index < events.size(); ++index) {
    const Event& event = events[index];
    if (event.what == What::recv) {
      conversation.arrivals.push_back({index, event.t, trim_end(event.bytes), false, false, {}});
    } else if (event.what == What::drop && !conversation.arrivals.empty()) {
      conversation.arrivals.back().dropped = true;
    } else if (event.what == What::send) {
      read_answer(conversation, index, event.bytes, answer);
    } else if (event.what == What::note) {
      read_note(conversation, index, event);
    }
  }
  return conversation;
}

std::string Numbering::text_of(std::size_t number) const {
  return prefix + std::to_string(number);
}

bool Numbering::numbers(std::string_view text) const {
  if (!text.starts_with(prefix) || text.size() == prefix.size()) return false;
  return text.find_first_not_of("0123456789", prefix.size()) == std::string_view::npos;
}

Finding judge_each(const Evidence& evidence, JudgeConversation judge) {
  Finding finding;
  for (std::size_t index = 0; index < evidence.transcripts.size(); ++index) {
    const auto conversation = read_conversation(evidence, index, evidence.params.text("answer"));
    if (conversation.arrivals.empty()) return nothing_sent(conversation);
    finding = judge(conversation, evidence.params);
    if (finding.outcome != Outcome::holds) break;
  }
  return finding;
}

Finding fails(const Conversation& conversation, std::string symptom, std::string message,
              std::vector<std::size_t> events) {
  return failing(std::move(symptom), std::move(message), std::move(events),
                 conversation.transcript);
}

Finding holds(const Conversation& conversation, std::vector<std::size_t> events) {
  return holding(std::move(events), conversation.transcript);
}

Finding nothing_sent(const Conversation& conversation) {
  Finding finding =
      fails(conversation, "nothing_sent", "No datagram came: " + conversation.what_it_did() + ".",
            {conversation.last_event()});
  finding.actual = last_words(*conversation.events);
  return finding;
}

ParameterInfo prefix_of_messages() {
  return {"prefix", ValueType::text, Value{std::string{"Message "}},
          "what stands before the number in a message"};
}

ParameterInfo prefix_of_answers() {
  return {"answer", ValueType::text, Value{std::string{"ACK: "}},
          "what stands before the message in its acknowledgement"};
}

}  // namespace viva::judge::lossy

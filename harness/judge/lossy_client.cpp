// The checks of a client on a lossy way that look at the whole: every message delivered, in order,
// and nothing after the last. Repeats are judged in lossy_repeats.cpp.
#include "harness/judge/look.hpp"
#include "harness/judge/lossy.hpp"
#include "harness/judge/lossy_messages.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace viva::judge::lossy {
namespace {

/// A copy of the last message may have left before its acknowledgement came.
constexpr Duration on_its_way = std::chrono::milliseconds{250};

/// The first datagram that is no message at all, or not by the bytes asked for.
std::optional<Finding> wrong_text(const Conversation& conversation, const Numbering& numbering) {
  for (const Arrival& arrival : conversation.arrivals) {
    if (numbering.numbers(arrival.text)) continue;
    const std::string_view head = arrival.text.substr(0, arrival.text.find('\0'));
    const bool nul = head.size() < arrival.text.size() && numbering.numbers(trim_end(head));
    Finding finding =
        fails(conversation, nul ? "trailing_nul" : "other_text",
              nul ? "A message is followed by a NUL byte: more bytes were sent than the text has."
                  : "A datagram has another text than asked.",
              {arrival.event});
    finding.expected =
        text::quote(numbering.text_of(0)) + ", " + text::quote(numbering.text_of(1)) + " …";
    finding.actual = conversation.quoted(arrival);
    return finding;
  }
  return std::nullopt;
}

/// Why this message, which was sent, was never acknowledged.
Finding lost_for_good(const Conversation& conversation, const Arrival& sent) {
  const std::string name = text::quote(sent.text);
  const Arrival* next = conversation.after(sent);
  if (next == nullptr) {
    return fails(
        conversation, "gave_up",
        name + " was lost on the way and never sent again: " + conversation.what_it_did() + ".",
        {sent.event, conversation.last_event()});
  }
  return fails(conversation, "went_on",
               name + " was lost on the way and never acknowledged, yet your client went on to " +
                   text::quote(next->text, 40) + ".",
               {sent.event, next->event});
}

/// Why message `number` was never sent.
Finding never_sent(const Conversation& conversation, const Numbering& numbering,
                   std::size_t number) {
  const Arrival& first = conversation.arrivals.front();
  const Arrival& last = conversation.arrivals.back();
  Finding finding;
  if (number == 0 && conversation.last_sent(numbering.text_of(1)) != nullptr) {
    finding = fails(conversation, "starts_at_one",
                    "The first message is " + text::quote(first.text) + "; numbers begin with 0.",
                    {first.event});
  } else {
    finding = fails(conversation, "too_few",
                    text::quote(numbering.text_of(number)) + " was never sent: after " +
                        text::quote(last.text, 40) + " " + conversation.what_it_did() + ".",
                    {last.event, conversation.last_event()});
  }
  finding.expected = text::quote(numbering.text_of(0)) + " to " +
                     text::quote(numbering.text_of(conversation.count - 1)) + ", each acknowledged";
  return finding;
}

Finding undelivered(const Conversation& conversation, const Numbering& numbering,
                    std::size_t number) {
  if (auto wrong = wrong_text(conversation, numbering)) return *std::move(wrong);
  const Arrival* sent = conversation.last_sent(numbering.text_of(number));
  if (sent != nullptr) return lost_for_good(conversation, *sent);
  return never_sent(conversation, numbering, number);
}

Finding judge_delivery(const Conversation& conversation, const Params& params) {
  const Numbering numbering{params.text("prefix")};
  if (conversation.count == 0)
    return fails(conversation, "", "No message was asked for.", {conversation.last_event()});
  std::vector<std::size_t> answers;
  const Arrival* before = nullptr;
  for (std::size_t number = 0; number < conversation.count; ++number) {
    const Arrival* answered = conversation.first_answered(numbering.text_of(number));
    if (answered == nullptr) return undelivered(conversation, numbering, number);
    if (before != nullptr && answered->event < before->event) {
      return fails(conversation, "out_of_order",
                   text::quote(answered->text) + " was acknowledged before " +
                       text::quote(before->text) + ".",
                   {answered->event, before->event});
    }
    before = answered;
    answers.push_back(*answered->answer);
  }
  return holds(conversation, std::move(answers));
}

/// The acknowledgement after which all messages had one.
std::optional<std::size_t> last_acknowledgement(const Conversation& conversation,
                                                const Numbering& numbering) {
  std::optional<std::size_t> last;
  for (std::size_t number = 0; number < conversation.count; ++number) {
    const Arrival* answered = conversation.first_answered(numbering.text_of(number));
    if (answered == nullptr) return std::nullopt;
    last = std::max(last.value_or(0), *answered->answer);
  }
  return last;
}

Finding judge_stop(const Conversation& conversation, const Params& params) {
  const Numbering numbering{params.text("prefix")};
  const auto acknowledged = last_acknowledgement(conversation, numbering);
  if (!acknowledged) {
    return fails(conversation, "", "Not all messages were acknowledged.",
                 {conversation.last_event()});
  }
  const Duration when = conversation.events->events[*acknowledged].t;
  const Duration late = lateness(*conversation.events, when, when + on_its_way);
  const std::string last = numbering.text_of(conversation.count - 1);
  for (const Arrival& arrival : conversation.arrivals) {
    if (arrival.event < *acknowledged) continue;
    if (arrival.text == last && arrival.t - when <= on_its_way + late) continue;
    Finding finding = fails(conversation, "sends_more",
                            "After all " + std::to_string(conversation.count) +
                                " messages had been acknowledged, another datagram came, " +
                                text::seconds((arrival.t - when).count()) + " later.",
                            {*acknowledged, arrival.event});
    finding.expected = "nothing after the acknowledgement of " + text::quote(last);
    finding.actual = conversation.quoted(arrival);
    return finding;
  }
  return holds(conversation, {*acknowledged, conversation.last_event()});
}

Finding judge_delivers_all(const Evidence& evidence) {
  return judge_each(evidence, judge_delivery);
}

Finding judge_stops_after_last(const Evidence& evidence) {
  return judge_each(evidence, judge_stop);
}

}  // namespace

CheckKind delivers_all() {
  KindInfo info;
  info.name = "delivers_all";
  info.sentence = "Every numbered message is sent and acknowledged, in order.";
  info.parameters = {prefix_of_messages(), prefix_of_answers()};
  info.symptoms = {
      {"nothing_sent", "no datagram came"},
      {"other_text", "a datagram has another text"},
      {"trailing_nul", "a NUL after the right text"},
      {"starts_at_one", "the first number is not 0"},
      {"went_on", "a lost message was given up for the next"},
      {"gave_up", "a lost message was not sent again"},
      {"too_few", "not all messages were sent"},
      {"out_of_order", "a later message was acknowledged first"},
  };
  return {std::move(info), judge_delivers_all};
}

CheckKind stops_after_last() {
  KindInfo info;
  info.name = "stops_after_last";
  info.sentence = "After all messages have been acknowledged nothing more is sent.";
  info.parameters = {prefix_of_messages(), prefix_of_answers()};
  info.symptoms = {
      {"nothing_sent", "no datagram came"},
      {"sends_more", "another datagram came"},
  };
  return {std::move(info), judge_stops_after_last};
}

}  // namespace viva::judge::lossy

// The checks of a client that sends numbered messages over a lossy way: what arrived at the peer,
// what the peer dropped or acknowledged, and what followed. A message is known by its text.
#include "harness/judge/look.hpp"
#include "harness/judge/lossy.hpp"
#include "harness/judge/lossy_runs.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace viva::judge::lossy {
namespace {

/// A copy of the last message may have left before its acknowledgement came.
constexpr Duration on_its_way = std::chrono::milliseconds{250};

/// One datagram that reached the peer.
struct Arrival {
  std::size_t event = 0;
  Duration t{0};
  std::string_view text;  ///< line end and blanks at the end cut
  bool dropped = false;
  bool met_by_stale = false;          ///< acknowledgements of earlier messages were sent for it
  std::optional<std::size_t> answer;  ///< event of its acknowledgement
};

struct Conversation {
  const Transcript* events = nullptr;
  std::size_t transcript = 0;
  std::size_t count = 0;  ///< messages asked for
  std::vector<Arrival> arrivals;
  std::string why;                 ///< how the peer's part ended: exited, stayed, silent, stuck …
  std::optional<std::size_t> end;  ///< event that says so
};

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

Conversation read(const Evidence& evidence, std::size_t transcript) {
  Conversation conversation;
  conversation.events = evidence.transcripts[transcript];
  conversation.transcript = transcript;
  const std::string& prefix = evidence.params.text("answer");
  const auto& events = conversation.events->events;
  for (std::size_t index = 0; index < events.size(); ++index) {
    const Event& event = events[index];
    if (event.what == What::recv) {
      conversation.arrivals.push_back({index, event.t, trim_end(event.bytes), false, false, {}});
    } else if (event.what == What::drop && !conversation.arrivals.empty()) {
      conversation.arrivals.back().dropped = true;
    } else if (event.what == What::send) {
      read_answer(conversation, index, event.bytes, prefix);
    } else if (event.what == What::note) {
      read_note(conversation, index, event);
    }
  }
  return conversation;
}

Pointer at(const Conversation& conversation, std::size_t event) {
  return {conversation.transcript, event};
}

Pointer at(const Conversation& conversation, const Arrival& arrival) {
  return at(conversation, arrival.event);
}

/// Completes "after that …": what the program did instead of sending.
std::string what_it_did(const Conversation& conversation) {
  const auto exit = exit_of(*conversation.events);
  if (exit && exit->by_itself()) return "the program " + describe(*exit);
  return "nothing more came, and the program went on running";
}

/// The last event of the conversation, as proof that nothing followed.
Pointer at_end(const Conversation& conversation) {
  const auto exit = exit_of(*conversation.events);
  if (exit && exit->by_itself()) return at(conversation, exit->event);
  if (conversation.end) return at(conversation, *conversation.end);
  return at(conversation,
            conversation.events->events.empty() ? 0 : conversation.events->events.size() - 1);
}

std::string seconds_between(Duration from, Duration to) {
  return text::seconds((to - from).count());
}

Finding nothing_sent(const Conversation& conversation) {
  return failure("nothing_sent", "No datagram came: " + what_it_did(conversation) + ".",
                 {at_end(conversation)});
}

// --- all are delivered
// -----------------------------------------------------------------------------

struct Numbering {
  std::string prefix;

  [[nodiscard]] std::string text_of(std::size_t number) const {
    return prefix + std::to_string(number);
  }
  [[nodiscard]] bool numbered(std::string_view text) const {
    if (!text.starts_with(prefix) || text.size() == prefix.size()) return false;
    const std::string_view digits = text.substr(prefix.size());
    return digits.find_first_not_of("0123456789") == std::string_view::npos;
  }
};

/// The first datagram that is no message at all, or not by the bytes asked for.
std::optional<Finding> wrong_text(const Conversation& conversation, const Numbering& numbering) {
  for (const Arrival& arrival : conversation.arrivals) {
    if (numbering.numbered(arrival.text)) continue;
    const std::string_view head = arrival.text.substr(0, arrival.text.find('\0'));
    const bool nul = head.size() < arrival.text.size() && numbering.numbered(trim_end(head));
    Finding finding =
        failure(nul ? "trailing_nul" : "other_text",
                nul ? "A message is followed by a NUL byte: more bytes were sent than the text has."
                    : "A datagram has another text than asked.",
                {at(conversation, arrival)});
    finding.expected =
        text::quote(numbering.text_of(0)) + ", " + text::quote(numbering.text_of(1)) + " …";
    finding.actual = text::quote(conversation.events->events[arrival.event].bytes);
    return finding;
  }
  return std::nullopt;
}

const Arrival* first_answered(const Conversation& conversation, std::string_view text) {
  const auto place =
      std::find_if(conversation.arrivals.begin(), conversation.arrivals.end(),
                   [&](const Arrival& arrival) { return arrival.text == text && arrival.answer; });
  return place == conversation.arrivals.end() ? nullptr : &*place;
}

const Arrival* last_sent(const Conversation& conversation, std::string_view text) {
  const auto place = std::find_if(conversation.arrivals.rbegin(), conversation.arrivals.rend(),
                                  [&](const Arrival& arrival) { return arrival.text == text; });
  return place == conversation.arrivals.rend() ? nullptr : &*place;
}

/// Why message `number` was never acknowledged.
Finding undelivered(const Conversation& conversation, const Numbering& numbering,
                    std::size_t number) {
  const std::string name = text::quote(numbering.text_of(number));
  const Arrival* sent = last_sent(conversation, numbering.text_of(number));
  const Arrival& last = conversation.arrivals.back();
  if (sent != nullptr && sent != &last) {
    return failure("went_on",
                   name +
                       " was lost on the way and never acknowledged, yet the program went on to " +
                       text::quote((sent + 1)->text, 40) + ".",
                   {at(conversation, *sent), at(conversation, *(sent + 1))});
  }
  if (sent != nullptr) {
    return failure(
        "gave_up",
        name + " was lost on the way and never sent again: " + what_it_did(conversation) + ".",
        {at(conversation, *sent), at_end(conversation)});
  }
  const bool later = std::any_of(
      conversation.arrivals.begin(), conversation.arrivals.end(),
      [&](const Arrival& arrival) { return arrival.text == numbering.text_of(number + 1); });
  Finding finding;
  if (number == 0 && later) {
    finding = failure("starts_at_one",
                      "The first message is " + text::quote(conversation.arrivals.front().text) +
                          "; numbers begin with 0.",
                      {at(conversation, conversation.arrivals.front())});
  } else {
    finding = failure("too_few",
                      name + " was never sent: after " + text::quote(last.text, 40) + " " +
                          what_it_did(conversation) + ".",
                      {at(conversation, last), at_end(conversation)});
  }
  finding.expected = text::quote(numbering.text_of(0)) + " to " +
                     text::quote(numbering.text_of(conversation.count - 1)) + ", each acknowledged";
  return finding;
}

Finding judge_delivery(const Conversation& conversation, const Numbering& numbering) {
  if (conversation.arrivals.empty()) return nothing_sent(conversation);
  Finding finding;
  const Arrival* before = nullptr;
  for (std::size_t number = 0; number < conversation.count; ++number) {
    const Arrival* answered = first_answered(conversation, numbering.text_of(number));
    if (answered == nullptr) {
      auto wrong = wrong_text(conversation, numbering);
      return wrong ? *std::move(wrong) : undelivered(conversation, numbering, number);
    }
    if (before != nullptr && answered->event < before->event) {
      return failure("out_of_order",
                     text::quote(answered->text) + " was acknowledged before " +
                         text::quote(before->text) + ".",
                     {at(conversation, *answered), at(conversation, *before)});
    }
    before = answered;
    finding.proof.push_back(at(conversation, *answered->answer));
  }
  if (conversation.count > 0) finding.outcome = Outcome::holds;
  return finding;
}

Finding judge_delivers_all(const Evidence& evidence) {
  const Numbering numbering{evidence.params.text("prefix")};
  Finding finding;
  for (std::size_t index = 0; index < evidence.transcripts.size(); ++index) {
    finding = judge_delivery(read(evidence, index), numbering);
    if (finding.outcome != Outcome::holds) break;
  }
  return finding;
}

// --- repeats
// ---------------------------------------------------------------------------------------

/// What followed a dropped copy, when it was not the same message again.
Finding not_repeated(const Conversation& conversation, const Arrival& lost, const Arrival* next) {
  const std::string name = text::quote(lost.text, 40);
  if (next == nullptr) {
    const bool waits = conversation.why == "silent";
    return failure(
        waits ? "waits_for_ever" : "never_again",
        name + " was not acknowledged and not sent again: " +
            (waits ? "for " +
                         seconds_between(lost.t, conversation.events->events[*conversation.end].t) +
                         " nothing came."
                   : what_it_did(conversation) + "."),
        {at(conversation, lost), at_end(conversation)});
  }
  Finding finding =
      failure("goes_on", name + " was not acknowledged, yet the next datagram was another message.",
              {at(conversation, lost), at(conversation, *next)});
  if (next->text.find(lost.text) != std::string_view::npos) {
    finding.symptom = "changed_text";
    finding.message = name + " was not acknowledged; it was sent again with another text.";
  }
  finding.expected = name;
  finding.actual = text::quote(next->text);
  return finding;
}

const Arrival* after(const Conversation& conversation, const Arrival& arrival) {
  const Arrival* next = &arrival + 1;
  return next == conversation.arrivals.data() + conversation.arrivals.size() ? nullptr : next;
}

Finding judge_resends(const Evidence& evidence) {
  Finding finding = failure("no_loss_met", "The program sent no message that was to be lost.", {});
  for (std::size_t index = 0; index < evidence.transcripts.size(); ++index) {
    const Conversation conversation = read(evidence, index);
    if (conversation.arrivals.empty()) return nothing_sent(conversation);
    for (const Arrival& arrival : conversation.arrivals) {
      if (!arrival.dropped) continue;
      const Arrival* next = after(conversation, arrival);
      if (next == nullptr || next->text != arrival.text)
        return not_repeated(conversation, arrival, next);
      finding = {};
      finding.outcome = Outcome::holds;
      finding.proof = {at(conversation, arrival), at(conversation, *next)};
    }
    if (finding.outcome != Outcome::holds && finding.proof.empty())
      finding.proof = {at_end(conversation)};
  }
  return finding;
}

/// A dropped copy and the one that was sent in its stead.
struct Repeat {
  const Arrival* lost = nullptr;
  const Arrival* again = nullptr;
};

std::vector<Repeat> repeats_of(const Conversation& conversation) {
  std::vector<Repeat> repeats;
  for (const Arrival& arrival : conversation.arrivals) {
    const Arrival* next = after(conversation, arrival);
    if (arrival.dropped && next != nullptr && next->text == arrival.text)
      repeats.push_back({&arrival, next});
  }
  return repeats;
}

Finding judge_resent_once(const Evidence& evidence) {
  for (std::size_t index = 0; index < evidence.transcripts.size(); ++index) {
    const Conversation conversation = read(evidence, index);
    const auto repeats = repeats_of(conversation);
    if (repeats.empty()) continue;
    Finding finding;
    finding.outcome = Outcome::holds;
    finding.proof = {at(conversation, *repeats.front().lost),
                     at(conversation, *repeats.front().again)};
    return finding;
  }
  return failure("", "No lost message was ever sent again.", {});
}

struct Bounds {
  Duration earliest{0};
  Duration latest{0};
};

/// When one repeat came. Holds when in time.
Finding judge_pause(const Conversation& conversation, const Repeat& repeat, const Bounds& bounds) {
  const Duration gap = repeat.again->t - repeat.lost->t;
  // Both moments are when the peer read the datagram: if it was late with the first, the gap looks
  // shorter; if with the second, longer.
  const Duration late_first = lateness(*conversation.events, repeat.lost->t, repeat.lost->t);
  const Duration late = lateness(*conversation.events, repeat.lost->t, repeat.again->t);
  Finding finding;
  finding.proof = {at(conversation, *repeat.lost), at(conversation, *repeat.again)};
  const bool early = gap + late_first < bounds.earliest;
  const Timing timed = timing(gap, bounds.latest, late);
  finding.outcome = Outcome::holds;
  if (!early && timed == Timing::kept) return finding;
  finding.outcome = !early && timed == Timing::unclear ? Outcome::unclear : Outcome::fails;
  finding.symptom = early ? "too_early" : "too_late";
  finding.message = text::quote(repeat.lost->text, 40) + " was sent again after " +
                    text::seconds(gap.count()) + (early ? ", too early: " : ", too late: ") +
                    "the time-out is 1 s.";
  finding.expected = "after " + text::seconds(bounds.earliest.count()) + " to " +
                     text::seconds(bounds.latest.count());
  finding.actual = "after " + text::seconds(gap.count());
  return finding;
}

/// How many lines say so; people see standard error as well.
std::size_t lines_with(const Transcript& transcript, const Strings& words) {
  std::string all = bytes_of(transcript, "program", What::out) + "\n" +
                    bytes_of(transcript, "program", What::err);
  all = lower(without_escapes(all));
  std::size_t lines = 0;
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = std::min(all.find('\n', begin), all.size());
    const std::string_view line = std::string_view{all}.substr(begin, end - begin);
    lines += std::any_of(words.begin(), words.end(),
                         [&](const std::string& word) {
                           return line.find(lower(word)) != std::string_view::npos;
                         })
                 ? 1
                 : 0;
    begin = end + 1;
  }
  return lines;
}

Finding too_few_lines(const Conversation& conversation, const std::vector<Repeat>& repeats,
                      std::size_t lines, const std::string& word) {
  Finding finding =
      failure("no_line",
              "The program repeated " + text::counted(repeats.size(), "message") + " and printed " +
                  (lines == 0 ? std::string{"no line"} : text::counted(lines, "line")) +
                  " with \"" + word + "\".",
              {at(conversation, *repeats.front().again)});
  finding.expected = "a line with \"" + word + "\" for each";
  return finding;
}

Finding judge_resends_on_time(const Evidence& evidence) {
  const Bounds bounds{evidence.params.duration("earliest"), evidence.params.duration("latest")};
  const Strings& words = evidence.params.strings("words");
  Finding finding = failure("", "No lost message was ever sent again.", {});
  for (std::size_t index = 0; index < evidence.transcripts.size(); ++index) {
    const Conversation conversation = read(evidence, index);
    const auto repeats = repeats_of(conversation);
    if (repeats.empty()) continue;
    for (const Repeat& repeat : repeats) {
      finding = judge_pause(conversation, repeat, bounds);
      if (finding.outcome != Outcome::holds) return finding;
    }
    const std::size_t lines = lines_with(*conversation.events, words);
    if (lines < repeats.size())
      return too_few_lines(conversation, repeats, lines,
                           words.empty() ? std::string{} : words.front());
  }
  return finding;
}

// --- stale acknowledgements
// ------------------------------------------------------------------------

Finding judge_stale_one(const Conversation& conversation, const Arrival& met) {
  const std::string name = text::quote(met.text, 40);
  const Arrival* next = after(conversation, met);
  if (next != nullptr && next->text != met.text) {
    Finding finding =
        failure("took_stale",
                "After " + name +
                    " only acknowledgements of earlier messages came, and the program went on to " +
                    text::quote(next->text, 40) + ".",
                {at(conversation, met), at(conversation, *next)});
    finding.expected = name + " again, until its own acknowledgement comes";
    finding.actual = text::quote(next->text);
    return finding;
  }
  const Arrival* answered = first_answered(conversation, met.text);
  if (answered == nullptr) {
    return failure("stopped",
                   "After " + name + " acknowledgements of earlier messages came; then " +
                       what_it_did(conversation) + ".",
                   {at(conversation, met), at_end(conversation)});
  }
  Finding finding;
  finding.outcome = Outcome::holds;
  finding.proof = {at(conversation, met), at(conversation, *answered->answer)};
  return finding;
}

Finding judge_ignores_stale(const Evidence& evidence) {
  Finding finding = failure(
      "not_met",
      "The program ended before an acknowledgement of an earlier message could be sent to it.", {});
  for (std::size_t index = 0; index < evidence.transcripts.size(); ++index) {
    const Conversation conversation = read(evidence, index);
    if (conversation.arrivals.empty()) return nothing_sent(conversation);
    for (const Arrival& arrival : conversation.arrivals) {
      if (!arrival.met_by_stale) continue;
      finding = judge_stale_one(conversation, arrival);
      if (finding.outcome != Outcome::holds) return finding;
    }
    if (finding.outcome != Outcome::holds) finding.proof = {at_end(conversation)};
  }
  return finding;
}

// --- the end
// ---------------------------------------------------------------------------------------

/// The acknowledgement after which all messages had one.
std::optional<std::size_t> last_acknowledgement(const Conversation& conversation,
                                                const Numbering& numbering) {
  std::optional<std::size_t> last;
  for (std::size_t number = 0; number < conversation.count; ++number) {
    const Arrival* answered = first_answered(conversation, numbering.text_of(number));
    if (answered == nullptr) return std::nullopt;
    last = std::max(last.value_or(0), *answered->answer);
  }
  return last;
}

Finding judge_stop(const Conversation& conversation, const Numbering& numbering) {
  const auto acknowledged = last_acknowledgement(conversation, numbering);
  if (!acknowledged)
    return failure("", "Not all messages were acknowledged.", {at_end(conversation)});
  const Duration when = conversation.events->events[*acknowledged].t;
  const Duration late = lateness(*conversation.events, when, when + on_its_way);
  const std::string last = numbering.text_of(conversation.count - 1);
  for (const Arrival& arrival : conversation.arrivals) {
    if (arrival.event < *acknowledged) continue;
    if (arrival.text == last && arrival.t - when <= on_its_way + late) continue;
    Finding finding = failure("sends_more",
                              "After all " + std::to_string(conversation.count) +
                                  " messages had been acknowledged, another datagram came " +
                                  seconds_between(when, arrival.t) + " later.",
                              {at(conversation, *acknowledged), at(conversation, arrival)});
    finding.expected = "nothing after the acknowledgement of " + text::quote(last);
    finding.actual = text::quote(conversation.events->events[arrival.event].bytes);
    return finding;
  }
  Finding finding;
  finding.outcome = Outcome::holds;
  finding.proof = {at(conversation, *acknowledged), at_end(conversation)};
  return finding;
}

Finding judge_stops(const Evidence& evidence) {
  const Numbering numbering{evidence.params.text("prefix")};
  Finding finding;
  for (std::size_t index = 0; index < evidence.transcripts.size(); ++index) {
    finding = judge_stop(read(evidence, index), numbering);
    if (finding.outcome != Outcome::holds) break;
  }
  return finding;
}

ParameterInfo prefix_parameter() {
  return {"prefix", ValueType::text, Value{std::string{"Message "}},
          "what stands before the number in a message"};
}

ParameterInfo answer_parameter() {
  return {"answer", ValueType::text, Value{std::string{"ACK: "}},
          "what stands before the message in its acknowledgement"};
}

}  // namespace

CheckKind delivers_all() {
  KindInfo info;
  info.name = "delivers_all";
  info.sentence = "Every numbered message is sent and acknowledged, in order.";
  info.parameters = {prefix_parameter(), answer_parameter()};
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

CheckKind resends() {
  KindInfo info;
  info.name = "resends";
  info.sentence =
      "Each dropped message is followed by the same message again, until it is acknowledged; at "
      "least "
      "one was dropped.";
  info.parameters = {answer_parameter()};
  info.symptoms = {
      {"nothing_sent", "no datagram came"},
      {"no_loss_met", "it never sent a message that was to be dropped"},
      {"goes_on", "another message followed"},
      {"changed_text", "it came again with another text"},
      {"waits_for_ever", "it waited for an acknowledgement without end"},
      {"never_again", "nothing followed"},
  };
  return {std::move(info), judge_resends};
}

CheckKind resends_on_time() {
  KindInfo info;
  info.name = "resends_on_time";
  info.sentence =
      "Each repeat comes within bounds after the send that it repeats, and a line that says so is "
      "printed for it.";
  info.parameters = {
      {"earliest", ValueType::duration, Value{Duration{800'000}}, "after the lost one"},
      {"latest", ValueType::duration, Value{Duration{2'200'000}}, "after the lost one"},
      {"words", ValueType::strings, Value{Strings{"timeout", "timed out", "time-out", "time out"}},
       "one of these stands in a line for each repeat, in any case"},
      answer_parameter(),
  };
  info.symptoms = {
      {"too_early", "repeated too early"},
      {"too_late", "repeated too late"},
      {"no_line", "no line for each repeat"},
  };
  return {std::move(info), judge_resends_on_time};
}

CheckKind resent_once() {
  KindInfo info;
  info.name = "resent_once";
  info.sentence = "At least one dropped message was sent again.";
  info.parameters = {answer_parameter()};
  return {std::move(info), judge_resent_once};
}

CheckKind ignores_stale() {
  KindInfo info;
  info.name = "ignores_stale";
  info.sentence =
      "Acknowledgements of earlier messages are not taken for the current one, which is sent until "
      "its "
      "own comes.";
  info.parameters = {answer_parameter()};
  info.symptoms = {
      {"nothing_sent", "no datagram came"},
      {"not_met", "it ended before there was an earlier message"},
      {"took_stale", "it went on to the next message"},
      {"stopped", "it sent nothing more"},
  };
  return {std::move(info), judge_ignores_stale};
}

CheckKind stops_after_last() {
  KindInfo info;
  info.name = "stops_after_last";
  info.sentence = "After all messages have been acknowledged nothing more is sent.";
  info.parameters = {prefix_parameter(), answer_parameter()};
  info.symptoms = {{"sends_more", "another datagram came"}};
  return {std::move(info), judge_stops};
}

}  // namespace viva::judge::lossy

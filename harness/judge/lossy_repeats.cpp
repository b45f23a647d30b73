// The checks of what a client does while its message is not acknowledged: it sends the same one
// again, in time, says so, and does not take an old acknowledgement for the right one.
#include "harness/judge/finding.hpp"
#include "harness/judge/look.hpp"
#include "harness/judge/lossy.hpp"
#include "harness/judge/lossy_messages.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace viva::judge::lossy {
namespace {

constexpr std::size_t name_length_max = 40;

std::string name_of(const Arrival& arrival) {
  return text::quote(arrival.text, name_length_max);
}

/// Nothing came after a dropped copy.
Finding nothing_followed(const Conversation& conversation, const Arrival& lost) {
  const bool waits = conversation.why == "silent" && conversation.end;
  if (!waits) {
    return fails(conversation, "never_again",
                 name_of(lost) + " was not acknowledged and not sent again: " +
                     conversation.what_it_did() + ".",
                 {lost.event, conversation.last_event()});
  }
  const Duration waited = conversation.events->events[*conversation.end].t - lost.t;
  Finding finding = fails(conversation, "waits_for_ever",
                          name_of(lost) + " was not acknowledged and not sent again: for " +
                              text::seconds(waited.count()) + " nothing came.",
                          {lost.event, *conversation.end});
  return unless_late(std::move(finding), *conversation.events, lost.t, lost.t + waited);
}

/// Another message came after a dropped copy.
Finding another_followed(const Conversation& conversation, const Arrival& lost,
                         const Arrival& next) {
  const bool changed = next.text.find(lost.text) != std::string_view::npos;
  Finding finding = fails(conversation, changed ? "changed_text" : "goes_on",
                          name_of(lost) + " was not acknowledged, yet " +
                              (changed ? "what came next has another text."
                                       : "the next datagram was " + name_of(next) + "."),
                          {lost.event, next.event});
  finding.expected = name_of(lost) + " again";
  finding.actual = conversation.quoted(next);
  return finding;
}

Finding judge_resend(const Conversation& conversation, const Params&) {
  Finding finding =
      fails(conversation, "no_loss_met", "Your client sent no message that was to be lost.",
            {conversation.last_event()});
  for (const Arrival& arrival : conversation.arrivals) {
    if (!arrival.dropped) continue;
    const Arrival* next = conversation.after(arrival);
    if (next == nullptr) return nothing_followed(conversation, arrival);
    if (next->text != arrival.text) return another_followed(conversation, arrival, *next);
    finding = holds(conversation, {arrival.event, next->event});
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
    const Arrival* next = conversation.after(arrival);
    if (arrival.dropped && next != nullptr && next->text == arrival.text)
      repeats.push_back({&arrival, next});
  }
  return repeats;
}

Finding never_repeated(const Conversation& conversation) {
  return fails(conversation, "", "Your client never sent a lost message again.",
               {conversation.last_event()});
}

Finding judge_once(const Conversation& conversation, const Params&) {
  const auto repeats = repeats_of(conversation);
  if (repeats.empty()) return never_repeated(conversation);
  return holds(conversation, {repeats.front().lost->event, repeats.front().again->event});
}

/// When one repeat came. Holds when in time.
Finding judge_pause(const Conversation& conversation, const Repeat& repeat, const Params& params) {
  const Duration earliest = params.duration("earliest");
  const Duration latest = params.duration("latest");
  const Duration gap = repeat.again->t - repeat.lost->t;
  // Both moments are when the peer read the datagram: if it was late with the first, the gap looks
  // shorter, which no program can help.
  const Duration late_first = lateness(*conversation.events, repeat.lost->t, repeat.lost->t);
  const Duration late = lateness(*conversation.events, repeat.lost->t, repeat.again->t);
  const bool early = gap + late_first < earliest;
  const Timing timed = timing(gap, latest, late);
  if (!early && timed == Timing::kept)
    return holds(conversation, {repeat.lost->event, repeat.again->event});
  Finding finding =
      fails(conversation, early ? "too_early" : "too_late",
            name_of(*repeat.lost) + " was sent again after " + text::seconds(gap.count()) +
                (early ? ", before a second had passed." : ", far more than a second."),
            {repeat.lost->event, repeat.again->event});
  if (!early && timed == Timing::unclear) finding.outcome = Outcome::unclear;
  finding.expected =
      "after " + text::seconds(earliest.count()) + " to " + text::seconds(latest.count());
  finding.actual = "after " + text::seconds(gap.count());
  return finding;
}

bool says_one_of(std::string_view line, const Strings& words) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return line.find(lower(word)) != std::string_view::npos;
  });
}

/// How many lines say so, on either stream: a person at a terminal sees both.
std::size_t lines_with(const Transcript& transcript, const Strings& words) {
  std::string all = bytes_of(transcript, "program", What::out) + "\n" +
                    bytes_of(transcript, "program", What::err);
  all = lower(without_escapes(all));
  std::size_t lines = 0;
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = std::min(all.find('\n', begin), all.size());
    if (says_one_of(std::string_view{all}.substr(begin, end - begin), words)) ++lines;
    begin = end + 1;
  }
  return lines;
}

Finding judge_on_time(const Conversation& conversation, const Params& params) {
  const auto repeats = repeats_of(conversation);
  if (repeats.empty()) return never_repeated(conversation);
  std::vector<std::size_t> shown;
  for (const Repeat& repeat : repeats) {
    Finding finding = judge_pause(conversation, repeat, params);
    if (finding.outcome != Outcome::holds) return finding;
    shown.push_back(repeat.again->event);
  }
  const Strings& words = params.strings("words");
  const std::string word = words.empty() ? std::string{} : text::quote(words.front());
  const std::size_t lines = lines_with(*conversation.events, words);
  if (lines >= repeats.size()) return holds(conversation, std::move(shown));
  Finding finding =
      fails(conversation, "no_line",
            "Your client sent " + text::counted(repeats.size(), "repeat") + " and printed " +
                (lines == 0 ? "no line" : text::counted(lines, "line")) + " with " + word + ".",
            std::move(shown));
  finding.expected = "a line with " + word + " for each";
  return finding;
}

/// What followed a message that was met by acknowledgements of earlier ones.
Finding judge_met_by_stale(const Conversation& conversation, const Arrival& met) {
  const Arrival* next = conversation.after(met);
  if (next != nullptr && next->text != met.text) {
    Finding finding =
        fails(conversation, "took_stale",
              "After " + name_of(met) +
                  " only acknowledgements of earlier messages came, and your client went on to " +
                  name_of(*next) + ".",
              {met.event, next->event});
    finding.expected = name_of(met) + " again, until its own acknowledgement comes";
    finding.actual = conversation.quoted(*next);
    return finding;
  }
  const Arrival* answered = conversation.first_answered(met.text);
  if (answered != nullptr) return holds(conversation, {met.event, *answered->answer});
  return fails(conversation, "stopped",
               "After " + name_of(met) + " acknowledgements of earlier messages came; then " +
                   conversation.what_it_did() + ".",
               {met.event, conversation.last_event()});
}

Finding judge_stale(const Conversation& conversation, const Params&) {
  Finding finding =
      fails(conversation, "not_met",
            "Your client never got so far that an old acknowledgement could be sent to it.",
            {conversation.last_event()});
  for (const Arrival& arrival : conversation.arrivals) {
    if (!arrival.met_by_stale) continue;
    finding = judge_met_by_stale(conversation, arrival);
    if (finding.outcome != Outcome::holds) break;
  }
  return finding;
}

Finding judge_resends(const Evidence& evidence) {
  return judge_each(evidence, judge_resend);
}
Finding judge_resent_once(const Evidence& evidence) {
  return judge_each(evidence, judge_once);
}
Finding judge_resends_on_time(const Evidence& evidence) {
  return judge_each(evidence, judge_on_time);
}
Finding judge_ignores_stale(const Evidence& evidence) {
  return judge_each(evidence, judge_stale);
}

SymptomInfo nothing_came() {
  return {"nothing_sent", "no datagram came"};
}

}  // namespace

CheckKind resends() {
  KindInfo info;
  info.name = "resends";
  info.sentence =
      "Each dropped message is followed by the same message again, until it is acknowledged; at "
      "least one was dropped.";
  info.parameters = {prefix_of_answers()};
  info.symptoms = {
      nothing_came(),
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
      {"earliest", ValueType::duration, Value{Duration{std::chrono::milliseconds{800}}},
       "after the lost one"},
      {"latest", ValueType::duration, Value{Duration{std::chrono::milliseconds{2200}}},
       "after the lost one"},
      {"words", ValueType::strings, Value{Strings{"timeout", "timed out", "time-out", "time out"}},
       "one of these stands in a line for each repeat, in any case"},
      prefix_of_answers(),
  };
  info.symptoms = {
      nothing_came(),
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
  info.parameters = {prefix_of_answers()};
  info.symptoms = {nothing_came()};
  return {std::move(info), judge_resent_once};
}

CheckKind ignores_stale() {
  KindInfo info;
  info.name = "ignores_stale";
  info.sentence =
      "Acknowledgements of earlier messages are not taken for the current one, which is sent until "
      "its own comes.";
  info.parameters = {prefix_of_answers()};
  info.symptoms = {
      nothing_came(),
      {"not_met", "it ended before there was an earlier message"},
      {"took_stale", "it went on to the next message"},
      {"stopped", "it sent nothing more"},
  };
  return {std::move(info), judge_ignores_stale};
}

}  // namespace viva::judge::lossy

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

/// A line that says so, and when it was complete.
struct Told {
  std::string text;
  std::string shape;  ///< without its digits: "Message 0" and "Message 1" look the same
  Duration t{0};
};

std::string shape_of(std::string_view line) {
  std::string shape;
  for (const char letter : line) {
    if (letter < '0' || letter > '9') shape += letter;
  }
  return shape;
}

/// The lines that say so, on either stream: a person at a terminal sees both.
std::vector<Told> told_in(const Transcript& transcript, const Strings& words) {
  std::vector<Told> told;
  for (const What stream_kind : {What::out, What::err}) {
    const Stream stream = stream_of(transcript, "program", stream_kind);
    for (std::size_t begin = 0; begin < stream.bytes.size();) {
      const std::size_t end = std::min(stream.bytes.find('\n', begin), stream.bytes.size());
      std::string line{
          trim(without_escapes(std::string_view{stream.bytes}.substr(begin, end - begin)))};
      if (const auto event = stream.event_at(end); event && says_one_of(lower(line), words))
        told.push_back({line, shape_of(line), transcript.events[*event].t});
      begin = end + 1;
    }
  }
  std::stable_sort(told.begin(), told.end(),
                   [](const Told& one, const Told& other) { return one.t < other.t; });
  return told;
}

/// How often the lines say so, all together.
std::size_t times_said(const std::vector<Told>& told, const Strings& words) {
  std::size_t count = 0;
  for (const Told& line : told) {
    const std::string text = lower(line.text);
    for (const std::string& word : words) {
      const std::string small = lower(word);
      for (std::size_t place = text.find(small); !small.empty() && place != std::string::npos;
           place = text.find(small, place + small.size()))
        ++count;
    }
  }
  return count;
}

/// A line is seen after it was printed, never before. So one that is seen this early was printed
/// before any time can have been over.
Duration earliest_line(const Conversation& conversation, const Repeat& repeat,
                       const Params& params) {
  const Duration late = lateness(*conversation.events, repeat.lost->t, repeat.lost->t);
  return repeat.lost->t + params.duration("earliest") / 2 - late;
}

/// Output that came when all was over tells no times; then there is one such line for each datagram
/// or for each message, where one for each repeat would do.
bool comes_with_each(std::size_t lines, const Conversation& conversation) {
  std::vector<std::string_view> texts;
  for (const Arrival& arrival : conversation.arrivals) {
    if (std::find(texts.begin(), texts.end(), arrival.text) == texts.end())
      texts.push_back(arrival.text);
  }
  const std::size_t sent = conversation.arrivals.size();
  return lines > sent - texts.size() && (lines == sent || lines == texts.size());
}

/// Takes out lines of a kind that the program prints whether or not the time was over: "Sending
/// Message 0 with a timeout of 1 s".
std::vector<Told> without_routine(const std::vector<Told>& all, const Conversation& conversation,
                                  const std::vector<Repeat>& repeats, const Params& params) {
  const Duration first = earliest_line(conversation, repeats.front(), params);
  const bool buffered = !all.empty() && all.front().t > repeats.back().again->t;
  std::vector<Told> kept;
  for (const Told& line : all) {
    const auto alike = [&](const Told& other) { return other.shape == line.shape; };
    const bool came_early = std::any_of(
        all.begin(), all.end(), [&](const Told& other) { return alike(other) && other.t < first; });
    const auto lines = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), alike));
    if (!came_early && !(buffered && comes_with_each(lines, conversation))) kept.push_back(line);
  }
  return kept;
}

/// Whether there is a line for each repeat, seen no earlier than its time can have been over.
bool told_each(const std::vector<Told>& told, const Conversation& conversation,
               const std::vector<Repeat>& repeats, const Params& params) {
  if (told.size() < repeats.size()) return false;
  const std::size_t more = told.size() - repeats.size();
  for (std::size_t index = 0; index < repeats.size(); ++index) {
    if (told[index + more].t < earliest_line(conversation, repeats[index], params)) return false;
  }
  return true;
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
  const auto all = told_in(*conversation.events, words);
  const auto told = without_routine(all, conversation, repeats, params);
  if (told_each(told, conversation, repeats, params)) return holds(conversation, std::move(shown));
  const bool enough = told.size() >= repeats.size();
  Finding finding =
      fails(conversation, "no_line",
            "Your client sent " + text::counted(repeats.size(), "repeat") + " and printed " +
                (told.empty() ? "no line" : text::counted(told.size(), "line")) + " with " + word +
                (enough ? ", not all of them when the time was over." : "."),
            std::move(shown));
  if (told.size() < all.size()) {
    finding.message +=
        " Lines that come with messages that were acknowledged at once as well do not count.";
    finding.actual = text::quote(all.front().text);
  }
  const std::size_t said = times_said(told, words);
  if (!enough && said >= repeats.size()) {
    finding.symptom = "one_line";
    finding.message += " They say it " + std::to_string(said) +
                       " times, but several times on one line: each repeat needs a line of its "
                       "own, ended by a newline.";
    finding.actual = text::quote(told.front().text);
  }
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
  if (answered != nullptr && answered->answer)
    return holds(conversation, {met.event, *answered->answer});
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
      {"one_line", "said for each repeat, but not on a line of its own"},
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

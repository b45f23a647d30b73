#include "harness/report/story.hpp"

#include "harness/report/style.hpp"
#include "harness/text/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace viva::report {
namespace {

constexpr Duration one_message = std::chrono::milliseconds{50};  // pieces nearer than this are one
constexpr std::size_t decisive_max = 4;  // of a long list of proofs, the first and the last ones
constexpr std::size_t pattern_max = 4;   // steps that are repeated together
constexpr std::size_t repeats_min = 3;   // fewer are told one by one

/// A step on its way into the story, with what decides whether it is like another.
struct Draft {
  Step step;
  Event event;  // with the bytes of all its pieces
  std::size_t pieces = 1;
  Duration last{0};   // when the last piece came
  std::string kind;   // alike for steps that differ in numbers and bytes only
  Duration until{0};  // of a fold: when the last of its steps was over
};

/// "client:2" and "client:3" play the same part.
std::string part_of(const std::string& who) {
  return who.substr(0, who.find(':'));
}

std::string kind_of(const Event& event) {
  std::string kind = std::string(name_of(event.what)) + " " + part_of(event.who);
  if (event.more.has("error")) kind += " error";
  if (const auto* by = event.more.find<std::string>("by")) kind += " " + *by;
  return kind;
}

bool always_told(What what) {
  switch (what) {
    case What::trial:
    case What::wrote:
    case What::late:
    case What::document:
    case What::done:
    case What::threads:
    case What::processes:
    case What::note:
      return false;
    case What::phase:
    case What::start:
    case What::listening:
    case What::not_listening:
    case What::out:
    case What::err:
    case What::connect:
    case What::accept:
    case What::send:
    case What::recv:
    case What::close:
    case What::reset:
    case What::drop:
    case What::timeout:
    case What::signal:
    case What::limit:
    case What::exit:
    case What::fault:
      return true;
  }
  return false;
}

/// Standard output and TCP come in pieces that mean nothing; datagrams and sends are whole.
bool in_pieces(const Event& event) {
  return event.what == What::out || event.what == What::err ||
         (event.what == What::recv && !event.more.has("from"));
}

bool continues(const Draft& draft, const Event& event) {
  return in_pieces(event) && draft.event.what == event.what && draft.event.who == event.who &&
         event.t - draft.last <= one_message && !event.bytes.empty() && !draft.event.bytes.empty();
}

std::vector<Draft> drafts_of(const Transcript& transcript, std::size_t end,
                             const std::set<std::size_t>& decisive) {
  std::vector<Draft> drafts;
  for (std::size_t index = 0; index < end; ++index) {
    const Event& event = transcript.events[index];
    const bool decides = decisive.contains(index);
    if (!decides && !always_told(event.what)) continue;
    if (sentence_of(event).empty()) continue;
    if (!drafts.empty() && continues(drafts.back(), event)) {
      Draft& whole = drafts.back();
      whole.event.bytes += event.bytes;
      whole.last = event.t;
      ++whole.pieces;
      whole.step.decisive = whole.step.decisive || decides;
      continue;
    }
    drafts.push_back({{event.t, {}, decides, 1}, event, 1, event.t, kind_of(event)});
  }
  return drafts;
}

/// When the program was killed: the kernel then closes what it had open. None when it was not.
std::optional<Duration> killed_at(const Transcript& transcript) {
  for (const Event& event : transcript.events) {
    if (event.what != What::exit || event.who != "program") continue;
    const auto by = event.more.value_or<std::string>("by", {});
    if (event.more.has("signal") && (by == "itself" || by == "limit")) return event.t;
  }
  return std::nullopt;
}

/// A connection that ended with the program, which has not closed it.
bool ended_with_it(const Event& event, std::optional<Duration> killed) {
  constexpr Duration about = std::chrono::milliseconds{300};
  const bool ended = event.what == What::close || event.what == What::reset;
  return killed && ended && event.more.value_or<std::string>("by", {}) == "program" &&
         event.t + about >= *killed;
}

void write_sentences(std::vector<Draft>& drafts, std::size_t quote_max,
                     std::optional<Duration> killed) {
  for (Draft& draft : drafts) {
    draft.step.text = one_line(sentence_of(draft.event, quote_max));
    if (ended_with_it(draft.event, killed)) {
      std::string who = draft.event.who;
      std::replace(who.begin(), who.end(), ':', ' ');
      draft.step.text = one_line("the connection of " + who + " ended");
    }
    if (draft.event.what == What::recv && draft.pieces > 1) {
      draft.step.text += fmt::format(" in {} pieces", draft.pieces);
    }
  }
}

/// How often the `length` steps at `at` come again at once; a later one that decides ends it.
std::size_t repeats(const std::vector<Draft>& drafts, std::size_t at, std::size_t length) {
  std::size_t count = 0;
  for (std::size_t next = at + length; next + length <= drafts.size(); next += length) {
    for (std::size_t i = 0; i < length; ++i) {
      if (drafts[next + i].kind != drafts[at + i].kind || drafts[next + i].step.decisive)
        return count;
    }
    ++count;
  }
  return count;
}

Draft fold(const std::vector<Draft>& drafts, std::size_t at, std::size_t length,
           std::size_t times) {
  const Draft& last = drafts[at + length * (times + 1) - 1];
  Draft fold = drafts[at + length];
  fold.step.stands_for = length * times;
  fold.until = last.last;
  const std::string& first_who = fold.event.who;
  const std::string& last_who = last.event.who;
  const bool by_numbers = first_who != last_who && first_who.find(':') != std::string::npos &&
                          part_of(first_who) == part_of(last_who);
  if (by_numbers) {
    fold.step.text = fmt::format("the same with {}s {} to {}", part_of(first_who),
                                 first_who.substr(first_who.find(':') + 1),
                                 last_who.substr(last_who.find(':') + 1));
  } else if (length == 1) {
    fold.step.text = fmt::format("{} more like this", times);
  } else {
    fold.step.text = fmt::format("these {} steps {} more times", length, times);
  }
  fold.kind = "fold";
  return fold;
}

std::vector<Draft> fold_repetitions(const std::vector<Draft>& drafts) {
  std::vector<Draft> folded;
  for (std::size_t at = 0; at < drafts.size();) {
    std::size_t best = 0;
    std::size_t times = 0;
    for (std::size_t length = 1; length <= pattern_max && at + length <= drafts.size(); ++length) {
      const std::size_t count = repeats(drafts, at, length);
      if (count + 1 >= repeats_min && count * length > times * best) {
        best = length;
        times = count;
      }
    }
    const std::size_t taken = std::max<std::size_t>(best, 1);
    for (std::size_t i = 0; i < taken; ++i) folded.push_back(drafts[at + i]);
    if (times > 0) folded.push_back(fold(drafts, at, best, times));
    at += taken + best * times;
  }
  return folded;
}

Draft gap(const std::vector<Draft>& drafts, std::size_t from, std::size_t to) {
  Draft gap = drafts[from];
  std::size_t steps = 0;
  for (std::size_t i = from; i < to; ++i) steps += drafts[i].step.stands_for;
  gap.step.stands_for = std::max<std::size_t>(steps, 2);
  gap.step.text = text::counted(steps, "step") + " more";
  gap.until = std::max(drafts[to - 1].last, drafts[to - 1].until);
  return gap;
}

/// What decided stays, then the two first steps, then as many of the last ones as there is room
/// for.
std::vector<Draft> cut_middle(const std::vector<Draft>& drafts, std::size_t steps_max) {
  if (drafts.size() <= steps_max) return drafts;
  std::vector<bool> kept(drafts.size(), false);
  std::size_t count = 0;
  const auto keep = [&](std::size_t index) {
    if (kept[index] || count + 1 >= steps_max) return;  // a line is left for the gap
    kept[index] = true;
    ++count;
  };
  for (std::size_t i = drafts.size(); i-- > 0;) {
    if (drafts[i].step.decisive) keep(i);
  }
  for (std::size_t i = 0; i < 2; ++i) keep(i);
  for (std::size_t i = drafts.size(); i-- > 0;) keep(i);
  std::vector<Draft> result;
  for (std::size_t at = 0; at < drafts.size();) {
    if (kept[at]) {
      result.push_back(drafts[at++]);
      continue;
    }
    const std::size_t from = at;
    while (at < drafts.size() && !kept[at]) ++at;
    result.push_back(gap(drafts, from, at));
  }
  return result;
}

/// The transcript that shows it: where the last proof lies, else the one that the verdict names.
const Transcript* transcript_of(const Verdict& verdict, const Transcripts& transcripts) {
  std::pair<std::string, std::string> key;
  if (!verdict.proof.empty()) {
    key = {verdict.proof.back().exercise, verdict.proof.back().scenario};
  } else {
    const std::string& path = verdict.transcript;  // transcripts/EXERCISE/SCENARIO.jsonl
    const auto last = path.rfind('/');
    const auto first = last == std::string::npos || last == 0 ? last : path.rfind('/', last - 1);
    const auto dot = path.rfind(".jsonl");
    if (first == std::string::npos || dot == std::string::npos || dot < last) return nullptr;
    key = {path.substr(first + 1, last - first - 1), path.substr(last + 1, dot - last - 1)};
  }
  const auto place = transcripts.find(key);
  return place == transcripts.end() ? nullptr : &place->second;
}

std::set<std::size_t> decisive_events(const Verdict& verdict, const Transcript& transcript) {
  std::vector<std::size_t> all;
  for (const Proof& proof : verdict.proof) {
    const bool here =
        proof.exercise == transcript.exercise && proof.scenario == transcript.scenario;
    if (here && proof.line >= 1 && proof.line <= transcript.events.size())
      all.push_back(proof.line - 1);
  }
  std::sort(all.begin(), all.end());
  if (all.size() > decisive_max) {
    all.erase(all.begin() + 1, all.end() - static_cast<std::ptrdiff_t>(decisive_max - 1));
  }
  return {all.begin(), all.end()};
}

/// All times of one story have one precision.
bool is_brief(Duration end) {
  return end < std::chrono::seconds{1};
}
std::string clock(Duration t, bool brief) {
  const double seconds = std::chrono::duration<double>(t).count();
  return brief ? fmt::format("{:.3f} s", seconds) : fmt::format("{:.1f} s", seconds);
}

}  // namespace

Story tell(const Verdict& verdict, const Transcripts& transcripts, const Telling& telling) {
  const Transcript* transcript = transcript_of(verdict, transcripts);
  if (transcript == nullptr) return {};
  const auto decisive = decisive_events(verdict, *transcript);
  const std::size_t end = decisive.empty() ? transcript->events.size() : *decisive.rbegin() + 1;
  auto drafts = drafts_of(*transcript, end, decisive);
  write_sentences(drafts, telling.quote_max, killed_at(*transcript));
  drafts = cut_middle(fold_repetitions(drafts), telling.steps_max);
  Story story{transcript->exercise, transcript->scenario, {}};
  const bool brief = drafts.empty() || is_brief(drafts.back().step.t);
  for (Draft& draft : drafts) {
    const std::string until = clock(draft.until, brief);
    if (draft.until > draft.step.t && until != clock(draft.step.t, brief))
      draft.step.text += ", until " + until;
    story.steps.push_back(std::move(draft.step));
  }
  return story;
}

std::string time_of(const Step& step, const Story& story) {
  return clock(step.t, story.steps.empty() || is_brief(story.steps.back().t));
}

}  // namespace viva::report

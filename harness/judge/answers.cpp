// Checks of written answers: a length of time can be held against what was measured; what takes
// judgement waits for a person.
#include "harness/judge/kinds.hpp"
#include "harness/judge/look.hpp"
#include "harness/judge/sections.hpp"
#include "harness/judge/spoken_time.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <array>
#include <variant>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;

// A unit that two numbers share: "5 to 6 seconds" begins with 5 seconds.
constexpr std::size_t range_gap_max = 6;

Finding no_answer(std::string symptom, std::string message) {
  Finding finding;
  finding.symptom = std::move(symptom);
  finding.message = std::move(message);
  finding.proof = {{0, 0}};
  return finding;
}

struct Answer {
  std::size_t event = 0;
  std::string text;
};

/// The answer, or why there is none.
std::variant<Answer, Finding> find_answer(const Evidence& evidence) {
  const std::string& question = evidence.params.text("question");
  const Strings& asked = evidence.params.strings("asked");
  const auto document = first_event(evidence.first(), What::document);
  if (!document) return no_answer("no_heading", "There is no answer file.");
  const auto text = section(evidence.first().events[*document].bytes, question, asked);
  Finding finding;
  if (!text) {
    finding = no_answer("no_heading",
                        "There is no heading \"## " + question + "\", so no answer was found.");
  } else if (!is_answered(*text, asked)) {
    finding = no_answer("unanswered", "The question is not answered.");
  } else {
    return Answer{*document, *text};
  }
  finding.proof = {{0, *document}};
  return finding;
}

bool joins_a_range(std::string_view between) {
  const std::string_view word = trim(between);
  static constexpr std::array<std::string_view, 8> joints = {"-",   "–",   "—",   "to",
                                                             "bis", "and", "und", "or"};
  return between.size() <= range_gap_max &&
         std::find(joints.begin(), joints.end(), word) != joints.end();
}

/// The number that counts: the first with a unit, else the only one. Nothing: a person has to read
/// it.
std::optional<SpokenTime> stated(const std::string& answer, const std::vector<SpokenTime>& times) {
  for (std::size_t index = 0; index < times.size(); ++index) {
    if (!times[index].has_unit) continue;
    if (index == 0) return times[index];
    SpokenTime before = times[index - 1];
    const std::string_view between =
        std::string_view(answer).substr(before.end, times[index].begin - before.end);
    if (before.is_word != times[index].is_word || !joins_a_range(between)) return times[index];
    before.unit = times[index].unit;
    before.has_unit = true;
    before.text = answer.substr(before.begin, times[index].end - before.begin);
    return before;
  }
  // A lone word is a number only where it is nearly all that was written: "one" is seldom meant as
  // one.
  constexpr std::ptrdiff_t blanks_max = 2;
  const bool terse = std::count(answer.begin(), answer.end(), ' ') <= blanks_max;
  for (const bool words : {false, true}) {
    const auto fits = [&](const SpokenTime& time) { return time.is_word == words; };
    const auto count = std::count_if(times.begin(), times.end(), fits);
    if (count == 1 && (!words || terse)) return *std::find_if(times.begin(), times.end(), fits);
    if (count > 0) return std::nullopt;
  }
  return std::nullopt;
}

/// How long the submission's own program ran, where that is known, and the event of its end.
struct Measured {
  Duration length{0};
  std::size_t end = 0;
};

std::optional<Measured> measured(const Evidence& evidence) {
  if (evidence.transcripts.size() < 2) return std::nullopt;
  const Transcript& run = *evidence.transcripts[1];
  const auto exit = exit_of(run);
  const auto start = first_event(run, What::start, "program");
  if (!exit || !start || !exit->by_itself()) return std::nullopt;
  return Measured{exit->t - run.events[*start].t, exit->event};
}

Finding pending(const Answer& answer, std::string message) {
  Finding finding;
  finding.outcome = Outcome::pending;
  finding.message = std::move(message);
  finding.actual = answer.text;
  finding.proof = {{0, answer.event}};
  return finding;
}

struct Band {
  double from;
  double to;
};

bool inside(double seconds, Band band) {
  constexpr double rounding = 1e-9;
  return seconds >= band.from - rounding && seconds <= band.to + rounding;
}

double in_seconds(Duration duration) {
  return std::chrono::duration<double>(duration).count();
}

/// What an answer may be: in the band that is right whatever was measured, or near what was.
struct Bands {
  Band fixed;
  Band own;

  [[nodiscard]] bool hold(double seconds) const {
    return inside(seconds, fixed) || inside(seconds, own);
  }
};

Bands bands_of(const Params& params, const std::optional<Measured>& run) {
  const Duration tolerance = params.duration("tolerance");
  const Band fixed{in_seconds(params.duration("accept_from")),
                   in_seconds(params.duration("accept_to"))};
  if (!run) return {fixed, fixed};
  return {fixed, {in_seconds(run->length - tolerance), in_seconds(run->length + tolerance)}};
}

Finding wrong_time(const Params& params, const Answer& answer, const SpokenTime& time,
                   const std::optional<Measured>& run) {
  const std::string band = text::seconds(params.duration("accept_from").count()) + " to " +
                           text::seconds(params.duration("accept_to").count());
  Finding finding;
  finding.symptom = "wrong_time";
  finding.message = "The answer was read as " + text::quote(time.text) +
                    (time.has_unit ? "" : " (seconds)") +
                    (run ? ", but your program ran for " + text::seconds(run->length.count()) + "."
                         : ", but it takes " + band + ".");
  finding.expected = run ? "within " + text::seconds(params.duration("tolerance").count()) +
                               " of " + text::seconds(run->length.count()) + ", or " + band
                         : band;
  finding.actual = text::quote(answer.text);
  return finding;
}

Finding judge_time(const Evidence& evidence, const Answer& answer,
                   const std::vector<SpokenTime>& times, const SpokenTime& time) {
  const auto run = measured(evidence);
  const Bands bands = bands_of(evidence.params, run);
  if (!time.has_unit && !bands.hold(time.value) && bands.hold(time.value / 1000)) {
    return pending(
        answer,
        "The answer " + text::quote(time.text) +
            " has no unit; it would be right in milliseconds. The instructor will look at it.");
  }
  // "Each number takes 1 s, so 5 s in all": which of them is the answer, a person sees.
  const bool later_fits = std::any_of(times.begin(), times.end(), [&](const SpokenTime& other) {
    return other.begin > time.begin && other.has_unit && bands.hold(other.seconds());
  });
  if (!bands.hold(time.seconds()) && later_fits) {
    return pending(answer, "The answer names several times, and the first, " +
                               text::quote(time.text) +
                               ", is not the one that fits; the instructor will read it.");
  }
  Finding finding;
  if (bands.hold(time.seconds()))
    finding.outcome = Outcome::holds;
  else
    finding = wrong_time(evidence.params, answer, time, run);
  finding.proof = {{0, answer.event}};
  if (run) finding.proof.push_back({1, run->end});
  return finding;
}

Finding stated_time(const Evidence& evidence) {
  auto found = find_answer(evidence);
  if (auto* none = std::get_if<Finding>(&found)) return std::move(*none);
  const Answer& answer = std::get<Answer>(found);
  const auto times = times_in(answer.text, Words::understood);
  const auto time = stated(answer.text, times);
  if (!time)
    return pending(
        answer,
        "The answer holds no single number with a unit of time; the instructor will read it.");
  return judge_time(evidence, answer, times, *time);
}

Finding written_answer(const Evidence& evidence) {
  auto found = find_answer(evidence);
  if (auto* none = std::get_if<Finding>(&found)) return std::move(*none);
  return pending(std::get<Answer>(found), "The instructor marks this answer.");
}

ParameterInfo question_parameter() {
  return {"question", ValueType::text, std::nullopt,
          "the first word of the heading above the answer"};
}
ParameterInfo asked_parameter() {
  return {"asked", ValueType::strings, Value{Strings{}},
          "the question's own words; repeating them is no answer"};
}
std::vector<SymptomInfo> no_answer_symptoms() {
  return {{"no_heading", "there is no such heading"},
          {"unanswered", "nothing was written below the heading"}};
}

KindInfo stated_time_info() {
  KindInfo info{
      "stated_time",
      "The first number with a unit of time in an answer is what was measured, or lies in a fixed "
      "band; where only a later one does, the answer waits for a person. "
      "Its scenarios are the document and, if wanted, a run of the program asked about.",
      {question_parameter(),
       asked_parameter(),
       {"tolerance", ValueType::duration, Value{Duration{500ms}}, "around what was measured"},
       {"accept_from", ValueType::duration, std::nullopt, "right whatever was measured, from here"},
       {"accept_to", ValueType::duration, std::nullopt, "to here"}},
      no_answer_symptoms()};
  info.symptoms.push_back({"wrong_time", "another time"});
  return info;
}

KindInfo written_answer_info() {
  return {
      "written_answer",
      "An answer that a person marks: pending when there is one, failed when there is none.",
      {question_parameter(),
       asked_parameter(),
       {"rubric", ValueType::text, Value{std::string()}, "what the person who marks looks for"}},
      no_answer_symptoms()};
}

}  // namespace

std::vector<CheckKind> answer_kinds() {
  return {{stated_time_info(), stated_time}, {written_answer_info(), written_answer}};
}

}  // namespace viva::judge

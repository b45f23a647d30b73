// The time that a program reports for itself, held against what was measured. What it prints
// decides nothing but this check.
#include "harness/judge/spoken_time.hpp"
#include "harness/judge/tokens.hpp"
#include "harness/judge/worker_places.hpp"
#include "harness/judge/workers.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace viva::judge {
namespace {

/// A line that tells a total, and the times in it that may be meant.
struct Total {
  Line line;
  std::vector<SpokenTime> times;
  bool telling = false;    ///< it is a time, and no other total
  bool of_a_part = false;  ///< "Sleep time per number: 1 s"
};

bool holds_a_word(std::string_view text, const Strings& words) {
  const std::string small = lower(text);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return small.find(word) != std::string::npos;
  });
}

/// Numbers beside a unit; else the last number, with a unit that stands before it ("Time (ms):
/// 5003").
std::vector<SpokenTime> meant(std::string_view text) {
  std::vector<SpokenTime> times = times_in(text);
  std::vector<SpokenTime> with_unit;
  std::copy_if(times.begin(), times.end(), std::back_inserter(with_unit),
               [](const SpokenTime& time) { return time.has_unit; });
  if (!with_unit.empty() || times.empty()) return with_unit;
  SpokenTime last = times.back();
  if (const auto unit = unit_before(text.substr(0, last.begin))) {
    last.unit = *unit;
    last.has_unit = true;
  }
  return {last};
}

/// "Total: 10" may count anything; "Total: 10 s", "Total: 10.0" and "Total time: 10" tell a time.
bool tells_a_time(std::string_view text, const std::vector<SpokenTime>& times) {
  if (times.empty()) return false;
  std::string small = lower(text);
  for (const std::string_view amount : {"total", "gesamt"}) {
    for (std::size_t place = small.find(amount); place != std::string::npos;
         place = small.find(amount))
      small.erase(place, amount.size());
  }
  const bool of_time = holds_a_word(small, {"time", "elapsed", "zeit", "dauer", "took"});
  return of_time || times.front().has_unit || times.front().step < 1;
}

/// Words of a time that is not the whole: a part of it, or one that never was measured.
bool tells_of_a_part(std::string_view text) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"per",        "each",      "every",      "between",      "sleep",    "sleeps",
       "sleeping",   "interval",  "delay",      "pause",        "wait",     "average",
       "avg",        "mean",      "sequential", "expected",     "would",    "saved",
       "pro",        "je",        "jede",       "jeder",        "zwischen", "schlaf",
       "schlafzeit", "wartezeit", "pausenzeit", "durchschnitt", "erwartet"});
  const auto tokens = tokens_of(text);
  return std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return std::find(words.begin(), words.end(), token.text) != words.end();
  });
}

std::vector<Total> totals_in(const Scene& scene, const Strings& words) {
  std::vector<Total> totals;
  auto lines = output_lines(scene.transcript);
  const auto of_workers = lines_of_workers(lines, scene.output);
  for (std::size_t index = 0; index < lines.size(); ++index) {
    Line& line = lines[index];
    line.text = without_escapes(line.text);
    if (of_workers[index] || !holds_a_word(line.text, words)) continue;
    auto times = meant(line.text);
    const bool telling = tells_a_time(line.text, times);
    const bool of_a_part = tells_of_a_part(line.text);
    totals.push_back({std::move(line), std::move(times), telling, of_a_part});
  }
  return totals;
}

/// The last line that tells a time, else the last with a number, else none. One that tells of a
/// part counts only where no other does: which one fits what was measured must not decide.
const Total* last_told(const std::vector<Total>& totals) {
  const auto weight = [](const Total& total) {
    return total.telling ? (total.of_a_part ? 1 : 2) : 0;
  };
  const Total* last = nullptr;
  for (const Total& total : totals) {
    if (!total.times.empty() && (last == nullptr || weight(total) >= weight(*last))) last = &total;
  }
  return last;
}

std::string shape(std::string_view text) {
  std::string result;
  for (const char letter : trim(text)) {
    const bool digit = (letter >= '0' && letter <= '9') || letter == '.' || letter == ',';
    if (!digit) result += letter;
  }
  return result;
}

Duration as_duration(double seconds) {
  constexpr double most = 1e9;
  return Duration{static_cast<Duration::rep>(std::clamp(seconds, -most, most) * 1e6)};
}

/// What the program may have measured: no more than from its start to its end, no less than from
/// its first output to its report. What lies between is the time that it took to start and to end.
struct Measured {
  Duration whole;
  Duration least;
};

Measured measure(const Scene& scene, const Total& total) {
  // A program that had to be ended was done, as far as it knows, when it reported.
  const Duration end = scene.exit && scene.exit->by_itself() ? scene.end : total.line.t;
  const Duration whole = end - scene.start;
  if (scene.at_once) return {whole, whole};  // its first output says nothing about its work
  const auto first = first_event(scene.transcript, What::out, "program");
  const Duration begin = first ? scene.transcript.events[*first].t : scene.start;
  return {whole, std::min(whole, total.line.t - begin)};
}

Timing agrees(double seconds, double step, const Measured& measured, Duration tolerance,
              Duration late) {
  const Duration told = as_duration(seconds);
  const Duration off = std::max({Duration{0}, told - measured.whole, measured.least - told});
  return timing(off, tolerance + as_duration(step), late);
}

struct Mistake {
  std::string symptom;
  std::string why;
};

Mistake mistake_of(const SpokenTime& time, const Measured& measured, Duration tolerance) {
  const auto fits = [&](double seconds) {
    return agrees(seconds, time.step_seconds(), measured, tolerance, Duration{0}) == Timing::kept;
  };
  if (!time.has_unit && fits(time.value / 1000)) {
    return {"no_unit", "these are milliseconds, and the line does not say so"};
  }
  if (fits(time.value) || fits(time.value / 1e3) || fits(time.value / 1e6)) {
    return {"wrong_unit", "the number is right and its unit is not"};
  }
  if (as_duration(time.seconds()) * 10 < measured.whole) {
    return {
        "cpu_time",
        "that is the time that the processor worked (clock()), or what starting took, and not the "
        "time that passed on the clock"};
  }
  if (fits(time.seconds() / 2))
    return {"sum", "that is the sum of both; side by side they need the time of one"};
  return {"off", "what is reported was not measured from the start to the end"};
}

Finding without_total(const Scene& scene, const std::vector<Total>& totals, const Strings& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "\"" : ", \"") + word + "\"";
  const std::vector<std::size_t> end =
      scene.exit ? std::vector{scene.exit->event} : std::vector<std::size_t>{};
  if (totals.empty()) {
    return worker_failure("no_line",
                          "No line of the output reports the time; it should hold one of " + list +
                              " and the seconds.",
                          end);
  }
  return worker_failure(
      "no_number",
      "The line " + text::quote(totals.back().line.text) + " holds no number of seconds.",
      {totals.back().line.event});
}

std::size_t last_worker_event(const Scene& scene) {
  std::size_t last = 0;
  for (const Worker& worker : scene.output.workers)
    last = std::max(last, worker.lines.back().event);
  return last;
}

Finding judge_total(const Scene& scene, const Total& total, Duration tolerance) {
  const Measured measured = measure(scene, total);
  const Duration late = lateness(scene.transcript);
  Timing best = Timing::missed;
  for (const SpokenTime& time : total.times) {
    const Timing now = agrees(time.seconds(), time.step_seconds(), measured, tolerance, late);
    if (now == Timing::kept || best == Timing::missed) best = now;
  }
  Finding finding;
  finding.proof = {{0, total.line.event}};
  if (scene.exit) finding.proof.push_back({0, scene.exit->event});
  if (best == Timing::kept) {
    finding.outcome = Outcome::holds;
    return finding;
  }
  const SpokenTime& time = total.times.front();
  const Mistake mistake = mistake_of(time, measured, tolerance);
  finding.outcome = best == Timing::unclear ? Outcome::unclear : Outcome::fails;
  finding.symptom = mistake.symptom;
  finding.message = "The program reports " + text::quote(time.text) +
                    (time.has_unit ? "" : " (without a unit: seconds)") + ", but ran for " +
                    in_seconds(measured.whole) + ": " + mistake.why + ".";
  finding.expected = "about " + in_seconds(measured.whole);
  finding.actual = text::quote(total.line.text);
  return finding;
}

}  // namespace

KindInfo reported_time_info() {
  return {
      "reported_time",
      "The time that the program reports at its end agrees with what was measured.",
      {{"workers",
        ValueType::integer,
        Value{std::int64_t{2}},
        "how many threads or processes there should be",
        {},
        false},
       {"numbers", ValueType::integers, Value{Integers{1, 2, 3, 4, 5}},
        "what each prints, in order"},
       {"noun",
        ValueType::text,
        Value{std::string("thread")},
        "what messages call a worker: `thread` or `process`",
        {},
        false},
       {"tolerance", ValueType::duration, Value{Duration{std::chrono::milliseconds{300}}},
        "beside the number's own rounding and the machine's lateness"},
       {"words", ValueType::strings, Value{Strings{"total", "elapsed", "time"}},
        "one of them marks the line, in small letters"},
       {"also", ValueType::strings, Value{Strings{"gesamt", "zeit", "dauer", "duration", "took"}},
        "understood where no line holds one of `words`"},
       {"one_line", ValueType::boolean, Value{false}, "the line may come only once"}},
      {{"no_line", "no line tells the time"},
       {"no_number", "the line holds no number"},
       {"before_join", "it was printed before all were done"},
       {"printed_twice", "it was printed by more than one process"},
       {"no_unit", "milliseconds without saying so"},
       {"wrong_unit", "seconds called milliseconds, or the other way round"},
       {"cpu_time", "processor time, or a time near zero"},
       {"sum", "the times of both added up"},
       {"off", "another number"}}};
}

Finding reported_time(const Evidence& evidence) {
  const Scene scene = scene_of(evidence);
  const Strings& words = evidence.params.strings("words");
  auto totals = totals_in(scene, words);
  if (last_told(totals) == nullptr) {
    auto others = totals_in(scene, evidence.params.strings("also"));
    if (last_told(others) != nullptr) totals = std::move(others);
  }
  const Total* total = last_told(totals);
  if (total == nullptr) return without_total(scene, totals, words);
  if (!scene.output.workers.empty() && total->line.event < last_worker_event(scene)) {
    return worker_failure("before_join",
                          "The time was reported, " + text::quote(total->line.text) +
                              ", before the last number was printed: wait for both " +
                              scene.nouns() + " first, then take the time and print it.",
                          {total->line.event, last_worker_event(scene)});
  }
  const auto same = std::count_if(totals.begin(), totals.end(), [&](const Total& other) {
    return !other.times.empty() && shape(other.line.text) == shape(total->line.text);
  });
  if (evidence.params.flag("one_line") && same > 1) {
    std::vector<std::size_t> events;
    for (const Total& other : totals) {
      if (shape(other.line.text) == shape(total->line.text)) events.push_back(other.line.event);
    }
    return worker_failure(
        "printed_twice",
        "The line that reports the time came " + std::to_string(same) +
            " times: a child runs on into the parent's part of the program instead of ending.",
        events);
  }
  return judge_total(scene, *total, evidence.params.duration("tolerance"));
}

}  // namespace viva::judge

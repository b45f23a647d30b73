// When the workers' lines came: at the same time as each other, and a second apart. Order decides
// before length, for a busy machine can stretch times and cannot turn them round.
#include "harness/judge/workers.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;

// Shorter than this no pause was meant.
constexpr Duration pause_min = 100ms;

Duration first_time(const Worker& worker) {
  return worker.lines.front().t;
}
Duration last_time(const Worker& worker) {
  return worker.lines.back().t;
}

std::string shown(const Worker& worker, const WorkerLine& line) {
  return "\"" + worker.label + ": " + std::to_string(line.number) + "\"";
}

bool spans_overlap(const Worker& one, const Worker& other) {
  return one.lines.front().offset < other.lines.back().offset &&
         other.lines.front().offset < one.lines.back().offset;
}

/// Nearly every line comes a pause after the one before, whoever printed that.
bool take_turns(const Worker& one, const Worker& other) {
  std::vector<Duration> times;
  for (const Worker* worker : {&one, &other}) {
    for (const WorkerLine& line : worker->lines) times.push_back(line.t);
  }
  std::sort(times.begin(), times.end());
  std::size_t pauses = 0;
  for (std::size_t index = 1; index < times.size(); ++index) {
    if (times[index] - times[index - 1] >= 500ms) ++pauses;
  }
  return times.size() >= 6 && pauses + 2 >= times.size();
}

Finding one_after_other(const Scene& scene, const Worker& first, const Worker& second) {
  const std::string what =
      "The " + scene.nouns() + " ran one after the other: the first line of the second, " +
      shown(second, second.lines.front()) + ", came only after the last line of the first, " +
      shown(first, first.lines.back()) + ", " + in_seconds(first_time(second) - first_time(first)) +
      " after the first line of all. ";
  const std::vector<std::size_t> events{first.lines.front().event, first.lines.back().event,
                                        second.lines.front().event};
  const auto pair = longest_together(scene.tasks, Home::any, beside_first);
  const bool any = std::any_of(scene.tasks.begin(), scene.tasks.end(), beside_first);
  if (pair && pair->together() >= 1s) {
    return worker_failure(
        "lock_held",
        what + "Both " + scene.nouns() + " lived all the while, for " +
            in_seconds(pair->together()) +
            ": a lock is held over the whole loop, so the second waits for the first.",
        events);
  }
  if (scene.watched && !any) {
    return worker_failure(
        "no_workers",
        what + "There was never a second " + scene.noun +
            ": the functions were called, one after the other, and not started side by side.",
        events);
  }
  const bool processes = scene.noun == "process";
  return worker_failure("joins_first",
                        what + "The second " + scene.noun +
                            " started only after the first had ended: " +
                            (processes ? "wait() stands before the second fork()."
                                       : "join() stands before the second thread is started."),
                        events);
}

Finding too_slow(const Scene& scene, const Worker& one, const Worker& other, Duration took,
                 Duration at_most) {
  const bool turns = take_turns(one, other);
  const std::string what = "From the first numbered line to the last it took " + in_seconds(took) +
                           ", more than " + in_seconds(at_most) + ". ";
  const std::size_t last =
      last_time(one) > last_time(other) ? one.lines.back().event : other.lines.back().event;
  const std::size_t first =
      first_time(one) < first_time(other) ? one.lines.front().event : other.lines.front().event;
  return worker_failure(
      turns ? "takes_turns" : "too_slow",
      what + (turns ? "The " + scene.nouns() +
                          " take turns, one number a second for both together: a lock is held "
                          "during the pause."
                    : "Side by side both need 4 to 5 s."),
      {first, last});
}

/// The lines look side by side; the kernel says who was there to print them.
Finding nobody_together(const Scene& scene, const std::optional<TaskPair>& pair, Duration wanted) {
  std::vector<std::size_t> events;
  for (const Worker& worker : scene.output.workers) {
    events.push_back(worker.lines.front().event);
    events.push_back(worker.lines.back().event);
  }
  const Duration ran = scene.end - scene.start;
  if (ran < 1s) {
    return worker_failure("no_pause",
                          "The whole program was over after " + in_seconds(ran) +
                              ", so nothing shows that its " + scene.nouns() +
                              " ran at the same time.",
                          events);
  }
  if (!pair && scene.too_soon_to_see()) return over_too_soon(scene, std::move(events));
  if (!pair) {
    return worker_failure(
        "no_workers",
        "The lines of both labels came from one thread alone: no second thread or process of the "
        "program was ever there.",
        events);
  }
  return worker_failure("too_short",
                        "Two threads or processes lived together for only " +
                            in_seconds(pair->together()) + "; " + in_seconds(wanted) +
                            " are needed to show that they work side by side.",
                        events);
}

Finding holds(const Scene& scene) {
  Finding finding;
  finding.outcome = Outcome::holds;
  for (const Worker& worker : scene.output.workers) {
    finding.proof.push_back({0, worker.lines.front().event});
    finding.proof.push_back({0, worker.lines.back().event});
  }
  if (scene.at_end) finding.message = flush_remark;
  return finding;
}

/// A step between two numbers of one worker that is too short or too long.
struct Step {
  Timing timing = Timing::kept;
  bool too_long = false;
  Duration length{0};
  const Worker* worker = nullptr;
  const WorkerLine* from = nullptr;
  const WorkerLine* to = nullptr;
};

struct Bounds {
  Duration min;
  Duration max;
};

Step judge_step(const Scene& scene, const Worker& worker, std::size_t index, Bounds bounds) {
  const WorkerLine& from = worker.lines[index - 1];
  const WorkerLine& to = worker.lines[index];
  const Duration late = lateness(scene.transcript, from.t - 100ms, to.t);
  Step step{Timing::kept, to.t - from.t > bounds.max, to.t - from.t, &worker, &from, &to};
  // Too short, too: the line before may itself have come late.
  step.timing = step.too_long
                    ? timing(step.length, bounds.max, late)
                    : timing(std::max(Duration{0}, bounds.min - step.length), Duration{0}, late);
  return step;
}

Finding wrong_step(const Scene& scene, const Step& step, Bounds bounds) {
  const std::string what = "After " + shown(*step.worker, *step.from) + " came " +
                           shown(*step.worker, *step.to) + " " + in_seconds(step.length) + " later";
  const std::string wanted = in_seconds(bounds.min) + " to " + in_seconds(bounds.max);
  const bool none = step.length < pause_min;
  Finding finding = worker_failure(
      none            ? "no_pause"
      : step.too_long ? "too_slow"
                      : "too_fast",
      none ? what + ", practically at once: there is no pause of a second between them."
           : what + "; " + wanted + " was expected.",
      {step.from->event, step.to->event});
  finding.outcome = step.timing == Timing::unclear ? Outcome::unclear : Outcome::fails;
  if (finding.outcome == Outcome::unclear) {
    finding.message += " The machine itself was late by " + in_seconds(lateness(scene.transcript)) +
                       " at that time.";
  }
  finding.expected = wanted + " between two numbers";
  finding.actual = in_seconds(step.length);
  return finding;
}

/// Buffered output shows no pace, but the workers' lifetimes do: n numbers take n pauses, or n - 1.
Finding pace_by_lifetimes(const Scene& scene, std::size_t count, Bounds bounds) {
  const auto pair = longest_together(scene.tasks, Home::any, beside_first);
  const Duration ran = scene.end - scene.start;
  const bool seen = std::any_of(scene.tasks.begin(), scene.tasks.end(), beside_first);
  const Duration lived = pair            ? std::min(pair->one.lived(), pair->other.lived())
                         : scene.watched ? Duration{0}
                                         : ran;
  const auto numbers = static_cast<Duration::rep>(count);
  const Duration late = lateness(scene.transcript);
  const bool too_long = lived > bounds.max * numbers;
  const Timing kept = too_long ? timing(lived, bounds.max * numbers, late)
                               : timing(std::max(Duration{0}, bounds.min * (numbers - 1) - lived),
                                        Duration{0}, late);
  if (kept == Timing::kept) return holds(scene);
  const auto& worker = scene.output.workers.front();
  Finding finding =
      worker_failure(too_long ? "too_slow" : "no_pause",
                     "All numbers came at once when the program ended, and " +
                         (seen ? "its " + scene.nouns() + " lived for " + in_seconds(lived)
                               : "it was over after " + in_seconds(ran)) +
                         ": that is no pause of a second between numbers.",
                     {worker.lines.front().event, worker.lines.back().event});
  finding.outcome = kept == Timing::unclear ? Outcome::unclear : Outcome::fails;
  return finding;
}

}  // namespace

Finding workers_overlap(const Evidence& evidence) {
  const Scene scene = scene_of(evidence);
  const Duration at_most = evidence.params.duration("at_most");
  const Duration wanted = evidence.params.duration("together");
  const auto& workers = scene.output.workers;
  if (workers.size() < 2) {
    return worker_failure(
        "one_label",
        "The lines of two " + scene.nouns() +
            " cannot be told apart, so nothing shows that they ran at the same time.",
        workers.empty() ? std::vector<std::size_t>{}
                        : std::vector{workers.front().lines.front().event});
  }
  const Worker& one = workers[0];
  const Worker& other = workers[1];
  // Lines that came all at once are in the order of the buffers, which says nothing.
  if (!scene.at_once && !spans_overlap(one, other)) return one_after_other(scene, one, other);
  const Duration first = scene.at_once ? scene.start : std::min(first_time(one), first_time(other));
  const Duration last = std::max(last_time(one), last_time(other));
  const Timing kept = timing(last - first, at_most, lateness(scene.transcript, first, last));
  if (kept != Timing::kept) {
    Finding finding = too_slow(scene, one, other, last - first, at_most);
    if (kept == Timing::unclear) finding.outcome = Outcome::unclear;
    return finding;
  }
  const auto pair = longest_together(scene.tasks, Home::any, [](const Task&) { return true; });
  if (scene.watched && (!pair || pair->together() < wanted))
    return nobody_together(scene, pair, wanted);
  if (!scene.watched && scene.at_once) return nobody_together(scene, pair, wanted);
  return holds(scene);
}

Finding worker_pace(const Evidence& evidence) {
  const Scene scene = scene_of(evidence);
  const Bounds bounds{evidence.params.duration("step_min"), evidence.params.duration("step_max")};
  const auto& workers = scene.output.workers;
  if (workers.empty())
    return worker_failure("no_pause", "There are no numbers whose pace could be judged.", {});
  if (scene.at_end)
    return pace_by_lifetimes(scene, evidence.params.integers("numbers").size(), bounds);
  std::optional<Step> worst;
  std::size_t steps = 0;
  for (const Worker& worker : workers) {
    for (std::size_t index = 1; index < worker.lines.size(); ++index, ++steps) {
      const Step step = judge_step(scene, worker, index, bounds);
      const bool clearer =
          !worst || (worst->timing == Timing::unclear && step.timing == Timing::missed);
      if (step.timing != Timing::kept && clearer) worst = step;
    }
  }
  if (worst) return wrong_step(scene, *worst, bounds);
  if (steps == 0) {
    return worker_failure("no_pause",
                          "No " + scene.noun + " printed a second number, so there is no pace.",
                          {workers.front().lines.front().event});
  }
  return holds(scene);
}

}  // namespace viva::judge

// The table of checks for workers that count side by side (exercises `threads` and `processes`),
// and what these checks share. Each check stands in a file of its own.
#include "harness/judge/workers.hpp"

#include "harness/judge/ending.hpp"
#include "harness/judge/finding.hpp"
#include "harness/judge/kinds.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;

// Lines that arrive closer than this came in one go; workers with pauses are a second apart.
constexpr Duration at_once_max = 300ms;
constexpr Duration at_end_max = 1500ms;  // helpers may take their time to end
constexpr Duration few_looks = 100ms;    // a look is taken every few milliseconds, at best

ParameterInfo workers_parameter() {
  return {"workers",
          ValueType::integer,
          Value{std::int64_t{2}},
          "how many threads or processes there should be",
          {},
          false};
}
ParameterInfo numbers_parameter() {
  return {"numbers", ValueType::integers, Value{Integers{1, 2, 3, 4, 5}},
          "what each prints, in order"};
}
ParameterInfo noun_parameter() {
  return {"noun",
          ValueType::text,
          Value{std::string("thread")},
          "what messages call a worker: `thread` or `process`",
          {},
          false};
}
ParameterInfo together_parameter() {
  return {"together", ValueType::duration, Value{Duration{3s}},
          "how long two of them must live at the same time"};
}

KindInfo lines_info() {
  return {"worker_lines",
          "At least some lines with a label, then a number, were printed, right or wrong.",
          {workers_parameter(),
           numbers_parameter(),
           noun_parameter(),
           {"at_least", ValueType::integer, Value{std::int64_t{4}}, "how many"}},
          {{"silent", "nothing was printed"}, {"no_lines", "no such line"}, {"few", "too few"}}};
}

KindInfo numbers_info() {
  return {
      "worker_numbers",
      "Each thread or process prints its numbers in order, once; they are told apart by labels.",
      {workers_parameter(), numbers_parameter(), noun_parameter()},
      {{"silent", "nothing was printed"},
       {"no_lines", "no line of the form label, number"},
       {"one_label", "all lines bear the same label"},
       {"too_many", "more labels than wanted"},
       {"from_zero", "counts from 0"},
       {"one_short", "the last number is missing"},
       {"goes_on", "counts beyond the last number"},
       {"shared_counter", "all share one counter"},
       {"doubled", "numbers come twice"},
       {"left_early", "the program ended before all had counted to the end"},
       {"incomplete", "numbers are missing or out of order"}}};
}

KindInfo overlap_info() {
  return {
      "workers_overlap",
      "The threads or processes run at the same time: their lines overlap, and two of them lived "
      "together.",
      {workers_parameter(),
       numbers_parameter(),
       noun_parameter(),
       together_parameter(),
       {"at_most", ValueType::duration, Value{Duration{7s}},
        "from the first numbered line to the last"}},
      {{"one_label", "the two cannot be told apart"},
       {"joins_first", "the second starts when the first has ended"},
       {"lock_held", "both live, but one prints only after the other"},
       {"takes_turns", "they wait for each other between numbers"},
       {"no_workers", "one thread alone printed everything"},
       {"too_soon", "it was over too soon for them to be seen"},
       {"no_pause", "it was over before anything could overlap"},
       {"too_short", "they lived together, but not long enough"},
       {"too_slow", "the lines took too long"}}};
}

KindInfo pace_info() {
  return {"worker_pace",
          "The consecutive numbers of each thread or process come at the given pace.",
          {workers_parameter(),
           numbers_parameter(),
           noun_parameter(),
           {"step_min", ValueType::duration, Value{Duration{900ms}},
            "between two numbers of one label, at least"},
           {"step_max", ValueType::duration, Value{Duration{1300ms}}, "at most"}},
          {{"no_pause", "the numbers come without a pause"},
           {"too_fast", "the pause is too short"},
           {"too_slow", "the pause is too long"}}};
}

KindInfo threads_info() {
  return {"threads_used",
          "Threads of one process, beside the first, ran together and wrote the lines themselves.",
          {workers_parameter(), numbers_parameter(), noun_parameter(), together_parameter()},
          {{"no_threads", "no second thread was ever seen"},
           {"too_soon", "it was over too soon for its threads to be seen"},
           {"one_thread", "there was one thread beside the first"},
           {"processes", "processes instead of threads"},
           {"one_after_other", "the threads lived one after the other"},
           {"too_short", "they lived together, but not long enough"},
           {"one_writer", "one thread wrote everything"}}};
}

KindInfo processes_info() {
  return {"processes_used",
          "Processes that the program made ran together, and each wrote output itself.",
          {workers_parameter(), numbers_parameter(), noun_parameter(), together_parameter()},
          {{"no_processes", "no second process was ever seen"},
           {"too_soon", "it was over too soon for its processes to be seen"},
           {"one_process", "there was one child process"},
           {"threads", "threads instead of processes"},
           {"one_after_other", "the processes lived one after the other"},
           {"too_short", "they lived together, but not long enough"},
           {"others_write", "the children wrote nothing themselves"}}};
}

void note_bursts(Scene& scene) {
  Duration first = Duration::max();
  Duration last = Duration::min();
  for (const Worker& worker : scene.output.workers) {
    for (const WorkerLine& line : worker.lines) {
      first = std::min(first, line.t);
      last = std::max(last, line.t);
    }
  }
  if (first > last) return;
  scene.at_once = last - first <= at_once_max;
  scene.at_end = scene.at_once && scene.end - last <= at_end_max;
}

/// A crash or a limit ends all at once, at a moment of chance: what is missing then says nothing
/// more, and the end is named instead.
Finding unless_broken_off(Finding finding, const Transcript& transcript) {
  const auto exit = exit_of(transcript);
  const bool broken = exit && (exit->crashed() || exit->by == "limit");
  if (finding.outcome != Outcome::fails || !broken) return finding;
  const auto start = first_event(transcript, What::start, "program");
  const Duration took = exit->t - (start ? transcript.events[*start].t : Duration{0});
  // Its end may be seen even before it is known to have started.
  const std::string when = took < 1ms ? "right" : in_seconds(took);
  Finding end = worker_failure(ending_of(transcript).value_or(Ending{}).symptom,
                               "The program " + describe(*exit) + ", " + when + " after its start.",
                               {exit->event});
  end.actual = last_words(transcript);
  end.wanting = true;
  return end;
}

template <CheckFunction judged>
Finding whole(const Evidence& evidence) {
  return unless_broken_off(judged(evidence), evidence.first());
}

}  // namespace

Scene scene_of(const Evidence& evidence) {
  const Transcript& transcript = evidence.first();
  Scene scene{transcript,
              read_workers(transcript, evidence.params.integers("numbers"),
                           static_cast<std::size_t>(evidence.params.integer("workers"))),
              tasks_of(transcript), tasks_were_watched(transcript), evidence.params.text("noun")};
  const auto begin = first_event(transcript, What::start, "program");
  if (begin) scene.start = transcript.events[*begin].t;
  scene.exit = exit_of(transcript);
  if (!transcript.events.empty()) scene.end = transcript.events.back().t;
  if (scene.exit) scene.end = scene.exit->t;
  note_bursts(scene);
  return scene;
}

bool Scene::over_at_once() const {
  return end - start < few_looks + lateness(transcript);
}

bool Scene::too_soon_to_see() const {
  return over_at_once() || (output.workers.size() >= 2 && at_once && !at_end);
}

Finding over_too_soon(const Scene& scene, std::vector<std::size_t> events) {
  return worker_failure(
      "too_soon",
      (scene.over_at_once() ? "The program was over after " + in_seconds(scene.end - scene.start)
                            : "All numbers came at the same moment") +
          ", too soon for viva to see its " + scene.nouns() + " at work.",
      std::move(events));
}

bool beside_first(const Task& task) {
  return !task.first_process || !task.first_thread();
}

std::vector<Task> as_processes(const std::vector<Task>& tasks) {
  std::vector<Task> processes;
  for (const Task& task : tasks) {
    if (task.first_thread()) processes.push_back(task);
  }
  for (const Task& task : tasks) {
    if (task.first_thread()) continue;
    for (Task& process : processes) {
      if (process.process != task.process) continue;
      process.wrote.insert(process.wrote.end(), task.wrote.begin(), task.wrote.end());
    }
  }
  return processes;
}

std::string listed(const Integers& numbers) {
  constexpr std::size_t shown_max = 12;
  std::string text;
  for (std::size_t index = 0; index < std::min(numbers.size(), shown_max); ++index) {
    text += (index == 0 ? "" : " ") + std::to_string(numbers[index]);
  }
  return numbers.size() > shown_max ? text + " …" : text;
}

std::string in_seconds(Duration duration) {
  return text::seconds(duration.count());
}

Finding worker_failure(std::string symptom, std::string message, std::vector<std::size_t> events) {
  Finding finding;
  finding.symptom = std::move(symptom);
  finding.message = std::move(message);
  for (const std::size_t event : events) finding.proof.push_back({0, event});
  return finding;
}

std::vector<CheckKind> worker_kinds() {
  return {{lines_info(), whole<worker_lines>},         {numbers_info(), whole<worker_numbers>},
          {overlap_info(), whole<workers_overlap>},    {pace_info(), whole<worker_pace>},
          {threads_info(), whole<threads_used>},       {processes_info(), whole<processes_used>},
          {reported_time_info(), whole<reported_time>}};
}

}  // namespace viva::judge

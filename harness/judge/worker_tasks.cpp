// Who was there to work: threads of one process, or processes of their own, and whether they wrote
// the lines themselves. Decided by what the kernel showed, never by what was printed.
#include "harness/judge/workers.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;

// A task that is gone sooner was no worker that pauses between numbers.
constexpr Duration noticeable = 500ms;

bool thread_beside_first(const Task& task) {
  return !task.first_thread();
}
bool child(const Task& task) {
  return !task.first_process;
}
bool child_that_wrote(const Task& task) {
  return child(task) && !task.wrote.empty();
}

std::vector<std::size_t> first_seen(const std::vector<Task>& tasks, TaskFilter admits) {
  constexpr std::size_t shown_max = 4;
  std::vector<std::size_t> events;
  for (const Task& task : tasks) {
    if (admits(task) && events.size() < shown_max) events.push_back(task.event);
  }
  return events;
}

std::size_t count(const std::vector<Task>& tasks, TaskFilter admits) {
  return static_cast<std::size_t>(std::count_if(tasks.begin(), tasks.end(), admits));
}

/// The end of the program stands for what was never there.
std::vector<std::size_t> or_the_end(std::vector<std::size_t> events, const Scene& scene) {
  if (events.empty() && scene.exit) events.push_back(scene.exit->event);
  return events;
}

std::optional<Finding> not_watched(const Scene& scene) {
  if (scene.watched || scene.end - scene.start < noticeable) return std::nullopt;
  Finding finding;
  finding.outcome = Outcome::unavailable;
  finding.message = "This machine does not show a program's threads and processes.";
  return finding;
}

Finding not_together(const Scene& scene, const std::vector<Task>& tasks, TaskFilter admits,
                     Duration both, Duration wanted) {
  const bool short_lives = std::all_of(tasks.begin(), tasks.end(), [&](const Task& task) {
    return !admits(task) || task.lived() < wanted;
  });
  const auto events = first_seen(tasks, admits);
  const std::string how_long =
      both > Duration{0} ? "together for only " + in_seconds(both) : "never together";
  if (short_lives) {
    return worker_failure("too_short",
                          "The " + scene.nouns() + " were gone before they had run together for " +
                              in_seconds(wanted) + " (" + how_long + ").",
                          events);
  }
  return worker_failure("one_after_other",
                        "The " + scene.nouns() + " lived one after the other, " + how_long +
                            ": start both, and only then wait for them.",
                        events);
}

Finding no_pair_of_threads(const Scene& scene, Duration wanted) {
  const auto threads = count(scene.tasks, thread_beside_first);
  const auto processes = as_processes(scene.tasks);
  if (threads == 0 && count(processes, child) >= 2) {
    return worker_failure("processes",
                          "Processes of their own print the numbers; this exercise asks for "
                          "threads.",
                          first_seen(processes, child));
  }
  if (scene.too_soon_to_see()) {
    return over_too_soon(scene, or_the_end(first_seen(scene.tasks, thread_beside_first), scene));
  }
  if (threads == 0) {
    return worker_failure("no_threads", "No thread beside the one that runs main() was ever there.",
                          or_the_end({}, scene));
  }
  if (threads == 1) {
    return worker_failure(
        "one_thread",
        "The program had only one thread beside the one that runs main(); two are asked.",
        first_seen(scene.tasks, thread_beside_first));
  }
  return not_together(scene, scene.tasks, thread_beside_first, Duration{0}, wanted);
}

/// How many threads wrote again and again while the workers' lines came; a banner or a total is one
/// write, outside that time or alone in it.
std::size_t writers_of_lines(const Scene& scene) {
  constexpr Duration edge = 100ms;
  constexpr std::ptrdiff_t writes_min = 2;
  Duration first = Duration::max();
  Duration last = Duration::min();
  for (const Worker& worker : scene.output.workers) {
    for (const WorkerLine& line : worker.lines) {
      first = std::min(first, line.t - edge);
      last = std::max(last, line.t + edge);
    }
  }
  return static_cast<std::size_t>(
      std::count_if(scene.tasks.begin(), scene.tasks.end(), [&](const Task& task) {
        return std::count_if(task.wrote.begin(), task.wrote.end(), [&](std::size_t event) {
                 const Duration t = scene.transcript.events[event].t;
                 return t >= first && t <= last;
               }) >= writes_min;
      }));
}

bool writing_was_watched(const Scene& scene) {
  return first_event(scene.transcript, What::wrote).has_value();
}

Finding holds(const Scene& scene, const TaskPair& pair) {
  Finding finding;
  finding.outcome = Outcome::holds;
  finding.proof = {{0, pair.one.event}, {0, pair.other.event}};
  if (scene.at_end) finding.message = flush_remark;
  return finding;
}

Finding no_pair_of_processes(const Scene& scene, const std::vector<Task>& processes,
                             Duration wanted) {
  const auto children = count(processes, child);
  if (children == 0 && count(scene.tasks, thread_beside_first) >= 2) {
    return worker_failure(
        "threads", "Threads of one process print the numbers; this exercise asks for processes.",
        first_seen(scene.tasks, thread_beside_first));
  }
  if (scene.too_soon_to_see())
    return over_too_soon(scene, or_the_end(first_seen(processes, child), scene));
  if (children == 0) {
    return worker_failure("no_processes", "The program never made a process beside the first.",
                          or_the_end({}, scene));
  }
  if (children == 1) {
    return worker_failure("one_process", "The program made only one child process; two are asked.",
                          first_seen(processes, child));
  }
  return not_together(scene, processes, child, Duration{0}, wanted);
}

}  // namespace

Finding threads_used(const Evidence& evidence) {
  const Scene scene = scene_of(evidence);
  const Duration wanted = evidence.params.duration("together");
  if (auto finding = not_watched(scene)) return *std::move(finding);
  const auto pair = longest_together(scene.tasks, Home::one_process, thread_beside_first);
  if (!pair) return no_pair_of_threads(scene, wanted);
  if (pair->together() < wanted) {
    return not_together(scene, scene.tasks, thread_beside_first, pair->together(), wanted);
  }
  if (scene.at_end || !writing_was_watched(scene) || writers_of_lines(scene) >= 2)
    return holds(scene, *pair);
  return worker_failure(
      "one_writer",
      "Two threads ran together, but one thread alone wrote the numbers of both; each thread is "
      "to print its own.",
      {pair->one.event, pair->other.event});
}

Finding processes_used(const Evidence& evidence) {
  const Scene scene = scene_of(evidence);
  const Duration wanted = evidence.params.duration("together");
  if (auto finding = not_watched(scene)) return *std::move(finding);
  const auto processes = as_processes(scene.tasks);
  const auto pair = longest_together(processes, Home::two_processes, child);
  if (!pair) return no_pair_of_processes(scene, processes, wanted);
  if (pair->together() < wanted) {
    return not_together(scene, processes, child, pair->together(), wanted);
  }
  const auto writers = longest_together(processes, Home::two_processes, child_that_wrote);
  if (writers && writers->together() >= wanted) return holds(scene, *writers);
  // What a process writes at its very end is gone with it before anybody can look.
  if (scene.at_end || !writing_was_watched(scene)) return holds(scene, *pair);
  return worker_failure(
      "others_write",
      "Two child processes ran together, but they did not both write output themselves.",
      {pair->one.event, pair->other.event});
}

}  // namespace viva::judge

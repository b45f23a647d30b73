// Checks of programs whose workers (threads or processes) count side by side. Private to this room:
// what these checks share, and the functions behind the table in workers.cpp.
#pragma once

#include "harness/judge/judge.hpp"
#include "harness/judge/look.hpp"
#include "harness/judge/tasks.hpp"
#include "harness/judge/worker_lines.hpp"

#include <optional>
#include <string>
#include <vector>

namespace viva::judge {

/// One run, looked at once: what was printed, who lived, how long it took.
struct Scene {
  const Transcript& transcript;
  WorkerOutput output;
  std::vector<Task> tasks;
  bool watched = false;  ///< somebody looked at threads and processes
  std::string noun;      ///< "thread" or "process": what the exercise asks for
  Duration start{0};
  Duration end{0};  ///< the program's end, or the last that was seen
  std::optional<Exit> exit = std::nullopt;
  bool at_once = false;  ///< all worker lines came in one go
  bool at_end = false;   ///< … and only when the program ended: its output was buffered

  /// The whole program took less than a few looks at its threads and processes.
  [[nodiscard]] bool over_at_once() const;
  /// So did all that its workers did: who was not seen may have been there.
  [[nodiscard]] bool too_soon_to_see() const;
  [[nodiscard]] std::string nouns() const { return noun == "process" ? "processes" : noun + "s"; }
};

Scene scene_of(const Evidence& evidence);

/// Everything but the thread that runs main().
bool beside_first(const Task& task);

/// Each process as one task, with what all of its threads wrote.
std::vector<Task> as_processes(const std::vector<Task>& tasks);

Finding worker_lines(const Evidence& evidence);
Finding worker_numbers(const Evidence& evidence);
Finding workers_overlap(const Evidence& evidence);
Finding worker_pace(const Evidence& evidence);
Finding threads_used(const Evidence& evidence);
Finding processes_used(const Evidence& evidence);
Finding reported_time(const Evidence& evidence);

/// "The program was over after 1.6 ms, too soon for viva to see its threads."
Finding over_too_soon(const Scene& scene, std::vector<std::size_t> events);

KindInfo reported_time_info();

/// For people: "1 2 3 4 5".
std::string listed(const Integers& numbers);
std::string in_seconds(Duration duration);

Finding worker_failure(std::string symptom, std::string message, std::vector<std::size_t> events);

inline const char* const flush_remark =
    "The output came only when the program ended, so nobody could watch it count: "
    "end each line with std::endl, or flush.";

}  // namespace viva::judge

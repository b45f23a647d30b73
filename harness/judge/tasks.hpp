// The program's threads and processes as the kernel showed them: who lived when, and who wrote.
// Read from `threads`, `processes` and `wrote` events; what follows from it is decided elsewhere.
#pragma once

#include "harness/model/event.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace viva::judge {

/// One thread of one process. A process of one thread is one task.
struct Task {
  std::int64_t process = 0;
  std::int64_t thread = 0;
  bool first_process = false;  ///< of the process that the harness started
  Duration from{0};
  Duration to{0};
  std::size_t event = 0;           ///< where it was first seen
  std::vector<std::size_t> wrote;  ///< the events that show it writing

  /// The thread that the process began with: it runs main().
  [[nodiscard]] bool first_thread() const { return process == thread; }
  [[nodiscard]] Duration lived() const { return to - from; }
};

/// Every task that was seen, in the order of their appearance.
std::vector<Task> tasks_of(const Transcript& transcript);

/// Whether anybody looked: without a look, no tasks means nothing.
bool tasks_were_watched(const Transcript& transcript);

/// How long both lived at the same time.
Duration together(const Task& one, const Task& other);

struct TaskPair {
  Task one;
  Task other;

  [[nodiscard]] Duration together() const { return judge::together(one, other); }
};

using TaskFilter = bool (*)(const Task& task);

/// Where the two of a pair must live.
enum class Home { any, one_process, two_processes };

/// Of all tasks that `admits` lets in, the two that lived together longest. None when no two did.
std::optional<TaskPair> longest_together(const std::vector<Task>& tasks, Home home,
                                         TaskFilter admits);

}  // namespace viva::judge

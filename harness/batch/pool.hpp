// Many blocking tasks at once, bounded by kind: as many compilers as there are cores, as many
// trials that compute, and many of what mostly waits. Who goes first is decided by weight, heaviest
// first. Compilers yield to trials (box: BoxPlan::background), so both kinds may fill the cores at
// once.
//
// Threads of the pool live as long as the pool: a child process dies with the thread that started
// it (prctl(2), PR_SET_PDEATHSIG), so no thread may end before its children.
#pragma once

#include "harness/model/assignment.hpp"

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace viva::batch {

enum class Slot : std::uint8_t { compiles, computes, waits };

struct Slots {
  std::size_t compiling = 2;
  std::size_t computing = 2;
  std::size_t waiting = 48;
};

class Pool {
 public:
  explicit Pool(Slots slots);
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool();

  /// May be called from a task too. `weight`: how long what hangs on it is expected to take.
  void add(Slot slot, Duration weight, std::function<void()> task);

  /// Works until nothing is left; throws what the first task that threw has thrown. Nothing is
  /// begun before: the heaviest of all goes first, not what happened to be added first.
  void run();

 private:
  struct Task {
    Slot slot;
    Duration weight;
    std::size_t number;  // the earlier of two equally heavy tasks goes first
    std::function<void()> run;
  };

  void run_tasks();
  [[nodiscard]] bool anything_runs() const;
  [[nodiscard]] bool free_slot(Slot slot) const;
  [[nodiscard]] std::size_t next() const;  // index into tasks_, or its size

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Task> tasks_;
  std::vector<std::jthread> threads_;
  std::size_t numbers_ = 0;
  std::array<std::size_t, 3> limits_{};  // by Slot
  std::array<std::size_t, 3> running_{};
  std::size_t idle_ = 0;
  bool open_ = false;  // run() was called
  bool closing_ = false;
  std::exception_ptr trouble_;
};

}  // namespace viva::batch

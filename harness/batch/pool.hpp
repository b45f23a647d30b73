// Many blocking tasks at once, bounded by two kinds of slots: cores for what computes, and many for
// what mostly waits. Who goes first is decided by weight, heaviest first.
//
// Threads of the pool live as long as the pool: a child process dies with the thread that started
// it (prctl(2), PR_SET_PDEATHSIG), so no thread may end before its children.
#pragma once

#include "harness/model/assignment.hpp"

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace viva::batch {

struct Slots {
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
  void add(Load load, Duration weight, std::function<void()> task);

  /// Waits until nothing is left; throws what the first task that threw has thrown.
  void wait();

 private:
  struct Task {
    Load load;
    Duration weight;
    std::size_t number;  // the earlier of two equally heavy tasks goes first
    std::function<void()> run;
  };

  void work();
  [[nodiscard]] bool free_slot(Load load) const;
  [[nodiscard]] std::size_t next() const;  // index into tasks_, or its size

  Slots slots_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Task> tasks_;
  std::vector<std::jthread> threads_;
  std::size_t numbers_ = 0;
  std::size_t computing_ = 0;
  std::size_t waiting_ = 0;
  std::size_t idle_ = 0;
  bool closing_ = false;
  std::exception_ptr trouble_;
};

}  // namespace viva::batch

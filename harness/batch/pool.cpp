// The pool's threads, made when they are first needed.
#include "harness/batch/pool.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace viva::batch {
namespace {

std::size_t index(Slot slot) {
  return static_cast<std::size_t>(slot);
}

}  // namespace

Pool::Pool(Slots slots) : limits_{slots.compiling, slots.computing, slots.waiting} {}

Pool::~Pool() {
  {
    const std::lock_guard lock{mutex_};
    closing_ = true;
    tasks_.clear();
  }
  changed_.notify_all();
}

void Pool::add(Slot slot, Duration weight, std::function<void()> task) {
  const std::lock_guard lock{mutex_};
  tasks_.push_back({slot, weight, numbers_++, std::move(task)});
  if (idle_ < tasks_.size() &&
      threads_.size() < std::accumulate(limits_.begin(), limits_.end(), std::size_t{0})) {
    threads_.emplace_back([this] { run_tasks(); });
  }
  changed_.notify_all();
}

void Pool::run() {
  std::unique_lock lock{mutex_};
  open_ = true;
  changed_.notify_all();
  changed_.wait(lock, [this] { return (tasks_.empty() || trouble_) && !anything_runs(); });
  if (trouble_) std::rethrow_exception(std::exchange(trouble_, nullptr));
}

bool Pool::anything_runs() const {
  return std::any_of(running_.begin(), running_.end(), [](std::size_t count) { return count > 0; });
}

bool Pool::free_slot(Slot slot) const {
  return running_[index(slot)] < limits_[index(slot)];
}

std::size_t Pool::next() const {
  std::size_t best = tasks_.size();
  if (trouble_ || !open_) return best;
  for (std::size_t i = 0; i < tasks_.size(); ++i) {
    if (!free_slot(tasks_[i].slot)) continue;
    const bool better =
        best == tasks_.size() || tasks_[i].weight > tasks_[best].weight ||
        (tasks_[i].weight == tasks_[best].weight && tasks_[i].number < tasks_[best].number);
    if (better) best = i;
  }
  return best;
}

void Pool::run_tasks() {
  std::unique_lock lock{mutex_};
  for (;;) {
    ++idle_;
    changed_.wait(lock, [this] { return closing_ || next() < tasks_.size(); });
    --idle_;
    if (closing_) return;
    const auto at = tasks_.begin() + static_cast<std::ptrdiff_t>(next());
    const Task task = std::move(*at);
    tasks_.erase(at);
    std::size_t& running = running_[index(task.slot)];
    ++running;
    lock.unlock();
    std::exception_ptr thrown;
    try {
      task.run();
    } catch (...) {
      thrown = std::current_exception();
    }
    lock.lock();
    --running;
    if (thrown && !trouble_) trouble_ = thrown;
    changed_.notify_all();
  }
}

}  // namespace viva::batch

// The pool's threads, made when they are first needed.
#include "harness/batch/pool.hpp"

#include <utility>

namespace viva::batch {

Pool::Pool(Slots slots) : slots_{slots} {}

Pool::~Pool() {
  {
    const std::lock_guard lock{mutex_};
    closing_ = true;
    tasks_.clear();
  }
  changed_.notify_all();
}

void Pool::add(Load load, Duration weight, std::function<void()> task) {
  const std::lock_guard lock{mutex_};
  tasks_.push_back({load, weight, numbers_++, std::move(task)});
  if (idle_ < tasks_.size() && threads_.size() < slots_.computing + slots_.waiting) {
    threads_.emplace_back([this] { work(); });
  }
  changed_.notify_all();
}

void Pool::wait() {
  std::unique_lock lock{mutex_};
  changed_.wait(lock,
                [this] { return (tasks_.empty() || trouble_) && computing_ + waiting_ == 0; });
  if (trouble_) std::rethrow_exception(std::exchange(trouble_, nullptr));
}

bool Pool::free_slot(Load load) const {
  return load == Load::computes ? computing_ < slots_.computing : waiting_ < slots_.waiting;
}

std::size_t Pool::next() const {
  std::size_t best = tasks_.size();
  if (trouble_) return best;
  for (std::size_t i = 0; i < tasks_.size(); ++i) {
    if (!free_slot(tasks_[i].load)) continue;
    const bool better =
        best == tasks_.size() || tasks_[i].weight > tasks_[best].weight ||
        (tasks_[i].weight == tasks_[best].weight && tasks_[i].number < tasks_[best].number);
    if (better) best = i;
  }
  return best;
}

void Pool::work() {
  std::unique_lock lock{mutex_};
  for (;;) {
    ++idle_;
    changed_.wait(lock, [this] { return closing_ || next() < tasks_.size(); });
    --idle_;
    if (closing_) return;
    const auto at = tasks_.begin() + static_cast<std::ptrdiff_t>(next());
    const Task task = std::move(*at);
    tasks_.erase(at);
    auto& slot = task.load == Load::computes ? computing_ : waiting_;
    ++slot;
    lock.unlock();
    std::exception_ptr thrown;
    try {
      task.run();
    } catch (...) {
      thrown = std::current_exception();
    }
    lock.lock();
    --slot;
    if (thrown && !trouble_) trouble_ = thrown;
    changed_.notify_all();
  }
}

}  // namespace viva::batch

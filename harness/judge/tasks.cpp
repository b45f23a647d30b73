// Lifetimes from lists of who is alive now. A look is taken every few milliseconds, so both ends of
// a lifetime are that exact.
#include "harness/judge/tasks.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace viva::judge {
namespace {

using Key = std::pair<std::int64_t, std::int64_t>;  // process, thread

class Census {
 public:
  std::vector<Task> take(const Transcript& transcript) {
    for (std::size_t index = 0; index < transcript.events.size(); ++index) {
      const Event& event = transcript.events[index];
      now_ = event.t;
      if (event.what == What::processes) look_at_processes(event, index);
      if (event.what == What::threads) look_at_threads(event, index);
      if (event.what == What::wrote) note_writer(event, index);
      if (event.what == What::exit && event.who == "program") end_all();
    }
    end_all();
    return std::move(tasks_);
  }

 private:
  void begin(Key key, std::size_t index) {
    if (alive_.contains(key)) return;
    alive_[key] = tasks_.size();
    Task task;
    task.process = key.first;
    task.thread = key.second;
    task.first_process = key.first == first_process_;
    task.from = task.to = now_;
    task.event = index;
    tasks_.push_back(std::move(task));
  }

  void end(std::map<Key, std::size_t>::iterator place) {
    tasks_[place->second].to = now_;
    alive_.erase(place);
  }

  template <class Gone>
  void end_where(Gone gone) {
    for (auto place = alive_.begin(); place != alive_.end();) {
      const auto next = std::next(place);
      if (gone(place->first)) end(place);
      place = next;
    }
  }

  void end_all() {
    end_where([](const Key&) { return true; });
  }

  void look_at_processes(const Event& event, std::size_t index) {
    const auto pids = event.more.value_or<Integers>("pids", {});
    if (!first_process_) {
      const auto* main = event.more.find<std::int64_t>("main");
      if (main != nullptr) first_process_ = *main;
      if (main == nullptr && !pids.empty()) first_process_ = pids.front();
    }
    for (const std::int64_t pid : pids) begin({pid, pid}, index);
    const std::set<std::int64_t> present{pids.begin(), pids.end()};
    end_where([&](const Key& key) { return !present.contains(key.first); });
  }

  void look_at_threads(const Event& event, std::size_t index) {
    const auto* pid = event.more.find<std::int64_t>("pid");
    if (pid == nullptr) return;
    if (!first_process_) first_process_ = *pid;
    const auto tids = event.more.value_or<Integers>("tids", {});
    for (const std::int64_t tid : tids) begin({*pid, tid}, index);
    const std::set<std::int64_t> present{tids.begin(), tids.end()};
    end_where([&](const Key& key) { return key.first == *pid && !present.contains(key.second); });
  }

  void note_writer(const Event& event, std::size_t index) {
    const auto* pid = event.more.find<std::int64_t>("pid");
    const auto* tid = event.more.find<std::int64_t>("tid");
    if (pid == nullptr || tid == nullptr) return;
    const Key key{*pid, *tid};
    const auto place = alive_.find(key);
    if (place != alive_.end()) tasks_[place->second].wrote.push_back(index);
  }

  std::vector<Task> tasks_;
  std::map<Key, std::size_t> alive_;
  std::optional<std::int64_t> first_process_;
  Duration now_{0};
};

bool fits(const Task& one, const Task& other, Home home) {
  if (home == Home::any) return true;
  return (one.process == other.process) == (home == Home::one_process);
}

}  // namespace

std::vector<Task> tasks_of(const Transcript& transcript) {
  return Census{}.take(transcript);
}

bool tasks_were_watched(const Transcript& transcript) {
  return std::any_of(transcript.events.begin(), transcript.events.end(), [](const Event& event) {
    return event.what == What::threads || event.what == What::processes;
  });
}

Duration together(const Task& one, const Task& other) {
  return std::max(Duration{0}, std::min(one.to, other.to) - std::max(one.from, other.from));
}

std::optional<TaskPair> longest_together(const std::vector<Task>& tasks, Home home,
                                         TaskFilter admits) {
  // Those that lived longest are enough to find the pair, and a program may make thousands.
  constexpr std::size_t candidates_max = 64;
  std::vector<const Task*> candidates;
  for (const Task& task : tasks) {
    if (admits(task)) candidates.push_back(&task);
  }
  std::stable_sort(candidates.begin(), candidates.end(), [](const Task* one, const Task* other) {
    return one->lived() > other->lived();
  });
  candidates.resize(std::min(candidates.size(), candidates_max));
  std::optional<TaskPair> best;
  for (std::size_t one = 0; one < candidates.size(); ++one) {
    for (std::size_t other = one + 1; other < candidates.size(); ++other) {
      if (!fits(*candidates[one], *candidates[other], home)) continue;
      const Duration both = together(*candidates[one], *candidates[other]);
      if (both > Duration{0} && (!best || both > best->together())) {
        best = TaskPair{*candidates[one], *candidates[other]};
      }
    }
  }
  return best;
}

}  // namespace viva::judge

// Changes alone are recorded, so that a long trial has a short transcript.
#include "harness/trial/sampler.hpp"

#include "harness/box/proc.hpp"

#include <algorithm>

namespace viva::trial {
namespace {

Integers integers(const std::vector<pid_t>& ids) {
  return {ids.begin(), ids.end()};
}

}  // namespace

void Sampler::look(pid_t init, std::string_view who, Recorder& recorder) {
  std::map<pid_t, std::vector<pid_t>> threads;
  std::vector<pid_t> alive;
  for (const pid_t process : box::descendants(init)) {
    auto of_this = box::threads_of(process);
    if (of_this.empty()) continue;  // a zombie
    alive.push_back(process);
    threads.emplace(process, std::move(of_this));
  }
  if (alive != processes_) {
    Params more{{"pids", integers(alive)}};
    if (!alive.empty()) more.set("main", std::int64_t{alive.front()});
    recorder.add(who, What::processes, {}, std::move(more));
    processes_ = alive;
  }
  for (const auto& [process, was] : threads_) {
    if (!threads.contains(process)) {
      recorder.add(who, What::threads, {}, {{"pid", std::int64_t{process}}, {"tids", Integers{}}});
    }
  }
  for (const auto& [process, tids] : threads) {
    const auto before = threads_.find(process);
    if (before == threads_.end() || before->second != tids) {
      recorder.add(who, What::threads, {},
                   {{"pid", std::int64_t{process}}, {"tids", integers(tids)}});
    }
    for (const pid_t thread : tids) {
      const std::int64_t bytes = box::written_by(process, thread);
      auto& known = wrote_[{process, thread}];
      if (bytes <= known) continue;
      known = bytes;
      recorder.add(
          who, What::wrote, {},
          {{"pid", std::int64_t{process}}, {"tid", std::int64_t{thread}}, {"total", bytes}});
    }
  }
  threads_ = std::move(threads);
}

}  // namespace viva::trial

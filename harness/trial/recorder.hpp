// The recorder: the one place where a trial's events get their time and their order.
// It hands each event on at once, so that a trial that dies leaves what it saw until then.
#pragma once

#include "harness/model/event.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace viva::trial {

class Recorder {
 public:
  using Sink = std::function<void(const Event&)>;

  /// `events_max`: what comes after that many is counted, not kept (a `limit` event says so).
  Recorder(Sink sink, std::uint64_t events_max);

  /// Time since the trial's start.
  [[nodiscard]] Duration now() const;

  void add(std::string_view who, What what, std::string bytes = {}, Params more = {});

  /// For what must stand even after the limit: exit, fault, done.
  void add_always(std::string_view who, What what, std::string bytes = {}, Params more = {});

  [[nodiscard]] std::uint64_t count() const { return count_; }

 private:
  Sink sink_;
  std::uint64_t events_max_;
  std::uint64_t count_ = 0;
  std::chrono::steady_clock::time_point begin_;
};

}  // namespace viva::trial

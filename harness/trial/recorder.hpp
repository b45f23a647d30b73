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
  /// `bytes_max`: what events carry beyond it is left out, its length stands in its place.
  Recorder(Sink sink, std::uint64_t events_max, std::uint64_t bytes_max);

  /// Time since the trial's start.
  [[nodiscard]] Duration now() const;

  void add(std::string_view who, What what, std::string bytes = {}, Params more = {});

  /// For what must stand even after the limit: exit, fault, done.
  void add_always(std::string_view who, What what, std::string bytes = {}, Params more = {});

  [[nodiscard]] std::uint64_t count() const { return count_; }

  /// What the program has made the peers take; the taps count, the stage ends a program that goes
  /// past its limits.
  struct Taken {
    std::uint64_t connections = 0;
    std::uint64_t datagrams = 0;
    std::uint64_t bytes = 0;  ///< of all events
  };
  [[nodiscard]] const Taken& taken() const { return taken_; }
  void take_connection() { ++taken_.connections; }
  void take_datagram() { ++taken_.datagrams; }

 private:
  Sink sink_;
  std::uint64_t events_max_;
  std::uint64_t bytes_max_;
  std::uint64_t count_ = 0;
  Taken taken_;
  std::chrono::steady_clock::time_point begin_;
};

}  // namespace viva::trial

// What is going on while viva grades, on standard error. The board is a pure model: events in,
// lines out. The view shows it: in place on a terminal, as plain lines elsewhere.
#pragma once

#include "harness/batch/examine.hpp"
#include "harness/model/value.hpp"
#include "harness/report/style.hpp"

#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace viva::cli {

/// How far one run is: for each exercise its build and its scenarios.
class Board {
 public:
  void take(const batch::Progress& progress);

  /// A line with a bar, then the exercises, several to a line; none longer than `style.width`.
  [[nodiscard]] Strings lines(const report::Style& style, Duration elapsed) const;

  /// For places without a cursor: one line for each exercise that became complete since the last
  /// call.
  Strings news();

  [[nodiscard]] bool empty() const { return exercises_.empty(); }

 private:
  enum class State { planned, active, done };
  struct Exercise {
    std::string id;
    State build = State::planned;
    std::map<std::string, State> scenarios;
    bool told = false;
  };

  static std::size_t done_of(const Exercise& exercise);
  static bool complete(const Exercise& exercise);
  Exercise& exercise_named(const std::string& id);

  std::vector<Exercise> exercises_;  // in the order in which they were first heard of
};

/// Shows a board on a descriptor until it is destroyed; then nothing of it is left on a terminal.
/// `tell` may be called from any thread. Its own thread starts with the first event, with all
/// signals blocked: they belong to whoever cleans up.
class LiveView {
 public:
  LiveView(int descriptor, bool terminal, report::Style style);
  LiveView(const LiveView&) = delete;
  LiveView& operator=(const LiveView&) = delete;
  ~LiveView();

  void tell(const batch::Progress& progress);

 private:
  void draw_until_stopped(const std::stop_token& stop);
  void draw();
  void wipe();
  void write_out(const std::string& text) const;

  int descriptor_;
  bool terminal_;
  report::Style style_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  Board board_;
  std::string shown_;  // the last picture
  std::chrono::steady_clock::time_point begin_;
  std::jthread painter_;
};

}  // namespace viva::cli

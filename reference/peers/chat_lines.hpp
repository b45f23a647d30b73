// The lines of a chat, and what has become of them: pure, without sockets and without a clock.
// What counts as rightly received is the judge's matter; here it is only decided when to go on.
#pragma once

#include "harness/model/value.hpp"
#include "harness/trial/random.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace viva::peers::chat {

/// Makes lines to send: printable, with single blanks, unlike one another, none a part of another.
class LineMaker {
 public:
  explicit LineMaker(trial::Random& random) : random_{&random} {}

  /// `length` bytes, at least 8.
  std::string line(std::size_t length);

  /// A line with a length between the two, both included.
  std::string line_between(std::size_t low, std::size_t high);

  /// The shortest line there is, one byte; the second call gives the next such byte.
  std::string shortest();

  /// A word that a server may take for a name: short, letters only, no command of any chat.
  std::string nickname();

 private:
  [[nodiscard]] bool resembles_another(std::string_view line) const;

  trial::Random* random_;
  std::vector<std::string> made_;
  std::size_t shortest_made_ = 0;
};

/// Cuts a stream into its ended lines, without '\n', '\r' and blanks at the end.
class LineCutter {
 public:
  std::vector<std::string> feed(std::string_view bytes);

 private:
  std::string tail_;  // what came after the last '\n', bounded: a server may never end a line
};

/// What one client has been sent by the server, seen against the lines that are on their way to it.
class Inbox {
 public:
  /// From now on a received line that ends with `line` is its arrival.
  void expect(std::string line);

  /// Lines that are awaited no longer: whoever has not come is forgotten.
  void forget();

  /// Returns the expected lines that arrived with these bytes.
  std::vector<std::string> feed(std::string_view bytes);

  /// Whether this text stood anywhere in the last few thousand bytes.
  [[nodiscard]] bool mentions(std::string_view text) const;

  [[nodiscard]] bool complete() const { return expected_.empty(); }
  [[nodiscard]] std::size_t arrived() const { return arrived_; }  ///< expected lines, since ever
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] std::uint64_t lines() const { return lines_; }  ///< ended lines, of whatever text

 private:
  LineCutter cutter_;
  std::vector<std::string> expected_;
  std::string recent_;
  std::size_t arrived_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t lines_ = 0;
};

/// How long to wait for what a server owes: the full time until it has failed to deliver once, a
/// short time from then on, and nothing when the time for all of it is spent.
class Patience {
 public:
  struct Terms {
    Duration full{0};
    Duration after_failure{0};
    Duration end_of_all{0};  ///< since the trial's start
  };

  explicit Patience(Terms terms) : terms_{terms} {}

  void disappoint() { disappointed_ = true; }
  [[nodiscard]] bool disappointed() const { return disappointed_; }
  [[nodiscard]] Duration at(Duration now) const;

 private:
  Terms terms_;
  bool disappointed_ = false;
};

/// How to cut a line, with its '\n', into pieces that leave one by one: within words, the end
/// apart.
std::vector<std::string> pieces_of(std::string_view ended_line, std::size_t count);

}  // namespace viva::peers::chat

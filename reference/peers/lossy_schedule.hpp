// The decisions of lossy_responder, without sockets or clocks: which copy of which message is
// dropped, what is answered when, and when all is over. Nothing is random: the k-th copy of message
// m is dropped because the schedule says so. The peer feeds it datagrams and times and does what it
// asks.
#pragma once

#include "harness/model/value.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace viva::peers {

/// How many first copies of which message are dropped.
using Drops = std::map<std::size_t, std::size_t>;

/// From text such as "1:3, 4:1". Throws std::invalid_argument that says what is wrong.
Drops read_drops(std::string_view text);

struct SchedulePlan {
  std::size_t count = 10;           ///< messages 0 to count-1
  std::string prefix = "Message ";  ///< before the number
  std::string answer = "ACK: ";     ///< before the message
  Drops drops;
  std::vector<std::size_t> stale;  ///< messages whose first copy is met by a volley of old answers
  Duration patience = std::chrono::seconds{12};  ///< for the next datagram that matters
  /// Once so much time went by in waiting for repeats, nothing more is dropped: a client that waits
  /// ten seconds each time shall still come to its end.
  Duration loss_budget = std::chrono::seconds{14};
  Duration after =
      std::chrono::seconds{3};  ///< listened on after all was answered, while the program runs
  std::size_t datagrams_max = 400;
};

enum class ScheduleEnd {
  exited,   ///< the program ended
  stayed,   ///< all was answered, but it runs on
  silent,   ///< the next datagram never came
  stuck,    ///< datagrams came, but for too long none that had not been answered before
  flooded,  ///< too many datagrams
};
std::string_view name_of(ScheduleEnd end);

class Schedule {
 public:
  struct Reply {
    std::uint16_t to = 0;
    std::string bytes;
    bool operator==(const Reply&) const = default;
  };
  /// The `copy`-th copy of this message (from 1) stays unanswered.
  struct Drop {
    std::size_t message = 0;
    std::size_t copy = 0;
    bool operator==(const Drop&) const = default;
  };
  using Action = std::variant<Reply, Drop>;
  using Actions = std::vector<Action>;

  Schedule(SchedulePlan plan, Duration now);

  Actions received(std::uint16_t from, std::string_view bytes, Duration now);

  [[nodiscard]] std::optional<ScheduleEnd> over(Duration now, bool program_runs) const;

  /// All `count` messages have been answered.
  [[nodiscard]] bool all_answered() const;

 private:
  struct Message {
    std::string text;
    std::size_t copies = 0;
    bool answered = false;
  };
  [[nodiscard]] std::size_t number_of(std::string_view text) const;
  Actions volley(std::size_t message, std::uint16_t to) const;
  Reply answer(std::size_t message, std::uint16_t to, Duration now);

  SchedulePlan plan_;
  std::map<std::size_t, Message> messages_;
  std::size_t current_ = 0;
  std::size_t datagrams_ = 0;
  Duration heard_;
  Duration progress_;  // the last datagram that was new, or dropped
  bool dropped_last_ = false;
  Duration lost_time_{0};         // in waiting for repeats
  std::optional<Duration> done_;  // when the last of all was answered
};

}  // namespace viva::peers

// Replies to a client under test: what, when, and when the conversation is over. No sockets, no
// clock.
#pragma once

#include "harness/model/value.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace viva::peers {

struct Reply {
  std::uint16_t to = 0;
  std::string text;
  Duration due{0};

  bool operator==(const Reply&) const = default;
};

/// Answers each non-empty message after a delay, in the order in which they came, until there were
/// far more than was asked for.
class Replier {
 public:
  struct Patience {
    Duration first{std::chrono::seconds{5}};  ///< for the first message
    Duration message{
        std::chrono::seconds{3}};  ///< for another one, after the last thing that happened
    Duration exit{std::chrono::seconds{3}};  ///< for the exit, when all have been answered
  };

  Replier(std::size_t asked, Patience patience, Duration now);

  /// A message came; true when it is to be answered, with `text`, after `delay`.
  bool took(std::string_view message, std::uint16_t from, std::string text, Duration delay,
            Duration now);

  /// The reply that is due by `now`, once.
  std::optional<Reply> due(Duration now);

  /// Whether a reply is still to be sent. It is sent to a program that has ended, too: that one did
  /// not wait for it.
  [[nodiscard]] bool owes() const { return !waiting_.empty(); }

  /// How long to wait for the next message or reply; none when it is over.
  [[nodiscard]] std::optional<Duration> wait(Duration now) const;

  /// What never came, when it is over: "a message", "the program's exit" or, after far too many
  /// messages, nothing.
  [[nodiscard]] std::string_view awaited() const;

 private:
  [[nodiscard]] bool flooded() const;
  [[nodiscard]] Duration patience() const;

  std::size_t asked_;
  Patience patience_;
  Duration last_;  ///< when something last happened
  std::size_t messages_ = 0;
  std::size_t datagrams_ = 0;
  std::deque<Reply> waiting_;
};

}  // namespace viva::peers

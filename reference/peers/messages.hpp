// The messages of datagram clients, and how long each is worth waiting for. No sockets here.
#pragma once

#include "harness/model/value.hpp"
#include "harness/trial/random.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace viva::peers {

/// `count` printable texts, no two alike. The first is ordinary; where there are more than five,
/// the fourth has one byte and the sixth `length_max` bytes.
Strings make_messages(std::size_t count, std::size_t length_max, trial::Random& random);

/// Lock-step: which client asks next, and how long it waits. The first answer that does not come
/// makes the later waits short, and several of them end it: a dead server does not cost one wait
/// per message.
class LockStep {
 public:
  struct Patience {
    Duration answer{std::chrono::seconds{3}};
    Duration answer_after_loss{std::chrono::milliseconds{500}};
    std::size_t losses_max = 4;
  };
  struct Turn {
    std::size_t message = 0;  ///< from 0
    std::size_t client = 0;   ///< from 0
    Duration patience{0};

    bool operator==(const Turn&) const = default;
  };

  LockStep(std::size_t messages, std::size_t clients, Patience patience);

  /// None when all have been asked or asking further is no use.
  std::optional<Turn> next();
  void lost() { ++losses_; }

 private:
  std::size_t messages_;
  std::size_t clients_;
  Patience patience_;
  std::size_t asked_ = 0;
  std::size_t losses_ = 0;
};

}  // namespace viva::peers

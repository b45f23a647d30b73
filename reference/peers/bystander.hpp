// A bystander listens on a port that the program was not told to use (the lecture's default), so
// that one that ignores its arguments can be told so. It looks only when nothing came where it
// should.
#pragma once

#include "harness/trial/stage.hpp"

#include <cstdint>
#include <optional>

namespace viva::peers {

class Bystander {
 public:
  /// `port` 0 or one that is taken here: it sees nothing.
  static Bystander tcp(trial::Stage& stage, std::uint16_t port);
  static Bystander udp(trial::Stage& stage, std::uint16_t port);

  /// Records what has come as `accept` or `recv` by "bystander".
  trial::awaitable<void> look();

 private:
  std::optional<trial::TcpListener> listener_;
  std::optional<trial::UdpSocket> socket_;
};

}  // namespace viva::peers

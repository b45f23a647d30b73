// What a bystander sees: see bystander.hpp.
#include "reference/peers/bystander.hpp"

#include "harness/model/trouble.hpp"

#include <boost/system/system_error.hpp>

#include <chrono>
#include <utility>

namespace viva::peers {

namespace {
// What was sent has long arrived; this is no wait for something to happen.
constexpr Duration look_time = std::chrono::milliseconds{20};

/// A port that is taken means one symptom fewer, not a failed trial.
template <class Make>
void where_free(std::uint16_t port, Make make) {
  if (port == 0) return;
  try {
    make();
  } catch (const Trouble&) {
  } catch (const boost::system::system_error&) {
  }
}
}  // namespace

Bystander Bystander::tcp(trial::Stage& stage, std::uint16_t port) {
  Bystander bystander;
  where_free(port, [&] { bystander.listener_.emplace(stage.executor(), stage.recorder(), port); });
  return bystander;
}

Bystander Bystander::udp(trial::Stage& stage, std::uint16_t port) {
  Bystander bystander;
  where_free(port, [&] {
    bystander.socket_.emplace(stage.executor(), stage.recorder(), "bystander", port);
  });
  return bystander;
}

trial::awaitable<void> Bystander::look() {
  if (listener_) {
    auto accepting = listener_->accept("bystander", look_time);
    co_await std::move(accepting);
  }
  if (socket_) {
    auto receiving = socket_->receive(look_time);
    co_await std::move(receiving);
  }
}

}  // namespace viva::peers

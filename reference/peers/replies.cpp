// When to reply and when to stop: see replies.hpp.
#include "reference/peers/replies.hpp"

#include <algorithm>
#include <utility>

namespace viva::peers {

Replier::Replier(std::size_t asked, Patience patience, Duration now)
    : asked_{asked}, patience_{patience}, last_{now} {}

bool Replier::took(std::string_view message, std::uint16_t from, std::string text, Duration delay,
                   Duration now) {
  ++datagrams_;
  if (message.empty()) return false;  // an empty datagram is no message, and asks for nothing
  ++messages_;
  last_ = now;
  const Duration earliest = waiting_.empty() ? Duration{0} : waiting_.back().due;
  waiting_.push_back({from, std::move(text), std::max(now + delay, earliest)});
  return true;
}

std::optional<Reply> Replier::due(Duration now) {
  if (waiting_.empty() || waiting_.front().due > now) return std::nullopt;
  Reply reply = std::move(waiting_.front());
  waiting_.pop_front();
  last_ = now;
  return reply;
}

// A client that has lost count is answered on; one that never stops is not.
bool Replier::flooded() const {
  return datagrams_ >= 3 * asked_ + 20;
}

Duration Replier::patience() const {
  if (messages_ == 0) return patience_.first;
  return messages_ < asked_ ? patience_.message : patience_.exit;
}

std::optional<Duration> Replier::wait(Duration now) const {
  if (flooded()) return std::nullopt;
  if (!waiting_.empty()) return std::max(waiting_.front().due - now, Duration{0});
  const Duration deadline = last_ + patience();
  if (now >= deadline) return std::nullopt;
  return deadline - now;
}

std::string_view Replier::awaited() const {
  if (flooded()) return {};
  return messages_ < asked_ ? "a message" : "the program's exit";
}

}  // namespace viva::peers

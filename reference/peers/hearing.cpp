// The decisions of a client that listens: see hearing.hpp.
#include "reference/peers/hearing.hpp"

#include <algorithm>

namespace viva::peers {

namespace {
// A server that is known to wait for the client gets this long to prove the opposite.
constexpr Duration politeness = std::chrono::milliseconds{200};

Step until(Duration deadline, Duration now, Step afterwards) {
  if (now < deadline) return {Next::wait, deadline - now, {}};
  return afterwards;
}
}  // namespace

Hearing::Hearing(Role role, Patience patience, Habits habits, Duration now)
    : role_{role}, patience_{patience}, habits_{habits}, begin_{now} {}

void Hearing::heard(std::size_t bytes, Duration now) {
  bytes_ += bytes;
  last_byte_ = now;
}

void Hearing::spoke(Duration now) {
  spoke_ = now;
}

void Hearing::ended() {
  ended_ = true;
}

Step Hearing::before_first_byte(Duration now) const {
  const Step in_vain{Next::done, Duration{0}, "the greeting"};
  if (spoke_) return until(*spoke_ + patience_.answer, now, in_vain);
  // Only the first client finds out whether the server waits to be spoken to: the contract lets no
  // client speak, and one whose greeting is merely late must not be disturbed again and again.
  const bool may_speak = role_ == Role::first_client || habits_.waits_to_be_spoken_to;
  const Duration silence = habits_.waits_to_be_spoken_to ? politeness : patience_.first;
  return until(begin_ + silence, now, may_speak ? Step{Next::speak, Duration{0}, {}} : in_vain);
}

Step Hearing::next(Duration now) const {
  if (ended_ || too_much()) return {};
  if (bytes_ == 0) return before_first_byte(now);
  if (habits_.length && bytes_ >= *habits_.length) return {};
  const Duration deadline = std::min(last_byte_ + patience_.end, begin_ + patience_.in_all);
  return until(deadline, now, {Next::done, Duration{0}, "the end of the stream"});
}

Habits Hearing::habits() const {
  Habits learned = habits_;
  if (bytes_ == 0) return learned;
  learned.waits_to_be_spoken_to = spoke_.has_value();
  if (!ended_) learned.length = bytes_;
  return learned;
}

}  // namespace viva::peers

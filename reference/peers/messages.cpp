// Messages and turns: see messages.hpp.
#include "reference/peers/messages.hpp"

#include <algorithm>

namespace viva::peers {

namespace {
constexpr std::size_t ordinary_min = 8;
constexpr std::size_t ordinary_max = 120;
constexpr std::size_t where_short = 3;
constexpr std::size_t where_long = 5;

std::size_t length_of(std::size_t which, std::size_t count, std::size_t length_max,
                      trial::Random& random) {
  if (count > where_long && which == where_short) return 1;
  if (count > where_long && which == where_long) return length_max;
  const std::size_t high =
      std::clamp(ordinary_max, ordinary_min, std::max(ordinary_min, length_max));
  return static_cast<std::size_t>(random.between(ordinary_min, static_cast<std::int64_t>(high)));
}
}  // namespace

Strings make_messages(std::size_t count, std::size_t length_max, trial::Random& random) {
  Strings messages;
  while (messages.size() < count) {
    const std::size_t length = length_of(messages.size(), count, length_max, random);
    std::string message = random.sentence(length);
    const bool known = std::find(messages.begin(), messages.end(), message) != messages.end();
    if (!known) messages.push_back(std::move(message));
  }
  return messages;
}

LockStep::LockStep(std::size_t messages, std::size_t clients, Patience patience)
    : messages_{messages}, clients_{clients}, patience_{patience} {}

std::optional<LockStep::Turn> LockStep::next() {
  if (asked_ >= messages_ || losses_ >= patience_.losses_max) return std::nullopt;
  const std::size_t message = asked_++;
  return Turn{message, message % clients_,
              losses_ == 0 ? patience_.answer : patience_.answer_after_loss};
}

}  // namespace viva::peers

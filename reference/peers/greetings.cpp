// Greetings and how they are cut: see greetings.hpp.
#include "reference/peers/greetings.hpp"

#include "harness/model/trouble.hpp"

namespace viva::peers {

namespace {
std::string sentence(trial::Random& random, std::int64_t low, std::int64_t high) {
  return random.sentence(static_cast<std::size_t>(random.between(low, high)));
}
}  // namespace

const std::vector<std::string_view>& greeting_styles() {
  static const std::vector<std::string_view> styles = {"plain", "percent", "long"};
  return styles;
}

std::string make_greeting(std::string_view style, trial::Random& random) {
  if (style == "plain") return sentence(random, 20, 60);
  if (style == "percent") {
    // Each made on a line of its own: the order in which operands are evaluated is not fixed.
    const std::string before = sentence(random, 10, 25);
    const std::string after = sentence(random, 10, 25);
    return before + " %s " + after;
  }
  if (style == "long") return sentence(random, 1'100, 2'000);
  throw Trouble("make a greeting: there is no style \"" + std::string(style) + "\"");
}

std::vector<std::string> cut(std::string_view text, std::size_t pieces) {
  std::vector<std::string> parts;
  std::size_t weights = pieces * (pieces + 1) / 2;  // 3 pieces: 3/6, 2/6, 1/6 of the text
  for (std::size_t weight = pieces; weight > 1; --weight) {
    const std::size_t length = text.size() * weight / weights;
    parts.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
    weights -= weight;
  }
  parts.emplace_back(text);
  return parts;
}

}  // namespace viva::peers

// Everything is drawn from mt19937_64 by arithmetic of our own, since the standard fixes the
// engine's numbers but not the distributions'.
#include "harness/trial/random.hpp"

namespace viva::trial {
namespace {

// FNV-1a (draft-eastlake-fnv), to make a number of a place's name.
std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 14695981039346656037ULL;
  for (const char letter : text)
    value = (value ^ static_cast<unsigned char>(letter)) * 1099511628211ULL;
  return value;
}

}  // namespace

Random::Random(std::uint64_t seed, std::string_view place)
    : engine_{seed * 0x9E3779B97F4A7C15ULL ^ hash(place)} {}

std::int64_t Random::between(std::int64_t low, std::int64_t high) {
  const auto span = static_cast<std::uint64_t>(high - low) + 1;
  if (span == 0) return static_cast<std::int64_t>(engine_());
  // Numbers from the uneven rest at the top are drawn again, so that each value is equally likely.
  const std::uint64_t rest = (UINT64_MAX % span + 1) % span;
  std::uint64_t drawn = engine_();
  while (drawn > UINT64_MAX - rest) drawn = engine_();
  return low + static_cast<std::int64_t>(drawn % span);
}

std::string Random::word(std::size_t length) {
  static constexpr std::string_view letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  std::string text;
  for (std::size_t i = 0; i < length; ++i) {
    text += letters[static_cast<std::size_t>(
        between(0, static_cast<std::int64_t>(letters.size()) - 1))];
  }
  return text;
}

std::string Random::sentence(std::size_t length) {
  std::string text;
  while (text.size() < length) {
    if (!text.empty()) text += ' ';
    text += word(static_cast<std::size_t>(between(1, 9)));
  }
  text.resize(length);
  if (!text.empty() && text.back() == ' ') text.back() = 'x';
  return text;
}

}  // namespace viva::trial

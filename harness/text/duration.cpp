// Times and sizes, in whole numbers throughout: what is written is what is meant.
#include "harness/text/duration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace viva::text {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr std::array<Unit, 6> time_units = {{{"us", 1},
                                             {"µs", 1},
                                             {"ms", 1'000},
                                             {"s", 1'000'000},
                                             {"min", 60'000'000},
                                             {"h", 3'600'000'000}}};

constexpr std::array<Unit, 7> size_units = {{{"B", 1},
                                             {"KB", 1ULL << 10U},
                                             {"KiB", 1ULL << 10U},
                                             {"MB", 1ULL << 20U},
                                             {"MiB", 1ULL << 20U},
                                             {"GB", 1ULL << 30U},
                                             {"GiB", 1ULL << 30U}}};

constexpr std::uint64_t longest = 100'000ULL * 3'600'000'000ULL;
constexpr std::uint64_t largest = 1'000'000ULL << 30U;

/// Takes the digits at the start; at most `digits_max` of them, so that nothing overflows.
std::optional<std::string_view> take_digits(std::string_view& text, std::size_t digits_max) {
  const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
  if (count == 0 || count > digits_max) return std::nullopt;
  const std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

std::uint64_t number(std::string_view digits) {
  std::uint64_t value = 0;
  for (const char digit : digits) value = value * 10 + static_cast<std::uint64_t>(digit - '0');
  return value;
}

/// whole.fraction × factor, where it is a whole number.
std::optional<std::uint64_t> times(std::string_view whole, std::string_view fraction,
                                   std::uint64_t factor, std::uint64_t value_max) {
  while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
  std::uint64_t scale = 1;
  for (std::size_t digit = 0; digit < fraction.size(); ++digit) scale *= 10;
  if (number(whole) > value_max / factor) return std::nullopt;
  const std::uint64_t parts = number(fraction) * factor;  // < 10^9 × 2^30: fits
  if (parts % scale != 0) return std::nullopt;
  const std::uint64_t value = number(whole) * factor + parts / scale;
  if (value > value_max) return std::nullopt;
  return value;
}

std::optional<std::uint64_t> parse(std::string_view text, std::span<const Unit> units,
                                   std::uint64_t value_max) {
  const auto whole = take_digits(text, 18);
  if (!whole) return std::nullopt;
  std::string_view fraction;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    const auto digits = take_digits(text, 9);
    if (!digits) return std::nullopt;
    fraction = *digits;
  }
  if (text.starts_with(' ')) text.remove_prefix(1);
  for (const Unit& unit : units) {
    if (text == unit.name) return times(*whole, fraction, unit.factor, value_max);
  }
  return std::nullopt;
}

/// value / factor with as few decimals as say it exactly; `factor` is a power of ten.
std::string decimal(std::uint64_t value, std::uint64_t factor) {
  std::string text = std::to_string(value / factor);
  std::uint64_t rest = value % factor;
  if (rest != 0) text += '.';
  while (rest != 0) {
    rest *= 10;
    text += static_cast<char>('0' + rest / factor);
    rest %= factor;
  }
  return text;
}

}  // namespace

std::optional<std::chrono::microseconds> parse_duration(std::string_view text) {
  const auto value = parse(text, time_units, longest);
  if (!value) return std::nullopt;
  return std::chrono::microseconds{static_cast<std::int64_t>(*value)};
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  return parse(text, size_units, largest);
}

std::string print_duration(std::chrono::microseconds duration) {
  if (duration.count() < 0) {
    return "-" + print_duration(std::chrono::microseconds{-duration.count()});
  }
  const auto value = static_cast<std::uint64_t>(duration.count());
  if (value != 0 && value % 3'600'000'000 == 0) return fmt::format("{}h", value / 3'600'000'000);
  if (value != 0 && value % 60'000'000 == 0) return fmt::format("{}min", value / 60'000'000);
  if (value >= 1'000'000 || value == 0) return decimal(value, 1'000'000) + "s";
  if (value >= 1'000) return decimal(value, 1'000) + "ms";
  return fmt::format("{}us", value);
}

std::string print_size(std::uint64_t bytes) {
  if (bytes != 0 && bytes % (1ULL << 30U) == 0) return fmt::format("{}GB", bytes >> 30U);
  if (bytes != 0 && bytes % (1ULL << 20U) == 0) return fmt::format("{}MB", bytes >> 20U);
  if (bytes != 0 && bytes % (1ULL << 10U) == 0) return fmt::format("{}KB", bytes >> 10U);
  return fmt::format("{}B", bytes);
}

}  // namespace viva::text

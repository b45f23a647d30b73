// See statistics.hpp.
#include "harness/judge/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace viva::judge {
namespace {

double real(std::size_t count) {
  return static_cast<double>(count);
}

double log_choose(std::size_t n, std::size_t k) {
  if (k > n) return -std::numeric_limits<double>::infinity();
  return std::lgamma(real(n) + 1) - std::lgamma(real(k) + 1) - std::lgamma(real(n - k) + 1);
}

/// The probability of exactly `k`; 0 * log(0) counts as 0.
double binomial(std::size_t n, std::size_t k, double probability) {
  const auto term = [](std::size_t times, double base) {
    return times == 0 ? 0.0 : real(times) * std::log(base);
  };
  return std::exp(log_choose(n, k) + term(k, probability) + term(n - k, 1 - probability));
}

/// The probability of exactly `runs` among all orders of `lost` and `kept` things.
double runs_probability(std::size_t runs, std::size_t lost, std::size_t kept) {
  const double all = log_choose(lost + kept, lost);
  const std::size_t half = runs / 2;
  const auto ways = [&](std::size_t of_lost, std::size_t of_kept) {
    return std::exp(log_choose(lost - 1, of_lost - 1) + log_choose(kept - 1, of_kept - 1) - all);
  };
  if (runs % 2 == 0) return 2 * ways(half, half);
  return ways(half + 1, half) + ways(half, half + 1);
}

std::size_t count_runs(const Pattern& pattern) {
  std::size_t runs = pattern.empty() ? 0 : 1;
  for (std::size_t i = 1; i < pattern.size(); ++i) runs += pattern[i] != pattern[i - 1] ? 1 : 0;
  return runs;
}

/// The z that a normal variable exceeds, to either side, with this chance.
double two_sided_quantile(double chance) {
  double low = 0;
  double high = 40;
  for (int step = 0; step < 100; ++step) {
    const double middle = (low + high) / 2;
    (std::erfc(middle / std::numbers::sqrt2) > chance ? low : high) = middle;
  }
  return high;
}

/// The sum of products of deviations `lag` apart, in standard deviations.
double lag_z(const Pattern& pattern, std::size_t lag, double share) {
  const std::size_t pairs = pattern.size() - lag;
  std::size_t both = 0;
  std::size_t either = 0;  // losses counted once for each pair that they stand in
  for (std::size_t i = 0; i < pairs; ++i) {
    both += pattern[i] && pattern[i + lag] ? 1 : 0;
    either += (pattern[i] ? 1U : 0U) + (pattern[i + lag] ? 1U : 0U);
  }
  const double sum = real(both) - share * real(either) + share * share * real(pairs);
  return sum / (share * (1 - share) * std::sqrt(real(pairs)));
}

}  // namespace

Band binomial_band(std::size_t n, double probability, double false_alarm) {
  Band band{0, n};
  double tail = binomial(n, 0, probability);
  while (tail <= false_alarm / 2 && band.low < n) tail += binomial(n, ++band.low, probability);
  tail = binomial(n, n, probability);
  while (tail <= false_alarm / 2 && band.high > 0) tail += binomial(n, --band.high, probability);
  return band;
}

std::size_t count_lost(const Pattern& pattern) {
  return static_cast<std::size_t>(std::count(pattern.begin(), pattern.end(), true));
}

RunsTest runs_test(const Pattern& pattern) {
  const std::size_t lost = count_lost(pattern);
  const std::size_t kept = pattern.size() - lost;
  RunsTest test;
  test.runs = count_runs(pattern);
  if (lost == 0 || kept == 0) return test;
  const double n = real(pattern.size());
  const double product = 2 * real(lost) * real(kept);
  test.expected = product / n + 1;
  const double variance = product * (product - n) / (n * n * (n - 1));
  if (variance > 0) test.z = (real(test.runs) - test.expected) / std::sqrt(variance);
  double below = 0;  // both tails contain what was seen
  double above = 0;
  const std::size_t runs_max = 2 * std::min(lost, kept) + 1;
  for (std::size_t runs = 2; runs <= runs_max; ++runs) {
    const double probability = runs_probability(runs, lost, kept);
    if (runs <= test.runs) below += probability;
    if (runs >= test.runs) above += probability;
  }
  test.chance = std::min(1.0, 2 * std::min(below, above));
  return test;
}

std::optional<Period> find_period(const Pattern& pattern, double false_alarm) {
  const std::size_t lags = pattern.size() / 4;
  const double share = pattern.empty() ? 0 : real(count_lost(pattern)) / real(pattern.size());
  if (lags == 0 || share <= 0 || share >= 1) return std::nullopt;
  const double normal = two_sided_quantile(false_alarm / real(lags));
  // Products of two Bernoulli deviations lean to one side: their sum's skewness moves the bound
  // (Cornish-Fisher, first term).
  const double lean = (1 - 2 * share) * (1 - 2 * share) / (share * (1 - share));
  std::vector<double> z(lags + 1, 0.0);
  double best = 0;
  for (std::size_t lag = 1; lag <= lags; ++lag) {
    z[lag] = lag_z(pattern, lag, share);
    const double skewness = lean / std::sqrt(real(pattern.size() - lag));
    const double bound = normal + skewness * (normal * normal - 1) / 6;
    if (z[lag] <= bound) z[lag] = 0;
    best = std::max(best, z[lag]);
  }
  if (best <= 0) return std::nullopt;
  // Multiples of a period stand out as well, a little less for having fewer pairs: 0.8 tells them
  // from lags that are only related.
  for (std::size_t lag = 1; lag <= lags; ++lag)
    if (z[lag] >= 0.8 * best) return Period{lag, z[lag]};
  return std::nullopt;
}

Overlap compare(const Pattern& first, const Pattern& second) {
  const std::size_t n = std::min(first.size(), second.size());
  std::size_t lost_first = 0;
  std::size_t lost_second = 0;
  Overlap overlap;
  overlap.same = n > 0;
  for (std::size_t i = 0; i < n; ++i) {
    lost_first += first[i] ? 1 : 0;
    lost_second += second[i] ? 1 : 0;
    overlap.both += first[i] && second[i] ? 1 : 0;
    overlap.same = overlap.same && first[i] == second[i];
  }
  if (n == 0) return overlap;
  overlap.expected = real(lost_first) * real(lost_second) / real(n);
  double chance = 0;
  for (std::size_t both = overlap.both; both <= std::min(lost_first, lost_second); ++both) {
    if (lost_second - both > n - lost_first) continue;
    chance += std::exp(log_choose(lost_first, both) +
                       log_choose(n - lost_first, lost_second - both) - log_choose(n, lost_second));
  }
  overlap.chance = std::min(1.0, chance);
  return overlap;
}

}  // namespace viva::judge

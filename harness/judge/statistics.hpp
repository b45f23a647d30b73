// The statistics of random loss: how many losses are believable, whether they are independent, and
// whether two runs were alike. Pure arithmetic; what follows from it for a student is decided in
// lossy_server.cpp.
//
// All tests are exact (binomial, runs, hypergeometric) and in log space, but for the period search,
// whose normal approximation is corrected for skewness. `chance` is always the probability that an
// honest program shows something at least as odd.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace viva::judge {

/// From `low` to `high`, both included.
struct Band {
  std::size_t low = 0;
  std::size_t high = 0;

  bool operator==(const Band&) const = default;
};

/// How many of `n` independent trials happen, each with `probability`: an honest count falls below
/// or above the band with at most half of `false_alarm` each. 2,000 at 0.3 and one in a million:
/// 501 to 702.
Band binomial_band(std::size_t n, double probability, double false_alarm);

/// Which datagrams were lost, in the order of sending.
using Pattern = std::vector<bool>;

std::size_t count_lost(const Pattern& pattern);

/// The test of Wald and Wolfowitz, given how many were lost: too few runs means that losses come in
/// blocks, too many that they are spread too evenly.
struct RunsTest {
  std::size_t runs = 0;
  double expected = 0;
  double z = 0;  ///< in standard deviations, for people
  double chance =
      1;  ///< two-sided, by the exact distribution; 1 when nothing or everything was lost
};
RunsTest runs_test(const Pattern& pattern);

/// After how many datagrams the pattern resembles itself more than chance allows.
struct Period {
  std::size_t length = 0;
  double z = 0;
};
/// The shortest of the periods up to a quarter of the pattern whose correlation stands out at
/// `false_alarm` for the whole search; where one does, the shortest that explains it as well as the
/// best.
std::optional<Period> find_period(const Pattern& pattern, double false_alarm);

/// How many datagrams were lost in both of two runs, against what chance gives.
struct Overlap {
  std::size_t both = 0;
  double expected = 0;
  double chance = 1;  ///< of at least so many in common (hypergeometric)
  bool same = false;  ///< the very same pattern
};
/// Compares as many datagrams as the shorter pattern has.
Overlap compare(const Pattern& first, const Pattern& second);

}  // namespace viva::judge

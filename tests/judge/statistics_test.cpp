// The numbers expected here were computed with Python's fractions and math.comb, in whole numbers.
#include "harness/judge/statistics.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <random>
#include <string_view>

namespace viva::judge {
namespace {

/// 'x' is lost, anything else is answered.
Pattern pattern(std::string_view text) {
  Pattern made;
  for (const char letter : text) made.push_back(letter == 'x');
  return made;
}

/// Lost three times in ten, by the generator whose sequence the standard fixes.
Pattern honest(std::size_t length, unsigned seed) {
  std::mt19937 engine{seed};
  Pattern made;
  for (std::size_t i = 0; i < length; ++i) made.push_back(engine() % 10 < 3);
  return made;
}

TEST(BinomialBand, TwoThousandDatagramsMayLose501To702) {
  EXPECT_EQ(binomial_band(2000, 0.3, 1e-6), (Band{501, 702}));
}

TEST(BinomialBand, AgreesWithWholeNumberArithmeticForOtherCounts) {
  EXPECT_EQ(binomial_band(13, 0.3, 1e-6), (Band{0, 12}));
  EXPECT_EQ(binomial_band(50, 0.3, 1e-6), (Band{2, 32}));
  EXPECT_EQ(binomial_band(100, 0.3, 1e-6), (Band{10, 53}));
  EXPECT_EQ(binomial_band(600, 0.3, 1e-6), (Band{127, 236}));
  EXPECT_EQ(binomial_band(1000, 0.3, 1e-6), (Band{231, 372}));
  EXPECT_EQ(binomial_band(2006, 0.3, 1e-6), (Band{503, 704}));
}

TEST(BinomialBand, OfACertainThingIsCertain) {
  EXPECT_EQ(binomial_band(100, 0.0, 1e-6), (Band{0, 0}));
  EXPECT_EQ(binomial_band(100, 1.0, 1e-6), (Band{100, 100}));
  EXPECT_EQ(binomial_band(0, 0.3, 1e-6), (Band{0, 0}));
}

TEST(BinomialBand, LeavesOutTheUsualWrongShares) {
  const Band band = binomial_band(2000, 0.3, 1e-6);
  EXPECT_GT(2000.0 * 4 / 11, static_cast<double>(band.high));  // randint(0, 10) < 4
  EXPECT_GT(2000.0 * 0.4, static_cast<double>(band.high));
  EXPECT_LT(2000.0 * 0.2, static_cast<double>(band.low));
}

TEST(RunsTest, CountsRunsAndTheirExpectation) {
  const RunsTest test = runs_test(pattern("xxx----"));
  EXPECT_EQ(test.runs, 2U);
  EXPECT_NEAR(test.expected, 4.428571428571429, 1e-12);
  EXPECT_NEAR(test.chance, 0.11428571428571428, 1e-12);
}

TEST(RunsTest, AgreesWithTheExactDistribution) {
  EXPECT_NEAR(runs_test(pattern("x-x-x--")).chance, 0.4, 1e-12);
  EXPECT_NEAR(runs_test(pattern("-x-x-x-")).chance, 0.05714285714285714, 1e-12);
  EXPECT_NEAR(runs_test(pattern("xxx----xxxx--------xxx--------")).chance, 0.0009923110372885486,
              1e-12);
}

TEST(RunsTest, BlocksHaveAStronglyNegativeZAndNoChance) {
  Pattern blocks(2000, false);
  for (std::size_t i = 400; i < 1000; ++i) blocks[i] = true;
  const RunsTest test = runs_test(blocks);
  EXPECT_EQ(test.runs, 3U);
  EXPECT_LT(test.z, -40);
  EXPECT_LT(test.chance, 1e-100);
}

TEST(RunsTest, EveryThirdHasTooManyRuns) {
  Pattern thirds;
  for (std::size_t i = 0; i < 2000; ++i) thirds.push_back(i % 3 == 2);
  const RunsTest test = runs_test(thirds);
  EXPECT_GT(test.z, 15);
  EXPECT_LT(test.chance, 1e-50);
}

TEST(RunsTest, SaysNothingWhereNothingOrEverythingWasLost) {
  EXPECT_EQ(runs_test(Pattern(100, false)).chance, 1);
  EXPECT_EQ(runs_test(Pattern(100, true)).chance, 1);
  EXPECT_EQ(runs_test({}).chance, 1);
}

TEST(RunsTest, HonestPatternsPass) {
  for (unsigned seed = 1; seed <= 50; ++seed)
    EXPECT_GT(runs_test(honest(2000, seed)).chance, 1e-6) << seed;
}

TEST(PeriodSearch, FindsEveryThird) {
  Pattern thirds;
  for (std::size_t i = 0; i < 1000; ++i) thirds.push_back(i % 3 == 0);
  const auto period = find_period(thirds, 1e-6);
  ASSERT_TRUE(period.has_value());
  EXPECT_EQ(period->length, 3U);
}

TEST(PeriodSearch, FindsThreeOfTenAtFixedPlaces) {
  Pattern tens;
  for (std::size_t i = 0; i < 1000; ++i) tens.push_back(i % 10 == 1 || i % 10 == 4 || i % 10 == 5);
  const auto period = find_period(tens, 1e-6);
  ASSERT_TRUE(period.has_value());
  EXPECT_EQ(period->length, 10U);
}

TEST(PeriodSearch, FindsARandomTableOfAHundredThatRepeats) {
  const Pattern table = honest(100, 5);
  Pattern repeated;
  for (std::size_t i = 0; i < 1000; ++i) repeated.push_back(table[i % 100]);
  const auto period = find_period(repeated, 1e-6);
  ASSERT_TRUE(period.has_value());
  EXPECT_EQ(period->length, 100U);
}

TEST(PeriodSearch, FindsNoneInHonestPatterns) {
  for (unsigned seed = 1; seed <= 50; ++seed) {
    EXPECT_FALSE(find_period(honest(1000, seed), 1e-6).has_value()) << seed;
  }
}

TEST(PeriodSearch, FindsNoneWhereNothingOrEverythingWasLostOrInAlmostNothing) {
  EXPECT_FALSE(find_period(Pattern(100, false), 1e-6).has_value());
  EXPECT_FALSE(find_period(Pattern(100, true), 1e-6).has_value());
  EXPECT_FALSE(find_period(pattern("x--"), 1e-6).has_value());
  EXPECT_FALSE(find_period({}, 1e-6).has_value());
}

TEST(Compare, AgreesWithTheHypergeometricDistribution) {
  const Overlap most = compare(pattern("xxx-------"), pattern("xxxx------"));
  EXPECT_EQ(most.both, 3U);
  EXPECT_NEAR(most.chance, 0.03333333333333333, 1e-12);
  const Overlap least = compare(pattern("xxx-------"), pattern("--xxxx----"));
  EXPECT_EQ(least.both, 1U);
  EXPECT_NEAR(least.chance, 0.8333333333333334, 1e-12);
  EXPECT_NEAR(least.expected, 1.2, 1e-12);
  EXPECT_FALSE(least.same);
}

TEST(Compare, TheSamePatternHasNoChance) {
  const Overlap overlap = compare(honest(1000, 1), honest(1000, 1));
  EXPECT_TRUE(overlap.same);
  EXPECT_LT(overlap.chance, 1e-100);
}

TEST(Compare, AlmostTheSamePatternHasNoChanceEither) {
  const Pattern first = honest(1000, 1);
  Pattern second = first;
  for (std::size_t i = 0; i + 1 < second.size(); i += 10) {  // a threaded server swaps neighbours
    const bool kept = second[i];
    second[i] = second[i + 1];
    second[i + 1] = kept;
  }
  EXPECT_FALSE(compare(first, second).same);
  EXPECT_LT(compare(first, second).chance, 1e-6);
}

TEST(Compare, HonestPatternsDiffer) {
  for (unsigned seed = 1; seed <= 50; ++seed)
    EXPECT_GT(compare(honest(1000, seed), honest(1000, seed + 100)).chance, 1e-6) << seed;
}

TEST(Compare, OfTwoLengthsLooksAtTheShorter) {
  EXPECT_TRUE(compare(pattern("x-x"), pattern("x-xxxx")).same);
  EXPECT_FALSE(compare({}, pattern("x")).same);
}

}  // namespace
}  // namespace viva::judge

#include "harness/judge/spoken_time.hpp"

namespace viva::judge {
namespace {

double only(std::string_view text, Words words = Words::ignored) {
  const auto times = times_in(text, words);
  EXPECT_EQ(times.size(), 1U) << text;
  return times.empty() ? -1 : times.front().seconds();
}

TEST(TimesIn, UnitsInTwoLanguages) {
  for (const char* text : {"5 s",
                           "5s",
                           "5 sec",
                           "5.0 seconds",
                           "5,00 Sekunden",
                           "5000 ms",
                           "5000ms",
                           "5000 milliseconds",
                           "5000 Millisekunden",
                           "5000000 µs",
                           "5e3 ms",
                           "5.000000e+00 s",
                           "0:05",
                           "0:00:05.000",
                           "**5** seconds",
                           "`5` s",
                           "5-second",
                           "5 (seconds)",
                           "5\xc2\xa0s",
                           "≈5 s",
                           "5,000 ms",
                           "~5 SECONDS."}) {
    EXPECT_NEAR(only(text), 5, 1e-9) << text;
    EXPECT_TRUE(times_in(text).front().has_unit) << text;
  }
  EXPECT_NEAR(only("2 minutes"), 120, 1e-9);
}

TEST(TimesIn, ANumberWithoutUnitIsSeconds) {
  const auto times = times_in("5.02");
  ASSERT_EQ(times.size(), 1U);
  EXPECT_FALSE(times[0].has_unit);
  EXPECT_NEAR(times[0].seconds(), 5.02, 1e-9);
}

TEST(TimesIn, KnowsWhatTheLastDigitWeighs) {
  EXPECT_NEAR(times_in("5 s").front().step_seconds(), 1, 1e-9);
  EXPECT_NEAR(times_in("5.00 s").front().step_seconds(), 0.01, 1e-9);
  EXPECT_NEAR(times_in("5003 ms").front().step_seconds(), 0.001, 1e-9);
}

TEST(TimesIn, DigitsInNamesAreNoNumbers) {
  EXPECT_TRUE(times_in("Thread1 t_2").empty());
  EXPECT_EQ(times_in("Thread 1").size(), 1U);
  EXPECT_TRUE(times_in("12345678901234567890").empty());
}

TEST(TimesIn, NumberWordsOnlyWhereTheyAreUnderstood) {
  EXPECT_TRUE(times_in("five seconds").empty());
  EXPECT_NEAR(only("five seconds", Words::understood), 5, 1e-9);
  EXPECT_NEAR(only("Fünf Sekunden", Words::understood), 5, 1e-9);
  EXPECT_TRUE(times_in("fivefold", Words::understood).empty());
}

TEST(TimesIn, OddTextsAreNoTrouble) {
  EXPECT_TRUE(times_in("").empty());
  EXPECT_EQ(times_in("1:2:3:4").size(), 4U);
  EXPECT_EQ(times_in("5e").size(), 1U);
  EXPECT_EQ(times_in("1e99 s").size(), 1U);
  EXPECT_EQ(times_in("\xff\xc3").size(), 0U);
}

TEST(UnitBefore, FindsTheUnitInFrontOfANumber) {
  EXPECT_EQ(unit_before("Total time (ms): "), 1e-3);
  EXPECT_EQ(unit_before("elapsed in seconds = "), 1);
  EXPECT_EQ(unit_before("Total time: "), std::nullopt);
}

}  // namespace
}  // namespace viva::judge

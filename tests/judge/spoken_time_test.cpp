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

TEST(TimesIn, ReadsWhatTimePrints) {
  EXPECT_NEAR(only("real\t0m5.003s"), 5.003, 1e-9);
  EXPECT_NEAR(only("real    0m5,012s"), 5.012, 1e-9);
  EXPECT_NEAR(only("real 1m5.003s"), 65.003, 1e-9);
  EXPECT_NEAR(only("1h2m3.5s"), 3723.5, 1e-9);
  EXPECT_NEAR(only("0 min 5 s"), 5, 1e-9);
  EXPECT_NEAR(only("1 hour 30 minutes"), 5400, 1e-9);
  EXPECT_NEAR(times_in("0m5.003s").front().step_seconds(), 0.001, 1e-9);
  EXPECT_TRUE(times_in("0m5.003s").front().has_unit);
  EXPECT_EQ(times_in("0m5.003s").front().text, "0m5.003s");
  EXPECT_EQ(times_in("5m 3 things").size(), 2U);
  EXPECT_EQ(times_in("5 s 3 s").size(), 2U);
}

TEST(TimesIn, ReadsThousands) {
  for (const char* text : {"5,003.12 ms", "5.003,12 ms", "5'003.12 ms", "5 003.12 ms",
                           "5\xc2\xa0"
                           "003,12 ms",
                           "5\xe2\x80\xaf"
                           "003.12 ms",
                           "5,003,120 microseconds", "5.003.120 µs", "5’003’120 µs", "5 003 120 µs",
                           "Time (ms) 5,003.12 ms", "5,003,120,000 ns"})
    EXPECT_NEAR(only(text), 5.00312, 1e-9) << text;
  for (const char* text : {"5 003 ms", "5'003 ms", "5,003 ms",
                           "5\xc2\xa0"
                           "003 ms"})
    EXPECT_NEAR(only(text), 5.003, 1e-9) << text;
  EXPECT_NEAR(times_in("5,003.12 ms").front().step_seconds(), 1e-5, 1e-12);
  EXPECT_NEAR(only("Time (ms): 5,004.12"), 5004.12, 1e-9);
  EXPECT_NEAR(only("Time (ms): 5,004"), 5004, 1e-9);
  EXPECT_NEAR(only("Time (ms): 5 004.12"), 5004.12, 1e-9);
}

TEST(TimesIn, ASingleGroupIsNoThousandWhereItMayBeDecimals) {
  EXPECT_NEAR(only("5,003 s"), 5.003, 1e-9);
  EXPECT_NEAR(only("5.003 s"), 5.003, 1e-9);
  EXPECT_NEAR(only("5.003 ms"), 0.005003, 1e-9);
  EXPECT_NEAR(only("5,003"), 5.003, 1e-9);
  EXPECT_NEAR(only("0,005 ms"), 0.000005, 1e-12);
  EXPECT_NEAR(only("5003,120 ms"), 5.00312, 1e-9);
  EXPECT_EQ(times_in("Thread 1 100").size(), 2U);
  EXPECT_EQ(times_in("1 100 200").size(), 3U);
}

TEST(TimesIn, WhatIsNoNumberIsSkippedAsAWhole) {
  EXPECT_TRUE(times_in("t_2.003 v1.25 Thread1,500").empty());
  EXPECT_TRUE(times_in("123456789012345678.003").empty());
  EXPECT_TRUE(times_in("on 25.11.2026 with 3.10.2 at 127.0.0.1").empty());
  EXPECT_NEAR(only("on 25.11.2026: 5.003 s"), 5.003, 1e-9);
  EXPECT_EQ(times_in("5.01,5.02").size(), 2U);
}

TEST(TimesIn, ADeviationLendsItsUnit) {
  for (const char* text : {"5.00 ± 0.01 s", "5.00±0.01s", "5.00 +/- 0.01 s", "(5.00 ± 0.01) s"}) {
    const auto times = times_in(text);
    ASSERT_EQ(times.size(), 2U) << text;
    EXPECT_TRUE(times[0].has_unit) << text;
    EXPECT_NEAR(times[0].seconds(), 5, 1e-9) << text;
  }
  EXPECT_NEAR(times_in("5003 ± 10 ms")[0].seconds(), 5.003, 1e-9);
  EXPECT_NEAR(times_in("5.004 s (±0.003 s)")[0].seconds(), 5.004, 1e-9);
  EXPECT_FALSE(times_in("5 ± 1")[0].has_unit);
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

// Times and sizes as people write them.
#include "harness/text/duration.hpp"

#include <gtest/gtest.h>

#include <random>

namespace viva::text {
namespace {

using namespace std::chrono_literals;

TEST(ParseDuration, KnowsItsUnits) {
  EXPECT_EQ(parse_duration("3s"), 3s);
  EXPECT_EQ(parse_duration("150ms"), 150ms);
  EXPECT_EQ(parse_duration("10min"), 10min);
  EXPECT_EQ(parse_duration("2h"), 2h);
  EXPECT_EQ(parse_duration("7us"), 7us);
  EXPECT_EQ(parse_duration("7µs"), 7us);
  EXPECT_EQ(parse_duration("0s"), 0us);
}

TEST(ParseDuration, TakesDecimalsThatAreWholeMicroseconds) {
  EXPECT_EQ(parse_duration("1.5s"), 1500ms);
  EXPECT_EQ(parse_duration("0.25ms"), 250us);
  EXPECT_EQ(parse_duration("0.000001s"), 1us);
  EXPECT_EQ(parse_duration("1.500000000s"), 1500ms);
  EXPECT_EQ(parse_duration("0.5us"), std::nullopt);
  EXPECT_EQ(parse_duration("0.0000001s"), std::nullopt);
}

TEST(ParseDuration, RefusesWhatIsNone) {
  for (const char* text :
       {"", "s", "3", "-3s", "3 seconds", "3sec", "3S", ".5s", "3.s", "3s ", " 3s", "1e3s", "1,5s",
        "3m", "3.5.1s", "100001h", "99999999999999999999s"}) {
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
  }
  EXPECT_EQ(parse_duration("3 s"), 3s);
  EXPECT_EQ(parse_duration("100000h"), 100000h);
}

TEST(ParseSize, CountsInPowersOf1024) {
  EXPECT_EQ(parse_size("512MB"), 512ULL << 20U);
  EXPECT_EQ(parse_size("1KB"), 1024U);
  EXPECT_EQ(parse_size("1KiB"), 1024U);
  EXPECT_EQ(parse_size("2GB"), 2ULL << 30U);
  EXPECT_EQ(parse_size("80B"), 80U);
  EXPECT_EQ(parse_size("1.5MB"), 1536ULL << 10U);
  EXPECT_EQ(parse_size("1.5GiB"), 1536ULL << 20U);
}

TEST(ParseSize, RefusesWhatIsNone) {
  for (const char* text :
       {"", "512", "MB", "-1MB", "1mb", "0.3KB", "1TB", "1MBs", "1000001GB", "0x10B"}) {
    EXPECT_EQ(parse_size(text), std::nullopt) << text;
  }
}

TEST(PrintDuration, ChoosesTheShortestExactForm) {
  EXPECT_EQ(print_duration(0us), "0s");
  EXPECT_EQ(print_duration(3s), "3s");
  EXPECT_EQ(print_duration(1500ms), "1.5s");
  EXPECT_EQ(print_duration(150ms), "150ms");
  EXPECT_EQ(print_duration(1250us), "1.25ms");
  EXPECT_EQ(print_duration(10min), "10min");
  EXPECT_EQ(print_duration(90s), "90s");
  EXPECT_EQ(print_duration(2h), "2h");
  EXPECT_EQ(print_duration(7us), "7us");
  EXPECT_EQ(print_duration(-150ms), "-150ms");
}

TEST(PrintSize, ChoosesTheShortestExactForm) {
  EXPECT_EQ(print_size(0), "0B");
  EXPECT_EQ(print_size(1023), "1023B");
  EXPECT_EQ(print_size(1024), "1KB");
  EXPECT_EQ(print_size(512ULL << 20U), "512MB");
  EXPECT_EQ(print_size(1536ULL << 20U), "1536MB");
}

TEST(PrintedForms, AreReadBackToTheSame) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 2000; ++round) {
    const unsigned shift = static_cast<unsigned>(random() % 49);
    const std::uint64_t value = random() >> (15 + shift);
    if (value < 360'000'000'000'000ULL) {
      const std::chrono::microseconds duration{static_cast<std::int64_t>(value)};
      EXPECT_EQ(parse_duration(print_duration(duration)), duration);
    }
    EXPECT_EQ(parse_size(print_size(value)), value);
  }
}

}  // namespace
}  // namespace viva::text

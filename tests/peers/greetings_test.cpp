#include "reference/peers/greetings.hpp"

#include "harness/model/trouble.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace viva::peers {
namespace {

bool one_printable_line(std::string_view text) {
  return !text.empty() && text.front() != ' ' && text.back() != ' ' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

TEST(Greetings, EveryStyleMakesOnePrintableLine) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    trial::Random random{seed, "greetings"};
    for (const auto style : greeting_styles()) {
      EXPECT_TRUE(one_printable_line(make_greeting(style, random))) << style << ", seed " << seed;
    }
  }
}

TEST(Greetings, TheLongOneIsLongerThanALectureBuffer) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    trial::Random random{seed, "greetings"};
    EXPECT_GT(make_greeting("long", random).size(), 1'024U);
    EXPECT_LT(make_greeting("plain", random).size(), 100U);
  }
}

TEST(Greetings, ThePercentOneHoldsWhatPrintfMustNotSee) {
  trial::Random random{7, "greetings"};
  EXPECT_THAT(make_greeting("percent", random), testing::HasSubstr(" %s "));
  EXPECT_THAT(make_greeting("plain", random), testing::Not(testing::HasSubstr("%")));
}

TEST(Greetings, OtherSeedsMakeOtherGreetings) {
  trial::Random one{1, "greetings"};
  trial::Random two{2, "greetings"};
  EXPECT_NE(make_greeting("plain", one), make_greeting("plain", two));
}

TEST(Greetings, AnUnknownStyleIsRefused) {
  trial::Random random{1, "greetings"};
  EXPECT_THROW(make_greeting("fancy", random), Trouble);
}

TEST(Cut, ThePiecesMakeUpTheText) {
  for (std::size_t pieces = 1; pieces <= 6; ++pieces) {
    const std::string text = "a greeting of a fair length, long enough for six pieces";
    std::string joined;
    const auto parts = cut(text, pieces);
    for (const auto& part : parts) joined += part;
    EXPECT_EQ(parts.size(), pieces);
    EXPECT_EQ(joined, text);
  }
}

TEST(Cut, EachPieceIsShorterThanTheOneBefore) {
  const auto parts = cut(std::string(1'200, 'x'), 4);
  ASSERT_EQ(parts.size(), 4U);
  EXPECT_EQ(parts[0].size(), 480U);
  EXPECT_EQ(parts[1].size(), 360U);
  EXPECT_EQ(parts[2].size(), 240U);
  EXPECT_EQ(parts[3].size(), 120U);
}

TEST(Cut, OnePieceIsTheWholeText) {
  EXPECT_THAT(cut("hello", 1), testing::ElementsAre("hello"));
}

}  // namespace
}  // namespace viva::peers

#include "reference/peers/replies.hpp"

#include <gtest/gtest.h>

namespace viva::peers {
namespace {

using namespace std::chrono_literals;

const Replier::Patience patience{5s, 3s, 2s};

TEST(Replier, AMessageIsAnsweredAfterItsDelayAndOnce) {
  Replier replier{2, patience, 0s};
  EXPECT_TRUE(replier.took("one", 4000, "reply one", 200ms, 1s));
  EXPECT_EQ(replier.due(1199ms), std::nullopt);
  EXPECT_EQ(replier.wait(1s), Duration{200ms});
  EXPECT_EQ(replier.due(1200ms), (Reply{4000, "reply one", 1200ms}));
  EXPECT_EQ(replier.due(1200ms), std::nullopt);
}

TEST(Replier, AnswersKeepTheOrderOfTheMessages) {
  Replier replier{2, patience, 0s};
  replier.took("one", 4000, "first", 300ms, 1000ms);
  replier.took("two", 4000, "second", 150ms, 1001ms);
  EXPECT_EQ(replier.due(1299ms), std::nullopt);
  EXPECT_EQ(replier.due(1300ms)->text, "first");
  EXPECT_EQ(replier.due(1300ms)->text, "second");
}

TEST(Replier, AnEmptyDatagramIsNoMessage) {
  Replier replier{1, patience, 0s};
  EXPECT_FALSE(replier.took("", 4000, "never", 200ms, 1s));
  EXPECT_EQ(replier.due(9s), std::nullopt);
  EXPECT_EQ(replier.wait(4s), Duration{1s});
  EXPECT_EQ(replier.awaited(), "a message");
}

TEST(Replier, WaitsFiveSecondsForTheFirstMessageAndThreeForTheNext) {
  Replier replier{2, patience, 0s};
  EXPECT_EQ(replier.wait(4s), Duration{1s});
  EXPECT_EQ(replier.wait(5s), std::nullopt);

  replier.took("one", 4000, "reply", 200ms, 4s);
  ASSERT_TRUE(replier.due(4200ms));
  EXPECT_EQ(replier.wait(4200ms), Duration{3s});
  EXPECT_EQ(replier.wait(7200ms), std::nullopt);
  EXPECT_EQ(replier.awaited(), "a message");
}

TEST(Replier, AfterTheLastAnswerItWaitsForTheExit) {
  Replier replier{1, patience, 0s};
  replier.took("one", 4000, "reply", 200ms, 1s);
  ASSERT_TRUE(replier.due(1200ms));
  EXPECT_EQ(replier.wait(1200ms), Duration{2s});
  EXPECT_EQ(replier.awaited(), "the program's exit");
}

TEST(Replier, OneMessageTooManyIsAnsweredToo) {
  Replier replier{1, patience, 0s};
  replier.took("one", 4000, "a", 150ms, 1s);
  ASSERT_TRUE(replier.due(2s));
  EXPECT_TRUE(replier.took("two", 4000, "b", 150ms, 2s));
  EXPECT_EQ(replier.due(2150ms)->text, "b");
}

TEST(Replier, AFloodEndsIt) {
  Replier replier{2, patience, 0s};
  for (int i = 0; i < 26; ++i) replier.took("again", 4000, "reply", 150ms, 1s);
  EXPECT_EQ(replier.wait(1s), std::nullopt);
  EXPECT_EQ(replier.awaited(), "");

  Replier emptied{2, patience, 0s};
  for (int i = 0; i < 26; ++i) emptied.took("", 4000, "reply", 150ms, 1s);
  EXPECT_EQ(emptied.wait(1s), std::nullopt);
}

}  // namespace
}  // namespace viva::peers

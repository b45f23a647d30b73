#include "reference/peers/lossy_schedule.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace viva::peers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using Drop = Schedule::Drop;
using Reply = Schedule::Reply;

SchedulePlan plan(std::size_t count, std::string_view drops) {
  SchedulePlan made;
  made.count = count;
  made.drops = read_drops(drops);
  return made;
}

/// What became of a datagram, in words: "drop 1.2", "ACK: Message 1 to 9".
std::vector<std::string> words(const Schedule::Actions& actions) {
  std::vector<std::string> made;
  for (const auto& action : actions) {
    if (const auto* drop = std::get_if<Drop>(&action)) {
      made.push_back("drop " + std::to_string(drop->message) + "." + std::to_string(drop->copy));
    } else {
      const auto& reply = std::get<Reply>(action);
      made.push_back(reply.bytes + " to " + std::to_string(reply.to));
    }
  }
  return made;
}

TEST(ReadDrops, TakesPairsOfMessageAndCopies) {
  EXPECT_EQ(read_drops("1:1, 3:3,4:2"), (Drops{{1, 1}, {3, 3}, {4, 2}}));
  EXPECT_EQ(read_drops(""), Drops{});
  EXPECT_EQ(read_drops(" 0:1 "), (Drops{{0, 1}}));
}

TEST(ReadDrops, SaysWhichPartIsNoPair) {
  EXPECT_THROW(read_drops("1"), std::invalid_argument);
  EXPECT_THROW(read_drops("1:2, x:1"), std::invalid_argument);
  EXPECT_THROW(read_drops("1:"), std::invalid_argument);
  EXPECT_THROW(read_drops("1:2,,3:1"), std::invalid_argument);
  EXPECT_THROW(read_drops("-1:2"), std::invalid_argument);
}

TEST(Schedule, DropsTheFirstCopiesOfAMessageAndAnswersTheNext) {
  Schedule schedule{plan(3, "1:3"), 0s};
  EXPECT_THAT(words(schedule.received(9, "Message 0", 0s)), ElementsAre("ACK: Message 0 to 9"));
  EXPECT_THAT(words(schedule.received(9, "Message 1", 0s)), ElementsAre("drop 1.1"));
  EXPECT_THAT(words(schedule.received(9, "Message 1", 1s)), ElementsAre("drop 1.2"));
  EXPECT_THAT(words(schedule.received(9, "Message 1", 2s)), ElementsAre("drop 1.3"));
  EXPECT_THAT(words(schedule.received(9, "Message 1", 3s)), ElementsAre("ACK: Message 1 to 9"));
  EXPECT_FALSE(schedule.all_answered());
  EXPECT_THAT(words(schedule.received(9, "Message 2", 3s)), ElementsAre("ACK: Message 2 to 9"));
  EXPECT_TRUE(schedule.all_answered());
}

TEST(Schedule, AnswersTheSocketThatEachCopyCameFrom) {
  Schedule schedule{plan(1, "0:1"), 0s};
  EXPECT_THAT(words(schedule.received(4001, "Message 0", 0s)), ElementsAre("drop 0.1"));
  EXPECT_THAT(words(schedule.received(4002, "Message 0", 1s)),
              ElementsAre("ACK: Message 0 to 4002"));
}

TEST(Schedule, AnswersARepeatOfWhatItHasAnsweredAlready) {
  Schedule schedule{plan(2, ""), 0s};
  (void)schedule.received(9, "Message 0", 0s);
  EXPECT_THAT(words(schedule.received(9, "Message 0", 1s)), ElementsAre("ACK: Message 0 to 9"));
}

TEST(Schedule, CutsALineEndBeforeItAnswers) {
  Schedule schedule{plan(2, ""), 0s};
  EXPECT_THAT(words(schedule.received(9, "Message 0\r\n", 0s)), ElementsAre("ACK: Message 0 to 9"));
}

TEST(Schedule, TakesOtherTextsInTheirOrder) {
  Schedule schedule{plan(3, "1:1"), 0s};
  EXPECT_THAT(words(schedule.received(9, "hello", 0s)), ElementsAre("ACK: hello to 9"));
  EXPECT_THAT(words(schedule.received(9, "hello", 0s)), ElementsAre("drop 1.1"));
  EXPECT_THAT(words(schedule.received(9, "hello", 1s)), ElementsAre("ACK: hello to 9"));
  EXPECT_THAT(words(schedule.received(9, "world", 1s)), ElementsAre("ACK: world to 9"));
  EXPECT_TRUE(schedule.all_answered());
}

TEST(Schedule, ANumberTooLongToBeOneIsAnotherText) {
  Schedule schedule{plan(3, ""), 0s};
  EXPECT_THAT(words(schedule.received(9, "Message 99999999999999999999", 0s)),
              ElementsAre("ACK: Message 99999999999999999999 to 9"));
  EXPECT_THAT(words(schedule.received(9, "", 0s)), ElementsAre("ACK:  to 9"));
}

TEST(Schedule, MeetsAMessageWithOldAnswersAndStillDropsIt) {
  SchedulePlan stale = plan(3, "2:1");
  stale.stale = {2};
  Schedule schedule{stale, 0s};
  (void)schedule.received(9, "Message 0", 0s);
  (void)schedule.received(9, "Message 1", 0s);
  EXPECT_THAT(
      words(schedule.received(9, "Message 2", 1s)),
      ElementsAre("ACK: Message 1 to 9", "ACK: Message 1 to 9", "ACK: Message 0 to 9", "drop 2.1"));
  EXPECT_THAT(words(schedule.received(9, "Message 2", 2s)), ElementsAre("ACK: Message 2 to 9"));
  EXPECT_TRUE(schedule.all_answered());
}

TEST(Schedule, WithoutADropTheRightAnswerFollowsTheOldOnes) {
  SchedulePlan stale = plan(2, "");
  stale.stale = {1};
  Schedule schedule{stale, 0s};
  (void)schedule.received(9, "Message 0", 0s);
  EXPECT_THAT(words(schedule.received(9, "Message 1", 0s)),
              ElementsAre("ACK: Message 0 to 9", "ACK: Message 0 to 9", "ACK: Message 0 to 9",
                          "ACK: Message 1 to 9"));
}

TEST(Schedule, BeforeTheFirstAnswerThereIsNothingStale) {
  SchedulePlan stale = plan(2, "");
  stale.stale = {0};
  Schedule schedule{stale, 0s};
  EXPECT_THAT(words(schedule.received(9, "Message 0", 0s)), ElementsAre("ACK: Message 0 to 9"));
}

TEST(Schedule, EndsWithTheProgram) {
  const Schedule schedule{plan(2, ""), 0s};
  EXPECT_EQ(schedule.over(1s, false), ScheduleEnd::exited);
  EXPECT_EQ(schedule.over(1s, true), std::nullopt);
}

TEST(Schedule, ListensForAWhileAfterTheLastAnswerWhateverStillComes) {
  Schedule schedule{plan(1, ""), 0s};
  (void)schedule.received(9, "Message 0", 1s);
  EXPECT_EQ(schedule.over(3900ms, true), std::nullopt);
  (void)schedule.received(9, "Message 1", 3900ms);
  EXPECT_EQ(schedule.over(4100ms, true), ScheduleEnd::stayed);
}

TEST(Schedule, AClientThatFallsSilentIsGivenUp) {
  Schedule schedule{plan(2, "0:1"), 0s};
  (void)schedule.received(9, "Message 0", 1s);
  EXPECT_EQ(schedule.over(12900ms, true), std::nullopt);
  EXPECT_EQ(schedule.over(13100ms, true), ScheduleEnd::silent);
}

TEST(Schedule, AClientThatNeverSendsIsGivenUp) {
  const Schedule schedule{plan(2, ""), 0s};
  EXPECT_EQ(schedule.over(12100ms, true), ScheduleEnd::silent);
}

TEST(Schedule, AClientThatRepeatsWhatWasAnsweredIsStuck) {
  Schedule schedule{plan(2, ""), 0s};
  for (int second = 0; second < 13; ++second) {
    EXPECT_EQ(schedule.over(std::chrono::seconds{second}, true), std::nullopt);
    (void)schedule.received(9, "Message 0", std::chrono::seconds{second});
  }
  EXPECT_EQ(schedule.over(12100ms, true), ScheduleEnd::stuck);
}

TEST(Schedule, EndlessCopiesAreCutOff) {
  Schedule schedule{plan(2, ""), 0s};
  for (int i = 0; i < 400; ++i) (void)schedule.received(9, "Message 0", 0s);
  EXPECT_EQ(schedule.over(0s, true), ScheduleEnd::flooded);
}

TEST(Schedule, StopsDroppingOnceTheClientHasWaitedTooLongForItsOwnTimeouts) {
  Schedule schedule{plan(2, "0:1, 1:3"), 0s};
  EXPECT_THAT(words(schedule.received(9, "Message 0", 0s)), ElementsAre("drop 0.1"));
  EXPECT_THAT(words(schedule.received(9, "Message 0", 10s)), ElementsAre("ACK: Message 0 to 9"));
  EXPECT_THAT(words(schedule.received(9, "Message 1", 10s)), ElementsAre("drop 1.1"));
  EXPECT_THAT(words(schedule.received(9, "Message 1", 20s)), ElementsAre("ACK: Message 1 to 9"));
}

TEST(Schedule, AClientOfOneSecondAndPausesGetsTheWholeSchedule) {
  Schedule schedule{plan(5, "1:3, 4:1"), 0s};
  Duration now{0};
  std::size_t drops = 0;
  for (std::size_t message = 0; message < 5; ++message) {
    for (;;) {
      const auto actions = schedule.received(9, "Message " + std::to_string(message), now);
      if (std::holds_alternative<Reply>(actions.at(0))) break;
      ++drops;
      now += 2100ms;
    }
    now += 1s;
  }
  EXPECT_EQ(drops, 4U);
  EXPECT_TRUE(schedule.all_answered());
}

}  // namespace
}  // namespace viva::peers

#include "reference/peers/hearing.hpp"

#include <gtest/gtest.h>

namespace viva::peers {
namespace {

using namespace std::chrono_literals;

const Patience patience{3s, 2s, 1s, 12s, 1000};

TEST(Hearing, WaitsThreeSecondsForTheFirstByte) {
  const Hearing hearing{Role::later_client, patience, {}, 10s};
  EXPECT_EQ(hearing.next(10s), (Step{Next::wait, 3s, {}}));
  EXPECT_EQ(hearing.next(12s), (Step{Next::wait, 1s, {}}));
  EXPECT_EQ(hearing.next(13s), (Step{Next::done, 0s, "the greeting"}));
}

TEST(Hearing, OnlyTheFirstClientSpeaksWhenItHearsNothing) {
  Hearing hearing{Role::first_client, patience, {}, 0s};
  EXPECT_EQ(hearing.next(2999ms).next, Next::wait);
  EXPECT_EQ(hearing.next(3s).next, Next::speak);
  hearing.spoke(3s);
  EXPECT_EQ(hearing.next(3s), (Step{Next::wait, 1s, {}}));
  EXPECT_EQ(hearing.next(4s), (Step{Next::done, 0s, "the greeting"}));
}

TEST(Hearing, AfterEachByteTheEndIsAwaitedAnew) {
  Hearing hearing{Role::first_client, patience, {}, 0s};
  hearing.heard(5, 1s);
  EXPECT_EQ(hearing.next(1s), (Step{Next::wait, 2s, {}}));
  hearing.heard(5, 2500ms);
  EXPECT_EQ(hearing.next(3s), (Step{Next::wait, 1500ms, {}}));
  EXPECT_EQ(hearing.next(4500ms), (Step{Next::done, 0s, "the end of the stream"}));
}

TEST(Hearing, TheEndOfTheStreamEndsIt) {
  Hearing hearing{Role::first_client, patience, {}, 0s};
  hearing.heard(18, 10ms);
  hearing.ended();
  EXPECT_EQ(hearing.next(11ms), (Step{Next::done, 0s, {}}));
  EXPECT_EQ(hearing.habits(), (Habits{}));
}

TEST(Hearing, AServerThatNeverStopsSendingIsLeftInTheEnd) {
  Hearing dripping{Role::first_client, patience, {}, 0s};
  for (Duration t = 1s; t < 12s; t += 1s) dripping.heard(1, t);
  EXPECT_EQ(dripping.next(11500ms).next, Next::wait);
  EXPECT_EQ(dripping.next(12s), (Step{Next::done, 0s, "the end of the stream"}));

  Hearing pouring{Role::first_client, patience, {}, 0s};
  pouring.heard(1000, 1ms);
  EXPECT_TRUE(pouring.too_much());
  EXPECT_EQ(pouring.next(2ms).next, Next::done);
}

TEST(Hearing, LaterClientsDoNotWaitForAnEndThatTheFirstNeverSaw) {
  Hearing first{Role::first_client, patience, {}, 0s};
  first.heard(18, 1ms);
  EXPECT_EQ(first.habits(), (Habits{false, 18}));

  Hearing later{Role::later_client, patience, first.habits(), 10s};
  later.heard(10, 10s);
  EXPECT_EQ(later.next(10s), (Step{Next::wait, 2s, {}}));
  later.heard(8, 10s);
  EXPECT_EQ(later.next(10s), (Step{Next::done, 0s, {}}));
}

TEST(Hearing, LaterClientsSpeakSoonToAServerThatWaitsForIt) {
  Hearing first{Role::first_client, patience, {}, 0s};
  first.spoke(3s);
  first.heard(18, 3100ms);
  first.ended();
  EXPECT_EQ(first.habits(), (Habits{true, {}}));

  const Hearing later{Role::later_client, patience, first.habits(), 10s};
  EXPECT_EQ(later.next(10s).next, Next::wait);
  EXPECT_EQ(later.next(10500ms).next, Next::speak);
}

TEST(Hearing, AFirstClientThatHeardNothingTeachesNothing) {
  Hearing first{Role::first_client, patience, {}, 0s};
  first.spoke(3s);
  EXPECT_EQ(first.habits(), (Habits{}));
}

}  // namespace
}  // namespace viva::peers

#include "reference/peers/messages.hpp"

#include <gtest/gtest.h>

#include <set>

namespace viva::peers {
namespace {

using namespace std::chrono_literals;

TEST(Messages, AreAllDifferentAndNoneIsEmpty) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    trial::Random random{seed, "messages"};
    const Strings messages = make_messages(20, 500, random);
    EXPECT_EQ(messages.size(), 20U);
    EXPECT_EQ(std::set<std::string>(messages.begin(), messages.end()).size(), 20U);
    for (const auto& message : messages) EXPECT_FALSE(message.empty());
  }
}

TEST(Messages, TheShortestAndTheLongestAllowedAreAmongThem) {
  trial::Random random{1, "messages"};
  const Strings messages = make_messages(20, 500, random);
  EXPECT_EQ(messages[3].size(), 1U);
  EXPECT_EQ(messages[5].size(), 500U);
  for (const auto& message : messages) EXPECT_LE(message.size(), 500U);
}

TEST(Messages, TheFirstOneIsOrdinary) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    trial::Random random{seed, "messages"};
    const Strings messages = make_messages(20, 500, random);
    EXPECT_GE(messages[0].size(), 8U);
    EXPECT_LE(messages[0].size(), 120U);
  }
}

TEST(Messages, FewAreAllOrdinary) {
  trial::Random random{1, "messages"};
  for (const auto& message : make_messages(5, 500, random)) EXPECT_GE(message.size(), 8U);
}

TEST(LockStep, ClientsTakeTurns) {
  LockStep turns{3, 2, {3s, 500ms, 4}};
  EXPECT_EQ(turns.next(), (LockStep::Turn{0, 0, 3s}));
  EXPECT_EQ(turns.next(), (LockStep::Turn{1, 1, 3s}));
  EXPECT_EQ(turns.next(), (LockStep::Turn{2, 0, 3s}));
  EXPECT_EQ(turns.next(), std::nullopt);
}

TEST(LockStep, ALostAnswerMakesTheNextWaitsShort) {
  LockStep turns{20, 1, {3s, 500ms, 4}};
  EXPECT_EQ(turns.next()->patience, 3s);
  turns.lost();
  EXPECT_EQ(turns.next()->patience, 500ms);
  EXPECT_EQ(turns.next()->patience, 500ms);
}

TEST(LockStep, SeveralLostAnswersEndIt) {
  LockStep turns{20, 1, {3s, 500ms, 4}};
  int asked = 0;
  while (turns.next()) {
    ++asked;
    turns.lost();
  }
  EXPECT_EQ(asked, 4);
}

}  // namespace
}  // namespace viva::peers

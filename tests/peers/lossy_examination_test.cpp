#include "reference/peers/lossy_examination.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace viva::peers {
namespace {

using namespace std::chrono_literals;

/// A server on paper: it takes `work` for each datagram, one after the other, and answers those
/// that `answers` says; the answer comes `delay` after it was read. Time is counted, never waited
/// for.
struct PaperServer {
  Duration work{50us};
  Duration delay{0};
  std::function<bool(std::size_t)> answers = [](std::size_t message) { return message % 10 >= 3; };
  std::size_t reads_max = 1'000'000;  ///< then it hangs
  bool tells_unread = true;           ///< whether the system can look into its buffer
  bool understood = true;             ///< whether its answers name the message
};

struct Played {
  ExaminationEnd end = ExaminationEnd::complete;
  std::size_t sent = 0;
  std::size_t unread_max = 0;
  std::vector<Duration> times;  ///< of sending
  Duration over{0};
};

/// What waits in the buffer, what is on its way back, and the clock.
struct Desk {
  std::deque<std::size_t> buffer;
  std::deque<std::pair<Duration, std::size_t>> replies;
  Duration free_at{0};
  std::size_t reads = 0;
};

void serve(Desk& desk, const PaperServer& server, Duration now) {
  while (!desk.buffer.empty() && desk.free_at <= now && desk.reads < server.reads_max) {
    const std::size_t message = desk.buffer.front();
    desk.buffer.pop_front();
    ++desk.reads;
    desk.free_at = std::max(desk.free_at, now - 1us) + server.work;
    if (server.answers(message)) desk.replies.emplace_back(desk.free_at + server.delay, message);
  }
}

Played play(const ExaminationPlan& plan, const PaperServer& server) {
  Examination examination{plan, 0us};
  Desk desk;
  Played played;
  for (Duration now{0}; now < 120s;) {
    serve(desk, server, now);
    while (!desk.replies.empty() && desk.replies.front().first <= now) {
      if (server.understood) {
        examination.answered(desk.replies.front().second, now);
      } else {
        examination.noise(now);
      }
      desk.replies.pop_front();
    }
    const Examination::Action action = examination.next(now);
    if (const auto* send = std::get_if<Examination::Send>(&action)) {
      if (desk.buffer.empty()) desk.free_at = std::max(desk.free_at, now);
      desk.buffer.push_back(send->message);
      played.times.push_back(now);
      played.unread_max = std::max(played.unread_max, desk.buffer.size());
    } else if (std::holds_alternative<Examination::Look>(action)) {
      examination.looked(server.tells_unread
                             ? std::optional<std::uint64_t>{desk.buffer.size() * 768}
                             : std::nullopt,
                         now);
    } else if (const auto* over = std::get_if<Examination::Over>(&action)) {
      played.end = over->end;
      played.over = now;
      break;
    } else {
      Duration until = std::get<Examination::Wait>(action).until;
      if (!desk.replies.empty()) until = std::min(until, desk.replies.front().first);
      if (!desk.buffer.empty() && desk.reads < server.reads_max)
        until = std::min(until, std::max(desk.free_at, now + 1us));
      now = std::max(until, now + 1us);
      continue;
    }
    now += 5us;
  }
  played.sent = examination.sent();
  return played;
}

TEST(Examination, OfAQuickServerIsCompleteInAFractionOfASecond) {
  const Played played = play({}, {});
  EXPECT_EQ(played.end, ExaminationEnd::complete);
  EXPECT_GE(played.sent, 2003U);
  EXPECT_LT(played.over, 1s);
}

TEST(Examination, NeverLeavesMoreThanAWindowUnread) {
  PaperServer server;
  server.work = 1ms;
  const Played played = play({}, server);
  EXPECT_EQ(played.end, ExaminationEnd::complete);
  EXPECT_LE(played.unread_max, 40U);
  EXPECT_LT(played.over, 3s);
}

TEST(Examination, ASlowServerIsGivenItsTime) {
  PaperServer server;
  server.work = 10ms;
  const Played played = play({}, server);
  EXPECT_EQ(played.end, ExaminationEnd::complete);
  EXPECT_LT(played.over, 22s);
}

TEST(Examination, AServerThatSleepsASecondForEachIsTooSlow) {
  PaperServer server;
  server.work = 1s;
  const Played played = play({}, server);
  EXPECT_EQ(played.end, ExaminationEnd::slow);
  EXPECT_LE(played.unread_max, 40U);
}

TEST(Examination, AServerThatAnswersNothingIsStillSentEverything) {
  PaperServer server;
  server.answers = [](std::size_t) { return false; };
  const Played played = play({}, server);
  EXPECT_EQ(played.end, ExaminationEnd::complete);
  EXPECT_EQ(played.sent, 2060U);
  EXPECT_LT(played.over, 3s);
}

TEST(Examination, AServerThatAnswersEverythingIsDoneAfterThreeSentinels) {
  PaperServer server;
  server.answers = [](std::size_t) { return true; };
  const Played played = play({}, server);
  EXPECT_EQ(played.end, ExaminationEnd::complete);
  EXPECT_LE(played.sent, 2012U);
}

TEST(Examination, AnswersThatNameNoMessageDoNotHoldItUp) {
  PaperServer server;
  server.understood = false;
  const Played played = play({}, server);
  EXPECT_EQ(played.end, ExaminationEnd::complete);
  EXPECT_GE(played.sent, 2000U);
  EXPECT_LE(played.unread_max, 40U);
  EXPECT_LT(played.over, 5s);
}

TEST(Examination, AServerThatStopsReadingHangs) {
  PaperServer server;
  server.reads_max = 700;
  const Played played = play({}, server);
  EXPECT_EQ(played.end, ExaminationEnd::hangs);
  EXPECT_LE(played.sent, 740U);
  EXPECT_LT(played.over, 6s);
}

TEST(Examination, AServerThatAnswersOnceHangs) {
  PaperServer server;
  server.reads_max = 1;
  server.answers = [](std::size_t) { return true; };
  EXPECT_EQ(play({}, server).end, ExaminationEnd::hangs);
}

TEST(Examination, EndsWithTheProgram) {
  Examination examination{{}, 0us};
  (void)examination.next(0us);
  examination.program_ended();
  const auto action = examination.next(1ms);
  ASSERT_TRUE(std::holds_alternative<Examination::Over>(action));
  EXPECT_EQ(std::get<Examination::Over>(action).end, ExaminationEnd::ended);
}

TEST(Examination, LateAnswersOfAThreadedServerAreWaitedForBehindTheSentinels) {
  PaperServer server;
  server.delay = 1s;  // each thread sleeps, then answers
  const Played played = play({}, server);
  EXPECT_EQ(played.end, ExaminationEnd::complete);
  EXPECT_GE(played.over, played.times[1999] + 1s);
  EXPECT_LE(played.unread_max, 40U);
}

TEST(Examination, WithoutALookIntoTheBufferItGoesOnByAnswersAlone) {
  PaperServer server;
  server.tells_unread = false;
  const Played played = play({}, server);
  EXPECT_EQ(played.end, ExaminationEnd::complete);
  EXPECT_LE(played.unread_max, 40U);
}

TEST(Examination, WithoutALookIntoTheBufferASilentServerGetsFewDatagrams) {
  PaperServer server;
  server.tells_unread = false;
  server.reads_max = 0;
  const Played played = play({}, server);
  EXPECT_EQ(played.end, ExaminationEnd::hangs);
  EXPECT_LE(played.unread_max, 160U);  // of at most about 1,300 bytes in a buffer of 212,992
}

TEST(Examination, PartsStartTheGapApart) {
  ExaminationPlan plan;
  plan.messages = 1000;
  plan.parts = 2;
  plan.gap = 1200ms;
  const Played played = play(plan, {});
  EXPECT_EQ(played.end, ExaminationEnd::complete);
  EXPECT_LT(played.times[499], 1s);
  EXPECT_GE(played.times[500], 1200ms);
  EXPECT_LT(played.times[500], 1300ms);
}

TEST(ExaminationTexts, AreUniquePrintableAndOfAllLengths) {
  trial::Random random{1, "lossy_server/run"};
  const auto texts = examination_texts(random, 2060, 1, 500);
  const std::set<std::string> distinct(texts.begin(), texts.end());
  EXPECT_EQ(distinct.size(), 2060U);
  std::set<std::size_t> lengths;
  for (const std::string& text : texts) {
    lengths.insert(text.size());
    for (const char letter : text) EXPECT_TRUE(letter >= ' ' && letter <= '~') << text;
    EXPECT_NE(text.back(), ' ');
    EXPECT_NE(text.front(), ' ');
  }
  EXPECT_EQ(*lengths.begin(), 1U);
  EXPECT_EQ(*lengths.rbegin(), 500U);
  EXPECT_GT(lengths.size(), 100U);
}

TEST(ExaminationTexts, FewShortOnesAreLeftSoTheyGrow) {
  trial::Random random{1, "x"};
  const auto texts = examination_texts(random, 200, 1, 1);
  EXPECT_EQ(std::set<std::string>(texts.begin(), texts.end()).size(), 200U);
}

TEST(ExaminationTexts, DifferFromSeedToSeed) {
  trial::Random one{1, "x"};
  trial::Random two{2, "x"};
  EXPECT_NE(examination_texts(one, 20, 1, 500), examination_texts(two, 20, 1, 500));
}

TEST(MessageOf, FindsTheTextBehindWhateverStandsBefore) {
  const std::vector<std::string> texts = {"first text", "second text", "third text"};
  EXPECT_EQ(message_of(texts, 3, "ACK: ", "ACK: second text"), 1U);
  EXPECT_EQ(message_of(texts, 3, "ACK: ", "ack third text\n"), 2U);
  EXPECT_EQ(message_of(texts, 3, "ACK: ", std::string{"ACK: first text\0\0", 17}), 0U);
}

TEST(MessageOf, FindsNothingInWhatWasNotSentYetOrSaysNothing) {
  const std::vector<std::string> texts = {"first text", "second text"};
  EXPECT_EQ(message_of(texts, 1, "ACK: ", "ACK: second text"), std::nullopt);
  EXPECT_EQ(message_of(texts, 2, "ACK: ", "ACK"), std::nullopt);
  EXPECT_EQ(message_of(texts, 2, "ACK: ", ""), std::nullopt);
}

TEST(MessageOf, AShortTextCountsBehindThePrefixOnly) {
  const std::vector<std::string> texts = {"xt", "a long text"};
  EXPECT_EQ(message_of(texts, 2, "ACK: ", "ACK: xt"), 0U);
  EXPECT_EQ(message_of(texts, 2, "ACK: ", "ACK: another text"), std::nullopt);
}

}  // namespace
}  // namespace viva::peers

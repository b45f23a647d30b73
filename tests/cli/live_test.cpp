#include "harness/cli/live.hpp"

#include "harness/text/utf8.hpp"

#include <array>
#include <fcntl.h>
#include <pty.h>
#include <unistd.h>

namespace {

using namespace viva;
using namespace viva::cli;
using namespace std::chrono_literals;
using Step = batch::Progress::Step;
using testing::ElementsAre;
using testing::HasSubstr;

Board board_of(const std::vector<batch::Progress>& events) {
  Board board;
  for (const auto& event : events) board.take(event);
  return board;
}

std::vector<batch::Progress> begun() {
  return {{Step::planned, "threads", "run"},        {Step::planned, "tcp_server", "first"},
          {Step::planned, "tcp_server", "resets"},  {Step::planned, "udp_server", "run"},
          {Step::building, "threads", ""},          {Step::done, "threads", ""},
          {Step::examining, "threads", "run"},      {Step::done, "threads", "run"},
          {Step::building, "tcp_server", ""},       {Step::done, "tcp_server", ""},
          {Step::examining, "tcp_server", "first"}, {Step::done, "tcp_server", "first"},
          {Step::building, "udp_server", ""}};
}

TEST(Board, ItShowsHowFarEachExerciseIs) {
  EXPECT_THAT(board_of(begun()).lines({}, 12s),
              ElementsAre("  ██████████░░░░░░░░░░  2 of 4 trials, 12 s",
                          "  ● threads  · tcp_server 1/2  · udp_server compiling"));
}

TEST(Board, WithoutUtf8ItIsAscii) {
  EXPECT_THAT(board_of(begun()).lines({80, false, false}, 12s),
              ElementsAre("  ##########..........  2 of 4 trials, 12 s",
                          "  o threads  - tcp_server 1/2  - udp_server compiling"));
}

TEST(Board, NoLineIsWiderThanTheTerminal) {
  std::vector<batch::Progress> events;
  for (int i = 0; i < 30; ++i)
    events.push_back({Step::planned, "exercise_" + std::to_string(i), "run"});
  for (const std::size_t width : {20U, 41U, 80U}) {
    const Strings lines = board_of(events).lines({width, false, true}, 1s);
    EXPECT_LE(lines.size(), 6U);
    for (const std::string& line : lines) EXPECT_LE(text::length_in_characters(line), width);
  }
}

TEST(Board, WhatWasRememberedIsDoneWithoutABuild) {
  EXPECT_THAT(board_of({{Step::planned, "threads", "run"}, {Step::done, "threads", "run", true}})
                  .lines({}, 0s)[1],
              HasSubstr("● threads"));
}

TEST(Board, OneTrialIsNotSeveral) {
  EXPECT_THAT(board_of({{Step::planned, "threads", "run"}}).lines({}, 0s)[0],
              HasSubstr("0 of 1 trial, "));
}

TEST(Board, EachCompleteExerciseIsNewsOnce) {
  Board board = board_of(begun());
  EXPECT_THAT(board.news(), ElementsAre("viva: threads examined (1 of 3)"));
  EXPECT_THAT(board.news(), ElementsAre());
  board.take({Step::done, "tcp_server", "resets"});
  EXPECT_THAT(board.news(), ElementsAre("viva: tcp_server examined (2 of 3)"));
}

std::string read_all(int descriptor) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (ssize_t got = 0; (got = ::read(descriptor, buffer.data(), buffer.size())) > 0;) {
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return text;
}

TEST(LiveView, AFileGetsPlainLinesOnly) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  {
    LiveView view{ends[1], false, {}};
    for (const auto& event : begun()) view.tell(event);
  }
  ::close(ends[1]);
  EXPECT_EQ(read_all(ends[0]), "viva: threads examined (1 of 3)\n");
  ::close(ends[0]);
}

TEST(LiveView, ATerminalIsLeftAsItWas) {
  int master = -1;
  int slave = -1;
  winsize size{24, 60, 0, 0};
  ASSERT_EQ(::openpty(&master, &slave, nullptr, nullptr, &size), 0);
  std::string text;
  {
    LiveView view{slave, true, {}};
    for (const auto& event : begun()) view.tell(event);
    std::array<char, 4096> buffer{};  // blocks until the first picture is there
    const ssize_t got = ::read(master, buffer.data(), buffer.size());
    ASSERT_GT(got, 0);
    text.assign(buffer.data(), static_cast<std::size_t>(got));
  }
  ::fcntl(master, F_SETFL, O_NONBLOCK);
  text += read_all(master);
  EXPECT_THAT(text, HasSubstr(" trial"));
  EXPECT_THAT(text, testing::EndsWith("\r\x1b[J"));
  ::close(master);
  ::close(slave);
}

TEST(LiveView, WithoutAnyEventNothingIsWritten) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  { LiveView view{ends[1], true, {}}; }
  ::close(ends[1]);
  EXPECT_EQ(read_all(ends[0]), "");
  ::close(ends[0]);
}

}  // namespace

#include "harness/judge/look.hpp"

namespace viva::judge {
namespace {

using namespace std::chrono_literals;

Event out(Duration t, std::string bytes, std::string who = "program") {
  return {t, std::move(who), What::out, std::move(bytes), {}};
}
Event late(Duration t, Duration by) {
  return {t, "harness", What::late, {}, {{"by", by}}};
}
Event phase(std::string name) {
  return {0s, "harness", What::phase, {}, {{"name", std::move(name)}}};
}
Transcript of(std::vector<Event> events) {
  return {"exercise", "run", std::move(events)};
}

TEST(BytesOf, JoinTheChunksOfOneSpeakerInOrder) {
  const auto transcript = of({out(1s, "ab"), out(2s, "X", "program:2"), out(3s, "cd")});
  EXPECT_EQ(bytes_of(transcript, "program", What::out), "abcd");
  EXPECT_EQ(bytes_of(transcript, "program:2", What::out), "X");
  EXPECT_EQ(bytes_of(transcript, "program", What::err), "");
}

TEST(StreamOf, EachByteLeadsBackToItsEvent) {
  const auto stream = stream_of(of({out(1s, "ab"), out(2s, "X", "program:2"), out(3s, "cd")}),
                                "program", What::out);
  EXPECT_EQ(stream.event_at(0), 0U);
  EXPECT_EQ(stream.event_at(1), 0U);
  EXPECT_EQ(stream.event_at(2), 2U);
  EXPECT_EQ(stream.event_at(99), 2U);
}

TEST(StreamOf, NoBytesLeadNowhere) {
  EXPECT_EQ(Stream{}.event_at(0), std::nullopt);
}

TEST(OutputLines, ALineIsCompleteWhenItsEndWasSeen) {
  const auto lines =
      output_lines(of({out(1s, "Thread 1"), out(2s, ": 1\r\nnext"), out(3s, " line")}));
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].text, "Thread 1: 1");
  EXPECT_EQ(lines[0].t, 2s);
  EXPECT_EQ(lines[0].event, 1U);
  EXPECT_TRUE(lines[0].ended);
  EXPECT_EQ(lines[1].text, "next line");
  EXPECT_EQ(lines[1].t, 3s);
  EXPECT_FALSE(lines[1].ended);
}

TEST(OutputLines, EmptyLinesStay) {
  const auto lines = output_lines(of({out(1s, "\n\na\n")}));
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].text, "");
  EXPECT_EQ(lines[2].text, "a");
}

TEST(OutputLines, NoOutputHasNoLines) {
  EXPECT_TRUE(output_lines(of({})).empty());
}

TEST(FindText, CrossesChunks) {
  const auto transcript = of({out(1s, "Received: Hel"), out(2s, "lo fro"), out(3s, "m\n")});
  const auto found = find_text(transcript, "program", What::out, "Hello from");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->offset, 10U);
  EXPECT_EQ(found->event, 2U);
  EXPECT_EQ(found->t, 3s);
}

TEST(FindText, SaysNothingWhereTheTextIsTorn) {
  EXPECT_FALSE(find_text(of({out(1s, "Hel-lo")}), "program", What::out, "Hello"));
  EXPECT_FALSE(find_text(of({out(1s, "Hello")}), "program", What::out, ""));
}

TEST(FindText, GoesOnFromAnOffset) {
  const auto transcript = of({out(1s, "a b a")});
  EXPECT_EQ(find_text(transcript, "program", What::out, "a", 1)->offset, 4U);
}

TEST(Events, AreFoundByKindAndSpeaker) {
  const auto transcript = of({out(1s, "a"), out(2s, "b", "program:2"), out(3s, "c")});
  EXPECT_EQ(events_of(transcript, What::out), (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_EQ(events_of(transcript, What::out, "program"), (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(first_event(transcript, What::out, "program:2"), 1U);
  EXPECT_EQ(last_event(transcript, What::out), 2U);
  EXPECT_EQ(first_event(transcript, What::exit), std::nullopt);
  EXPECT_EQ(last_event(transcript, What::exit), std::nullopt);
}

TEST(PhaseSpan, ReachesToTheNextPhaseOrTheEnd) {
  const auto transcript = of({phase("first"), out(1s, "a"), phase("second"), out(2s, "b")});
  EXPECT_EQ(phase_span(transcript, "first")->begin, 0U);
  EXPECT_EQ(phase_span(transcript, "first")->end, 2U);
  EXPECT_EQ(phase_span(transcript, "second")->end, 4U);
  EXPECT_FALSE(phase_span(transcript, "third"));
}

TEST(ExitOf, ReadsTheEvent) {
  const auto transcript =
      of({{7s,
           "program",
           What::exit,
           {},
           {{"code", std::int64_t{3}}, {"by", "itself"}, {"leftover", std::int64_t{2}}}}});
  const auto exit = exit_of(transcript);
  ASSERT_TRUE(exit);
  EXPECT_EQ(exit->code, 3);
  EXPECT_EQ(exit->leftover, 2);
  EXPECT_EQ(exit->t, 7s);
  EXPECT_TRUE(exit->by_itself());
  EXPECT_FALSE(exit->clean());
  EXPECT_EQ(describe(*exit), "ended with exit code 3");
}

TEST(ExitOf, SaysWhatASignalMeans) {
  const auto exit =
      exit_of(of({{7s, "program", What::exit, {}, {{"signal", "SIGSEGV"}, {"by", "itself"}}}}));
  ASSERT_TRUE(exit);
  EXPECT_FALSE(exit->code);
  EXPECT_THAT(describe(*exit), testing::StartsWith("was killed by SIGSEGV: it used memory"));
}

TEST(ExitOf, KnowsWhoEndedIt) {
  const auto ended = exit_of(
      of({{7s, "program", What::exit, {}, {{"code", std::int64_t{0}}, {"by", "SIGTERM"}}}}));
  EXPECT_FALSE(ended->clean());
  EXPECT_EQ(describe(*ended), "was still running and had to be ended");
  const auto limited =
      exit_of(of({{6s, "program", What::limit, {}, {{"name", "memory"}, {"value", "512 MB"}}},
                  {7s, "program", What::exit, {}, {{"signal", "SIGKILL"}, {"by", "limit"}}}}));
  EXPECT_EQ(describe(*limited), "was ended because it used more than 512 MB of memory");
}

TEST(ExitOf, IsNothingForAProgramThatWasNotSeenToEnd) {
  EXPECT_FALSE(exit_of(of({out(1s, "a")})));
}

TEST(Lateness, IsTheWorstOfTheEventsThatTouchTheStretch) {
  const auto transcript = of({late(1s, 20ms), late(2s, 90ms), late(5s, 30ms)});
  EXPECT_EQ(lateness(transcript), 90ms);
  EXPECT_EQ(lateness(transcript, 2500ms, 6s), 30ms);
  EXPECT_EQ(lateness(transcript, 3s, 4s), 0ms);
  EXPECT_EQ(lateness(of({})), 0ms);
}

TEST(Lateness, AnEventSpeaksOfTheTenthBeforeIt) {
  EXPECT_EQ(lateness(of({late(2s, 40ms)}), 1s, 1900ms), 40ms);
  EXPECT_EQ(lateness(of({late(2s, 40ms)}), 1s, 1800ms), 0ms);
}

TEST(TimingOf, ABoundIsWidenedByTheLateness) {
  EXPECT_EQ(timing(3s, 3s, 0ms), Timing::kept);
  EXPECT_EQ(timing(3050ms, 3s, 60ms), Timing::kept);
  EXPECT_EQ(timing(3001ms, 3s, 0ms), Timing::missed);
}

TEST(TimingOf, WhatALateMachineMayHaveDoneIsUnclear) {
  EXPECT_EQ(timing(3200ms, 3s, 60ms), Timing::unclear);
  EXPECT_EQ(timing(9s, 3s, 60ms), Timing::missed);
  EXPECT_EQ(timing(3020ms, 3s, 10ms), Timing::missed);
}

TEST(Trim, CutsBlanksAndLineEndsButNoNul) {
  EXPECT_EQ(trim_end("Hello \r\n"), "Hello");
  EXPECT_EQ(trim_end(std::string_view("Hello\0", 6)), std::string_view("Hello\0", 6));
  EXPECT_EQ(trim_end(" \n"), "");
  EXPECT_EQ(trim("  a b\t\n"), "a b");
  EXPECT_EQ(trim(""), "");
}

TEST(Lower, LeavesOtherBytesAlone) {
  EXPECT_EQ(lower("ThReaD \xc3\x84"), "thread \xc3\x84");
}

TEST(WithoutEscapes, LeavesWhatAPersonSees) {
  EXPECT_EQ(without_escapes("\x1b[1;32mThread 1\x1b[0m: 3"), "Thread 1: 3");
  EXPECT_EQ(without_escapes("\x1b]0;title\aThread"), "Thread");
  EXPECT_EQ(without_escapes("a\x1b(Bb\x1bMc\a"), "abc");
  EXPECT_EQ(without_escapes("cut \x1b[3"), "cut ");
  EXPECT_EQ(without_escapes("\x1b"), "");
}

}  // namespace
}  // namespace viva::judge

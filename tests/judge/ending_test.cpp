// Causes that all exercises share, on transcripts written out: which end is named, and when it is
// no cause of what failed.
#include "harness/judge/ending.hpp"

#include "harness/judge/finding.hpp"

namespace viva::judge {
namespace {

using namespace std::chrono_literals;

Event ended(Duration t, Params more) {
  return {t, "program", What::exit, {}, std::move(more)};
}
Event limit(const char* name, const char* value) {
  return {1s, "program", What::limit, {}, {{"name", name}, {"value", value}}};
}

Transcript run(std::vector<Event> events) {
  events.insert(events.begin(), Event{0s, "program", What::start, {}, {}});
  return {"exercise", "run", std::move(events)};
}

Finding named(const Transcript& transcript, Finding finding) {
  const Params none;
  return with_ending(std::move(finding), Evidence{none, {&transcript}});
}

/// A failure for want of something, of which the program's end is no proof yet.
Finding wanting() {
  Finding finding = failing("nothing", "The client received nothing.", {0});
  finding.wanting = true;
  return finding;
}

TEST(Ending, EachLimitHasItsNameWordsAndHint) {
  const auto past = [](const char* name, const char* value) {
    return named(run({limit(name, value), ended(2s, {{"signal", "SIGKILL"}, {"by", "limit"}})}),
                 wanting());
  };
  const auto processes = past("processes", "128");
  EXPECT_EQ(processes.symptom, "process_limit");
  EXPECT_THAT(processes.message, testing::HasSubstr("more than 128 processes and threads"));
  EXPECT_THAT(processes.hint, testing::HasSubstr("fork()"));
  const auto memory = past("memory", "512 MB");
  EXPECT_EQ(memory.symptom, "memory_limit");
  EXPECT_THAT(memory.message, testing::HasSubstr("more than 512 MB of memory"));
  const auto cpu = past("cpu", "20.0 s");
  EXPECT_EQ(cpu.symptom, "cpu_limit");
  EXPECT_THAT(cpu.message, testing::HasSubstr("more than 20 s of processor time"));
  EXPECT_THAT(cpu.hint, testing::HasSubstr("loop"));
}

TEST(Ending, ACrashIsTheCauseOfWhatDidNotCome) {
  const auto finding =
      named(run({ended(1s, {{"signal", "SIGSEGV"}, {"by", "itself"}})}), wanting());
  EXPECT_EQ(finding.symptom, "crashed");
  EXPECT_THAT(finding.message, testing::StartsWith("The client received nothing. Your program was "
                                                   "killed by SIGSEGV"));
  EXPECT_EQ(finding.proof.back(), (Pointer{0, 1}));
  EXPECT_FALSE(finding.hint.empty());
}

TEST(Ending, ACrashIsNoCauseOfWhatCameAndWasWrong) {
  const Finding wrong = failing("trailing_nul", "A NUL byte came.", {0});
  EXPECT_EQ(named(run({ended(1s, {{"signal", "SIGSEGV"}, {"by", "itself"}})}), wrong), wrong);
}

TEST(Ending, WhatAKindOfCheckSaysOfACrashStays) {
  const auto finding = named(run({ended(1s, {{"signal", "SIGPIPE"}, {"by", "itself"}})}),
                             failing("sigpipe", "It wrote to a client that had left.", {1}));
  EXPECT_EQ(finding.symptom, "sigpipe");
}

TEST(Ending, ABusyLoopIsToldFromAWait) {
  const auto after = [](Duration cpu) {
    return named(run({ended(5s, {{"signal", "SIGTERM"}, {"by", "SIGTERM"}, {"cpu", cpu}})}),
                 wanting())
        .symptom;
  };
  EXPECT_EQ(after(4900ms), "busy_loop");
  EXPECT_EQ(after(600ms), "busy_loop") << "beside many others";
  EXPECT_EQ(after(200ms), "nothing");
}

TEST(Ending, TooMuchOutputIsNamedWhereItIsLooked) {
  const Transcript flood = run(
      {limit("output", "1048576 bytes"), ended(2s, {{"code", std::int64_t{0}}, {"by", "itself"}})});
  const auto finding = named(flood, wanting());
  EXPECT_EQ(finding.symptom, "output_limit");
  EXPECT_THAT(finding.message,
              testing::HasSubstr("printed more than 1 MB; viva stopped reading there"));
  EXPECT_EQ(finding.proof.back(), (Pointer{0, 1}));
  const Params killed{{"signal", "SIGTERM"}, {"by", "SIGTERM"}, {"cpu", Duration{6s}}};
  EXPECT_EQ(named(run({limit("output", "1048576 bytes"), ended(20s, killed)}), wanting()).symptom,
            "output_limit")
      << "a loop that prints is at work";
}

/// A server whose exit is in the proof, with something in between.
Finding server_left(std::vector<Event> before, std::int64_t code = 0, Duration t = 8ms) {
  before.insert(before.begin(), {5ms, "program", What::listening, {}, {}});
  before.push_back(ended(t, {{"code", code}, {"by", "itself"}}));
  const auto last = before.size();  // run() puts the start in front
  return named(
      run(std::move(before)),
      failing("ended", "Your server ended before the first client could connect.", {last}));
}

TEST(Ending, AServerThatLeavesBeforeItServedAnybodyIsToldOfStandardInput) {
  const auto finding = server_left({});
  EXPECT_EQ(finding.symptom, "left_at_once");
  EXPECT_THAT(finding.message, testing::HasSubstr("was over 8 ms after its start (exit code 0) "
                                                  "and had served nobody"));
  EXPECT_THAT(finding.hint, testing::HasSubstr("Standard input is at its end"));
  const Params refused{{"error", "Connection refused"}};
  EXPECT_EQ(server_left({{7ms, "client:1", What::connect, {}, refused}}).symptom, "left_at_once");
  EXPECT_EQ(server_left({{7ms, "client:1", What::connect, {}, {}}}).symptom, "left_at_once")
      << "it may wait in the queue";
}

TEST(Ending, AServerThatNeverListenedIsToldOfItAsWell) {
  const auto finding = named(run({ended(3ms, {{"code", std::int64_t{0}}, {"by", "itself"}}),
                                  {4ms, "program", What::not_listening, {}, {{"why", "exited"}}}}),
                             wanting());
  EXPECT_EQ(finding.symptom, "left_at_once");
}

TEST(Ending, AServerThatServedOrFailedDidNotLeaveAtOnce) {
  EXPECT_EQ(server_left({}, 1).symptom, "ended");
  EXPECT_EQ(server_left({{2s, "client:1", What::connect, {}, {}}}, 0, 3s).symptom, "ended")
      << "later";
  const Event sent{6ms, "client:1", What::send, "hello", {}};
  EXPECT_EQ(server_left({sent}).symptom, "left_at_once") << "it may wait unread";
  EXPECT_EQ(server_left({sent, {7ms, "program", What::out, "Received: hello\n", {}}}).symptom,
            "ended");
  EXPECT_EQ(server_left({sent, {7ms, "client:1", What::recv, "Acknowledged", {}}}).symptom,
            "ended");
  EXPECT_EQ(
      named(run({ended(8ms, {{"code", std::int64_t{0}}, {"by", "itself"}})}), wanting()).symptom,
      "nothing")
      << "no server";
}

TEST(Ending, EveryKindOfCheckKnowsTheCommonSymptoms) {
  for (const CheckKind& kind : check_kinds()) {
    for (const SymptomInfo& common : ending_symptoms()) {
      EXPECT_TRUE(std::any_of(kind.info.symptoms.begin(), kind.info.symptoms.end(),
                              [&](const SymptomInfo& own) { return own.name == common.name; }))
          << kind.info.name << " " << common.name;
    }
  }
}

}  // namespace
}  // namespace viva::judge

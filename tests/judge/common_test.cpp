#include "harness/judge/judge.hpp"

#include <algorithm>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;

Finding clean_exit(const std::vector<Transcript>& transcripts, Duration within = 0s,
                   std::string after = "start") {
  const auto& kinds = check_kinds();
  const auto kind = std::find_if(kinds.begin(), kinds.end(), [](const CheckKind& row) {
    return row.info.name == "clean_exit";
  });
  const Params params{{"within", within}, {"after", std::move(after)}};
  Evidence evidence{params, {}};
  for (const auto& transcript : transcripts) evidence.transcripts.push_back(&transcript);
  return kind->judge(evidence);
}

Event start(Duration t = 0s) {
  return {t, "program", What::start, {}, {}};
}
Event out(Duration t) {
  return {t, "program", What::out, "text\n", {}};
}
Event closed(Duration t) {
  return {t, "server", What::close, {}, {{"by", "peer"}}};
}
Event late(Duration t, Duration by) {
  return {t, "harness", What::late, {}, {{"by", by}}};
}
Event ended(Duration t, Params more) {
  return {t, "program", What::exit, {}, std::move(more)};
}
Event ended(Duration t, std::int64_t code = 0) {
  return ended(t, {{"code", code}, {"by", "itself"}});
}
Transcript of(std::vector<Event> events) {
  return {"exercise", "run", std::move(events)};
}

TEST(CleanExit, HoldsForCodeZeroByItself) {
  const auto finding = clean_exit({of({start(), ended(5s)})});
  EXPECT_EQ(finding.outcome, Outcome::holds);
  EXPECT_EQ(finding.proof, (std::vector<Pointer>{{0, 1}}));
}

TEST(CleanExit, NamesTheCode) {
  const auto finding = clean_exit({of({start(), ended(5s, 1)})});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "exit_code");
  EXPECT_THAT(finding.message, testing::HasSubstr("exit code 1 instead of 0"));
}

TEST(CleanExit, NamesTheSignalAndWhatItMeans) {
  const auto finding =
      clean_exit({of({start(), ended(5s, {{"signal", "SIGABRT"}, {"by", "itself"}})})});
  EXPECT_EQ(finding.symptom, "crashed");
  EXPECT_THAT(finding.message, testing::HasSubstr("SIGABRT"));
  EXPECT_THAT(finding.message, testing::HasSubstr("without join()"));
}

TEST(CleanExit, QuotesTheLastWordsOnStandardError) {
  const auto finding =
      clean_exit({of({start(),
                      {1s, "program", What::err, "warning\nterminate called\n", {}},
                      ended(5s, {{"signal", "SIGABRT"}, {"by", "itself"}})})});
  EXPECT_THAT(finding.actual, testing::HasSubstr("terminate called"));
  EXPECT_THAT(finding.actual, testing::Not(testing::HasSubstr("warning")));
}

TEST(CleanExit, AProgramThatHadToBeEndedDidNotEndByItself) {
  const auto finding =
      clean_exit({of({start(), ended(20s, {{"code", std::int64_t{0}}, {"by", "SIGTERM"}})})});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "still_running");
}

TEST(CleanExit, ALimitIsNamed) {
  const auto finding =
      clean_exit({of({start(),
                      {1s, "program", What::limit, {}, {{"name", "processes"}, {"value", "128"}}},
                      ended(2s, {{"signal", "SIGKILL"}, {"by", "limit"}})})});
  EXPECT_EQ(finding.symptom, "process_limit");
  EXPECT_THAT(finding.message, testing::HasSubstr("more than 128 processes and threads"));
}

TEST(CleanExit, WhatStillRunsAfterwardsIsCounted) {
  const auto finding = clean_exit({of(
      {start(),
       ended(5s, {{"code", std::int64_t{0}}, {"by", "itself"}, {"leftover", std::int64_t{2}}})})});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "leftover");
  EXPECT_THAT(finding.message, testing::HasSubstr("2 processes"));
}

TEST(CleanExit, ABoundCountsFromTheMomentThatIsNamed) {
  const auto transcript = of({start(), out(9s), closed(10s), ended(12s)});
  EXPECT_EQ(clean_exit({transcript}, 3s, "close").outcome, Outcome::holds);
  EXPECT_EQ(clean_exit({transcript}, 3s, "output").outcome, Outcome::holds);
  const auto finding = clean_exit({transcript}, 1s, "close");
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "slow");
  EXPECT_EQ(finding.proof, (std::vector<Pointer>{{0, 2}, {0, 3}}));
  EXPECT_EQ(clean_exit({transcript}, 3s, "start").outcome, Outcome::fails);
}

TEST(CleanExit, ALateMachineWidensTheBoundOrLeavesItOpen) {
  EXPECT_EQ(clean_exit({of({start(), late(2s, 100ms), ended(3050ms)})}, 3s).outcome,
            Outcome::holds);
  EXPECT_EQ(clean_exit({of({start(), late(2s, 100ms), ended(3300ms)})}, 3s).outcome,
            Outcome::unclear);
  EXPECT_EQ(clean_exit({of({start(), late(2s, 100ms), ended(9s)})}, 3s).outcome, Outcome::fails);
}

TEST(CleanExit, EveryScenarioCounts) {
  const auto finding = clean_exit({of({start(), ended(5s)}), of({start(), ended(5s, 2)})});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.proof, (std::vector<Pointer>{{1, 1}}));
}

TEST(CleanExit, AProgramThatWasNeverSeenToEndFails) {
  EXPECT_EQ(clean_exit({of({start()})}).outcome, Outcome::fails);
  EXPECT_EQ(clean_exit({of({})}).outcome, Outcome::fails);
}

}  // namespace
}  // namespace viva::judge

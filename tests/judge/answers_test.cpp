#include "harness/judge/judge.hpp"

#include <algorithm>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;

CheckFunction function(std::string_view name) {
  const auto& kinds = check_kinds();
  return std::find_if(kinds.begin(), kinds.end(),
                      [&](const CheckKind& row) { return row.info.name == name; })
      ->judge;
}

Transcript document(std::string markdown) {
  return {"answers",
          "document",
          {{0s, "harness", What::document, std::move(markdown), {{"name", "answers.md"}}}}};
}

Transcript run_of(Duration length, const std::string& by = "itself") {
  return {"threads",
          "run",
          {{100ms, "program", What::start, {}, {}},
           {100ms + length, "program", What::exit, {}, {{"code", std::int64_t{0}}, {"by", by}}}}};
}

const Params time_params{{"question", "threads_time"},
                         {"asked", Strings{"How long did the threads take?"}},
                         {"tolerance", Duration{500ms}},
                         {"accept_from", Duration{4s}},
                         {"accept_to", Duration{5500ms}}};

Finding stated(std::string answer, const Transcript& run = {"threads", "run", {}}) {
  const Transcript written = document("## threads_time\n" + std::move(answer));
  return function("stated_time")(Evidence{time_params, {&written, &run}});
}

TEST(StatedTime, TheBandHoldsWithoutARun) {
  for (const char* answer : {"5.02 seconds", "It took about 5 s.", "5", "5,0 Sekunden", "5013 ms",
                             "five seconds", "Fünf Sekunden.", "4.00 s", "5.5 s", "4 to 5 seconds",
                             "The total was **5.01** seconds, as printed.", "5.00 ± 0.01 s",
                             "real 0m5.003s", "5,003.12 ms", "5'003 ms", "0 min 5 s",
                             "```\nreal\t0m5,012s\nuser\t0m0,003s\nsys\t0m0,002s\n```",
                             "```\nThread 1: 1\nThread 2: 1\nTotal time: 5.003 seconds\n```"}) {
    EXPECT_EQ(stated(answer).outcome, Outcome::holds) << answer;
  }
}

TEST(StatedTime, AnotherTimeFails) {
  for (const char* answer : {"10 seconds", "3.9 s", "5.6 s", "50 ms", "10", "ten seconds",
                             "1 s per number, 10 s in all", "real 0m0.003s"}) {
    const auto finding = stated(answer);
    EXPECT_EQ(finding.outcome, Outcome::fails) << answer;
    EXPECT_EQ(finding.symptom, "wrong_time") << answer;
  }
}

TEST(StatedTime, WhatWasMeasuredHoldsToo) {
  EXPECT_EQ(stated("10 seconds", run_of(10020ms)).outcome, Outcome::holds);
  EXPECT_EQ(stated("9.6 s", run_of(10020ms)).outcome, Outcome::holds);
  EXPECT_EQ(stated("9.4 s", run_of(10020ms)).outcome, Outcome::fails);
  EXPECT_EQ(stated("5 s", run_of(10020ms)).outcome, Outcome::holds);
}

TEST(StatedTime, ARunThatHadToBeEndedMeasuredNothing) {
  EXPECT_EQ(stated("20 s", run_of(20s, "SIGTERM")).outcome, Outcome::fails);
}

TEST(StatedTime, TheMessageSaysWhatWasReadAndWhatWasMeasured) {
  const auto finding = stated("They took 0.02 seconds.", run_of(5s));
  EXPECT_THAT(finding.message, testing::HasSubstr("0.02 seconds"));
  EXPECT_THAT(finding.message, testing::HasSubstr("ran for 5 s"));
  EXPECT_EQ(finding.proof, (std::vector<Pointer>{{0, 0}, {1, 1}}));
}

TEST(StatedTime, WhatCannotBeReadWaitsForAPerson) {
  EXPECT_EQ(stated("As long as one thread alone.").outcome, Outcome::pending);
  EXPECT_EQ(stated("Between 4 and 5, I think 5").outcome, Outcome::pending);
  EXPECT_EQ(stated("5013").outcome, Outcome::pending);
  EXPECT_EQ(stated("Five point zero one seconds").outcome, Outcome::pending);
}

TEST(StatedTime, WhereALaterTimeFitsAPersonDecides) {
  for (const char* answer :
       {"1 s per number, 5 s in all", "Each of the 5 numbers takes 1 s, so in total 5.00 s",
        "5.003 ms gemessen, also 5 Sekunden", "3 to 5 s"}) {
    const auto finding = stated(answer);
    EXPECT_EQ(finding.outcome, Outcome::pending) << answer;
    EXPECT_EQ(finding.actual, answer);
  }
  EXPECT_THAT(stated("1 s per number, 5 s in all").message, testing::HasSubstr("\"1 s\""));
  EXPECT_EQ(stated("10 s, and 5 numbers").outcome, Outcome::fails);
}

TEST(StatedTime, AWordIsNoRivalOfANumber) {
  EXPECT_EQ(stated("Both took 5.0, as one would.").outcome, Outcome::holds);
}

TEST(StatedTime, NoAnswerIsNoPoint) {
  for (const char* answer : {"", "...", "TODO", "<!-- 5 s -->", "How long did the threads take?"}) {
    const auto finding = stated(answer);
    EXPECT_EQ(finding.outcome, Outcome::fails) << answer;
    EXPECT_EQ(finding.symptom, "unanswered") << answer;
  }
}

TEST(StatedTime, NoHeadingIsNoAnswer) {
  const Transcript written = document("5 seconds\n");
  const auto finding = function("stated_time")(Evidence{time_params, {&written}});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "no_heading");
}

TEST(StatedTime, AnEmptyTranscriptIsNoTrouble) {
  const Transcript nothing{"answers", "document", {}};
  EXPECT_EQ(function("stated_time")(Evidence{time_params, {&nothing}}).outcome, Outcome::fails);
}

Finding written(std::string markdown) {
  const Params params{
      {"question", "faster"}, {"asked", Strings{"Which is faster?"}}, {"rubric", ""}};
  const Transcript handed_in = document(std::move(markdown));
  return function("written_answer")(Evidence{params, {&handed_in}});
}

TEST(WrittenAnswer, WaitsForAPersonWithTheAnswerAtHand) {
  const auto finding = written("## faster\nThreads, since they wait together.\n## next\n");
  EXPECT_EQ(finding.outcome, Outcome::pending);
  EXPECT_EQ(finding.actual, "Threads, since they wait together.");
}

TEST(WrittenAnswer, NothingToReadIsNoPointAndNotPending) {
  EXPECT_EQ(written("## faster\n\n...\n").outcome, Outcome::fails);
  EXPECT_EQ(written("## faster\nWhich is faster?\n").outcome, Outcome::fails);
  EXPECT_EQ(written("# Answers\n").symptom, "no_heading");
}

}  // namespace
}  // namespace viva::judge

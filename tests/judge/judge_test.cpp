#include "harness/judge/judge.hpp"

#include <set>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;

// `clean_exit` is the kind these tests judge with: it holds for exit code 0 and fails for others.
Check check(std::string id, double points, Strings requires_ = {}) {
  Check result;
  result.id = std::move(id);
  result.title = "the title of " + result.id;
  result.points = points;
  result.scenarios = {{"ping", "run"}};
  result.requires_ = std::move(requires_);
  result.kind = "clean_exit";
  result.params = {{"within", Duration{0}}, {"after", "start"}};
  result.hint = "the hint of " + result.id;
  return result;
}

Exercise exercise(std::vector<Check> checks) {
  Exercise result;
  result.id = "ping";
  result.title = "Ping";
  result.checks = std::move(checks);
  return result;
}

Transcript ended(std::int64_t code, std::string scenario = "run") {
  return {"ping",
          std::move(scenario),
          {{0s, "program", What::start, {}, {}},
           {1s, "program", What::exit, {}, {{"code", code}, {"by", "itself"}}},
           {2s, "harness", What::done, {}, {}}}};
}

Transcripts played(std::vector<Transcript> transcripts) {
  Transcripts result;
  for (auto& transcript : transcripts) {
    std::pair key{transcript.exercise, transcript.scenario};
    result.emplace(std::move(key), std::move(transcript));
  }
  return result;
}

Build built(BuildStatus status = BuildStatus::ok, std::string why = {}) {
  Build build;
  build.status = status;
  build.why = std::move(why);
  return build;
}

ExerciseGrade judged(const std::vector<Check>& checks, const Transcripts& transcripts,
                     Audience audience = Audience::everything) {
  return judge_exercise(exercise(checks), built(), transcripts, audience);
}

TEST(CheckKinds, EveryNameStandsOnceAndEveryKindCanJudge) {
  std::set<std::string> names;
  for (const CheckKind& kind : check_kinds()) {
    EXPECT_TRUE(names.insert(kind.info.name).second) << kind.info.name;
    EXPECT_NE(kind.judge, nullptr) << kind.info.name;
    EXPECT_FALSE(kind.info.sentence.empty()) << kind.info.name;
  }
  EXPECT_TRUE(names.contains("clean_exit"));
}

TEST(JudgeExercise, AddsUpWhatHolds) {
  const auto grade = judged({check("one", 2), check("two", 3)}, played({ended(0)}));
  EXPECT_EQ(grade.id, "ping");
  EXPECT_EQ(grade.title, "Ping");
  EXPECT_EQ(grade.status, ExerciseStatus::graded);
  EXPECT_EQ(grade.score, 5);
  EXPECT_EQ(grade.max_score, 5);
  ASSERT_EQ(grade.checks.size(), 2U);
  EXPECT_EQ(grade.checks[0].status, VerdictStatus::pass);
  EXPECT_EQ(grade.checks[0].hint, "");
}

TEST(JudgeExercise, AFailureHasMessageHintProofAndTranscript) {
  const auto grade = judged({check("one", 2)}, played({ended(3)}));
  ASSERT_EQ(grade.checks.size(), 1U);
  const Verdict& verdict = grade.checks[0];
  EXPECT_EQ(verdict.status, VerdictStatus::fail);
  EXPECT_EQ(verdict.score, 0);
  EXPECT_EQ(verdict.max_score, 2);
  EXPECT_EQ(verdict.symptom, "exit_code");
  EXPECT_THAT(verdict.message, testing::HasSubstr("exit code 3"));
  EXPECT_EQ(verdict.hint, "the hint of one");
  EXPECT_EQ(verdict.transcript, "transcripts/ping/run.jsonl");
  EXPECT_EQ(verdict.proof, (std::vector<Proof>{{"ping", "run", 2}}));
  EXPECT_EQ(grade.status, ExerciseStatus::graded);
}

TEST(JudgeExercise, ASymptomHasAHintOfItsOwn) {
  auto one = check("one", 2);
  one.hints = {{"exit_code", "return 0 from main()"}, {"crashed", "something else"}};
  EXPECT_EQ(judged({one}, played({ended(3)})).checks[0].hint, "return 0 from main()");
}

TEST(JudgeExercise, ACrashHasAHintWithoutTheSpecs) {
  const Transcript crashed{
      "ping",
      "run",
      {{0s, "program", What::start, {}, {}},
       {1s, "program", What::exit, {}, {{"signal", "SIGSEGV"}, {"by", "itself"}}},
       {2s, "harness", What::done, {}, {}}}};
  auto one = check("one", 2);
  const auto verdict = judged({one}, played({crashed})).checks[0];
  EXPECT_EQ(verdict.symptom, "crashed");
  EXPECT_THAT(verdict.hint, testing::HasSubstr("-fsanitize=address"));
  one.hints = {{"crashed", "the spec knows better"}};
  EXPECT_EQ(judged({one}, played({crashed})).checks[0].hint, "the spec knows better");
}

TEST(JudgeExercise, WhatRequiresAFailedCheckIsSkippedAndSaysWhy) {
  const auto grade = judged({check("one", 2), check("two", 3, {"one"})}, played({ended(3)}));
  EXPECT_EQ(grade.checks[1].status, VerdictStatus::skip);
  EXPECT_EQ(grade.checks[1].score, 0);
  EXPECT_EQ(grade.checks[1].max_score, 3);
  EXPECT_EQ(grade.checks[1].message, "left out: needs `one`");
  EXPECT_EQ(grade.checks[1].hint, "");
}

TEST(JudgeExercise, AChainOfSkipsNamesTheCauseAtItsStart) {
  const auto grade = judged({check("three", 1, {"two"}), check("two", 1, {"one"}), check("one", 1)},
                            played({ended(3)}));
  EXPECT_EQ(grade.checks[0].id, "three");
  EXPECT_EQ(grade.checks[0].status, VerdictStatus::skip);
  EXPECT_EQ(grade.checks[0].message, grade.checks[1].message);
  EXPECT_EQ(grade.checks[0].message, "left out: needs `one`");
}

TEST(JudgeExercise, AConditionStopsOthersAndIsNoCheckItself) {
  auto condition = check("lines", 0);
  condition.condition = true;
  const auto grade = judged({condition, check("two", 3, {"lines"})}, played({ended(3)}));
  ASSERT_EQ(grade.checks.size(), 1U);
  EXPECT_EQ(grade.checks[0].status, VerdictStatus::skip);
  EXPECT_EQ(grade.checks[0].message, "left out: needs \"the title of lines\"");
  EXPECT_EQ(grade.max_score, 3);
}

TEST(JudgeExercise, AnAbsentTranscriptIsOurErrorForThoseChecksAlone) {
  auto other = check("other", 1);
  other.scenarios = {{"ping", "again"}};
  const auto grade =
      judged({check("one", 2), other, check("third", 1, {"other"})}, played({ended(0)}));
  EXPECT_EQ(grade.checks[0].status, VerdictStatus::pass);
  EXPECT_EQ(grade.checks[1].status, VerdictStatus::error);
  EXPECT_THAT(grade.checks[1].message, testing::HasSubstr("`again` was not played"));
  EXPECT_EQ(grade.checks[2].status, VerdictStatus::error);
  EXPECT_EQ(grade.status, ExerciseStatus::error);
  EXPECT_FALSE(grade.why.empty());
  EXPECT_EQ(grade.score, 2);
}

TEST(JudgeExercise, ATranscriptWithAFaultIsOurError) {
  auto transcript = ended(0);
  transcript.events.insert(transcript.events.begin() + 1,
                           Event{1s, "harness", What::fault, {}, {{"why", "no network"}}});
  const auto grade = judged({check("one", 2)}, played({transcript}));
  EXPECT_EQ(grade.checks[0].status, VerdictStatus::error);
  EXPECT_THAT(grade.checks[0].message, testing::HasSubstr("no network"));
  EXPECT_FALSE(grade.checks[0].unclear);
}

TEST(JudgeExercise, ATranscriptThatBreaksOffIsOurError) {
  auto transcript = ended(0);
  transcript.events.pop_back();
  EXPECT_EQ(judged({check("one", 2)}, played({transcript})).checks[0].status, VerdictStatus::error);
}

TEST(JudgeExercise, AFailedRequirementWeighsMoreThanAnErrorOfOurs) {
  auto other = check("other", 1);
  other.scenarios = {{"ping", "again"}};
  const auto grade =
      judged({other, check("one", 2), check("both", 1, {"other", "one"})}, played({ended(3)}));
  EXPECT_EQ(grade.checks[2].status, VerdictStatus::skip);
}

TEST(JudgeExercise, ALateMachineLeavesItUnclear) {
  auto one = check("one", 2);
  one.params.set("within", Value{Duration{900ms}});
  auto transcript = ended(0);
  transcript.events.insert(transcript.events.begin() + 1,
                           Event{950ms, "harness", What::late, {}, {{"by", Duration{60ms}}}});
  const auto grade = judged({one, check("two", 1, {"one"})}, played({transcript}));
  EXPECT_EQ(grade.checks[0].status, VerdictStatus::error);
  EXPECT_TRUE(grade.checks[0].unclear);
  EXPECT_EQ(grade.checks[1].status, VerdictStatus::error);
  EXPECT_FALSE(grade.checks[1].unclear);
}

TEST(JudgeExercise, AStudentSeesHiddenChecksOnlyCounted) {
  auto secret = check("secret", 4);
  secret.visibility = Visibility::hidden;
  const std::vector<Check> checks{check("one", 2), secret, check("two", 1, {"secret"})};
  const auto student = judged(checks, played({ended(0)}), Audience::student);
  ASSERT_EQ(student.checks.size(), 2U);
  EXPECT_EQ(student.hidden_checks, 1U);
  EXPECT_EQ(student.max_score, 3);
  const auto all = judged(checks, played({ended(0)}), Audience::everything);
  EXPECT_EQ(all.checks.size(), 3U);
  EXPECT_EQ(all.hidden_checks, 0U);
  EXPECT_EQ(all.max_score, 7);
}

TEST(JudgeExercise, BonusIsPartOfTheScoreAndNotOfTheMaximum) {
  auto extra = check("extra", 4);
  extra.bonus = true;
  const auto grade = judged({check("one", 2), extra}, played({ended(0)}));
  EXPECT_EQ(grade.score, 6);
  EXPECT_EQ(grade.max_score, 2);
  EXPECT_EQ(grade.bonus, 4);
}

TEST(JudgeExercise, AProgramThatIsMissingKeepsItsMaximum) {
  const auto grade =
      judge_exercise(exercise({check("one", 2)}),
                     built(BuildStatus::missing, "there is no ping.cpp"), {}, Audience::everything);
  EXPECT_EQ(grade.status, ExerciseStatus::missing);
  EXPECT_EQ(grade.why, "there is no ping.cpp");
  EXPECT_EQ(grade.score, 0);
  EXPECT_EQ(grade.max_score, 2);
  ASSERT_EQ(grade.checks.size(), 1U);
  EXPECT_EQ(grade.checks[0].status, VerdictStatus::skip);
  EXPECT_EQ(grade.checks[0].message, "there is no ping.cpp");
}

TEST(JudgeExercise, WhatDoesNotCompileIsNotJudged) {
  for (const BuildStatus status : {BuildStatus::failed, BuildStatus::timeout}) {
    const auto grade = judge_exercise(exercise({check("one", 2)}), built(status),
                                      played({ended(0)}), Audience::everything);
    EXPECT_EQ(grade.status, ExerciseStatus::build_failed);
    EXPECT_EQ(grade.score, 0);
    EXPECT_EQ(grade.max_score, 2);
    EXPECT_FALSE(grade.why.empty());
  }
}

TEST(JudgeExercise, OddChecksAreErrorsAndNeverThrow) {
  auto unknown = check("unknown", 1);
  unknown.kind = "no such kind";
  auto nowhere = check("nowhere", 1);
  nowhere.scenarios.clear();
  auto bare = check("bare", 1);
  bare.params = {};
  const auto grade = judged({unknown, nowhere, bare, check("lost", 1, {"nobody"}),
                             check("a", 1, {"b"}), check("b", 1, {"a"})},
                            played({ended(0)}));
  ASSERT_EQ(grade.checks.size(), 6U);
  for (const Verdict& verdict : grade.checks) {
    EXPECT_EQ(verdict.status, VerdictStatus::error) << verdict.id;
    EXPECT_FALSE(verdict.message.empty()) << verdict.id;
    EXPECT_FALSE(verdict.unclear) << verdict.id;
  }
}

TEST(SumUp, AddsTheExercises) {
  Grade grade;
  grade.score = 77;
  for (const double points : {1.0, 2.5}) {
    ExerciseGrade part;
    part.score = points;
    part.max_score = 10;
    part.bonus = 0.5;
    part.pending = 1;
    grade.exercises.push_back(part);
  }
  sum_up(grade);
  EXPECT_EQ(grade.score, 3.5);
  EXPECT_EQ(grade.max_score, 20);
  EXPECT_EQ(grade.bonus, 1);
  EXPECT_EQ(grade.pending, 2);
}

}  // namespace
}  // namespace viva::judge

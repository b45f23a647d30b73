// What known submissions prove, from verdicts that are written down here.
#include "harness/cli/proof.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace viva::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr auto pass = VerdictStatus::pass;
constexpr auto fail = VerdictStatus::fail;
constexpr auto skip = VerdictStatus::skip;

Exercise exercise_with(const std::string& id, const Strings& checks) {
  Exercise exercise;
  exercise.id = id;
  for (const std::string& name : checks) {
    Check check;
    check.id = name;
    exercise.checks.push_back(check);
  }
  return exercise;
}

std::vector<Exercise> one_exercise() {
  auto exercise = exercise_with("threads", {"runs_here", "numbers", "pace", "clean_exit"});
  exercise.checks.front().condition = true;
  return {exercise};
}

std::vector<KnownVerdicts> three_submissions() {
  return {{"threads/right", "threads", {{"numbers", pass}, {"pace", pass}, {"clean_exit", pass}}},
          {"threads/mute", "threads", {{"numbers", fail}, {"pace", skip}, {"clean_exit", skip}}},
          {"threads/hasty", "threads", {{"numbers", fail}, {"pace", fail}, {"clean_exit", pass}}}};
}

TEST(Proof, CountsWhoFailsACheckAndWhoFailsNothingElse) {
  EXPECT_THAT(proofs(one_exercise(), {"threads"}, three_submissions()),
              ElementsAre(ExerciseProof{
                  "threads", {{"numbers", 2, 1}, {"pace", 1, 0}, {"clean_exit", 0, 0}}}));
}

TEST(Proof, LeavesOutExercisesThatWereNotChosen) {
  EXPECT_THAT(proofs(one_exercise(), {"processes"}, three_submissions()), IsEmpty());
}

TEST(Proof, OtherExercisesWithAlikeChecksDoNotCount) {
  auto known = three_submissions();
  known.push_back({"processes/mute", "processes", {{"clean_exit", fail}}});
  EXPECT_EQ(proofs(one_exercise(), {"threads"}, known).front().checks.back().caught, 0U);
}

TEST(Proof, NamesWhatNothingWrongFailsAndWhatIsNeverFailedAlone) {
  const auto all = proofs(one_exercise(), {"threads"}, three_submissions());
  const std::string text = proof_text(all, false, {});
  EXPECT_THAT(text, HasSubstr("1 check unproven, no known submission fails: threads/clean_exit"));
  EXPECT_THAT(text, HasSubstr("1 check never failed alone: threads/pace"));
  EXPECT_THAT(text, Not(HasSubstr("in brackets")));
  EXPECT_THAT(proof_text(all, true, {}), HasSubstr("threads  numbers 2 (1), pace 1 (0)"));
}

TEST(Proof, SaysNothingWhereEveryCheckIsProvenAlone) {
  const std::vector<ExerciseProof> all = {{"threads", {{"numbers", 2, 1}}}};
  EXPECT_EQ(proof_text(all, false, {}), "");
}

TEST(Unsteady, AVerdictThatChangedIsNamedWithItsCounts) {
  auto other = three_submissions();
  other[2].checks["pace"] = pass;
  const auto found = unsteady({three_submissions(), other, three_submissions()});
  EXPECT_THAT(found, ElementsAre(Unsteady{"threads/hasty", "pace", {{fail, 2}, {pass, 1}}}));
  const std::string text = unsteady_text(found, 3, {});
  EXPECT_THAT(text, HasSubstr("VARIES threads/hasty, pace: pass 1 time, fail 2 times"));
  EXPECT_THAT(text, HasSubstr("1 verdict varied in 3 runs"));
}

TEST(Unsteady, AVerdictThatIsNotAlwaysThereVaries) {
  auto other = three_submissions();
  other[0].checks.erase("pace");
  EXPECT_THAT(unsteady({three_submissions(), other}),
              ElementsAre(Unsteady{"threads/right", "pace", {{pass, 1}}}));
}

TEST(Unsteady, TheSameVerdictsAreSteady) {
  EXPECT_THAT(unsteady({three_submissions(), three_submissions()}), IsEmpty());
  EXPECT_THAT(unsteady({}), IsEmpty());
  EXPECT_EQ(unsteady_text({}, 20, {}), "no verdict varied in 20 runs\n");
}

}  // namespace
}  // namespace viva::cli

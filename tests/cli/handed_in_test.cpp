// How the end of the worker that unpacks is understood: whose doing it was.
#include "harness/cli/handed_in.hpp"

#include "harness/intake/archive.hpp"
#include "harness/model/trouble.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <string>

namespace viva::cli {
namespace {

using ::testing::HasSubstr;

box::Outcome begun() {
  box::Outcome outcome;
  outcome.started = true;
  outcome.out = intake::unpacked_greeting;
  return outcome;
}

TEST(Unpacking, AWorkerThatEndsByItselfHasNoExcuse) {
  EXPECT_EQ(why_unfinished(begun()), std::nullopt);
}

TEST(Unpacking, ALimitIsTheArchivesDoing) {
  box::Outcome outcome = begun();
  outcome.exceeded = box::Exceeded{"memory", "256 MB", "300 MB"};
  outcome.status = SIGKILL;
  EXPECT_EQ(why_unfinished(outcome), "it needs more than 256 MB of memory");
  outcome.exceeded = box::Exceeded{"cpu", "20.0 s", "20.1 s"};
  EXPECT_EQ(why_unfinished(outcome), "it needs more than 20.0 s of processor time");
  outcome.exceeded = box::Exceeded{"wall", "30.0 s", "30.1 s"};
  EXPECT_EQ(why_unfinished(outcome), "it needs more than 30.0 s");
}

TEST(Unpacking, ACrashIsTheArchivesDoing) {
  box::Outcome outcome = begun();
  outcome.status = SIGSEGV;
  EXPECT_THAT(why_unfinished(outcome).value_or(""), HasSubstr("SIGSEGV"));
  outcome.status = 1 << 8;  // exit code 1, as wait(2) gives it
  EXPECT_THAT(why_unfinished(outcome).value_or(""), HasSubstr("gave up"));
  outcome.status = SIGXCPU;
  EXPECT_THAT(why_unfinished(outcome).value_or(""), HasSubstr("processor time"));
}

TEST(Unpacking, TooMuchOutputIsTheArchivesDoing) {
  box::Outcome outcome = begun();
  outcome.cut = 1;
  EXPECT_THAT(why_unfinished(outcome).value_or(""), HasSubstr("too much"));
}

TEST(Unpacking, AWorkerThatNeverBeganIsOurTrouble) {
  box::Outcome outcome = begun();
  outcome.out.clear();
  outcome.err = "libarchive.so.13: cannot open shared object file";
  outcome.status = 127 << 8;
  EXPECT_THROW((void)why_unfinished(outcome), Trouble);
  outcome.started = false;
  outcome.error = ENOENT;
  EXPECT_THROW((void)why_unfinished(outcome), Trouble);
}

TEST(Unpacking, FoldersOfProgramsAreKnownToIntake) {
  Exercise exercise;
  exercise.subject = Program{.name = "chat_server", .arguments = {}};
  Assignment assignment;
  assignment.exercises = {exercise};
  EXPECT_THAT(intake_limits(assignment).own_folders,
              ::testing::UnorderedElementsAre("include", "chat_server"));
}

}  // namespace
}  // namespace viva::cli

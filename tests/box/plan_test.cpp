// The box's plan, word by word: what is confined is decided by these words alone.
#include "harness/box/box.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace viva::box {
namespace {

using ::testing::IsSupersetOf;

BoxPlan plan_of_a_program() {
  BoxPlan plan;
  plan.arguments = {"/program/threads"};
  plan.environment = {"PATH=/usr/bin"};
  plan.binds = {{"/built/threads", "/program"}};
  plan.init = "/built/init";
  return plan;
}

bool has_sequence(const Strings& words, const Strings& wanted) {
  return std::search(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
}

TEST(Plan, LeavesNoPrivilegeAndNoWayToANewOne) {
  const Strings words = bubblewrap_arguments(plan_of_a_program());
  EXPECT_THAT(words, IsSupersetOf({"--unshare-user", "--unshare-pid", "--unshare-ipc",
                                   "--unshare-uts", "--disable-userns", "--die-with-parent",
                                   "--as-pid-1", "--new-session"}));
  EXPECT_TRUE(has_sequence(words, {"--cap-drop", "ALL"}));
  EXPECT_TRUE(has_sequence(words, {"--uid", "1000", "--gid", "1000"}));
}

TEST(Plan, GivesACompilerANetworkWithNothingInIt) {
  BoxPlan plan = plan_of_a_program();
  plan.own_network = true;
  EXPECT_THAT(bubblewrap_arguments(plan), ::testing::Contains("--unshare-net"));
}

TEST(Plan, LeavesAProgramInItsTrialsNetwork) {
  BoxPlan plan = plan_of_a_program();
  plan.own_network = false;
  EXPECT_THAT(bubblewrap_arguments(plan), ::testing::Not(::testing::Contains("--unshare-net")));
}

TEST(Plan, BindsFilesToBeReadOnly) {
  BoxPlan plan = plan_of_a_program();
  plan.binds = {{"/w/src", "/submission"}};
  const Strings words = bubblewrap_arguments(plan);
  EXPECT_TRUE(has_sequence(words, {"--ro-bind", "/w/src", "/submission"}));
  EXPECT_THAT(words, ::testing::Not(::testing::Contains("--bind")));
}

TEST(Plan, BoundsEveryWritablePlaceTogetherAndSealsTheRest) {
  BoxPlan plan = plan_of_a_program();
  plan.writable = {"/tmp", "/output"};
  plan.limits.disk_bytes = 4096;
  plan.limits.inodes = 9;
  const Strings words = bubblewrap_arguments(plan);
  EXPECT_THAT(words, ::testing::Not(::testing::Contains("--tmpfs")));
  EXPECT_TRUE(has_sequence(words, {"--dir", "/output"}));
  EXPECT_TRUE(has_sequence(words, {"--remount-ro", "/dev"}));
  EXPECT_TRUE(has_sequence(words, {"--remount-ro", "/"}));
  const InitJob job = init_job(plan);
  EXPECT_EQ(job.writable, plan.writable);
  EXPECT_EQ(job.disk_bytes, 4096U);
  EXPECT_EQ(job.inodes, 9U);
}

TEST(Plan, AsksForNoNewProcWhereItIsMasked) {
  BoxPlan plan = plan_of_a_program();
  plan.isolation = Isolation::masked;
  const Strings words = bubblewrap_arguments(plan);
  EXPECT_THAT(words, ::testing::Not(::testing::Contains("--proc")));
  EXPECT_THAT(words, ::testing::Not(::testing::Contains("--disable-userns")));
  EXPECT_THAT(words, ::testing::Not(::testing::Contains("--bind")));
  EXPECT_THAT(words, IsSupersetOf({"--unshare-user", "--unshare-pid", "--unshare-ipc",
                                   "--unshare-uts", "--die-with-parent", "--as-pid-1"}));
  EXPECT_EQ(init_job(plan).own_entry, 1U);
  EXPECT_EQ(init_job(plan_of_a_program()).own_entry, 0U);
}

TEST(Plan, MountsNothingWithoutWalls) {
  BoxPlan plan = plan_of_a_program();
  plan.isolation = Isolation::none;
  EXPECT_TRUE(init_job(plan).writable.empty());
}

TEST(Plan, NamesNeitherTheProgramNorItsEnvironment) {
  for (const std::string& word : bubblewrap_arguments(plan_of_a_program())) {
    EXPECT_EQ(word.find("PATH="), std::string::npos) << word;
    EXPECT_NE(word, "/program/threads");
  }
}

TEST(InitJob, CarriesTheLimitsThatThePlanGives) {
  BoxPlan plan = plan_of_a_program();
  plan.limits.processes = 7;
  plan.limits.open_files = 33;
  plan.limits.file_bytes = 1234;
  plan.limits.cpu = std::chrono::milliseconds{1500};
  const InitJob job = init_job(plan);
  EXPECT_EQ(job.processes, 7U + 16U) << "the limit itself is watched from outside";
  EXPECT_EQ(job.open_files, 33U);
  EXPECT_EQ(job.file_bytes, 1234U);
  EXPECT_EQ(job.cpu_seconds, 5U) << "whole seconds, far above the tree's own limit";
}

TEST(InitJob, CountsNoProcessesWhereTheCountIsShared) {
  BoxPlan plan = plan_of_a_program();
  plan.isolation = Isolation::none;
  EXPECT_EQ(init_job(plan).processes, 0U);
}

TEST(InitJob, IsReadBackAsItWasWritten) {
  InitJob job = init_job(plan_of_a_program());
  job.arguments = {"", "two words", std::string("a\0b", 3)};
  const std::string block = encode(job);
  const auto back = decode(std::string_view(block).substr(sizeof(std::uint64_t)));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, job);
}

TEST(InitJob, CutShortIsNoJob) {
  const std::string block = encode(init_job(plan_of_a_program()));
  for (std::size_t length = 0; length + sizeof(std::uint64_t) < block.size(); ++length) {
    EXPECT_FALSE(decode(std::string_view(block).substr(sizeof(std::uint64_t), length))) << length;
  }
}

TEST(Report, UnderstandsWhatTheInitSays) {
  EXPECT_EQ(read_report("started")->kind, Report::Kind::started);
  const auto failed = read_report("failed 2");
  ASSERT_TRUE(failed);
  EXPECT_EQ(failed->error, 2);
  const auto ended = read_report("exit 256 1500 2500 4 1 -27");
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->status, 256);
  EXPECT_EQ(ended->user + ended->system, Duration{4000});
  EXPECT_EQ(ended->peak_bytes, 4096U);
  EXPECT_EQ(ended->leftover, 1);
  EXPECT_EQ(ended->collected, -27);
}

TEST(Report, MakesNothingOfAnythingElse) {
  for (const char* line : {"", "exit", "exit 1 2 3", "exit 256 1500 2500 4 1", "hello", "failed"})
    EXPECT_FALSE(read_report(line)) << line;
}

}  // namespace
}  // namespace viva::box

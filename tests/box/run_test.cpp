// Commands in a real box: what they see, what they may use, how their end is reported.
#include "harness/box/run.hpp"

#include "harness/model/trouble.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/wait.h>
#include <unistd.h>

namespace viva::box {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

// The init where the unprivileged user can reach it: a checkout may stand in a folder that is
// closed.
class Box : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "viva-box-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    fs::permissions(folder_, fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
    fs::copy_file(fs::path(VIVA_BUILD_DIR) / "viva-init", folder_ / "init");
  }
  void TearDown() override { fs::remove_all(folder_); }

  /// What is handed out of /output/it.
  [[nodiscard]] std::string collected_of(BoxPlan plan) const {
    plan.writable = {"/tmp", "/output"};
    plan.collected = "/output/it";
    const Descriptor file{open((folder_ / "it").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    const Outcome outcome = run(plan, {}, {.collected = file.get()});
    EXPECT_TRUE(outcome.succeeded()) << outcome.err;
    EXPECT_EQ(outcome.collected, 6);
    std::string bytes(6, '\0');
    EXPECT_EQ(pread(file.get(), bytes.data(), bytes.size(), 0), 6);
    return bytes;
  }

  [[nodiscard]] BoxPlan shell(const std::string& script) const {
    BoxPlan plan;
    plan.arguments = {"sh", "-c", script};
    plan.environment = {"PATH=/usr/bin:/bin", "GREETING=hello"};
    plan.init = folder_ / "init";
    return plan;
  }

  fs::path folder_;
};

TEST_F(Box, ReportsTheExitCodeAndBothStreams) {
  const Outcome outcome = run(shell("echo out; echo err >&2; exit 3"));
  ASSERT_TRUE(outcome.started);
  EXPECT_EQ(WEXITSTATUS(outcome.status), 3);
  EXPECT_EQ(outcome.out, "out\n");
  EXPECT_EQ(outcome.err, "err\n");
}

TEST_F(Box, ReportsTheSignal) {
  const Outcome outcome = run(shell("kill -SEGV $$"));
  ASSERT_TRUE(WIFSIGNALED(outcome.status));
  EXPECT_EQ(WTERMSIG(outcome.status), SIGSEGV);
}

TEST_F(Box, ReportsACommandThatIsNotThere) {
  BoxPlan plan = shell("");
  plan.arguments = {"no-such-command"};
  const Outcome outcome = run(plan);
  EXPECT_FALSE(outcome.started);
  EXPECT_EQ(outcome.error, ENOENT);
}

TEST_F(Box, CountsTheProcessorTimeOfTheWholeTree) {
  const Outcome outcome = run(shell("(i=0; while [ $i -lt 30000 ]; do i=$((i+1)); done) & wait"));
  ASSERT_TRUE(outcome.succeeded()) << outcome.err;
  EXPECT_GT(outcome.cpu, Duration{1000});
}

TEST_F(Box, ShowsNothingOfTheMachine) {
  const Outcome outcome = run(shell("ls -A / ; ls -A /etc /tmp; env"));
  EXPECT_THAT(outcome.out, ::testing::Not(HasSubstr("home")));
  EXPECT_THAT(outcome.out, ::testing::Not(HasSubstr("shadow")));
  EXPECT_THAT(outcome.out, ::testing::Not(HasSubstr("passwd")));
  EXPECT_THAT(outcome.out, HasSubstr("GREETING=hello"));
  EXPECT_THAT(outcome.out, ::testing::Not(HasSubstr("HOSTNAME=")));
}

TEST_F(Box, KnowsLocalhostWithoutANameServer) {
  const Outcome outcome = run(shell("getent ahosts localhost"));
  EXPECT_THAT(outcome.out, ::testing::StartsWith("127.0.0.1"));
}

TEST_F(Box, LetsNobodyReadTheInit) {
  const Outcome outcome =
      run(shell("cat /proc/1/environ /proc/1/maps; ls /proc/1/fd; tr '\\0' ' ' < /proc/1/cmdline"));
  EXPECT_EQ(outcome.out, "/.init ");
}

TEST_F(Box, PassesNoDescriptorOn) {
  const int leak = open("/etc/passwd", O_RDONLY);  // without O_CLOEXEC, as a careless caller would
  ASSERT_GE(leak, 3);
  const Outcome outcome = run(shell("ls /proc/self/fd"));
  close(leak);
  EXPECT_EQ(outcome.out, "0\n1\n2\n3\n") << "3 is ls's own folder";
}

TEST_F(Box, HasNoNetworkButItsOwnLoopback) {
  const Outcome outcome = run(shell("grep -c : /proc/net/dev"));
  EXPECT_EQ(outcome.out, "1\n");
}

TEST_F(Box, EndsWhatIsLeftOver) {
  const Outcome outcome = run(shell("sleep 600 & sleep 600 & echo started"));
  EXPECT_EQ(outcome.out, "started\n");
  EXPECT_TRUE(outcome.succeeded());
}

TEST_F(Box, StopsACommandAtItsWallTime) {
  BoxPlan plan = shell("sleep 600");
  plan.limits.wall = std::chrono::milliseconds{200};
  const Outcome outcome = run(plan);
  ASSERT_TRUE(outcome.exceeded);
  EXPECT_EQ(outcome.exceeded->name, "wall");
}

TEST_F(Box, TheTimeInWhichABoxIsMadeIsNotTheCommands) {
  BoxPlan plan = shell("sleep 600");
  plan.limits.wall = std::chrono::milliseconds{1};
  const Outcome outcome = run(plan);
  EXPECT_TRUE(outcome.started);
  ASSERT_TRUE(outcome.exceeded);
  EXPECT_EQ(outcome.exceeded->name, "wall");
}

TEST_F(Box, StopsATreeAtItsProcessorTime) {
  BoxPlan plan = shell("for i in 1 2 3; do (while :; do :; done) & done; wait");
  plan.limits.cpu = std::chrono::milliseconds{400};
  const Outcome outcome = run(plan);
  ASSERT_TRUE(outcome.exceeded);
  EXPECT_EQ(outcome.exceeded->name, "cpu");
}

TEST_F(Box, StopsATreeAtItsMemory) {
  BoxPlan plan = shell("x=$(head -c 300000000 /dev/zero | tr '\\0' x); sleep 600");
  plan.limits.memory_bytes = 50U << 20U;
  const Outcome outcome = run(plan);
  ASSERT_TRUE(outcome.exceeded);
  EXPECT_EQ(outcome.exceeded->name, "memory");
}

TEST_F(Box, BoundsTheNumberOfProcessesPerBox) {
  BoxPlan plan = shell("i=0; while [ $i -lt 40 ]; do sleep 5 & i=$((i+1)); done; echo all");
  plan.limits.processes = 4;
  const Outcome outcome = run(plan);
  EXPECT_THAT(outcome.out, ::testing::Not(HasSubstr("all")));
}

TEST_F(Box, KeepsOutputUpToTheLimitAndCountsTheRest) {
  BoxPlan plan = shell("head -c 100000 /dev/zero");
  plan.limits.output_bytes = 1000;
  const Outcome outcome = run(plan);
  EXPECT_EQ(outcome.out.size(), 1000U);
  EXPECT_EQ(outcome.cut, 99'000U);
}

TEST_F(Box, BoundsAllWritablePlacesTogether) {
  BoxPlan plan = shell(
      "head -c 600000 /dev/zero > /tmp/a; head -c 600000 /dev/zero > /dev/shm/b; "
      "cat /tmp/a /dev/shm/b | wc -c");
  plan.limits.disk_bytes = 1U << 20U;
  const Outcome outcome = run(plan);
  EXPECT_LE(std::atoi(outcome.out.c_str()), 1 << 20);
  EXPECT_GE(std::atoi(outcome.out.c_str()), 1'000'000);
  EXPECT_THAT(outcome.err, HasSubstr("No space left"));
}

TEST_F(Box, BoundsTheNumberOfFiles) {
  BoxPlan plan = shell("i=0; while true > /tmp/$i; do i=$((i+1)); done 2>/dev/null; echo $i");
  plan.limits.inodes = 50;
  const Outcome outcome = run(plan);
  EXPECT_LT(std::atoi(outcome.out.c_str()), 50) << outcome.err;
  EXPECT_GT(std::atoi(outcome.out.c_str()), 20);
}

TEST_F(Box, LetsNothingElseBeWrittenTo) {
  const Outcome outcome = run(shell(
      "for f in / /dev /proc /usr /etc /bin; do (: > $f/x) 2>/dev/null && echo wrote $f; done; "
      "mkdir /new 2>/dev/null && echo made; echo done"));
  EXPECT_EQ(outcome.out, "done\n");
}

TEST_F(Box, LeavesTheCommandNoPrivilege) {
  const Outcome outcome = run(shell("grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status"));
  for (const char* set : {"CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"}) {
    EXPECT_THAT(outcome.out, HasSubstr(std::string(set) + ":\t0000000000000000"));
  }
  EXPECT_THAT(outcome.out, HasSubstr("NoNewPrivs:\t1"));
  EXPECT_THAT(outcome.out, HasSubstr("Seccomp:\t2"));
}

TEST_F(Box, RefusesNamespacesToTheCommand) {
  const Outcome outcome =
      run(shell("unshare --version > /dev/null && echo there; unshare -U true && echo made; "
                "unshare -n true && echo made"));
  EXPECT_EQ(outcome.out, "there\n");
}

TEST_F(Box, HandsTheCollectedFileOut) {
  EXPECT_EQ(collected_of(shell("printf result > /output/it")), "result");
}

TEST_F(Box, CollectsNeitherLinksNorFifosNorWhatIsNotThere) {
  const Descriptor file{open((folder_ / "it").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
  const auto collect = [&](const std::string& script) {
    BoxPlan plan = shell(script);
    plan.writable = {"/tmp", "/output"};
    plan.collected = "/output/it";
    plan.limits.file_bytes = 1000;
    return run(plan, {}, {.collected = file.get()}).collected;
  };
  EXPECT_EQ(collect("ln -s /etc/hosts /output/it"), -ELOOP);
  EXPECT_EQ(collect("mkfifo /output/it"), -EINVAL);
  EXPECT_EQ(collect("true"), -ENOENT);
  EXPECT_EQ(lseek(file.get(), 0, SEEK_END), 0);
}

TEST_F(Box, StartsNothingElseWhenToldSo) {
  BoxPlan plan = shell("echo first; ls /; echo $?");
  plan.arguments[0] = "/bin/sh";
  plan.only_start = true;
  const Outcome outcome = run(plan);
  EXPECT_EQ(outcome.out, "first\n126\n") << outcome.err;
}

TEST_F(Box, CountsThreadsAmongTheProcesses) {
  BoxPlan plan = shell(
      "python3 -c 'import threading,time\n"
      "for _ in range(30): threading.Thread(target=time.sleep, args=(20,), daemon=True).start()\n"
      "time.sleep(20)'");
  plan.limits.processes = 20;
  const Outcome outcome = run(plan);
  ASSERT_TRUE(outcome.exceeded) << outcome.err;
  EXPECT_EQ(outcome.exceeded->name, "processes");
}

TEST_F(Box, CountsTheTimeOfProcessesThatNobodyWaitsFor) {
  BoxPlan plan = shell(
      "python3 -c 'import os,signal,time\n"
      "signal.signal(signal.SIGCHLD, signal.SIG_IGN)\n"
      "def burn():\n"
      "  end = time.process_time() + 0.3\n"
      "  while time.process_time() < end: pass\n"
      "  os._exit(0)\n"
      "while True:\n"
      "  if os.fork() == 0: burn()\n"
      "  time.sleep(0.3)'");
  plan.limits.cpu = std::chrono::seconds{1};
  plan.limits.wall = std::chrono::seconds{60};
  const Outcome outcome = run(plan);
  ASSERT_TRUE(outcome.exceeded) << outcome.err;
  EXPECT_EQ(outcome.exceeded->name, "cpu");
}

TEST_F(Box, WorksWithoutNamespacesToo) {
  BoxPlan plan = shell("sleep 600 & echo started; exit 4");
  plan.isolation = Isolation::none;
  const Outcome outcome = run(plan);
  EXPECT_EQ(outcome.out, "started\n");
  EXPECT_EQ(WEXITSTATUS(outcome.status), 4);
}

class MaskedBox : public Box {
 protected:
  [[nodiscard]] BoxPlan masked(const std::string& script) const {
    BoxPlan plan = shell(script);
    plan.isolation = Isolation::masked;
    return plan;
  }
};

TEST_F(MaskedBox, ShowsTheCommandItselfAndNothingElseInProc) {
  const Outcome outcome = run(masked("ls -A /proc /.proc; cat /proc/1/cmdline /proc/uptime"));
  EXPECT_EQ(outcome.out, "/.proc:\n\n/proc:\nmounts\nnet\nself\n") << outcome.err;
  EXPECT_THAT(run(masked("read line < /proc/self/comm; echo $line")).out, "sh\n");
  EXPECT_THAT(run(masked("cd /proc/self/..; ls")).out, "mounts\nnet\nself\n");
  EXPECT_THAT(run(masked("ls -A /proc/self/root/ | tr '\\n' ' '")).out, HasSubstr(" proc "));
}

TEST_F(MaskedBox, KeepsItsWalls) {
  const Outcome outcome =
      run(masked("for f in / /dev /proc /proc/self /usr /etc; do (: > $f/x) 2>/dev/null && echo "
                 "wrote $f; done; "
                 "unshare -U true && echo made; ls -A /.root; grep -E '^Cap' /proc/self/status"));
  EXPECT_THAT(outcome.out, ::testing::Not(HasSubstr("wrote")));
  EXPECT_THAT(outcome.out, ::testing::Not(HasSubstr("made")));
  for (const char* set : {"CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"}) {
    EXPECT_THAT(outcome.out, HasSubstr(std::string(set) + ":\t0000000000000000"));
  }
}

TEST_F(MaskedBox, HandsTheCollectedFileOut) {
  EXPECT_EQ(collected_of(masked("sleep 600 & printf result > /output/it")), "result");
}

TEST(Patience, CountsWhatACommandSleptOrBlocked) {
  Patience patience;
  EXPECT_EQ(patience.own_time(std::chrono::seconds{3}, {{7, Duration{0}}}),
            std::chrono::seconds{3});
}

TEST(Patience, LeavesOutWhatACommandWaitedForACore) {
  Patience patience;
  using std::chrono::seconds;
  EXPECT_EQ(patience.own_time(seconds{4}, {{7, seconds{3}}}), seconds{1});
  EXPECT_EQ(patience.own_time(seconds{6}, {{7, seconds{4}}}), seconds{2});
}

TEST(Patience, LeavesOutALongWaitThatTheKernelAddsAtItsEnd) {
  Patience patience;
  using std::chrono::seconds;
  EXPECT_EQ(patience.own_time(seconds{1}, {{7, seconds{0}}}), seconds{1});
  EXPECT_EQ(patience.own_time(seconds{2}, {{7, seconds{0}}}), seconds{2});
  EXPECT_EQ(patience.own_time(seconds{5}, {{7, seconds{3}}}), seconds{2});
}

TEST(Patience, GivesManyThatWaitTogetherNoMoreThanTheTimeThatWentBy) {
  Patience patience;
  using std::chrono::seconds;
  EXPECT_EQ(patience.own_time(seconds{4}, {{7, seconds{2}}, {8, seconds{2}}, {9, seconds{1}}}),
            seconds{2});
  EXPECT_EQ(patience.own_time(seconds{5}, {{10, seconds{60}}}), seconds{2});
}

TEST(Patience, EndsWhenACommandWaitsForACoreForEver) {
  Patience patience;
  using std::chrono::seconds;
  EXPECT_EQ(patience.own_time(seconds{100}, {{7, seconds{100}}}), seconds{10});
}

}  // namespace
}  // namespace viva::box

// Where control groups may be made, from written-out tables; and a real one, where that is allowed.
#include "harness/box/cgroup.hpp"

#include "harness/box/run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

namespace viva::box {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

constexpr const char* mounts_v1 =
    "31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw\n"
    "32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu\n"
    "33 31 0:30 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n"
    "34 31 0:31 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids\n";

TEST(CgroupHomes, AreOurOwnGroupsInVersion1) {
  const auto homes = cgroup_homes("8:pids:/\n4:memory:/jobs/7\n1:cpu:/\n0::/\n", mounts_v1);
  ASSERT_EQ(homes.size(), 1U);
  EXPECT_EQ(homes[0].version, 1);
  EXPECT_THAT(homes[0].parents, ElementsAre(fs::path("/sys/fs/cgroup/memory/jobs/7"),
                                            fs::path("/sys/fs/cgroup/pids")));
}

TEST(CgroupHomes, GoUpwardInVersion2) {
  const auto homes =
      cgroup_homes("0::/user.slice/user-1000.slice/session-1.scope\n",
                   "30 24 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n");
  std::vector<fs::path> places;
  for (const auto& home : homes) {
    EXPECT_EQ(home.version, 2);
    places.push_back(home.parents.front());
  }
  EXPECT_THAT(places,
              ElementsAre(fs::path("/sys/fs/cgroup/user.slice/user-1000.slice/session-1.scope"),
                          fs::path("/sys/fs/cgroup/user.slice/user-1000.slice"),
                          fs::path("/sys/fs/cgroup/user.slice"), fs::path("/sys/fs/cgroup")));
}

TEST(CgroupHomes, StayInsideWhatAContainerSees) {
  const auto homes = cgroup_homes(
      "0::/docker/abc/work\n", "30 24 0:26 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
  ASSERT_EQ(homes.size(), 2U);
  EXPECT_EQ(homes[0].parents.front(), fs::path("/sys/fs/cgroup/work"));
  EXPECT_EQ(homes[1].parents.front(), fs::path("/sys/fs/cgroup"));
}

TEST(CgroupHomes, AreNoneWithoutTheControllersThatAreNeeded) {
  EXPECT_TRUE(cgroup_homes("1:cpu:/\n", mounts_v1).empty());
  EXPECT_TRUE(cgroup_homes("", "").empty());
  EXPECT_TRUE(cgroup_homes("nonsense\n::\n", "a - cgroup2\n - \n").empty());
}

TEST(Cgroups, LeaveNothingBehind) {
  std::vector<fs::path> announced;
  {
    const Cgroups groups{[&](const fs::path& folder) { announced.push_back(folder); }};
    if (groups.version() == 0) {
      EXPECT_FALSE(groups.why_not().empty());
    } else {
      const Cgroup one = groups.make({});
      const Cgroup other = groups.make({});
      ASSERT_FALSE(one.empty());
      EXPECT_NE(one.folders(), other.folders());
      EXPECT_TRUE(fs::exists(one.folders().front()));
      EXPECT_EQ(one.memory_kills(), 0U);
    }
  }
  for (const fs::path& folder : announced) EXPECT_FALSE(fs::exists(folder)) << folder;
}

TEST(Cgroups, AreCleanedUpByWhoComesAfter) {
  std::vector<fs::path> announced;
  const Cgroups groups{[&](const fs::path& folder) { announced.push_back(folder); }};
  const Cgroup one = groups.make({});
  remove_cgroups(announced);
  for (const fs::path& folder : announced) EXPECT_FALSE(fs::exists(folder)) << folder;
}

TEST(Cgroups, EndWhatIsLeftInThemWithTheBox) {
  const Cgroups groups{[](const fs::path&) {}};
  if (groups.version() == 0) GTEST_SKIP() << groups.why_not();
  Cgroup group = groups.make({});
  const auto folders = group.folders();
  const auto entrances = group.entrances();
  const pid_t left = fork();
  if (left == 0) {
    for (const int entrance : entrances) (void)!write(entrance, "0", 1);
    for (;;) pause();
  }
  ASSERT_GT(left, 0);
  std::ifstream procs;
  do {
    procs = std::ifstream{folders.back() / "cgroup.procs"};
  } while (procs.peek() == std::ifstream::traits_type::eof());
  group = {};
  int status = 0;
  ASSERT_EQ(waitpid(left, &status, 0), left);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

TEST(Cgroups, BoundMemoryThatNoProcessShows) {
  const Cgroups groups{[](const fs::path&) {}};
  if (groups.version() == 0) GTEST_SKIP() << groups.why_not();
  std::string name = (fs::temp_directory_path() / "viva-box-XXXXXX").string();
  ASSERT_NE(mkdtemp(name.data()), nullptr);
  const fs::path folder = name;
  fs::permissions(folder, fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
  fs::copy_file(fs::path(VIVA_BUILD_DIR) / "viva-init", folder / "init");
  BoxPlan plan;
  // Pipes hold their bytes in the kernel; 300 of 1 MB each are more than the limit.
  plan.arguments = {"python3", "-c",
                    "import os, fcntl\n"
                    "pipes = []\n"
                    "for _ in range(300):\n"
                    "    r, w = os.pipe()\n"
                    "    os.set_blocking(w, False)\n"
                    "    fcntl.fcntl(w, 1031, 65536)\n"
                    "    pipes += [r, w]\n"
                    "    a = bytearray(1 << 20)\n"
                    "    try: os.write(w, a)\n"
                    "    except BlockingIOError: pass\n"
                    "    pipes.append(a)\n"
                    "import time; time.sleep(30)"};
  plan.environment = {"PATH=/usr/bin:/bin"};
  plan.init = folder / "init";
  plan.limits.memory_bytes = 100U << 20U;
  plan.limits.disk_bytes = 1U << 20U;
  const Cgroup group = groups.make(plan.limits);
  const Outcome outcome = run(plan, group);
  fs::remove_all(folder);
  ASSERT_TRUE(outcome.exceeded) << outcome.err;
  EXPECT_EQ(outcome.exceeded->name, "memory");
}

}  // namespace
}  // namespace viva::box

#include "harness/judge/tasks.hpp"

namespace viva::judge {
namespace {

using namespace std::chrono_literals;

Event threads(Duration t, std::int64_t pid, Integers tids) {
  return {t, "program", What::threads, {}, {{"pid", pid}, {"tids", std::move(tids)}}};
}
Event processes(Duration t, Integers pids) {
  return {t, "program", What::processes, {}, {{"pids", pids}, {"main", std::int64_t{10}}}};
}
Event wrote(Duration t, std::int64_t pid, std::int64_t tid) {
  return {t, "program", What::wrote, {}, {{"pid", pid}, {"tid", tid}, {"bytes", std::int64_t{12}}}};
}
Event ended(Duration t) {
  return {t, "program", What::exit, {}, {{"code", std::int64_t{0}}}};
}
Transcript of(std::vector<Event> events) {
  return {"threads", "run", std::move(events)};
}
bool anybody(const Task& task) {
  return task.lived() >= 0s;
}
bool no_first_thread(const Task& task) {
  return !task.first_thread();
}

TEST(TasksOf, AThreadLivesFromFirstSeenToFirstMissed) {
  const auto tasks = tasks_of(of({processes(0s, {10}), threads(0s, 10, {10}),
                                  threads(1s, 10, {10, 11}), threads(4s, 10, {10}), ended(5s)}));
  ASSERT_EQ(tasks.size(), 2U);
  EXPECT_TRUE(tasks[0].first_process);
  EXPECT_TRUE(tasks[0].first_thread());
  EXPECT_EQ(tasks[0].lived(), 5s);
  EXPECT_EQ(tasks[1].thread, 11);
  EXPECT_FALSE(tasks[1].first_thread());
  EXPECT_EQ(tasks[1].from, 1s);
  EXPECT_EQ(tasks[1].to, 4s);
  EXPECT_EQ(tasks[1].event, 2U);
}

TEST(TasksOf, AProcessThatIsGoneTakesItsThreadsAlong) {
  const auto tasks = tasks_of(
      of({processes(0s, {10, 20}), threads(0s, 20, {20, 21}), processes(3s, {10}), ended(5s)}));
  ASSERT_EQ(tasks.size(), 3U);
  EXPECT_EQ(tasks[2].thread, 21);
  EXPECT_EQ(tasks[2].to, 3s);
  EXPECT_FALSE(tasks[2].first_process);
}

TEST(TasksOf, KnowsWhoWrote) {
  const auto tasks = tasks_of(of({processes(0s, {10}), threads(0s, 10, {10, 11}), wrote(1s, 10, 11),
                                  wrote(2s, 10, 11), ended(5s)}));
  EXPECT_TRUE(tasks[0].wrote.empty());
  EXPECT_EQ(tasks[1].wrote, (std::vector<std::size_t>{2, 3}));
}

TEST(TasksOf, ANumberThatComesBackIsANewTask) {
  const auto tasks = tasks_of(
      of({threads(0s, 10, {10, 11}), threads(1s, 10, {10}), threads(2s, 10, {10, 11}), ended(5s)}));
  ASSERT_EQ(tasks.size(), 3U);
  EXPECT_EQ(tasks[2].from, 2s);
}

TEST(TasksOf, WithoutALookThereIsNobody) {
  EXPECT_TRUE(tasks_of(of({ended(5s)})).empty());
  EXPECT_FALSE(tasks_were_watched(of({ended(5s)})));
  EXPECT_TRUE(tasks_were_watched(of({threads(0s, 10, {10})})));
}

TEST(LongestTogether, PicksThePairThatSharedMostTime) {
  const auto tasks =
      tasks_of(of({processes(0s, {10}), threads(0s, 10, {10, 11}), threads(1s, 10, {10, 12}),
                   threads(2s, 10, {10, 12, 13}), ended(6s)}));
  const auto any = longest_together(tasks, Home::any, anybody);
  ASSERT_TRUE(any);
  EXPECT_EQ(any->together(), 5s);
  const auto beside = longest_together(tasks, Home::any, no_first_thread);
  ASSERT_TRUE(beside);
  EXPECT_EQ(beside->together(), 4s);
}

TEST(LongestTogether, NobodyWasThereAtTheSameTime) {
  const auto tasks = tasks_of(of({processes(0s, {10}), threads(0s, 10, {10, 11}),
                                  threads(1s, 10, {10}), threads(2s, 10, {10, 12}), ended(3s)}));
  EXPECT_FALSE(longest_together(tasks, Home::any, no_first_thread));
}

TEST(LongestTogether, MindsWhereTheyLive) {
  const auto tasks = tasks_of(
      of({processes(0s, {10, 20}), threads(0s, 10, {10}), threads(0s, 20, {20}), ended(3s)}));
  EXPECT_FALSE(longest_together(tasks, Home::one_process, anybody));
  EXPECT_TRUE(longest_together(tasks, Home::two_processes, anybody));
}

}  // namespace
}  // namespace viva::judge

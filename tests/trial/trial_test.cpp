// The trial's small parts: numbers by the seed, deadlines, the recorder, the job's text.
#include "harness/model/trouble.hpp"
#include "harness/trial/job.hpp"
#include "harness/trial/random.hpp"
#include "harness/trial/recorder.hpp"
#include "harness/trial/within.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

namespace viva::trial {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(Random, TheSameSeedAndPlaceGiveTheSameNumbers) {
  Random one{7, "threads/run"};
  Random other{7, "threads/run"};
  for (int i = 0; i < 100; ++i) EXPECT_EQ(one.between(0, 1'000'000), other.between(0, 1'000'000));
}

TEST(Random, AnotherPlaceGivesOthers) {
  Random one{7, "threads/run"};
  Random other{7, "threads/again"};
  EXPECT_NE(one.word(20), other.word(20));
}

TEST(Random, IsTheSameOnEveryMachine) {
  // Written down once: a seed in a report must give the same trial for ever.
  Random random{1, "lossy_server/run"};
  EXPECT_EQ(random.between(0, 999'999), 565311);
  EXPECT_EQ(random.word(8), "yihdRpzW");
}

TEST(Random, StaysWithinItsBoundsAndReachesThem) {
  Random random{3, "x"};
  std::set<std::int64_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random.between(-2, 2));
  EXPECT_EQ(seen, (std::set<std::int64_t>{-2, -1, 0, 1, 2}));
}

TEST(Random, ASentenceHasTheLengthAskedForAndNoBlanksAtItsEnds) {
  Random random{3, "x"};
  for (std::size_t length = 1; length < 200; ++length) {
    const std::string text = random.sentence(length);
    ASSERT_EQ(text.size(), length);
    EXPECT_NE(text.front(), ' ');
    EXPECT_NE(text.back(), ' ');
  }
}

template <class T>
T result_of(awaitable<T> operation) {
  boost::asio::io_context loop;
  std::optional<T> result;
  std::exception_ptr thrown;
  auto keep = [](awaitable<T> inner, std::optional<T>& into) -> awaitable<void> {
    into = co_await std::move(inner);
  };
  auto all = keep(std::move(operation), result);
  boost::asio::co_spawn(loop, std::move(all), [&](std::exception_ptr error) { thrown = error; });
  loop.run();
  if (thrown) std::rethrow_exception(thrown);
  return std::move(*result);
}

awaitable<int> seven() {
  co_return 7;
}
awaitable<int> never() {
  co_await pause(hours{1});
  co_return 0;
}
awaitable<int> throws() {
  co_await pause(milliseconds{1});
  throw std::runtime_error("broken");
}

TEST(Within, GivesTheValueThatCameInTime) {
  EXPECT_EQ(result_of(within(hours{1}, seven())), 7);
}

TEST(Within, GivesNothingAndCancelsWhatDidNotCome) {
  EXPECT_FALSE(result_of(within(milliseconds{1}, never())));
}

TEST(Within, HandsOnAnExceptionAtOnce) {
  EXPECT_THROW(result_of(within(hours{1}, throws())), std::runtime_error);
}

TEST(Recorder, GivesTimesThatNeverGoBack) {
  std::vector<Event> events;
  Recorder recorder{[&](const Event& event) { events.push_back(event); }, 100, 1U << 20U};
  for (int i = 0; i < 50; ++i) recorder.add("client:1", What::send, "x");
  ASSERT_EQ(events.size(), 50U);
  for (std::size_t i = 1; i < events.size(); ++i) EXPECT_LE(events[i - 1].t, events[i].t);
}

TEST(Recorder, StopsAtItsLimitSaysSoOnceAndStillTakesTheEnd) {
  std::vector<Event> events;
  Recorder recorder{[&](const Event& event) { events.push_back(event); }, 2, 1U << 20U};
  for (int i = 0; i < 5; ++i) recorder.add("client:1", What::send, "x");
  recorder.add_always("program", What::exit);
  ASSERT_EQ(events.size(), 4U);
  EXPECT_EQ(events[2].what, What::limit);
  EXPECT_EQ(events[3].what, What::exit);
}

TEST(Recorder, LeavesOutBytesBeyondItsLimitAndKeepsTheirLength) {
  std::vector<Event> events;
  Recorder recorder{[&](const Event& event) { events.push_back(event); }, 100, 5};
  recorder.add("client:1", What::recv, "four");
  recorder.add("client:1", What::recv, "more");
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].bytes, "four");
  EXPECT_EQ(events[1].bytes, "");
  EXPECT_EQ(events[1].more.value_or<std::int64_t>("length", 0), 4);
  EXPECT_EQ(recorder.taken().bytes, 8U);
}

TEST(Job, IsReadBackAsItWasWritten) {
  Job job;
  job.exercise = "lossy_client";
  job.program = {"lossy_client", {"{host}", "{port}"}, ProgramKind::client};
  job.scenario.id = "lossy";
  job.scenario.peer = {"lossy_responder",
                       {{"count", std::int64_t{5}}, {"patience", Duration{1500}}}};
  job.scenario.sample = milliseconds{5};
  job.build.status = BuildStatus::ok;
  job.build.folder = "/tmp/x y";
  job.build.command = {"{folder}/lossy_client"};
  job.seed = 1ULL << 62U;
  job.isolation = "none";
  job.init = "/tmp/init";
  job.unavailable = "no \"sanitizer\"\nhere";
  EXPECT_EQ(job_from_text(to_text(job)), job);
}

TEST(Job, NonsenseIsRefused) {
  for (const char* text : {"", "{}\n", "{}\n{}\n{}\n{}\n", "a\nb\nc\nd\n"}) {
    EXPECT_THROW((void)job_from_text(text), Trouble) << text;
  }
}

}  // namespace
}  // namespace viva::trial

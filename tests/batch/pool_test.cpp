// The pool's order and bounds, seen from inside its tasks.
#include "harness/batch/pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <mutex>
#include <stdexcept>
#include <string>

namespace viva::batch {
namespace {

using std::chrono::seconds;

TEST(Pool, RunsEverythingEvenWhatTasksAdd) {
  Pool pool{{.computing = 2, .waiting = 4}};
  std::atomic<int> done = 0;
  for (int i = 0; i < 20; ++i) {
    pool.add(Slot::computes, seconds{1}, [&] {
      pool.add(Slot::waits, seconds{1}, [&] { ++done; });
      ++done;
    });
  }
  pool.run();
  EXPECT_EQ(done, 40);
}

TEST(Pool, NeverComputesMoreAtOnceThanThereAreCores) {
  Pool pool{{.computing = 2, .waiting = 8}};
  std::atomic<int> now = 0;
  std::atomic<int> most = 0;
  for (int i = 0; i < 50; ++i) {
    pool.add(Slot::computes, seconds{0}, [&] {
      const int here = ++now;
      int seen = most;
      while (here > seen && !most.compare_exchange_weak(seen, here)) {
      }
      --now;
    });
  }
  pool.run();
  EXPECT_LE(most, 2);
}

TEST(Pool, LetsTheThreeKindsOverlap) {
  Pool pool{{.compiling = 1, .computing = 1, .waiting = 3}};
  std::latch together{5};  // all five are inside at the same time, or this never ends
  pool.add(Slot::compiles, seconds{0}, [&] { together.arrive_and_wait(); });
  pool.add(Slot::computes, seconds{0}, [&] { together.arrive_and_wait(); });
  for (int i = 0; i < 3; ++i)
    pool.add(Slot::waits, seconds{0}, [&] { together.arrive_and_wait(); });
  pool.run();
  EXPECT_TRUE(together.try_wait());
}

TEST(Pool, StartsTheHeaviestFirst) {
  Pool pool{{1, 1, 1}};
  std::mutex mutex;
  std::string order;
  for (const auto& [name, weight] : {std::pair{'a', 1}, {'b', 5}, {'c', 3}, {'d', 5}}) {
    pool.add(Slot::computes, seconds{weight}, [&, letter = name] {
      const std::lock_guard lock{mutex};
      order += letter;
    });
  }
  pool.run();
  EXPECT_EQ(order, "bdca");
}

TEST(Pool, HandsOnWhatATaskThrows) {
  Pool pool{{1, 1, 1}};
  pool.add(Slot::computes, seconds{0}, [] { throw std::runtime_error("disk full"); });
  EXPECT_THROW(pool.run(), std::runtime_error);
}

}  // namespace
}  // namespace viva::batch

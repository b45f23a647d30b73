#include "reference/peers/port_plan.hpp"

#include "harness/model/trouble.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace viva::peers {
namespace {

PortPlan plan(const PortWishes& wishes, std::uint64_t seed = 1) {
  trial::Random random{seed, "port_scanner/layout"};
  return plan_ports(wishes, 7999, random);
}

bool holds(const Integers& ports, std::int64_t port) {
  return std::find(ports.begin(), ports.end(), port) != ports.end();
}

TEST(PlanPorts, TheRangeLiesBehindTheBase) {
  const auto made = plan({});
  EXPECT_EQ(made.first, 8000);
  EXPECT_EQ(made.last, 8099);
}

TEST(PlanPorts, OpensAsManyDifferentPortsAsWished) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto made = plan({.ports = 100, .open = 6, .silent = 3}, seed);
    EXPECT_EQ(made.open.size(), 6U);
    EXPECT_EQ(made.silent.size(), 3U);
    EXPECT_TRUE(std::is_sorted(made.open.begin(), made.open.end()));
    EXPECT_EQ(std::adjacent_find(made.open.begin(), made.open.end()), made.open.end());
    for (const auto port : made.silent) EXPECT_FALSE(holds(made.open, port));
    for (const auto port : made.open) EXPECT_TRUE(port > made.first && port < made.last);
  }
}

TEST(PlanPorts, TheEdgesAreOpenOnlyWhenWished) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto closed = plan({.ports = 10, .open = 6, .silent = 2}, seed);
    EXPECT_FALSE(holds(closed.open, 8000) || holds(closed.silent, 8000));
    EXPECT_FALSE(holds(closed.open, 8009) || holds(closed.silent, 8009));
    const auto open =
        plan({.ports = 10, .open = 5, .open_first = true, .open_last = true, .open_outside = true},
             seed);
    EXPECT_EQ(open.open.front(), 8000);
    EXPECT_EQ(open.open.back(), 8009);
    EXPECT_EQ(open.open.size(), 5U);
    EXPECT_EQ(open.outside, (Integers{7999, 8010}));
  }
}

TEST(PlanPorts, SilentPortsHaveOpenOnesOnBothSides) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto made = plan({.ports = 30, .open = 4, .silent = 3}, seed);
    EXPECT_LT(made.open.front(), made.silent.front());
    EXPECT_GT(made.open.back(), made.silent.back());
  }
}

TEST(PlanPorts, AllMayBeSilent) {
  const auto made = plan({.ports = 10, .open = 0, .silent = 8});
  EXPECT_EQ(made.silent.size(), 8U);
  EXPECT_TRUE(made.open.empty());
}

TEST(PlanPorts, NoneMayBeOpen) {
  EXPECT_EQ(plan({.open = 0}).open, Integers{});
  EXPECT_EQ(plan({.open = 0}).silent, Integers{});
}

TEST(PlanPorts, TheSeedDecides) {
  EXPECT_EQ(plan({}, 7), plan({}, 7));
  EXPECT_NE(plan({}, 7), plan({}, 8));
}

TEST(PlanPorts, WishesThatDoNotFitAreTrouble) {
  EXPECT_THROW(plan({.ports = 5, .open = 4}), Trouble);
  EXPECT_THROW(plan({.ports = 5, .open = 2, .silent = 2}), Trouble);
  EXPECT_THROW(plan({.ports = 10, .open = 1, .open_first = true, .open_last = true}), Trouble);
  EXPECT_THROW(plan({.ports = 10, .open = 1, .silent = -1}), Trouble);
  EXPECT_NO_THROW(plan({.ports = 5, .open = 3}));
}

}  // namespace
}  // namespace viva::peers

// The filter of system calls: made of names, held by the kernel. The calls themselves are tried in
// the hostile corpus; here it is seen that it is whole and small enough to be loaded.
#include "harness/box/filter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <linux/filter.h>
#include <set>

namespace viva::box {
namespace {

TEST(Filter, IsAWholeNumberOfSteps) {
  const std::string bytes = filter_bytes({});
  EXPECT_GT(bytes.size(), 100 * sizeof(sock_filter));
  EXPECT_EQ(bytes.size() % sizeof(sock_filter), 0U);
  EXPECT_LE(bytes.size() / sizeof(sock_filter), 4096U) << "BPF_MAXINSNS (seccomp(2))";
}

TEST(Filter, IsTheSameEachTime) {
  EXPECT_EQ(filter_bytes({}), filter_bytes({}));
}

TEST(Filter, IsAnotherOneWhenNothingElseMayBeStarted) {
  EXPECT_NE(filter_bytes({}), filter_bytes({.only_start = 1025}));
  EXPECT_NE(filter_bytes({.only_start = 65}), filter_bytes({.only_start = 1025}));
}

TEST(Filter, NamesEachCallOnce) {
  const auto& names = refused_calls();
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
  EXPECT_THAT(names, ::testing::IsSupersetOf({"ptrace", "bpf", "mount", "memfd_create", "setns"}));
}

}  // namespace
}  // namespace viva::box

// "did you mean".
#include "harness/text/nearest.hpp"

#include <gtest/gtest.h>

namespace viva::text {
namespace {

TEST(EditDistance, CountsInsertionsDeletionsReplacementsAndSwaps) {
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("abc", ""), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("ponits", "points"), 1U);
  EXPECT_EQ(edit_distance("same", "same"), 0U);
}

TEST(Nearest, FindsTheWordThatWasMeant) {
  const std::vector<std::string> keys = {"id", "title", "points", "scenario", "requires", "kind"};
  EXPECT_EQ(nearest("ponits", keys), "points");
  EXPECT_EQ(nearest("scenrio", keys), "scenario");
  EXPECT_EQ(nearest("requiers", keys), "requires");
  EXPECT_EQ(nearest("Kind", keys), "kind");
  EXPECT_EQ(nearest("point", keys), "points");
}

TEST(Nearest, PrefersTheLesserDistanceAndThenTheFirst) {
  EXPECT_EQ(nearest("tcp_clent", {"tcp_server", "udp_client", "tcp_client"}), "tcp_client");
  EXPECT_EQ(nearest("bat", {"cat", "hat"}), "cat");
}

TEST(Nearest, SaysNothingWhenAllAreFar) {
  EXPECT_EQ(nearest("wombat", {"id", "title"}), std::nullopt);
  EXPECT_EQ(nearest("x", {"y"}), std::nullopt);
  EXPECT_EQ(nearest("", {"y"}), std::nullopt);
  EXPECT_EQ(nearest(std::string(5000, 'a'), {std::string(5000, 'a')}), std::nullopt);
  EXPECT_EQ(nearest("word", {}), std::nullopt);
}

}  // namespace
}  // namespace viva::text

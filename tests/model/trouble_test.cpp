// Trouble says what was attempted.
#include "harness/model/trouble.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace viva {
namespace {

TEST(CheckCall, PassesGoodResultsOn) {
  EXPECT_EQ(check_call("open", 3), 3);
  EXPECT_EQ(check_call("close", 0), 0);
}

TEST(CheckCall, NamesTheAttemptAndTheReason) {
  errno = ENOENT;
  try {
    check_call("open the spec", -1);
    FAIL() << "no Trouble";
  } catch (const Trouble& trouble) {
    EXPECT_STREQ(trouble.what(), "open the spec: No such file or directory");
  }
}

}  // namespace
}  // namespace viva

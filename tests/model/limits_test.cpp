// Limits in a student's words.
#include "harness/model/limits.hpp"

#include <gtest/gtest.h>

namespace viva {
namespace {

TEST(WentPast, SaysWhatTheProgramDid) {
  EXPECT_EQ(went_past("processes", "128"), "had more than 128 processes and threads at a time");
  EXPECT_EQ(went_past("cpu", "20.0 s"), "used more than 20 s of processor time");
  EXPECT_EQ(went_past("output", "1048576 bytes"), "printed more than 1 MB");
  EXPECT_EQ(went_past("connections", "5000"), "made more than 5000 connections");
  EXPECT_EQ(went_past("datagrams", "50000"), "sent more than 50000 datagrams");
  EXPECT_EQ(went_past("record", "33554432 bytes"), "sent and printed more than 32 MB in all");
}

TEST(WentPast, NamesALimitItDoesNotKnow) {
  EXPECT_EQ(went_past("colour", "7"), "went past the limit of colour (7)");
}

}  // namespace
}  // namespace viva

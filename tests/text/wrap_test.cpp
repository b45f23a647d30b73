// Filling of lines.
#include "harness/text/wrap.hpp"

#include <gtest/gtest.h>

namespace viva::text {
namespace {

TEST(Wrap, FillsLinesUpToTheWidth) {
  EXPECT_EQ(wrap("one two three four", 9), "one two\nthree\nfour");
  EXPECT_EQ(wrap("one two", 7), "one two");
  EXPECT_EQ(wrap("", 10), "");
}

TEST(Wrap, IndentsEveryLineOrAllButTheFirst) {
  EXPECT_EQ(wrap("one two three", 9, 2), "  one two\n  three");
  EXPECT_EQ(wrap("one two three", 9, 2, 0), "one two\n  three");
}

TEST(Wrap, KeepsNewlinesAndEmptyLines) {
  EXPECT_EQ(wrap("a  b\n\nc\n", 20, 1), " a b\n\n c\n");
}

TEST(Wrap, GivesALongWordALineOfItsOwn) {
  EXPECT_EQ(wrap("a looooooong b", 5), "a\nlooooooong\nb");
}

TEST(Wrap, CountsCharactersNotBytes) {
  EXPECT_EQ(wrap("äöü äöü x", 7), "äöü äöü\nx");
}

}  // namespace
}  // namespace viva::text

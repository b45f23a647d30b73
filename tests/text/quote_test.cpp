// Bytes as people see them.
#include "harness/text/quote.hpp"

#include <gtest/gtest.h>

namespace viva::text {
namespace {

using namespace std::string_view_literals;

TEST(Quote, ShowsControlBytesByTheirEscapes) {
  EXPECT_EQ(quote("Hello\n"), R"("Hello\n")");
  EXPECT_EQ(quote("a\r\t\0b\\\""sv), R"("a\r\t\0b\\\"")");
  EXPECT_EQ(quote("\x1b[31m\x7f"), R"("\x1b[31m\x7f")");
  EXPECT_EQ(quote(""), R"("")");
}

TEST(Quote, KeepsLettersOfAnyLanguageAndShowsStrayBytes) {
  EXPECT_EQ(quote("größer €"), "\"größer €\"");
  EXPECT_EQ(quote("a\xff\xc3"), R"("a\xff\xc3")");
}

TEST(Quote, ShowsDirectionOverrides) {
  EXPECT_EQ(quote("a\u202eb\u0085"), R"("a\u{202e}b\u{85}")");
}

TEST(Quote, CutsAndSaysHowMuchFollows) {
  EXPECT_EQ(quote("abcdef", 3), "\"abc\"… and 3 more bytes");
  EXPECT_EQ(quote("abcd", 3), "\"abc\"… and 1 more byte");
  EXPECT_EQ(quote("abc", 3), "\"abc\"");
  EXPECT_EQ(quote("äöüß", 3), "\"äöü\"… and 2 more bytes");
  EXPECT_EQ(quote("abc", 0), "\"\"… and 3 more bytes");
}

TEST(FirstDifference, IsNothingForEqualBytes) {
  EXPECT_EQ(first_difference("", ""), std::nullopt);
  EXPECT_EQ(first_difference("ab", "ab"), std::nullopt);
}

TEST(FirstDifference, IsThePlaceOrTheShortersLength) {
  EXPECT_EQ(first_difference("abc", "abd"), 2U);
  EXPECT_EQ(first_difference("abc", "ab"), 2U);
  EXPECT_EQ(first_difference("", "x"), 0U);
}

TEST(QuoteAt, PutsTheCaretUnderTheByte) {
  EXPECT_EQ(quote_at("Hello server", 6),
            "\"Hello server\"\n"
            "       ^");
}

TEST(QuoteAt, CountsEscapesAsTheyAreShown) {
  EXPECT_EQ(quote_at("a\nb\0c"sv, 4),
            "\"a\\nb\\0c\"\n"
            "       ^");
}

TEST(QuoteAt, PointsAtTheClosingQuoteForTheEnd) {
  EXPECT_EQ(quote_at("ab", 2), "\"ab\"\n   ^");
  EXPECT_EQ(quote_at("ab", 99), "\"ab\"\n   ^");
  EXPECT_EQ(quote_at("", 0), "\"\"\n ^");
}

TEST(QuoteAt, CutsOnBothSides) {
  std::string bytes(201, 'a');
  bytes[100] = 'X';
  EXPECT_EQ(quote_at(bytes, 100, 10),
            "…\"aaaaaXaaaa\"…\n"
            "       ^");
}

TEST(QuoteAt, NeverCutsThroughACharacter) {
  std::string bytes;
  for (int count = 0; count < 50; ++count) bytes += "ä";
  EXPECT_EQ(quote_at(bytes + "X", 100, 8),
            "…\"ääääX\"\n"
            "      ^");
  EXPECT_EQ(quote_at(bytes, 51, 8),  // inside a character: the caret is under that character
            "…\"ääääääää\"…\n"
            "     ^");
}

TEST(Counted, AgreesInNumber) {
  EXPECT_EQ(counted(0, "client"), "0 clients");
  EXPECT_EQ(counted(1, "client"), "1 client");
  EXPECT_EQ(counted(2, "client"), "2 clients");
  EXPECT_EQ(counted(2, "reply", "replies"), "2 replies");
}

TEST(Seconds, ChoosesTheUnitForPeople) {
  EXPECT_EQ(seconds(0), "0 µs");
  EXPECT_EQ(seconds(12), "12 µs");
  EXPECT_EQ(seconds(1'500), "1.5 ms");
  EXPECT_EQ(seconds(300'000), "300 ms");
  EXPECT_EQ(seconds(999'600), "1 s");
  EXPECT_EQ(seconds(1'500'000), "1.5 s");
  EXPECT_EQ(seconds(10'000'000), "10 s");
  EXPECT_EQ(seconds(5'014'999), "5.01 s");
  EXPECT_EQ(seconds(-300'000), "-300 ms");
}

}  // namespace
}  // namespace viva::text

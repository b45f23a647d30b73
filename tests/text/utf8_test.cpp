// What is a character and what is only bytes.
#include "harness/text/utf8.hpp"

#include <gtest/gtest.h>

namespace viva::text {
namespace {

TEST(Utf8, AcceptsCharactersOfEveryLength) {
  EXPECT_TRUE(valid_utf8(""));
  EXPECT_TRUE(valid_utf8("a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"));
  EXPECT_TRUE(valid_utf8("\xf4\x8f\xbf\xbf"));
  EXPECT_TRUE(valid_utf8(std::string_view("\0", 1)));
}

TEST(Utf8, RefusesOverlongFormsSurrogatesAndWhatLiesBeyondUnicode) {
  EXPECT_FALSE(valid_utf8("\xc0\xaf"));
  EXPECT_FALSE(valid_utf8("\xc1\xbf"));
  EXPECT_FALSE(valid_utf8("\xe0\x9f\xbf"));
  EXPECT_FALSE(valid_utf8("\xf0\x8f\xbf\xbf"));
  EXPECT_FALSE(valid_utf8("\xed\xa0\x80"));
  EXPECT_FALSE(valid_utf8("\xf4\x90\x80\x80"));
  EXPECT_FALSE(valid_utf8("\xff"));
}

TEST(Utf8, RefusesWhatIsCutOff) {
  EXPECT_FALSE(valid_utf8("\xc3"));
  EXPECT_FALSE(valid_utf8("\xe2\x82"));
  EXPECT_FALSE(valid_utf8("\xe2\x82z"));
}

TEST(Utf8, CountsCharactersAndStrayBytes) {
  EXPECT_EQ(length_in_characters("\xc3\xa4\xe2\x82\xac"), 2U);
  EXPECT_EQ(length_in_characters("a\xff\xe2\x82z"), 5U);
}

TEST(Utf8, ReplacesEachStrayByte) {
  EXPECT_EQ(replace_invalid("a\xff\xe2\x82z"), "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz");
  EXPECT_EQ(replace_invalid("\xc3\xa4"), "\xc3\xa4");
}

TEST(Utf8, AByteOrderMarkTellsHowAFileIsWritten) {
  EXPECT_EQ(utf8_by_mark("a\xc3\xa4"), "a\xc3\xa4");
  EXPECT_EQ(utf8_by_mark("\xef\xbb\xbf"
                         "a"),
            "a");
  using namespace std::string_view_literals;
  EXPECT_EQ(utf8_by_mark("\xff\xfe"
                         "a\0\xe4\0\xac\x20\x3d\xd8\x00\xde"sv),
            "aä€\U0001f600");
  EXPECT_EQ(utf8_by_mark("\xfe\xff\0a\0\xe4\x20\xac\xd8\x3d\xde\x00"sv), "aä€\U0001f600");
  EXPECT_EQ(utf8_by_mark("\xff\xfe"), "");
}

TEST(Utf8, Utf16ThatIsBrokenIsReadToItsEnd) {
  using namespace std::string_view_literals;
  EXPECT_EQ(utf8_by_mark("\xff\xfe\x3d\xd8"sv), "\ufffd");
  EXPECT_EQ(utf8_by_mark("\xff\xfe\x3d\xd8"
                         "a\0"sv),
            "\ufffda");
  EXPECT_EQ(utf8_by_mark("\xff\xfe\x00\xde"
                         "a\0b"sv),
            "\ufffda\ufffd");
}

TEST(Utf8, KnowsCharactersThatHide) {
  for (const char32_t code :
       {0x0U, 0x1bU, 0x7fU, 0x9bU, 0x202eU, 0x2066U, 0x2069U, 0xfeffU, 0xe0041U, 0xffffU}) {
    EXPECT_TRUE(hidden_character(code)) << static_cast<unsigned>(code);
  }
  for (const char32_t code : {U' ', U'a', U'ä', U'€', U'漢', U'\U0001f600', U'\u200d'}) {
    EXPECT_FALSE(hidden_character(code)) << static_cast<unsigned>(code);
  }
}

}  // namespace
}  // namespace viva::text

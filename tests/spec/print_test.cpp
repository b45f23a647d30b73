// Mistakes as a person reads them.
#include "harness/spec/print.hpp"

#include "harness/spec/spec.hpp"
#include "tests/spec/small.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace viva::spec {
namespace {

Diagnostic on_line(std::string source, int column, int width) {
  return {.file = "specs/a.toml",
          .line = 7,
          .column = column,
          .width = width,
          .source = std::move(source),
          .what = "this is wrong",
          .help = "do that"};
}

TEST(Print, SaysNothingOfNothing) {
  EXPECT_EQ(print({}), "");
}

TEST(Print, PointsAtThePlaceAndSaysWhatToDo) {
  EXPECT_EQ(print({on_line("ponits = 4", 1, 6)}),
            "error: this is wrong\n"
            " --> specs/a.toml:7:1\n"
            "  |\n"
            "7 | ponits = 4\n"
            "  | ^^^^^^\n"
            "help: do that\n"
            "\n"
            "1 mistake in 1 file\n");
}

TEST(Print, LeavesOutTheLineWhenTheWholeFileIsMeant) {
  Diagnostic whole = on_line("", 0, 1);
  whole.line = 0;
  whole.help.clear();
  EXPECT_EQ(print({whole}),
            "error: this is wrong\n"
            " --> specs/a.toml\n"
            "\n"
            "1 mistake in 1 file\n");
}

TEST(Print, CountsCharactersAndTakesATabForABlank) {
  EXPECT_THAT(print({on_line("\tgrößer = \"ä\"", 11, 3)}),
              testing::HasSubstr("7 |  größer = \"ä\"\n"
                                 "  |           ^^^\n"));
}

TEST(Print, CutsLongLinesAroundThePlace) {
  std::string line(283, 'a');
  line.replace(80, 3, "XYZ");
  const std::string text = print({on_line(line, 81, 3)});
  std::string shown(100, 'a');
  shown.replace(49, 3, "XYZ");
  EXPECT_THAT(text, testing::HasSubstr(fmt::format("7 | …{}…\n", shown)));
  EXPECT_THAT(text, testing::HasSubstr(fmt::format("  | {:50}^^^\n", "")));
}

TEST(Print, PointsBehindTheEndOfALine) {
  EXPECT_THAT(print({on_line("title =", 8, 1)}), testing::HasSubstr("7 | title =\n  |        ^\n"));
}

TEST(Print, ShowsWhatWouldSteerATerminal) {
  Diagnostic hostile = on_line("a = \"\u202e\x1b[2J\xff\"", 9, 1);
  hostile.what = "\x1b[31m";
  hostile.file = "a\nb";
  const std::string text = print({hostile});
  EXPECT_THAT(text, testing::HasSubstr(R"(7 | a = "\u{202e}\x1b[2J\xff")"));
  EXPECT_THAT(text, testing::HasSubstr(R"(error: \x1b[31m)"));
  EXPECT_THAT(text, testing::HasSubstr("--> a b:7:9"));
}

TEST(Print, ShowsAllMistakesOfAllFilesAndThoseThatHideOthersLast) {
  const std::map<std::string, std::string> texts = {
      {"grading.toml",
       "[assignment]\nid = \"A B\"\ntitle = \"T\"\nexercises = [\"one\", \"two\"]\nsead = 3\n"},
      {"specs/one.toml", "id = \"one\n"},
      {"specs/two.toml",
       "id = \"two\"\ntitle = \"Two\"\nstatement = \"Do.\"\n\n[document]\nfile = \"two.md\"\n\n"
       "[[check]]\nid = \"a\"\npoints = -1\nkind = \"acepts\"\n"}};
  EXPECT_EQ(print(load_texts(texts, small_vocabulary()).diagnostics),
            R"(error: "A B" is no id
 --> grading.toml:2:6
  |
2 | id = "A B"
  |      ^^^^^
help: write small letters, digits, underscores and hyphens, a letter first

error: `sead` is no key of [assignment]
 --> grading.toml:5:1
  |
5 | sead = 3
  | ^^^^
help: write `seed`

error: `points` is -1
  --> specs/two.toml:10:10
   |
10 | points = -1
   |          ^^
help: write a number from 0 to 1000

error: there is no kind of check `acepts`
  --> specs/two.toml:11:8
   |
11 | kind = "acepts"
   |        ^^^^^^^^
help: write `accepts`

error: string: unescaped control characters other than TAB (U+0009) are explicitly prohibited
 --> specs/one.toml:1:10
  |
1 | id = "one
  |          ^
help: close the text with its quote on the same line; text of several lines stands between """ and """

5 mistakes in 3 files
)");
}

}  // namespace
}  // namespace viva::spec

// Mistakes as a person reads them.
#include "harness/report/diagnostics.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace viva::report {
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

TEST(DiagnosticsText, SaysNothingOfNothing) {
  EXPECT_EQ(diagnostics_text({}, Style{}), "");
}

TEST(DiagnosticsText, PointsAtThePlaceAndSaysWhatToDo) {
  EXPECT_EQ(diagnostics_text({on_line("ponits = 4", 1, 6)}, Style{}),
            "error: this is wrong\n"
            " --> specs/a.toml:7:1\n"
            "  │\n"
            "7 │ ponits = 4\n"
            "  │ ^^^^^^\n"
            "help: do that\n");
}

TEST(DiagnosticsText, LeavesOutTheLineWhenTheWholeFileIsMeant) {
  Diagnostic whole = on_line("", 0, 1);
  whole.line = 0;
  whole.help.clear();
  EXPECT_EQ(diagnostics_text({whole}, Style{}),
            "error: this is wrong\n"
            "--> specs/a.toml\n");
}

TEST(DiagnosticsText, CountsCharactersAndTakesATabForABlank) {
  EXPECT_THAT(diagnostics_text({on_line("\tgrößer = \"ä\"", 11, 3)}, Style{}),
              testing::HasSubstr("7 │  größer = \"ä\"\n"
                                 "  │           ^^^\n"));
}

TEST(DiagnosticsText, CutsLongLinesAroundThePlace) {
  std::string line(283, 'a');
  line.replace(80, 3, "XYZ");
  const std::string text = diagnostics_text({on_line(line, 81, 3)}, Style{});
  std::string shown(100, 'a');
  shown.replace(49, 3, "XYZ");
  EXPECT_THAT(text, testing::HasSubstr(fmt::format("7 │ …{}…\n", shown)));
  EXPECT_THAT(text, testing::HasSubstr(fmt::format("  │ {:50}^^^\n", "")));
}

TEST(DiagnosticsText, PointsBehindTheEndOfALine) {
  EXPECT_THAT(diagnostics_text({on_line("title =", 8, 1)}, Style{}),
              testing::HasSubstr("7 │ title =\n  │        ^\n"));
}

TEST(DiagnosticsText, ShowsWhatWouldSteerATerminal) {
  Diagnostic hostile = on_line("a = \"\u202e\x1b[2J\xff\"", 9, 1);
  hostile.what = "\x1b[31m";
  hostile.file = "a\nb";
  const std::string text = diagnostics_text({hostile}, Style{});
  EXPECT_THAT(text, testing::HasSubstr(R"(7 │ a = "\u{202e}\x1b[2J\xff")"));
  EXPECT_THAT(text, testing::HasSubstr(R"(error: \x1b[31m)"));
  EXPECT_THAT(text, testing::HasSubstr("--> a b:7:9"));
}

TEST(DiagnosticsText, TheCaretStandsUnderWhatIsShown) {
  EXPECT_THAT(diagnostics_text({on_line("\x1b[m = 4", 7, 1)}, Style{}),
              testing::HasSubstr("7 │ \\x1b[m = 4\n  │          ^\n"));
}

}  // namespace
}  // namespace viva::report

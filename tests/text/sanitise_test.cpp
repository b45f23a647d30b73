// Hostile bytes for each sink.
#include "harness/text/sanitise.hpp"

#include "harness/text/utf8.hpp"

#include <gtest/gtest.h>

#include <random>

namespace viva::text {
namespace {

using namespace std::string_view_literals;

TEST(ForTerminal, KeepsTextNewlinesAndTabs) {
  EXPECT_EQ(for_terminal("größer\n\t€ 漢 😀"), "größer\n\t€ 漢 😀");
  EXPECT_EQ(for_terminal("one\r\ntwo"), "one\ntwo");
}

TEST(ForTerminal, ShowsWhatWouldSteerATerminal) {
  EXPECT_EQ(for_terminal("\x1b[2J\a\b\x7f\0"sv), R"(\x1b[2J\x07\x08\x7f\x00)");
  EXPECT_EQ(for_terminal("PASS\rFAIL"), R"(PASS\x0dFAIL)");
  EXPECT_EQ(for_terminal("\u009b31m"), R"(\u{9b}31m)");
  EXPECT_EQ(for_terminal("\x9b"
                         "31m"),
            R"(\x9b31m)");
}

TEST(ForTerminal, ShowsDirectionOverridesAndStrayBytes) {
  EXPECT_EQ(for_terminal("a\u202eb\u2066c"), R"(a\u{202e}b\u{2066}c)");
  EXPECT_EQ(for_terminal("\xff\xc0\x80"), R"(\xff\xc0\x80)");
}

TEST(ForHtml, LeavesNoMarkup) {
  EXPECT_EQ(for_html("<b a='x' c=\"y\">&"), "&lt;b a=&#39;x&#39; c=&quot;y&quot;&gt;&amp;");
  EXPECT_EQ(for_html("\x1b<\n"), "\\x1b&lt;\n");
}

TEST(ForXml, LeavesOutControlsAndReplacesStrayBytes) {
  EXPECT_EQ(for_xml("a\x01\x1b\0\u0085\x7f\tb\n"sv), "a\tb\n");
  EXPECT_EQ(for_xml("]]><x a='\"'>&"), "]]&gt;&lt;x a=&#39;&quot;&#39;&gt;&amp;");
  EXPECT_EQ(for_xml("\xff"), "\xef\xbf\xbd");
  EXPECT_EQ(for_xml("\uffff\u202e"), R"(\u{ffff}\u{202e})");
}

TEST(ForCsv, LeavesPlainCellsAlone) {
  EXPECT_EQ(for_csv("threads"), "threads");
  EXPECT_EQ(for_csv("93.5"), "93.5");
  EXPECT_EQ(for_csv("-2"), "-2");
  EXPECT_EQ(for_csv(""), "");
}

TEST(ForCsv, QuotesAfterRfc4180) {
  EXPECT_EQ(for_csv("Doe, Jane"), "\"Doe, Jane\"");
  EXPECT_EQ(for_csv("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(for_csv("a\r\nb\nc"), "\"a b c\"");
}

TEST(ForCsv, DisarmsFormulas) {
  EXPECT_EQ(for_csv("=1+1"), "'=1+1");
  EXPECT_EQ(for_csv("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(for_csv("+49"), "'+49");
  EXPECT_EQ(for_csv("-cmd"), "'-cmd");
  EXPECT_EQ(for_csv("-1-cmd"), "'-1-cmd");
  EXPECT_EQ(for_csv("1.2.3-"), "1.2.3-");
  EXPECT_EQ(for_csv("\uff1dcmd"), "'\uff1dcmd");
}

TEST(ForCsv, DisarmsFormulasBehindBlanksQuotesAndOtherSeparators) {
  EXPECT_EQ(for_csv("  =x"), "\"  '=x\"");
  EXPECT_EQ(for_csv("\t=x"), "\" '=x\"");
  EXPECT_EQ(for_csv("a;=x"), "\"a;'=x\"");
  EXPECT_EQ(for_csv("a,\"=x"), "\"a,\"\"'=x\"");
  EXPECT_EQ(for_csv("a\n-x"), "\"a '-x\"");
}

TEST(ForCiLog, BreaksCommandsAndNothingElse) {
  EXPECT_EQ(for_ci_log("::error file=a::b"), ": :error file=a::b");
  EXPECT_EQ(for_ci_log("ok\n \u00a0::stop-commands::x"), "ok\n \u00a0: :stop-commands::x");
  EXPECT_EQ(for_ci_log("std::vector"), "std::vector");
  EXPECT_EQ(for_ci_log("x ##[error]y"), "x # #[error]y");
  EXPECT_EQ(for_ci_log("##vso[task.setvariable]"), "# #vso[task.setvariable]");
  EXPECT_EQ(for_ci_log("###[group]"), "## #[group]");
  EXPECT_EQ(for_ci_log("## threads_time"), "## threads_time");
  EXPECT_EQ(for_ci_log("a\r::error::"), R"(a\x0d::error::)");
  EXPECT_EQ(for_ci_log(":::set-output"), ": ::set-output");
}

TEST(Sanitise, ALineThatWasWrappedIsNoCommandEither) {
  EXPECT_EQ(without_ci_commands("received \"\n    ::set-output name=grade::T\""),
            "received \"\n    : :set-output name=grade::T\"");
  EXPECT_EQ(without_ci_commands("\x1b[2m\xe2\x9c\x98\x1b[0m std::vector\n"),
            "\x1b[2m\xe2\x9c\x98\x1b[0m std::vector\n");
}

TEST(Sanitise, JsonForALogHasTheSameValueAndNoCommand) {
  EXPECT_EQ(json_without_ci_commands(R"({"a": "##vso[x]", "b": "# ###[group]"})"),
            R"({"a": "#\u0023vso[x]", "b": "# #\u0023#[group]"})");
  EXPECT_EQ(json_without_ci_commands("{}\n"), "{}\n");
}

TEST(EverySanitiser, GivesValidTextWithoutControlsForRandomBytes) {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    std::string bytes(random() % 60, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    for (const auto sanitise : {for_terminal, for_html, for_xml, for_csv, for_ci_log}) {
      std::string_view safe = bytes;
      const std::string text = sanitise(bytes);
      EXPECT_TRUE(valid_utf8(text));
      for (safe = text; !safe.empty(); safe.remove_prefix(first_character(safe).length)) {
        const char32_t code = first_character(safe).code;
        EXPECT_TRUE(code == U'\n' || code == U'\t' || !hidden_character(code));
      }
    }
  }
}

}  // namespace
}  // namespace viva::text

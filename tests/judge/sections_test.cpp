#include "harness/judge/sections.hpp"

namespace viva::judge {
namespace {

std::string below(std::string_view markdown, std::string_view question = "faster") {
  return section(markdown, question, {}).value_or("(no heading)");
}

TEST(Section, IsWhatStandsBelowTheHeading) {
  EXPECT_EQ(below("# Answers\n\n## threads_time\n\n5 s\n\n## faster\n\nThreads.\n\nBoth.\n\n## "
                  "tcp_or_udp\nTCP\n"),
            "Threads.\n\nBoth.");
  EXPECT_EQ(below("## faster\nThreads."), "Threads.");
  EXPECT_EQ(below("# Answers\n"), "(no heading)");
}

TEST(Section, TheHeadingMayBeWrittenInManyWays) {
  for (const char* heading : {"## Faster", "### FASTER", "# faster", "## faster: which one?",
                              "## `faster`", "## **faster**", "##faster", "## 3. faster",
                              "## faster ##", "  ## faster", "## faster\r"}) {
    EXPECT_EQ(below(std::string(heading) + "\nThreads.\n"), "Threads.") << heading;
  }
  EXPECT_EQ(below("## threads\\_time\n5 s", "threads_time"), "5 s");
  EXPECT_EQ(below("\xef\xbb\xbf## faster\r\nThreads.\r\n"), "Threads.");
}

/// ASCII text as UTF-16, with its byte-order mark.
std::string utf16(std::string_view text, bool little) {
  std::string bytes = little ? "\xff\xfe" : "\xfe\xff";
  for (const char letter : text) {
    if (little) bytes += letter;
    bytes += '\0';
    if (!little) bytes += letter;
  }
  return bytes;
}

TEST(Section, IsFoundInWhatWindowsCallsUnicode) {
  for (const bool little : {true, false})
    EXPECT_EQ(below(utf16("# Answers\r\n\r\n## faster\r\nThreads.\r\n", little)), "Threads.");
}

TEST(Section, OtherWordsAreOtherHeadings) {
  EXPECT_EQ(below("## fasterer\nx"), "(no heading)");
  EXPECT_EQ(below("faster\nx"), "(no heading)");
  EXPECT_EQ(below("####### faster\nx"), "(no heading)");
  EXPECT_EQ(below("    ## faster\nx"), "(no heading)");
}

TEST(Section, SubheadingsBelongToTheAnswer) {
  EXPECT_EQ(below("## faster\n### Why\nBecause.\n## next\n"), "### Why\nBecause.");
}

TEST(Section, AHeadingInACodeFenceIsNone) {
  EXPECT_EQ(below("```\n## faster\nno\n```\n## faster\nyes\n"), "yes");
  EXPECT_EQ(below("## faster\n~~~\n## x\n```\n~~~\nafter\n## next\n"),
            "~~~\n## x\n```\n~~~\nafter");
}

TEST(Section, CommentsAreTakenOut) {
  EXPECT_EQ(below("## faster\n<!-- say\nwhy -->Threads<!-- x -->.\n"), "Threads.");
  EXPECT_EQ(below("<!--\n## faster\nno\n-->\n## faster\nyes"), "yes");
  EXPECT_EQ(below("## faster\n```\n<!-- code -->\n```\n"), "```\n<!-- code -->\n```");
}

TEST(Section, ACommentThatNobodyClosesIsText) {
  EXPECT_EQ(below("## faster\na <!-- b\n"), "a <!-- b");
}

TEST(Section, AFloodOfOpenedCommentsIsReadInReasonableTime) {
  std::string flood = "## faster\nThreads.\n";
  for (int line = 0; line < 200000; ++line) flood += "<!--\n";
  EXPECT_TRUE(below(flood).starts_with("Threads."));
}

TEST(Section, OfTwoTheOneThatIsAnsweredCounts) {
  EXPECT_EQ(below("## faster\n...\n## faster\nThreads.\n"), "Threads.");
  EXPECT_EQ(below("## faster\n...\n"), "...");
}

TEST(IsAnswered, PlaceholdersAreNoAnswers) {
  const Strings asked{"Which is faster, and why?"};
  for (const char* text : {"", "...", "…", "TODO", "todo: answer here", "- ",
                           "Which is faster, and why?", "**which is faster and why**\n...",
                           "> Which is faster, and why?\n\nTODO", "---", "Your answer here."}) {
    EXPECT_FALSE(is_answered(text, asked)) << text;
  }
}

TEST(IsAnswered, AnythingElseIsOne) {
  const Strings asked{"Which is faster, and why?", ""};
  for (const char* text : {"5", "Threads", "Which is faster, and why? Threads.",
                           "TODO? No: threads.", "Да", "```\n5\n```"}) {
    EXPECT_TRUE(is_answered(text, asked)) << text;
  }
}

}  // namespace
}  // namespace viva::judge

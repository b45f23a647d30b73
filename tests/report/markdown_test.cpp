#include "harness/report/markdown.hpp"

namespace {

using viva::report::markdown_text;
using viva::report::Style;

TEST(Markdown, ParagraphsAreRefilledAndKeepOneEmptyLineBetweenThem) {
  EXPECT_EQ(markdown_text("one two\nthree four\n\n\nfive\n", {13, false, true}),
            "one two three\nfour\n\nfive\n");
}

TEST(Markdown, ListsHangUnderTheirBullets) {
  EXPECT_EQ(markdown_text("- one two three\n- four\n\n1. five six seven", {11, false, true}),
            "· one two\n  three\n· four\n\n1. five six\n   seven\n");
}

TEST(Markdown, CodeBlocksKeepTheirLines) {
  EXPECT_EQ(markdown_text("Run:\n\n```\na   b\n\nc\n```\nthen", {}),
            "Run:\n\n    a   b\n\n    c\nthen\n");
}

TEST(Markdown, HeadingsLoseTheirSignsAndEmphasisIsTaken) {
  EXPECT_EQ(markdown_text("## A **bold** title\ntext with `**` in it", {}),
            "A bold title\ntext with `**` in it\n");
}

TEST(Markdown, TablesKeepTheirLines) {
  EXPECT_EQ(markdown_text("| a | b |\n| - | - |\n", {}), "| a | b |\n| - | - |\n");
}

TEST(Markdown, CodeIsColouredInsteadOfQuoted) {
  EXPECT_EQ(markdown_text("call `join()` twice", {80, true, true}),
            "call \x1b[36mjoin()\x1b[0m twice\n");
}

TEST(Markdown, ControlCharactersAreShown) {
  EXPECT_EQ(markdown_text("a\x1b[2J", {}), "a\\x1b[2J\n");
}

}  // namespace

// The pure parts of the chat's peer: making lines, cutting streams, waiting.
#include "reference/peers/chat_lines.hpp"

#include <set>

namespace viva::peers::chat {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

TEST(LineMaker, LinesHaveTheirLengthAndAreUnlikeOneAnother) {
  trial::Random random{1, "chat"};
  LineMaker maker{random};
  std::set<std::string> seen;
  for (int i = 0; i < 300; ++i) {
    const auto line = maker.line_between(10, 200);
    EXPECT_GE(line.size(), 10U);
    EXPECT_LE(line.size(), 200U);
    EXPECT_NE(line.front(), '/');
    EXPECT_NE(line.front(), ' ');
    EXPECT_NE(line.back(), ' ');
    for (const char letter : line) EXPECT_TRUE(letter >= ' ' && letter <= '~');
    for (const auto& other : seen) EXPECT_EQ(other.find(line), std::string::npos);
    EXPECT_TRUE(seen.insert(line).second);
  }
}

TEST(LineMaker, NicknamesAreShortWordsOfLettersAndNeverAlike) {
  trial::Random random{1, "chat"};
  LineMaker maker{random};
  std::set<std::string> seen;
  for (int i = 0; i < 60; ++i) {
    const auto name = maker.nickname();
    EXPECT_EQ(name.size(), 6U);
    for (const char letter : name) EXPECT_TRUE(letter >= 'a' && letter <= 'z');
    EXPECT_TRUE(seen.insert(name).second);
  }
}

TEST(LineMaker, TheShortestLinesAreOneByteAndDiffer) {
  trial::Random random{1, "chat"};
  LineMaker maker{random};
  const auto first = maker.shortest();
  EXPECT_EQ(first.size(), 1U);
  EXPECT_NE(first, maker.shortest());
}

TEST(LineMaker, TheSameSeedGivesTheSameLines) {
  trial::Random one{7, "chat"};
  trial::Random other{7, "chat"};
  EXPECT_EQ(LineMaker{one}.line(40), LineMaker{other}.line(40));
}

TEST(LineCutter, CutsAtLineEndsWhereverTheBytesAreCut) {
  LineCutter cutter;
  EXPECT_THAT(cutter.feed("one\r\ntwo \nthr"), ElementsAre("one", "two"));
  EXPECT_THAT(cutter.feed(""), ElementsAre());
  EXPECT_THAT(cutter.feed("ee\n\n"), ElementsAre("three", ""));
}

TEST(LineCutter, ALineWithoutEndTakesNoMemoryWithoutEnd) {
  LineCutter cutter;
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(cutter.feed(std::string(1000, 'x')).empty());
  const auto lines = cutter.feed("end\n");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_LE(lines[0].size(), 8192U);
  EXPECT_TRUE(lines[0].ends_with("xend"));
}

TEST(Inbox, AnExpectedLineArrivesBehindAnyPrefix) {
  Inbox inbox;
  inbox.expect("hello world");
  EXPECT_FALSE(inbox.complete());
  EXPECT_THAT(inbox.feed("ana: hello wo"), ElementsAre());
  EXPECT_THAT(inbox.feed("rld\r\nmore"), ElementsAre("hello world"));
  EXPECT_TRUE(inbox.complete());
  EXPECT_EQ(inbox.arrived(), 1U);
}

TEST(Inbox, ALineThatIsNotEndedHasNotArrived) {
  Inbox inbox;
  inbox.expect("hello world");
  inbox.feed("hello world and more\nhello world");
  EXPECT_FALSE(inbox.complete());
}

TEST(Inbox, ForgottenLinesAreAwaitedNoLonger) {
  Inbox inbox;
  inbox.expect("hello world");
  inbox.forget();
  EXPECT_TRUE(inbox.complete());
  EXPECT_THAT(inbox.feed("hello world\n"), ElementsAre());
}

TEST(Inbox, CountsBytesAndLinesAndRemembersWhatWasMentioned) {
  Inbox inbox;
  inbox.feed("welcome\nbakilo has jo");
  inbox.feed("ined\n");
  EXPECT_EQ(inbox.bytes(), 26U);
  EXPECT_EQ(inbox.lines(), 2U);
  EXPECT_TRUE(inbox.mentions("bakilo has joined"));
  EXPECT_FALSE(inbox.mentions("somebody else"));
}

TEST(Patience, IsLongUntilTheServerFailedOnce) {
  Patience patience{{.full = 5s, .after_failure = 300ms, .end_of_all = 40s}};
  EXPECT_EQ(patience.at(1s), 5s);
  patience.disappoint();
  EXPECT_EQ(patience.at(1s), 300ms);
}

TEST(Patience, EndsWithTheBudget) {
  const Patience patience{{.full = 5s, .after_failure = 300ms, .end_of_all = 40s}};
  EXPECT_EQ(patience.at(38s), 2s);
  EXPECT_EQ(patience.at(40s), 0s);
  EXPECT_EQ(patience.at(50s), 0s);
}

TEST(Pieces, MakeTheLineAgainAndEndWithItsEnd) {
  const std::string line = "twenty letters or so\n";
  const auto pieces = pieces_of(line, 3);
  ASSERT_EQ(pieces.size(), 3U);
  EXPECT_EQ(pieces[0] + pieces[1] + pieces[2], line);
  EXPECT_EQ(pieces[2], "\n");
  EXPECT_FALSE(pieces[0].empty());
}

}  // namespace
}  // namespace viva::peers::chat

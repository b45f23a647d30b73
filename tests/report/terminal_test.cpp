// The report for a terminal: a few whole texts as golden files, and what must hold for any grade.
#include "harness/report/terminal.hpp"

#include "harness/text/utf8.hpp"
#include "tests/report/golden.hpp"
#include "tests/report/sample.hpp"

#include <algorithm>

namespace {

using namespace viva;
using namespace viva::report;
using testing::HasSubstr;
using testing::Not;

std::string text_of(const Grade& grade, const TerminalReport& report = {}) {
  return terminal_text(grade, sample_transcripts(), report);
}

TEST(Terminal, TheUsualReportReadsLikeThis) {
  expect_golden("usual.txt", text_of(sample_grade()));
}

TEST(Terminal, AnAsciiTerminalOfSixtyColumnsGetsThis) {
  TerminalReport report;
  report.style = {60, false, false};
  const std::string text = text_of(sample_grade(), report);
  expect_golden("ascii_60.txt", text);
  EXPECT_TRUE(std::all_of(text.begin(), text.end(),
                          [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
}

TEST(Terminal, InColoursItReadsLikeThis) {
  TerminalReport report;
  report.style.colour = true;
  expect_golden("colours.txt", text_of(sample_grade(), report));
}

TEST(Terminal, BrieflyItIsALinePerExercise) {
  TerminalReport report;
  report.detail = Detail::brief;
  expect_golden("brief.txt", text_of(sample_grade(), report));
}

TEST(Terminal, InFullWhatPassedIsShownToo) {
  TerminalReport report;
  report.detail = Detail::full;
  const std::string text = text_of(sample_grade(), report);
  EXPECT_THAT(text, HasSubstr("threads · Two threads count"));
  EXPECT_THAT(text_of(sample_grade()), Not(HasSubstr("threads · Two threads count")));
}

TEST(Terminal, AllPassedNamesTheHiddenChecksThatAreLeft) {
  Grade grade = sample_grade();
  grade.exercises.resize(1);
  grade.exercises[0].hidden_checks = 2;
  const std::string text = text_of(grade);
  EXPECT_THAT(text, HasSubstr("Everything that is checked here passes."));
  EXPECT_THAT(text, HasSubstr("Not counted here: 2 hidden checks, which run when you hand in."));
  EXPECT_THAT(text, Not(HasSubstr("Next")));
}

TEST(Terminal, TheNextCommandIsTheOneForTheFirstThingToMend) {
  TerminalReport report;
  report.again = "viva check work";
  EXPECT_THAT(text_of(sample_grade(), report), HasSubstr("viva explain processes/numbers"));
  EXPECT_THAT(text_of(sample_grade(), report), HasSubstr("viva check work -e processes"));
  Grade grade = sample_grade();
  grade.exercises = {grade.exercises[4]};
  EXPECT_THAT(text_of(grade), HasSubstr("viva explain udp_client"));
}

Grade without_files(std::size_t count) {
  Grade grade = sample_grade();
  grade.exercises = {grade.exercises[2]};
  for (std::size_t i = 0; i < count; ++i) {
    auto missing = sample_exercise("exercise_" + std::to_string(i), "One of many", 0, 10);
    missing.status = ExerciseStatus::missing;
    missing.why = missing.id + " is still the template's: nothing was changed in it";
    grade.exercises.push_back(missing);
  }
  return grade;
}

TEST(Terminal, WhatIsNotBegunIsOneLine) {
  const std::string text = text_of(without_files(3));
  EXPECT_THAT(text, HasSubstr("\nNot begun: exercise_0, exercise_1, exercise_2.\n"));
  EXPECT_THAT(text, Not(HasSubstr("One of many")));
  EXPECT_THAT(text_of(without_files(1)), HasSubstr("Not handed in: exercise_0 is still"));
}

TEST(Terminal, FilesInAnotherFolderAreOneLineWithTheCommandForIt) {
  Grade grade = without_files(2);
  for (std::size_t i : {1U, 2U}) {
    grade.exercises[i].build.instead = "there is src/x.cpp: move it up, or run viva check DIR/src";
    grade.exercises[i].build.elsewhere = "src";
    grade.exercises[i].why = "there is no x.cpp, but " + grade.exercises[i].build.instead;
  }
  TerminalReport report;
  report.folder = "work";
  report.style.viva = "./viva";
  EXPECT_THAT(text_of(grade, report),
              HasSubstr("In src/, where nothing is looked for: exercise_0, exercise_1."));
  EXPECT_THAT(text_of(grade, report), HasSubstr("./viva check work/src"));
  grade.exercises.resize(2);
  EXPECT_THAT(text_of(grade, report), HasSubstr("./viva check work/src"));
}

TEST(Terminal, BonusPointsAreCountedBesideTheMaximum) {
  Grade grade = sample_grade();
  EXPECT_THAT(text_of(grade), HasSubstr("17.5 of 49 points and 2 bonus points"));
  EXPECT_THAT(text_of(grade), HasSubstr("4 of the 49 are pending"));
  grade.exercises = {grade.exercises[5]};
  grade.score = 2;
  grade.max_score = 0;
  EXPECT_THAT(text_of(grade), HasSubstr("2 of 2 bonus points"));
}

TEST(Terminal, HiddenChecksAreSaidWithTheirWorth) {
  Grade grade = sample_grade();
  grade.exercises[2].hidden_points = 1;
  EXPECT_THAT(text_of(grade), HasSubstr("1 hidden check (1 point), which runs when you hand in."));
  EXPECT_THAT(text_of(grade), HasSubstr("1 hidden check (1 point) runs when you hand in."));
}

TEST(Terminal, CommandsAreWrittenAsVivaWasCalled) {
  TerminalReport report;
  report.style.viva = "../viva";
  EXPECT_THAT(text_of(sample_grade(), report), HasSubstr("  ../viva explain processes/numbers"));
}

TEST(Terminal, WithoutWallsItSaysSo) {
  Grade grade = sample_grade();
  grade.isolation = "none";
  EXPECT_THAT(text_of(grade), HasSubstr("viva doctor"));
}

TEST(Terminal, InAContainerItSaysWhichWallsAreWeaker) {
  Grade grade = sample_grade();
  grade.weaker = {"memory was watched, not bounded"};
  TerminalReport full;
  full.detail = Detail::full;
  EXPECT_THAT(text_of(grade), Not(HasSubstr("Weaker here")));
  EXPECT_THAT(text_of(grade, full), HasSubstr("Weaker here: memory was watched, not bounded."));
  grade.isolation = "masked";
  EXPECT_THAT(text_of(grade), HasSubstr("Weaker here: memory was watched, not bounded."));
}

TEST(Terminal, AStoryThatWasToldIsNotToldTwice) {
  Grade grade = sample_grade();
  grade.exercises = {sample_tcp_server()};
  grade.exercises[0].checks.push_back(grade.exercises[0].checks[1]);
  EXPECT_THAT(text_of(grade), HasSubstr("The steps are those of `greeting`, above."));
}

TEST(Terminal, NothingAStudentWroteReachesTheTerminalAsACommand) {
  const std::string hostile =
      "\x1b[2J\x07\x9b\xc2\x9b"
      "31m\u202e\r";
  Grade grade = sample_grade();
  grade.submission_name = hostile;
  for (ExerciseGrade& exercise : grade.exercises) {
    exercise.why = exercise.build.diagnostics = exercise.title = hostile;
    for (Verdict& verdict : exercise.checks) {
      verdict.message = verdict.expected = verdict.actual = verdict.hint = verdict.title =
          hostile + "\n" + hostile;
    }
  }
  Transcripts transcripts = sample_transcripts();
  for (auto& [key, transcript] : transcripts) {
    for (Event& event : transcript.events) event.bytes = event.who = hostile;
  }
  const std::string text = terminal_text(grade, transcripts, {});
  EXPECT_TRUE(text::valid_utf8(text));
  for (const char* bad : {"\x1b", "\x07", "\r", "\u202e", "\xc2\x9b"}) {
    EXPECT_EQ(text.find(bad), std::string::npos);
  }
}

TEST(Terminal, NoWidthMakesALineTheCommandOfACi) {
  Grade grade = sample_grade();
  for (ExerciseGrade& exercise : grade.exercises) {
    for (Verdict& verdict : exercise.checks) {
      if (verdict.status != VerdictStatus::fail) continue;
      verdict.message = "a line of the output: ::error::all is lost ##[group]x";
      verdict.actual = "\"::set-output name=grade:: ##vso[task.complete]\"";
    }
  }
  TerminalReport report;
  for (report.style.width = 20; report.style.width < 120; ++report.style.width) {
    const std::string text = text_of(grade, report);
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
      const std::string line = text.substr(at, text.find('\n', at) - at);
      const std::size_t begin = line.find_first_not_of(' ');
      EXPECT_FALSE(begin != std::string::npos && line.substr(begin).starts_with("::")) << line;
      EXPECT_THAT(line, Not(HasSubstr("##[")));
      EXPECT_THAT(line, Not(HasSubstr("##vso[")));
    }
  }
}

TEST(Terminal, AMessageWithNewlinesCannotLookLikeLinesOfTheReport) {
  Grade grade = sample_grade();
  grade.exercises = {sample_tcp_server()};
  grade.exercises[0].checks[1].message = "wrong\n  ✔ greeting  4/4  all is well";
  const std::string text = text_of(grade);
  EXPECT_THAT(text, HasSubstr("wrong   ✔ greeting"));
  EXPECT_THAT(text, Not(HasSubstr("\n  ✔ greeting")));
}

TEST(Flow, BlanksInsideALineStayAsTheyAre) {
  EXPECT_EQ(flow("got \"a  b\" here", 40, 2, 2), "  got \"a  b\" here");
  EXPECT_EQ(flow("one two three", 9, 2, 0), "one two\n  three");
  EXPECT_EQ(flow("abcdefghij", 6, 2, 2), "  abcd\n  efgh\n  ij");
}

TEST(Points, AreWrittenWithoutNeedlessZeros) {
  EXPECT_EQ(points(4), "4");
  EXPECT_EQ(points(2.5), "2.5");
  EXPECT_EQ(points(1.0 / 3), "0.33");
  EXPECT_EQ(points(-0.0), "0");
}

}  // namespace

// A whole assignment, from texts and from the disk.
#include "harness/spec/spec.hpp"
#include "tests/spec/shown.hpp"
#include "tests/spec/small.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

namespace viva::spec {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

TEST(Load, ReadsAWholeAssignment) {
  const Loaded loaded = load_texts(small_assignment(), small_vocabulary());
  EXPECT_EQ(shown(loaded), "");
  ASSERT_TRUE(loaded.assignment);
  const Assignment& assignment = *loaded.assignment;
  EXPECT_EQ(assignment.id, "network-programming");
  EXPECT_EQ(assignment.title, "Sockets");
  EXPECT_EQ(assignment.template_folder, "student_template");
  EXPECT_THAT(assignment.protected_files, ElementsAre("CMakeLists.txt"));
  EXPECT_EQ(assignment.seed, 7U);
  EXPECT_EQ(assignment.digest.size(), 64U);
  ASSERT_EQ(assignment.exercises.size(), 2U);
  EXPECT_EQ(assignment.exercises[0].id, "echo");
  EXPECT_EQ(assignment.exercises[1].id, "answers");
}

TEST(Load, ReadsLateness) {
  const Loaded loaded = load_texts(small_assignment(), small_vocabulary());
  ASSERT_TRUE(loaded.assignment);
  EXPECT_EQ(loaded.assignment->late, (LatePolicy{"2026-12-01T23:59:00+01:00", 10min, 10, 50}));
}

TEST(Load, ReadsLimitsOverTheDefaults) {
  const Loaded loaded = load_texts(small_assignment(), small_vocabulary());
  ASSERT_TRUE(loaded.assignment);
  Limits run;
  run.cpu = 5s;
  run.memory_bytes = 256ULL << 20U;
  run.open_files = 64;
  EXPECT_EQ(loaded.assignment->run_limits, run);
  Limits compile;
  compile.wall = 60s;
  compile.output_bytes = 256ULL << 10U;
  EXPECT_EQ(loaded.assignment->compile_limits, compile);
}

TEST(Load, ReadsLanguages) {
  const Loaded loaded = load_texts(small_assignment(), small_vocabulary());
  ASSERT_TRUE(loaded.assignment);
  const Language cpp{.name = "C++",
                     .suffix = ".cpp",
                     .compile = {"g++", "{includes}", "{sources}", "-o", "{output}"},
                     .check = {},
                     .run = {"{program}"},
                     .thread_sanitizer = {"-fsanitize=thread"},
                     .header_suffixes = {".h", ".hpp"},
                     .line = 28};
  const Language python{.name = "Python",
                        .suffix = ".py",
                        .compile = {},
                        .check = {"python3", "-m", "py_compile", "{sources}"},
                        .run = {"python3", "{program}"},
                        .thread_sanitizer = {},
                        .header_suffixes = {},
                        .line = 34};
  EXPECT_THAT(loaded.assignment->languages, ElementsAre(cpp, python));
}

TEST(Load, ReadsAnExerciseWithItsDefaultsFilledIn) {
  const Loaded loaded = load_texts(small_assignment(), small_vocabulary());
  ASSERT_TRUE(loaded.assignment);
  const Exercise& echo = loaded.assignment->exercises[0];
  EXPECT_EQ(echo.title, "An echo");
  EXPECT_EQ(echo.statement, "Write an echo.\n");
  EXPECT_EQ(std::get<Program>(echo.subject),
            (Program{"echo", {"{host}", "--port={port}"}, ProgramKind::server}));
  ASSERT_EQ(echo.scenarios.size(), 2U);

  Scenario first;
  first.id = "first";
  first.peer = {"client",
                {{"in_turn", std::int64_t{11}},
                 {"pause", Duration{1500ms}},
                 {"rate", 0.0},
                 {"loud", false},
                 {"lines", Strings{"a", "b"}},
                 {"sizes", Integers{1, 2}}}};
  first.time_limit = 12s;
  first.limits = loaded.assignment->run_limits;
  first.limits.wall = 12s;
  EXPECT_EQ(echo.scenarios[0], first);

  Scenario many = first;
  many.id = "many";
  many.peer.params = {
      {"in_turn", std::int64_t{1}}, {"pause", Duration{0}}, {"rate", 3.0}, {"loud", true},
      {"lines", Strings{}},         {"sizes", Integers{}}};
  many.time_limit = 20s;
  many.variant = BuildVariant::thread_sanitizer;
  many.load = Load::computes;
  many.lasts = 6s;
  many.sample = 10ms;
  many.limits = loaded.assignment->run_limits;
  many.limits.wall = 30s;
  many.limits.memory_bytes = 1ULL << 30U;
  EXPECT_EQ(echo.scenarios[1], many);
}

TEST(Load, ReadsConditionsBeforeChecks) {
  const Loaded loaded = load_texts(small_assignment(), small_vocabulary());
  ASSERT_TRUE(loaded.assignment);
  const Exercise& echo = loaded.assignment->exercises[0];
  ASSERT_EQ(echo.checks.size(), 3U);

  Check tried;
  tried.id = "tried";
  tried.condition = true;
  tried.scenarios = {{"echo", "first"}};
  tried.kind = "accepts";
  EXPECT_EQ(echo.checks[0], tried);

  Check greeting;
  greeting.id = "greeting";
  greeting.title = "greets";
  greeting.points = 4;
  greeting.scenarios = {{"echo", "first"}, {"echo", "many"}};
  greeting.requires_ = {"tried"};
  greeting.kind = "receives";
  greeting.params = {{"expect", std::string("Hello")}, {"within", Duration{3s}}};
  greeting.hint = "send it";
  greeting.hints = {{"trailing_nul", std::string("use strlen")}};
  EXPECT_EQ(echo.checks[1], greeting);

  EXPECT_EQ(echo.checks[2].points, 0.5);
  EXPECT_TRUE(echo.checks[2].bonus);
  EXPECT_EQ(echo.checks[2].visibility, Visibility::hidden);
}

TEST(Load, LetsADocumentsChecksLookAtTheDocumentAndAtOtherExercises) {
  const Loaded loaded = load_texts(small_assignment(), small_vocabulary());
  ASSERT_TRUE(loaded.assignment);
  const Exercise& answers = loaded.assignment->exercises[1];
  EXPECT_EQ(std::get<Document>(answers.subject).file, "answers.md");
  EXPECT_TRUE(answers.scenarios.empty());
  ASSERT_EQ(answers.checks.size(), 2U);
  EXPECT_THAT(answers.checks[0].scenarios, ElementsAre(ScenarioRef{"answers", "document"}));
  EXPECT_THAT(answers.checks[1].scenarios,
              ElementsAre(ScenarioRef{"answers", "document"}, ScenarioRef{"echo", "first"}));
}

TEST(Load, TakesADeadlineWithoutQuotesToo) {
  auto texts = small_assignment();
  replace(texts["grading.toml"], "\"2026-12-01T23:59:00+01:00\"", "2026-12-01T23:59:00-03:30");
  const Loaded loaded = load_texts(texts, small_vocabulary());
  EXPECT_EQ(shown(loaded), "");
  ASSERT_TRUE(loaded.assignment);
  EXPECT_EQ(loaded.assignment->late.deadline, "2026-12-01T23:59:00-03:30");
}

TEST(Load, ChangesItsDigestWithEveryTextThatItReads) {
  const auto digest = [](const std::map<std::string, std::string>& texts) {
    return load_texts(texts, small_vocabulary()).assignment.value().digest;
  };
  auto texts = small_assignment();
  const std::string before = digest(texts);
  texts["specs/unused.toml"] = "anything";
  EXPECT_EQ(digest(texts), before);
  texts["specs/echo.toml"] += "# a remark\n";
  EXPECT_NE(digest(texts), before);
}

TEST(Load, AcceptsAByteOrderMarkAndCarriageReturns) {
  auto texts = small_assignment();
  std::string& grading = texts["grading.toml"];
  grading = "\xef\xbb\xbf" + grading;
  replace_all(grading, "\n", "\r\n");
  EXPECT_EQ(shown(load_texts(texts, small_vocabulary())), "");
}

TEST(Load, KeepsLettersOfAnyLanguageInText) {
  auto texts = small_assignment();
  // toml++ 3.3 stumbles over such letters after a line that ends in a backslash.
  replace(texts["specs/echo.toml"], "Write an echo.",
          "Schreibe \\\n  über ein Echo、\u3042. # größer");
  const Loaded loaded = load_texts(texts, small_vocabulary());
  EXPECT_EQ(shown(loaded), "");
  ASSERT_TRUE(loaded.assignment);
  EXPECT_EQ(loaded.assignment->exercises[0].statement,
            "Schreibe über ein Echo、\u3042. # größer\n");
}

/// A folder that is removed in the end.
class OnDisk : public testing::Test {
 protected:
  OnDisk()
      : folder_(std::filesystem::temp_directory_path() /
                ("viva-spec-" + std::to_string(std::random_device{}()))) {
    for (const auto& [name, text] : small_assignment()) {
      std::filesystem::create_directories((folder_ / name).parent_path());
      std::ofstream(folder_ / name, std::ios::binary) << text;
    }
  }
  ~OnDisk() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_;
};

TEST_F(OnDisk, GivesTheSameAssignmentAsTexts) {
  const Loaded loaded = load(folder_ / "grading.toml", small_vocabulary());
  EXPECT_EQ(shown(loaded), "");
  Loaded expected = load_texts(small_assignment(), small_vocabulary());
  ASSERT_TRUE(loaded.assignment && expected.assignment);
  expected.assignment->folder = folder_;
  expected.assignment->template_folder = folder_ / "student_template";
  EXPECT_EQ(*loaded.assignment, *expected.assignment);
}

TEST_F(OnDisk, NamesFilesAsTheReaderKnowsThem) {
  std::ofstream(folder_ / "specs/echo.toml") << "x = ";
  const Loaded loaded = load(folder_ / "grading.toml", small_vocabulary());
  EXPECT_FALSE(loaded.assignment);
  ASSERT_EQ(loaded.diagnostics.size(), 1U);
  EXPECT_EQ(loaded.diagnostics[0].file, (folder_ / "specs/echo.toml").string());
}

TEST_F(OnDisk, SaysWhichFileIsMissing) {
  const Loaded loaded = load(folder_ / "nothing" / "grading.toml", small_vocabulary());
  EXPECT_FALSE(loaded.assignment);
  ASSERT_EQ(loaded.diagnostics.size(), 1U);
  EXPECT_EQ(loaded.diagnostics[0].line, 0);
  EXPECT_EQ(loaded.diagnostics[0].what, "there is no such file, or it cannot be read");
}

TEST(Load, ShowsAllMistakesOfAllFilesAndThoseThatHideOthersLast) {
  const std::map<std::string, std::string> texts = {
      {"grading.toml",
       "[assignment]\nid = \"A B\"\ntitle = \"T\"\nexercises = [\"one\", \"two\"]\nsead = 3\n"},
      {"specs/one.toml", "id = \"one\n"},
      {"specs/two.toml",
       "id = \"two\"\ntitle = \"Two\"\nstatement = \"Do.\"\n\n[document]\nfile = \"two.md\"\n\n"
       "[[check]]\nid = \"a\"\npoints = -1\nkind = \"acepts\"\n"}};
  EXPECT_EQ(shown(load_texts(texts, small_vocabulary())),
            R"(error: "A B" is no id
 --> grading.toml:2:6
  │
2 │ id = "A B"
  │      ^^^^^
help: write small letters, digits, underscores and hyphens, a letter first

error: `sead` is no key of [assignment]
 --> grading.toml:5:1
  │
5 │ sead = 3
  │ ^^^^
help: write `seed`

error: `points` is -1
  --> specs/two.toml:10:10
   │
10 │ points = -1
   │          ^^
help: write a number from 0 to 1000

error: there is no kind of check `acepts`
  --> specs/two.toml:11:8
   │
11 │ kind = "acepts"
   │        ^^^^^^^^
help: write `accepts`

error: string: unescaped control characters other than TAB (U+0009) are explicitly prohibited
 --> specs/one.toml:1:10
  │
1 │ id = "one
  │          ^
help: close the text with its quote on the same line; text of several lines stands between """ and """

5 mistakes in 3 files
)");
}

}  // namespace
}  // namespace viva::spec

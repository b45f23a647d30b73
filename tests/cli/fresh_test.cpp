#include "harness/cli/fresh.hpp"

#include "harness/cli/commands.hpp"

#include <fstream>
#include <sstream>

namespace {

namespace fs = std::filesystem;
using namespace viva;
using namespace viva::cli;
using testing::HasSubstr;

class Fresh : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "viva-fresh-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    top = pattern;
    fs::create_directories(top / "template/chat_server");
    fs::create_directories(top / "template/.git");
    std::ofstream{top / "template/threads.cpp"} << "int main() {}\n";
    std::ofstream{top / "template/chat_server/room.hpp"} << "#pragma once\n";
    std::ofstream{top / "template/.git/config"} << "x";
    fs::permissions(top / "template/threads.cpp", fs::perms::owner_read);
    assignment.title = "Sockets";
    assignment.template_folder = top / "template";
    assignment.protected_files = {"README.md"};
    Language cpp;
    cpp.suffix = ".cpp";
    assignment.languages = {cpp};
    Exercise exercise;
    exercise.id = "threads";
    exercise.subject = Program{"threads", {}, ProgramKind::plain};
    viva::Check check;
    check.points = 10;
    exercise.checks = {check};
    assignment.exercises = {exercise};
  }
  void TearDown() override { fs::remove_all(top); }

  static std::string text_of(const fs::path& file) {
    std::ifstream in{file};
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  }

  fs::path top;
  Assignment assignment;
};

TEST_F(Fresh, ASubmissionIsACopyOfTheTemplateWithAPageOnHandingIn) {
  const auto made = make_submission(assignment, top / "work");
  ASSERT_TRUE(std::holds_alternative<std::string>(made)) << std::get<Diagnostic>(made).what;
  EXPECT_EQ(text_of(top / "work/threads.cpp"), "int main() {}\n");
  EXPECT_TRUE(fs::exists(top / "work/chat_server/room.hpp"));
  EXPECT_FALSE(fs::exists(top / "work/.git"));
  EXPECT_THAT(text_of(top / "work/HAND_IN.md"), HasSubstr("| threads | `threads.cpp` | 10 |"));
  EXPECT_THAT(std::get<std::string>(made), HasSubstr("viva check"));
}

TEST_F(Fresh, TheNextCommandCanBeTypedWhereItIsRead) {
  report::Style style;
  style.viva = "./viva";
  const auto made = make_submission(assignment, top / "my work", style, " --assignment course");
  EXPECT_THAT(
      std::get<std::string>(made),
      HasSubstr("Next  ./viva check '" + (top / "my work").string() + "' --assignment course\n"));
  EXPECT_THAT(std::get<std::string>(make_assignment(top / "course", style)),
              HasSubstr("Next  ./viva check " + (top / "course/solution").string() + "\n"));
}

TEST_F(Fresh, WhatWasReadOnlyInTheTemplateCanBeWritten) {
  make_submission(assignment, top / "work");
  EXPECT_NE(fs::status(top / "work/threads.cpp").permissions() & fs::perms::owner_write,
            fs::perms::none);
}

TEST_F(Fresh, AnEmptyFolderIsFilled) {
  fs::create_directory(top / "work");
  EXPECT_TRUE(std::holds_alternative<std::string>(make_submission(assignment, top / "work")));
}

TEST_F(Fresh, AFolderThatHoldsSomethingIsLeftAlone) {
  fs::create_directory(top / "work");
  std::ofstream{top / "work/threads.cpp"} << "mine";
  for (const auto& result :
       {make_submission(assignment, top / "work"), make_assignment(top / "work")}) {
    ASSERT_TRUE(std::holds_alternative<Diagnostic>(result));
    EXPECT_THAT(std::get<Diagnostic>(result).what, HasSubstr("not empty"));
  }
  EXPECT_EQ(text_of(top / "work/threads.cpp"), "mine");
  EXPECT_FALSE(fs::exists(top / "work/HAND_IN.md"));
}

TEST_F(Fresh, AFileInThePlaceOfTheFolderIsSaid) {
  std::ofstream{top / "work"} << "x";
  EXPECT_THAT(std::get<Diagnostic>(make_submission(assignment, top / "work")).what,
              HasSubstr("is a file"));
}

TEST_F(Fresh, AMissingTemplateIsSaidBeforeAnythingIsMade) {
  assignment.template_folder = top / "nowhere";
  EXPECT_TRUE(std::holds_alternative<Diagnostic>(make_submission(assignment, top / "work")));
  EXPECT_FALSE(fs::exists(top / "work"));
}

TEST_F(Fresh, AFreshAssignmentLoadsWithoutAMistake) {
  const auto made = make_assignment(top / "course");
  ASSERT_TRUE(std::holds_alternative<std::string>(made));
  const auto loaded = spec::load(top / "course/grading.toml", vocabulary());
  for (const Diagnostic& mistake : loaded.diagnostics) {
    ADD_FAILURE() << mistake.file << ":" << mistake.line << " " << mistake.what;
  }
  ASSERT_TRUE(loaded.assignment.has_value());
  EXPECT_EQ(loaded.assignment->exercises.front().id, "greeter");
  EXPECT_TRUE(fs::exists(top / "course/solution/greeter.cpp"));
}

}  // namespace

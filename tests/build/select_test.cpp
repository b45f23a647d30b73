// Which files make which program.
#include "harness/build/build.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace viva::build {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Assignment two_languages() {
  Language cpp;
  cpp.name = "C++";
  cpp.suffix = ".cpp";
  cpp.header_suffixes = {".h", ".hpp"};
  cpp.compile = {"g++", "{includes}", "{sources}", "-o", "{output}"};
  cpp.run = {"{program}"};
  cpp.thread_sanitizer = {"-fsanitize=thread"};
  Language python;
  python.name = "Python";
  python.suffix = ".py";
  python.header_suffixes = {".py"};
  python.check = {"python3", "-m", "py_compile", "{sources}"};
  python.run = {"python3", "{program}"};
  Assignment assignment;
  assignment.languages = {cpp, python};
  assignment.protected_files = {"CMakeLists.txt", "given.hpp"};
  return assignment;
}

Strings names(const std::vector<SourceFile>& files) {
  Strings result;
  for (const SourceFile& file : files) result.push_back(file.path);
  return result;
}

const Template stub = {{"threads.cpp", "int main() {}\n"}, {"given.hpp", "#pragma once\n"}};

TEST(Select, TakesTheFileOfTheProgramsName) {
  const Assignment assignment = two_languages();
  const auto sources = select({"", "", "", {{"other.cpp", "x"}, {"threads.cpp", "y"}}, {}}, stub,
                              assignment, "threads");
  ASSERT_NE(sources.language, nullptr);
  EXPECT_EQ(sources.language->name, "C++");
  EXPECT_THAT(sources.compiled, ElementsAre("threads.cpp"));
}

TEST(Select, AnUnchangedTemplateCountsAsAbsent) {
  const Assignment assignment = two_languages();
  const auto sources = select({"", "", "", {{"threads.cpp", "int main() {}  \r\n\n"}}, {}}, stub,
                              assignment, "threads");
  EXPECT_EQ(sources.language, nullptr);
  EXPECT_THAT(sources.why, HasSubstr("still the template's"));
}

TEST(Select, AnUntouchedStubDoesNotHideAPythonProgram) {
  const Assignment assignment = two_languages();
  const auto sources =
      select({"", "", "", {{"threads.cpp", "int main() {}\n"}, {"threads.py", "print()"}}, {}},
             stub, assignment, "threads");
  ASSERT_NE(sources.language, nullptr);
  EXPECT_EQ(sources.language->name, "Python");
}

TEST(Select, SaysWhichNamesWereLookedFor) {
  const Assignment assignment = two_languages();
  EXPECT_EQ(select({}, stub, assignment, "threads").why, "there is no threads.cpp or threads.py");
}

TEST(Select, AFolderOfTheProgramsNameHoldsMoreOfIt) {
  const Assignment assignment = two_languages();
  const auto sources = select({"",
                               "",
                               "",
                               {{"include/a.hpp", ""},
                                {"threads.cpp", "y"},
                                {"threads/more.cpp", ""},
                                {"threads/own.hpp", ""},
                                {"udp_server/x.cpp", ""}},
                               {}},
                              stub, assignment, "threads");
  EXPECT_THAT(sources.compiled, ElementsAre("threads.cpp", "threads/more.cpp"));
  EXPECT_THAT(names(sources.files), ElementsAre("given.hpp", "include/a.hpp", "threads.cpp",
                                                "threads/more.cpp", "threads/own.hpp"));
}

TEST(Select, AProtectedFileIsTheTemplatesOwn) {
  const Assignment assignment = two_languages();
  const auto sources = select({"", "", "", {{"given.hpp", "mine"}, {"threads.cpp", "y"}}, {}}, stub,
                              assignment, "threads");
  ASSERT_THAT(names(sources.files), ElementsAre("given.hpp", "threads.cpp"));
  EXPECT_EQ(sources.files[0].bytes, "#pragma once\n");
}

TEST(Command, ANameThatLooksLikeAnOptionIsNone) {
  const Assignment assignment = two_languages();
  Sources sources;
  sources.language = &assignment.languages[0];
  sources.compiled = {"-v.cpp", "@x.cpp"};
  EXPECT_THAT(command(sources, BuildVariant::plain, "threads", "/output/threads"),
              ElementsAre("g++", "-I.", "-Iinclude", "-Ithreads", "./-v.cpp", "./@x.cpp", "-o",
                          "/output/threads"));
}

TEST(Command, TheSanitizersWordsComeRightAfterTheCompiler) {
  const Assignment assignment = two_languages();
  Sources sources;
  sources.language = &assignment.languages[0];
  sources.compiled = {"a.cpp"};
  const auto words = command(sources, BuildVariant::thread_sanitizer, "a", "/output/a");
  ASSERT_GE(words.size(), 2U);
  EXPECT_EQ(words[1], "-fsanitize=thread");
}

TEST(Command, AScriptIsOnlyLookedThrough) {
  const Assignment assignment = two_languages();
  Sources sources;
  sources.language = &assignment.languages[1];
  sources.compiled = {"a.py"};
  EXPECT_THAT(command(sources, BuildVariant::plain, "a", ""),
              ElementsAre("python3", "-m", "py_compile", "./a.py"));
}

}  // namespace
}  // namespace viva::build

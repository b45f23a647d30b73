// Builds for real, in the box: what comes out, in whose words, and what is remembered.
#include "harness/build/build.hpp"
#include "harness/build/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sys/stat.h>

namespace viva::build {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class Make : public testing::Test {
 protected:
  Make() {
    language_.name = "C";
    language_.suffix = ".c";
    language_.compile = {"gcc", "{sources}", "-o", "{output}"};
    language_.run = {"{program}"};
    std::filesystem::create_directories(scratch_.path() / "work");
    chmod((scratch_.path() / "work").c_str(), 0711);
    workshop_.work = scratch_.path() / "work";
    workshop_.cache = scratch_.path() / "cache";
    workshop_.init = scratch_.path() / "init";
    copy_regular(VIVA_BUILD_DIR "/viva-init", workshop_.init, 0755);
    workshop_.mold = mold_is_here();
  }

  Build build(const std::string& text) {
    Sources sources;
    sources.language = &language_;
    sources.compiled = {"a.c"};
    sources.files = {{"a.c", text}};
    return make(sources, assignment_, "a", BuildVariant::plain, workshop_);
  }

  Scratch scratch_{std::filesystem::temp_directory_path()};
  Language language_;
  Assignment assignment_;
  Workshop workshop_;
};

TEST_F(Make, ARightProgramIsAFileThatRuns) {
  const Build done = build("int main(void) { return 0; }\n");
  EXPECT_EQ(done.status, BuildStatus::ok) << done.diagnostics;
  EXPECT_EQ(done.diagnostics, "");
  EXPECT_TRUE(std::filesystem::exists(done.folder / "a"));
  EXPECT_THAT(done.command, ElementsAre("{folder}/a"));
}

TEST_F(Make, ACompilersErrorNamesTheStudentsLine) {
  const Build done = build("int main(void) {\n  return nothing;\n}\n");
  EXPECT_EQ(done.status, BuildStatus::failed);
  EXPECT_THAT(done.diagnostics, HasSubstr("a.c:2:10: error:"));
}

TEST_F(Make, ALinkersErrorIsInTheWordsOfTheUsualLinker) {
  const Build done = build("int away(void);\nint main(void) { return away(); }\n");
  EXPECT_EQ(done.status, BuildStatus::failed);
  EXPECT_THAT(done.diagnostics, HasSubstr("undefined reference to `away'"));
  EXPECT_THAT(done.diagnostics, Not(HasSubstr("mold")));
}

TEST_F(Make, TheSameFilesAreBuiltOnce) {
  EXPECT_FALSE(build("int main(void) { return 0; }\n").cached);
  const Build again = build("int main(void) { return 0; }\n");
  EXPECT_TRUE(again.cached);
  EXPECT_TRUE(std::filesystem::exists(again.folder / "a"));
  EXPECT_FALSE(build("int main(void) { return 1; }\n").cached);
}

TEST_F(Make, AFailureIsRememberedWithItsWords) {
  const Build first = build("int main(void) { return nothing; }\n");
  const Build again = build("int main(void) { return nothing; }\n");
  EXPECT_TRUE(again.cached);
  EXPECT_EQ(again.status, BuildStatus::failed);
  EXPECT_EQ(again.diagnostics, first.diagnostics);
}

TEST(WithMold, IsForCompilersThatKnowTheOption) {
  EXPECT_THAT(with_mold({"g++", "a.cpp"}).value_or(Strings{}),
              ElementsAre("g++", "-fuse-ld=mold", "-Wl,--no-fork,--threads=1", "a.cpp"));
  EXPECT_EQ(with_mold({"rustc", "a.rs"}), std::nullopt);
  EXPECT_EQ(with_mold({}), std::nullopt);
}

}  // namespace
}  // namespace viva::build

// Intake against real folders: what is taken, what is left out and why, and that nothing hostile
// gets in.
#include "harness/intake/intake.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using namespace viva;
using intake::IntakeLimits;
using testing::HasSubstr;

class Folder : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "viva-intake-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    top = pattern;
    root = top / "alice";
    fs::create_directory(root);
  }
  void TearDown() override { fs::remove_all(top); }

  void write(const std::string& path, const std::string& bytes = "x") const {
    fs::create_directories((root / path).parent_path());
    std::ofstream{root / path, std::ios::binary} << bytes;
  }

  [[nodiscard]] Submission taken(const IntakeLimits& limits = {}) const {
    auto result = intake::take(root, limits);
    if (auto* refusal = std::get_if<Diagnostic>(&result)) {
      ADD_FAILURE() << refusal->what;
      return {};
    }
    return std::get<Submission>(result);
  }

  [[nodiscard]] static Diagnostic refused(const fs::path& folder) {
    auto result = intake::take(folder);
    if (!std::holds_alternative<Diagnostic>(result)) {
      ADD_FAILURE() << "was taken";
      return {};
    }
    return std::get<Diagnostic>(result);
  }

  static std::vector<std::string> paths(const Submission& submission) {
    std::vector<std::string> all;
    for (const auto& file : submission.files) all.push_back(file.path);
    return all;
  }

  /// The reason for which a path was left out; empty when it is not listed.
  static std::string why(const Submission& submission, const std::string& path) {
    for (const auto& left : submission.left_out) {
      if (left.path == path) return left.why;
    }
    return {};
  }

  fs::path top;
  fs::path root;
};

TEST_F(Folder, SourcesHeadersAndTextsAreTakenWithTheirBytesInAlphabeticalOrder) {
  write("threads.cpp", "int main() {}\n");
  write("chat_server/room.hpp", std::string{"a\0b", 3});
  write("answers.md", "## faster");
  write("CMakeLists.txt", "project(x)");
  const Submission submission = taken();
  EXPECT_EQ(paths(submission), (std::vector<std::string>{"CMakeLists.txt", "answers.md",
                                                         "chat_server/room.hpp", "threads.cpp"}));
  EXPECT_EQ(submission.files[2].bytes, (std::string{"a\0b", 3}));
  EXPECT_EQ(submission.id, "alice");
  EXPECT_TRUE(submission.left_out.empty());
}

TEST_F(Folder, TheDigestDependsOnPathsAndBytesAndOnNothingElse) {
  write("a.cpp", "one");
  write("notes.bin", "one");
  const std::string first = taken().digest;
  EXPECT_EQ(first.size(), 64U);
  write("notes.bin", "two");
  EXPECT_EQ(taken().digest, first);
  write("a.cpp", "two");
  const std::string second = taken().digest;
  EXPECT_NE(second, first);
  fs::rename(root / "a.cpp", root / "b.cpp");
  EXPECT_NE(taken().digest, second);
}

TEST_F(Folder, ALinkIsNeverFollowed) {
  write("a.cpp");
  std::ofstream{top / "secret.cpp"} << "secret";
  fs::create_symlink(top / "secret.cpp", root / "b.cpp");
  fs::create_directory(top / "elsewhere");
  std::ofstream{top / "elsewhere/c.cpp"} << "secret";
  fs::create_directory_symlink(top / "elsewhere", root / "lib");
  fs::create_symlink("loop.cpp", root / "loop.cpp");
  const Submission submission = taken();
  EXPECT_EQ(paths(submission), std::vector<std::string>{"a.cpp"});
  EXPECT_THAT(why(submission, "b.cpp"), HasSubstr("link"));
  EXPECT_THAT(why(submission, "lib"), HasSubstr("link"));
  EXPECT_THAT(why(submission, "loop.cpp"), HasSubstr("link"));
}

TEST_F(Folder, TheFolderItselfMayBeReachedThroughALink) {
  write("a.cpp");
  fs::create_directory_symlink(root, top / "door");
  const auto result = intake::take(top / "door");
  ASSERT_TRUE(std::holds_alternative<Submission>(result));
  EXPECT_EQ(std::get<Submission>(result).id, "alice");
}

TEST_F(Folder, AFifoOrASocketNeitherBlocksNorGetsIn) {
  write("a.cpp");
  ASSERT_EQ(mkfifo((root / "fifo.cpp").c_str(), 0600), 0);
  const int server = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = (root / "s.cpp").string();
  ASSERT_LT(path.size(), sizeof address.sun_path);
  path.copy(address.sun_path, path.size());
  ASSERT_EQ(bind(server, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  close(server);
  const Submission submission = taken();
  EXPECT_EQ(paths(submission), std::vector<std::string>{"a.cpp"});
  EXPECT_THAT(why(submission, "fifo.cpp"), HasSubstr("FIFO"));
  EXPECT_THAT(why(submission, "s.cpp"), HasSubstr("socket"));
}

TEST_F(Folder, WhatIsTooLargeIsLeftOutAndTheRestIsTaken) {
  write("exact.cpp", std::string(100, 'x'));
  write("large.cpp", std::string(101, 'x'));
  const Submission submission = taken({.file_bytes = 100});
  EXPECT_EQ(paths(submission), std::vector<std::string>{"exact.cpp"});
  EXPECT_THAT(why(submission, "large.cpp"), HasSubstr("larger than 100B"));
}

TEST_F(Folder, AHugeSparseFileIsNotRead) {
  write("a.cpp");
  write("sparse.cpp");
  fs::resize_file(root / "sparse.cpp", std::uintmax_t{1} << 40U);
  EXPECT_THAT(why(taken(), "sparse.cpp"), HasSubstr("larger than 1MB"));
}

TEST_F(Folder, TheTotalIsCapped) {
  write("a.cpp", std::string(60, 'x'));
  write("b.cpp", std::string(60, 'x'));
  write("c.cpp", std::string(40, 'x'));
  const Submission submission = taken({.total_bytes = 100});
  EXPECT_EQ(paths(submission), (std::vector<std::string>{"a.cpp", "c.cpp"}));
  EXPECT_THAT(why(submission, "b.cpp"), HasSubstr("100B in all"));
}

TEST_F(Folder, TheNumberOfFilesIsCapped) {
  for (char name = 'a'; name <= 'e'; ++name) write(std::string{name} + ".cpp");
  const Submission submission = taken({.files = 3});
  EXPECT_EQ(paths(submission), (std::vector<std::string>{"a.cpp", "b.cpp", "c.cpp"}));
  EXPECT_THAT(why(submission, "d.cpp"), HasSubstr("more than 3 files"));
}

TEST_F(Folder, FoldersBelowTheDepthAreLeftOut) {
  write("a.cpp");
  write("1/2/in.cpp");
  write("1/2/3/out.cpp");
  const Submission submission = taken({.depth = 3});
  EXPECT_EQ(paths(submission), (std::vector<std::string>{"1/2/in.cpp", "a.cpp"}));
  EXPECT_THAT(why(submission, "1/2/3/"), HasSubstr("3 folders deep"));
}

TEST_F(Folder, AFloodOfEntriesIsCut) {
  for (int i = 0; i < 60; ++i) write("f" + std::to_string(i) + ".cpp");
  const Submission submission = taken({.entries = 50});
  EXPECT_EQ(submission.files.size(), 50U);
  EXPECT_THAT(why(submission, "."), HasSubstr("more than 50 files and folders"));
}

TEST_F(Folder, TheListOfReasonsIsCut) {
  for (int i = 0; i < 400; ++i) write("junk" + std::to_string(i) + ".bin");
  write("a.cpp");
  const Submission submission = taken();
  EXPECT_EQ(submission.left_out.size(), 201U);
  EXPECT_THAT(submission.left_out.back().why, HasSubstr("200 other entries"));
}

TEST_F(Folder, HiddenAndBuildFoldersAreSkippedWhole) {
  write("a.cpp");
  for (const char* folder : {".git", ".vscode", "build", "cmake-build-debug", "out"}) {
    write(std::string{folder} + "/b.cpp");
  }
  write("outer/b.cpp");
  write("builder.cpp");
  const Submission submission = taken();
  EXPECT_EQ(paths(submission), (std::vector<std::string>{"a.cpp", "builder.cpp", "outer/b.cpp"}));
  EXPECT_THAT(why(submission, ".git/"), HasSubstr("hidden"));
  EXPECT_THAT(why(submission, "cmake-build-debug/"), HasSubstr("build folder"));
  EXPECT_EQ(submission.left_out.size(), 5U);
}

TEST_F(Folder, CompiledAndForeignFilesAreLeftOut) {
  write("a.cpp");
  write("a.o");
  write("program");
  fs::permissions(root / "program", fs::perms::owner_all);
  write("photo.png");
  write(".DS_Store");
  const Submission submission = taken();
  EXPECT_EQ(paths(submission), std::vector<std::string>{"a.cpp"});
  EXPECT_THAT(why(submission, "a.o"), HasSubstr("compiled"));
  EXPECT_THAT(why(submission, "program"), HasSubstr("compiled"));
  EXPECT_THAT(why(submission, "photo.png"), HasSubstr("no source"));
  EXPECT_THAT(why(submission, ".DS_Store"), HasSubstr("hidden"));
}

TEST_F(Folder, NamesThatCouldFoolSomebodyAreLeftOutAndShownQuoted) {
  write("a.cpp");
  write("-o.cpp");
  write("@args.cpp");
  write("new\nline.cpp");
  write("red\x1b[31m.cpp");
  write("\xff.cpp");
  write("left\u202eppc.cpp");
  write(std::string(201, 'n') + ".cpp");
  const Submission submission = taken();
  EXPECT_EQ(paths(submission), std::vector<std::string>{"a.cpp"});
  EXPECT_EQ(submission.left_out.size(), 7U);
  EXPECT_THAT(why(submission, R"("-o.cpp")"), HasSubstr("option"));
  EXPECT_THAT(why(submission, R"("@args.cpp")"), HasSubstr("option"));
  EXPECT_THAT(why(submission, R"("new\nline.cpp")"), HasSubstr("control"));
  EXPECT_THAT(why(submission, R"("red\x1b[31m.cpp")"), HasSubstr("control"));
  EXPECT_THAT(why(submission, R"("\xff.cpp")"), HasSubstr("UTF-8"));
  for (const auto& left : submission.left_out) {
    EXPECT_TRUE(std::none_of(left.path.begin(), left.path.end(), [](unsigned char c) {
      return c < 0x20 || c == 0x7f;
    })) << left.path;
  }
}

TEST_F(Folder, AHostileFolderNameShutsItsFilesOut) {
  write("a.cpp");
  write("-I/b.cpp");
  write("two\nlines/b.cpp");
  EXPECT_EQ(paths(taken()), std::vector<std::string>{"a.cpp"});
}

TEST_F(Folder, NamesWithBlanksAndUmlautsAreTame) {
  write("my chat.cpp");
  write("größe.hpp");
  EXPECT_EQ(taken().files.size(), 2U);
}

TEST_F(Folder, NothingIsWrittenThere) {
  write("a.cpp");
  const auto before = fs::last_write_time(root);
  fs::permissions(root, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_EQ(taken().files.size(), 1U);
  EXPECT_EQ(fs::last_write_time(root), before);
  fs::permissions(root, fs::perms::owner_all);
}

TEST_F(Folder, AMissingFolderSaysWhatToDo) {
  const Diagnostic refusal = refused(top / "bob");
  EXPECT_THAT(refusal.what, HasSubstr("there is no folder"));
  EXPECT_THAT(refusal.what, HasSubstr("bob"));
  EXPECT_THAT(refusal.help, HasSubstr("viva new"));
}

TEST_F(Folder, AMissingArchiveIsNoFolderToBeMade) {
  EXPECT_THAT(refused(top / "bob.zip").what, HasSubstr("there is no archive"));
}

TEST_F(Folder, AFileInsteadOfAFolderNamesTheFolder) {
  write("threads.cpp");
  const Diagnostic refusal = refused(root / "threads.cpp");
  EXPECT_THAT(refusal.what, HasSubstr("is a file"));
  EXPECT_THAT(refusal.help, HasSubstr("viva check " + root.string()));
}

TEST_F(Folder, AFolderInAFolderIsSteppedInto) {
  write("handin/threads.cpp");
  write("handin/chat_server/room.hpp");
  write("__MACOSX/handin/._threads.cpp");
  write(".DS_Store");
  const Submission submission = taken();
  EXPECT_EQ(paths(submission), (std::vector<std::string>{"chat_server/room.hpp", "threads.cpp"}));
  EXPECT_EQ(submission.id, "alice");
  EXPECT_THAT(why(submission, "handin/"), HasSubstr("stepped into"));
}

TEST_F(Folder, FoldersAroundFoldersAreAllSteppedInto) {
  write("work/final/really/threads.cpp");
  EXPECT_EQ(paths(taken()), std::vector<std::string>{"threads.cpp"});
}

TEST_F(Folder, AFolderWithAMeaningOrWithNeighboursIsNotSteppedInto) {
  write("chat_server/chat.cpp");
  EXPECT_EQ(paths(taken({.own_folders = {"chat_server"}})),
            std::vector<std::string>{"chat_server/chat.cpp"});
  write("notes.pdf");
  EXPECT_EQ(paths(taken()), std::vector<std::string>{"chat_server/chat.cpp"});
}

TEST_F(Folder, ALinkToAFolderIsNotSteppedInto) {
  fs::create_directory(top / "elsewhere");
  std::ofstream{top / "elsewhere/c.cpp"} << "secret";
  fs::create_directory_symlink(top / "elsewhere", root / "handin");
  EXPECT_THAT(refused(root).what, HasSubstr("link"));
}

TEST_F(Folder, AHardLinkToAFileOfAnotherUserIsLeftOut) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  write("a.cpp");
  fs::create_hard_link(root / "a.cpp", root / "own.cpp");
  std::ofstream{top / "theirs.cpp"} << "secret";
  ASSERT_EQ(chown((top / "theirs.cpp").c_str(), 12345, 12345), 0);
  fs::create_hard_link(top / "theirs.cpp", root / "theirs.cpp");
  // With one link only it was put here on purpose: an instructor's copy, say.
  write("given.cpp");
  ASSERT_EQ(chown((root / "given.cpp").c_str(), 12345, 12345), 0);
  const Submission submission = taken();
  EXPECT_EQ(paths(submission), (std::vector<std::string>{"a.cpp", "given.cpp", "own.cpp"}));
  EXPECT_THAT(why(submission, "theirs.cpp"), HasSubstr("hard link to a file of another user"));
}

TEST_F(Folder, AnArchiveInsideIsLeftOutAsOne) {
  write("a.cpp");
  write("old.zip");
  EXPECT_THAT(why(taken(), "old.zip"), HasSubstr("an archive"));
}

TEST_F(Folder, AnEmptyFolderIsRefusedWithTheReasonsForWhatItHolds) {
  EXPECT_THAT(refused(root).what, HasSubstr("no source file"));
  write("build/threads.cpp");
  EXPECT_THAT(refused(root).what, HasSubstr("build folder"));
  EXPECT_THAT(refused(root).help, HasSubstr("viva new"));
}

}  // namespace

#include "harness/cli/called.hpp"

#include "harness/report/style.hpp"

#include <filesystem>
#include <fstream>

namespace {

namespace fs = std::filesystem;
using namespace viva;
using namespace viva::cli;

TEST(CalledAs, ItIsWhatWasTyped) {
  EXPECT_EQ(called_as({"./viva", "", "/usr/bin"}), "./viva");
  EXPECT_EQ(called_as({"viva", "", "/usr/bin"}), "viva");
  EXPECT_EQ(called_as({"", "", ""}), "viva");
  EXPECT_EQ(called_as({"/opt/my tools/viva", "", "/usr/bin"}), "'/opt/my tools/viva'");
}

TEST(CalledAs, TheWrapperHandsOverHowItWasCalled) {
  EXPECT_EQ(called_as({"/x/build/release/viva", "../viva", "/usr/bin"}), "../viva");
}

TEST(CalledAs, WhatPathLeadsToNeedsNoPath) {
  std::string pattern = (fs::temp_directory_path() / "viva-called-XXXXXX").string();
  ASSERT_NE(mkdtemp(pattern.data()), nullptr);
  const fs::path top = pattern;
  for (const char* folder : {"one", "two"}) {
    fs::create_directories(top / folder);
    std::ofstream{top / folder / "viva"} << "#!/bin/sh\n";
    fs::permissions(top / folder / "viva", fs::perms::owner_all);
  }
  const std::string path = "/nowhere:" + (top / "one").string() + ":" + (top / "two").string();
  EXPECT_EQ(called_as({"x", (top / "one/viva").string(), path}), "viva");
  EXPECT_EQ(called_as({"x", (top / "two/viva").string(), path}), (top / "two/viva").string())
      << "the shell would find the one before it";
  fs::remove_all(top);
}

TEST(AsCalled, OnlyCommandsAreWrittenAnew) {
  report::Style style;
  style.viva = "./viva";
  EXPECT_EQ(report::as_called(style, "viva check a, or `viva explain b`; viva --help"),
            "./viva check a, or `./viva explain b`; ./viva --help");
  EXPECT_EQ(report::as_called(style, "viva started your program in /home/viva check"),
            "viva started your program in /home/viva check");
}

TEST(ShellWord, QuotesWhatAShellWouldRead) {
  EXPECT_EQ(shell_word("work/a.b-c"), "work/a.b-c");
  EXPECT_EQ(shell_word("it's mine"), "'it'\\''s mine'");
  EXPECT_EQ(shell_word(""), "''");
}

}  // namespace

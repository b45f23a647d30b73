// What was probably meant when a file is not there.
#include "harness/build/near.hpp"

#include <gtest/gtest.h>

namespace viva::build {
namespace {

const Strings wanted = {"tcp_server.cpp", "tcp_server.c", "tcp_server.py"};
const Strings known = {"threads.cpp",   "threads.c",     "threads.py",     "tcp_server.cpp",
                       "tcp_server.c",  "tcp_server.py", "udp_server.cpp", "udp_server.c",
                       "udp_server.py", "answers.md"};

NearMiss among(const Strings& paths, const Strings& names = wanted) {
  Submission submission;
  for (const std::string& path : paths) submission.files.push_back({path, "x"});
  return near_miss(submission, names, known);
}

TEST(NearMiss, AnotherSpellingIsToBeRenamed) {
  for (const char* name : {"Tcp_Server.cpp", "tcp-server.cpp", "tcp_server.cc", "tcpserver.cpp",
                           "tcp_server.cpp.txt", "TCP_SERVER.CPP", "tcp server.cxx"}) {
    EXPECT_EQ(among({name, "threads.cpp"}).says,
              std::string("there is ") + name + ": rename it to tcp_server.cpp");
  }
  EXPECT_EQ(among({"TCP_Server.py"}).says, "there is TCP_Server.py: rename it to tcp_server.py");
}

TEST(NearMiss, AnotherFolderIsNamedWithTheCommandForIt) {
  const NearMiss miss = among({"proj/a/tcp_server.cpp", "src/tcp_server.cpp"});
  EXPECT_EQ(miss.says, "there is src/tcp_server.cpp: move it up, or run viva check DIR/src");
  EXPECT_EQ(miss.elsewhere, "src");
  EXPECT_EQ(among({"proj/Tcp_Server.cpp"}).says,
            "there is proj/Tcp_Server.cpp: move it up and rename it to tcp_server.cpp");
}

TEST(NearMiss, ALinkIsNamedWithWhyItIsLeftOut) {
  Submission submission;
  submission.left_out = {{"tcp_server.cpp", "a link; put the file itself here"}};
  EXPECT_EQ(near_miss(submission, wanted, known).says,
            "tcp_server.cpp is left out: a link; put the file itself here");
}

TEST(NearMiss, AMisspeltNameIsOneThatNoOtherProgramHas) {
  EXPECT_EQ(among({"thread.cpp"}, {"threads.cpp"}).says,
            "there is thread.cpp: rename it to threads.cpp");
  EXPECT_EQ(among({"tcp_sever.cpp"}).says, "there is tcp_sever.cpp: rename it to tcp_server.cpp");
  EXPECT_EQ(among({"udp_server.cpp", "threads.cpp"}), NearMiss{});
  EXPECT_EQ(among({"UDP-Server.cpp", "threads.cpp"}), NearMiss{});
  EXPECT_EQ(among({"dp_server.cpp", "threads.cpp"}), NearMiss{});
}

TEST(NearMiss, TheOnlySourceThereIsNeedsAName) {
  EXPECT_EQ(among({"README.md", "main.cpp"}).says,
            "there is main.cpp: give it the name of the program that it is");
  EXPECT_EQ(among({"main.cpp", "more.cpp"}), NearMiss{});
  EXPECT_EQ(among({"threads.cpp"}), NearMiss{});
}

TEST(NearMiss, NothingAndOddNamesAreNothing) {
  EXPECT_EQ(among({}), NearMiss{});
  EXPECT_EQ(among({".cpp", "a.cpp", "..", "/", "tcp_server", "tcp_server.txt", "CMakeLists.txt"}),
            NearMiss{});
  EXPECT_EQ(among({"Answers.md"}, {"answers.md"}).says,
            "there is Answers.md: rename it to answers.md");
}

}  // namespace
}  // namespace viva::build

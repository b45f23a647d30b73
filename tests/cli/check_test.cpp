// viva check from outside: bad input, programs that misbehave, what is remembered, what is left
// alone.
#include "harness/box/proc.hpp"
#include "harness/model/json.hpp"
#include "tests/cli/command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/prctl.h>
#include <thread>
#include <unistd.h>

namespace viva::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

std::string solution(const std::string& name) {
  std::ifstream stream{fs::path(VIVA_SOURCE_DIR) / "reference/solutions/cpp" / name,
                       std::ios::binary};
  return {std::istreambuf_iterator<char>(stream), {}};
}

Verdict verdict(const Grade& grade, const std::string& check) {
  for (const ExerciseGrade& exercise : grade.exercises) {
    for (const Verdict& one : exercise.checks) {
      if (one.id == check) return one;
    }
  }
  ADD_FAILURE() << "no verdict on " << check;
  return {};
}

// What viva left behind falls to this process, its nearest subreaper (prctl(2)): counted as soon as
// nothing is left, or after the two seconds in which all must have ended.
std::size_t still_running() {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{2};
  for (;;) {
    const auto below = box::descendants(getpid());
    const auto alive = static_cast<std::size_t>(std::count_if(
        below.begin(), below.end(), [](pid_t one) { return !box::threads_of(one).empty(); }));
    if (alive == 0 || std::chrono::steady_clock::now() > end) return alive;
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
}

class Check : public ::testing::Test {
 protected:
  Check() { prctl(PR_SET_CHILD_SUBREAPER, 1); }

  Grade graded(const std::string& words) {
    const Ran ran = viva("check " + words + " --json -", memory_);
    last_ = ran;
    EXPECT_LE(ran.code, 1) << ran.err;
    return read_grade(ran.out);
  }
  Folder memory_;
  Ran last_;
};

TEST_F(Check, AFolderThatIsNotThereIsSaidSo) {
  const Ran ran = viva("check /no/such/folder", memory_);
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("/no/such/folder"));
  EXPECT_EQ(ran.out, "");
}

TEST_F(Check, AFileInsteadOfAFolderIsSaidSo) {
  Folder folder;
  folder.with("threads.cpp", "int main() {}");
  const Ran ran = viva("check " + (folder.path() / "threads.cpp").string(), memory_);
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("help:"));
}

TEST_F(Check, AnEmptyFolderIsSaidSoWithTheNextCommand) {
  const Folder empty;
  const Ran ran = viva("check " + empty.path().string(), memory_);
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("viva new"));
}

TEST_F(Check, AnUnknownExerciseGetsTheNearestName) {
  const Ran ran = viva("check " VIVA_SOURCE_DIR "/student_template -e thraeds", memory_);
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("threads"));
}

// As a student would do it.
std::string packed(const Folder& folder, const std::string& inside, const std::string& name) {
  const std::string archive = (folder.path() / name).string();
  const std::string line = "tar -C " + folder.path().string() + " -czf " + archive + " " + inside;
  EXPECT_EQ(std::system(line.c_str()), 0);
  return archive;
}

TEST_F(Check, AnArchiveIsGradedAsTheFolderInIt) {
  Folder folder;
  folder.with("alice/tcp_server.cpp", solution("tcp_server.cpp"))
      .with("alice/include/socket.hpp", solution("include/socket.hpp"));
  const std::string archive = packed(folder, "alice", "alice.tar.gz");
  const Grade of_folder = graded((folder.path() / "alice").string() + " -e tcp_server");
  for (const char* isolation : {"auto", "none"}) {
    const Grade of_archive = graded(archive + " -e tcp_server --isolation " + isolation);
    EXPECT_EQ(of_archive.score, of_archive.max_score);
    EXPECT_EQ(of_archive.score, of_folder.score);
    EXPECT_EQ(of_archive.submission_id, "alice");
    EXPECT_EQ(of_archive.submission_digest, of_folder.submission_digest);
  }
  EXPECT_EQ(still_running(), 0U);
}

// A zip with one stored file, by hand: the local header, the central directory and its end.
std::string zip_of(const std::string& name, const std::string& bytes, std::uint32_t crc) {
  const auto number = [](std::uint64_t value, unsigned size) {
    std::string text;
    for (unsigned i = 0; i < size; ++i, value >>= 8U) text += static_cast<char>(value & 0xffU);
    return text;
  };
  const std::string about = number(20, 2) + number(0, 8) + number(crc, 4) +
                            number(bytes.size(), 4) + number(bytes.size(), 4) +
                            number(name.size(), 2) + number(0, 2);
  const std::string local = "PK\x03\x04" + about + name + bytes;
  const std::string central = "PK\x01\x02" + number(20, 2) + about + number(0, 14) + name;
  return local + central + "PK\x05\x06" + number(0, 4) + number(1, 2) + number(1, 2) +
         number(central.size(), 4) + number(local.size(), 4) + number(0, 2);
}

TEST_F(Check, AZipIsTakenWhateverItIsCalled) {
  const std::string main = "int main() {}\n";
  Folder folder;
  folder.with("handed_in", zip_of("handin/tcp_server.cpp", main, 0x78257017U));
  const Grade grade = graded((folder.path() / "handed_in").string() + " -e tcp_server");
  EXPECT_EQ(grade.submission_id, "handed_in");
  EXPECT_EQ(grade.exercises.front().status, ExerciseStatus::graded);
}

TEST_F(Check, ADamagedArchiveIsSaidSoWithWhatToDo) {
  Folder folder;
  folder.with("alice/tcp_server.cpp", solution("tcp_server.cpp"));
  const std::string archive = packed(folder, "alice", "alice.tgz");
  fs::resize_file(archive, fs::file_size(archive) / 2);
  const Ran ran = viva("check " + archive, memory_);
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("damaged or was cut off"));
  EXPECT_THAT(ran.err, HasSubstr("help: make the archive anew"));
  EXPECT_EQ(ran.out, "");
}

TEST_F(Check, ATextCalledZipIsSaidSo) {
  Folder folder;
  folder.with("alice.zip", "int main() {}\n");
  const Ran ran = viva("check " + (folder.path() / "alice.zip").string(), memory_);
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("no archive, whatever its name says"));
}

TEST_F(Check, AnUntouchedTemplateIsMissingEverywhere) {
  const Grade grade = graded(VIVA_SOURCE_DIR "/student_template --all");
  EXPECT_EQ(last_.code, 1);
  EXPECT_EQ(grade.score, 0);
  EXPECT_EQ(grade.max_score, 100);
  for (const ExerciseGrade& exercise : grade.exercises)
    EXPECT_EQ(exercise.status, ExerciseStatus::missing) << exercise.id;
}

TEST_F(Check, NonsenseForASourceFailsToBuildWithTheStudentsOwnLines) {
  Folder folder;
  folder.with("tcp_server.cpp", "int main() {\n  return nonsense;\n}\n");
  const Grade grade = graded(folder.path().string() + " -e tcp_server");
  EXPECT_EQ(grade.exercises.front().status, ExerciseStatus::build_failed);
  EXPECT_THAT(grade.exercises.front().build.diagnostics, HasSubstr("tcp_server.cpp:2:"));
  EXPECT_THAT(grade.exercises.front().build.diagnostics, Not(HasSubstr("/tmp/")));
}

TEST_F(Check, BytesThatAreNoTextFailToBuild) {
  Folder folder;
  std::string bytes =
      "\x7f"
      "ELF";
  for (int i = 0; i < 4000; ++i) bytes += static_cast<char>(i * 37 % 256);
  folder.with("tcp_server.cpp", bytes);
  const Grade grade = graded(folder.path().string() + " -e tcp_server");
  EXPECT_EQ(grade.score, 0);
  EXPECT_NE(grade.exercises.front().status, ExerciseStatus::error);
}

TEST_F(Check, NothingIsWrittenIntoTheSubmission) {
  Folder folder;
  folder.with("tcp_server.cpp", solution("tcp_server.cpp"))
      .with("include/socket.hpp", solution("include/socket.hpp"));
  const auto before = folder.contents();
  (void)graded(folder.path().string() + " -e tcp_server");
  EXPECT_EQ(folder.contents(), before);
}

TEST_F(Check, AFloodOfOutputIsKeptShortAndJudged) {
  Folder folder;
  folder.with(
      "tcp_server.cpp",
      "#include <unistd.h>\n#include <vector>\nint main() { std::vector<char> block(1 << 20, "
      "'x');\n"
      "for (int i = 0; i < 1024; ++i) if (write(1, block.data(), block.size()) < 0) return 1; }\n");
  const Grade grade = graded(folder.path().string() + " -e tcp_server");
  EXPECT_EQ(verdict(grade, "listens").status, VerdictStatus::fail);
  EXPECT_LT(last_.out.size(), 100'000U);
}

TEST_F(Check, AProgramThatNeverEndsIsEnded) {
  Folder folder;
  folder.with("tcp_client.cpp", "int main() { for (volatile int i = 0;;) i = i + 1; }\n");
  const Grade grade = graded(folder.path().string() + " -e tcp_client");
  EXPECT_EQ(verdict(grade, "prints_greeting").status, VerdictStatus::fail);
}

TEST_F(Check, ACrashBeforeListeningIsNamed) {
  Folder folder;
  folder.with("tcp_server.cpp", "#include <cstdlib>\nint main() { std::abort(); }\n");
  const Grade grade = graded(folder.path().string() + " -e tcp_server");
  EXPECT_THAT(verdict(grade, "listens").message, HasSubstr("SIGABRT"));
}

TEST_F(Check, ForksWithoutEndCostTheProgramAlone) {
  Folder folder;
  folder.with("tcp_server.cpp",
              "#include <unistd.h>\nint main() { for (;;) if (fork() < 0) usleep(1000); }\n");
  const Grade grade = graded(folder.path().string() + " -e tcp_server");
  EXPECT_EQ(verdict(grade, "listens").status, VerdictStatus::fail);
  EXPECT_EQ(still_running(), 0U);
}

TEST_F(Check, WhatIsUnchangedIsRemembered) {
  Folder folder;
  folder.with("tcp_server.cpp", solution("tcp_server.cpp"))
      .with("udp_server.cpp", solution("udp_server.cpp"))
      .with("include/socket.hpp", solution("include/socket.hpp"));
  const std::string words = folder.path().string() + " -e tcp_server -e udp_server";
  const Grade first = graded(words);
  for (const ExerciseGrade& exercise : first.exercises)
    EXPECT_FALSE(exercise.build.cached) << exercise.id;

  folder.with("udp_server.cpp", solution("udp_server.cpp") + "// a change\n");
  const Grade second = graded(words);
  ASSERT_EQ(second.exercises.size(), 2U);
  EXPECT_TRUE(second.exercises[0].build.cached) << "tcp_server did not change";
  EXPECT_FALSE(second.exercises[1].build.cached) << "udp_server did";
  EXPECT_EQ(first.exercises[0].checks, second.exercises[0].checks);

  const Grade third = graded(words + " --fresh");
  EXPECT_FALSE(third.exercises[0].build.cached);
}

TEST_F(Check, HiddenChecksAreCountedOnlyAndRunOnRequest) {
  Folder folder;
  folder.with("tcp_server.cpp", solution("tcp_server.cpp"))
      .with("include/socket.hpp", solution("include/socket.hpp"));
  const Grade student = graded(folder.path().string() + " -e tcp_server");
  EXPECT_EQ(student.exercises.front().hidden_checks, 1U);
  EXPECT_EQ(student.exercises.front().checks.size(), 4U);
  const Grade everything = graded(folder.path().string() + " -e tcp_server --all");
  EXPECT_EQ(verdict(everything, "survives_reset").status, VerdictStatus::pass);
}

TEST_F(Check, TheSeedIsInTheResultAndChangesThePorts) {
  Folder folder;
  folder.with("tcp_server.cpp", solution("tcp_server.cpp"))
      .with("include/socket.hpp", solution("include/socket.hpp"));
  EXPECT_EQ(graded(folder.path().string() + " -e tcp_server --seed 42").seed, 42U);
}

TEST_F(Check, WithoutNamespacesTheLevelIsRecorded) {
  Folder folder;
  folder.with("tcp_server.cpp", solution("tcp_server.cpp"))
      .with("include/socket.hpp", solution("include/socket.hpp"));
  const Grade grade = graded(folder.path().string() + " -e tcp_server --isolation none");
  EXPECT_EQ(grade.isolation, "none");
  EXPECT_EQ(verdict(grade, "greeting").status, VerdictStatus::pass);
}

TEST_F(Check, AResultThatCannotBeWrittenIsNoSuccess) {
  Folder folder;
  folder.with("tcp_server.cpp", solution("tcp_server.cpp"))
      .with("include/socket.hpp", solution("include/socket.hpp"));
  const Ran ran = viva("check " + folder.path().string() + " -e tcp_server", memory_, false,
                       "sh -c 'exec \"$0\" \"$@\" > /dev/full'");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("could not be written to standard output"));
}

TEST_F(Check, ANearMissOfAFileNameIsNamed) {
  Folder folder;
  folder.with("src/tcp_server.cpp", "int main() {}\n").with("notes.txt", "to do\n");
  const std::string place = folder.path().string();
  const Ran ran = viva("check " + place + " -e tcp_server", memory_);
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("but there is src/tcp_server.cpp"));
  EXPECT_THAT(ran.out, HasSubstr("viva check " + place + "/src"));
}

TEST_F(Check, ALinkInThePlaceOfAFileIsNamed) {
  Folder folder;
  folder.with("other.cpp", "int main() {}\n").with("readme.md", "");
  fs::create_symlink("other.cpp", folder.path() / "tcp_server.cpp");
  EXPECT_THAT(graded(folder.path().string() + " -e tcp_server").exercises.front().why,
              HasSubstr("but tcp_server.cpp is left out: a link"));
}

TEST_F(Check, AResultWithoutAPlaceIsRefusedBeforeTheRun) {
  Folder folder;
  folder.with("tcp_server.cpp", "int main() {}\n");
  for (const char* option : {" --json /nonexistent/x.json", " --keep /dev/null/x"}) {
    const Ran ran = viva("check " + folder.path().string() + option, memory_);
    EXPECT_EQ(ran.code, 2) << option;
    EXPECT_EQ(ran.out, "");
    EXPECT_THAT(ran.err, HasSubstr("cannot write"));
  }
}

TEST_F(Check, TheReportIsPrintedEvenWhenItsCopyCannotBeWritten) {
  const Ran ran =
      viva("check " VIVA_SOURCE_DIR "/student_template -e threads --json /dev/full/..", memory_);
  EXPECT_EQ(ran.code, 2) << "a folder that is none is seen before";
  const Ran late =
      viva("check " VIVA_SOURCE_DIR "/student_template -e threads --keep /proc", memory_);
  EXPECT_EQ(late.code, 3);
  EXPECT_THAT(late.out, HasSubstr("Not handed in"));
  EXPECT_THAT(late.err, HasSubstr("viva: "));
}

TEST_F(Check, AMissingCompilerIsNamedWithItsLine) {
  Folder course;
  course
      .with("grading.toml",
            "[assignment]\nid = \"c\"\ntitle = \"C\"\nexercises = [\"one\"]\ntemplate = "
            "\"t\"\n[[language]]\nname = \"C++\"\nsuffix = \".cpp\"\n"
            "compile = [\"g++-0\", \"{sources}\", \"-o\", \"{output}\"]\n")
      .with("t/one.cpp", "int main() {}\n")
      .with("specs/one.toml",
            "id = \"one\"\ntitle = \"One\"\nstatement = \"Do.\"\n[program]\nkind = \"plain\"\n"
            "[scenario.run]\npeer = { kind = \"plain\" }\n[[check]]\nid = \"ends\"\npoints = 1\n"
            "scenario = \"run\"\nkind = \"clean_exit\"\n")
      .with("work/one.cpp", "int main() { return 0; }\n");
  const std::string top = course.path().string();
  const Ran ran = viva("check " + top + "/work --assignment " + top, memory_, true);
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("`g++-0`, with which C++ is built by line 9"));
}

TEST_F(Check, AKnownSubmissionWithoutItsVerdictsGetsATemplate) {
  Folder folder;
  folder.with("tcp_server/new_mistake/tcp_server.cpp", "int main() {}\n");
  const Ran ran = viva("verify " + folder.path().string() + " -e tcp_server", memory_);
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("every known submission needs one"));
  EXPECT_THAT(ran.err, HasSubstr("    [checks]\n    listens = \"pass\"\n"));
}

TEST_F(Check, VerifyGradesTheReferencesTooAndSaysWhatIsProven) {
  const Ran ran = viva("verify -e answers --repeat 2 -v", memory_);
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("ok   answers/right_terse"));
  EXPECT_THAT(ran.out, HasSubstr("ok   reference/solutions/cpp"));
  EXPECT_THAT(ran.out, HasSubstr("no verdict varied in 2 runs"));
  EXPECT_THAT(ran.out, HasSubstr("answers  threads_time "));
  EXPECT_THAT(ran.out, HasSubstr(" as written down, 0 not\n"));
}

TEST_F(Check, VerifyNamesAVerdictThatIsNotTheOneWrittenDown) {
  Folder folder;
  folder.with("answers/empty/answers.md", "Nothing.\n")
      .with("answers/empty/expected.toml",
            "mistake = \"answers nothing\"\n[checks]\nthreads_time = \"pass\"\n"
            "processes_time = \"fail\"\nfaster = \"fail\"\ntcp_or_udp = \"fail\"\n");
  const Ran ran = viva("verify " + folder.path().string() + " -e answers", memory_);
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("DIFF answers/empty\n       threads_time: is fail, must be pass"));
  EXPECT_THAT(ran.out, HasSubstr("4 checks never failed alone"));
  EXPECT_THAT(ran.out, HasSubstr("1 known submission, 0 as written down, 1 not\n"));
}

TEST_F(Check, CtrlCSaysThatNothingWasGraded) {
  Folder folder;
  folder.with("threads.cpp", "#include <unistd.h>\nint main() { sleep(60); }\n");
  const Ran ran =
      viva("check " + folder.path().string() + " -e threads", memory_, false, "timeout -s INT 4");
  EXPECT_THAT(ran.err, HasSubstr("viva: interrupted; nothing was graded"));
  EXPECT_EQ(ran.out, "");
}

TEST_F(Check, WithoutATerminalThereAreNoColours) {
  Folder folder;
  folder.with("tcp_server.cpp", "int main() {}\n");
  const Ran ran = viva("check " + folder.path().string() + " -e tcp_server", memory_);
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, Not(HasSubstr("\x1b")));
  EXPECT_THAT(ran.err, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace viva::test

#include "harness/cli/lookup.hpp"

#include <fstream>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using namespace viva;
using namespace viva::cli;
using testing::HasSubstr;

class Lookup : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "viva-lookup-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    top = fs::canonical(pattern);
    fs::create_directories(top / "course/handed_in/alice/src");
    fs::create_directories(top / "elsewhere");
    fs::create_directories(top / "usr/bin");
    fs::create_directories(top / "usr/share/viva");
    grading("usr/share/viva");
    program = top / "usr/bin/viva";
  }
  void TearDown() override { fs::remove_all(top); }

  void grading(const fs::path& folder) const {
    std::ofstream{top / folder / "grading.toml"} << "x";
  }

  static fs::path found(const Whereabouts& places) {
    auto result = find_assignment(places);
    if (auto* found = std::get_if<FoundAssignment>(&result)) return found->folder;
    ADD_FAILURE() << std::get<Diagnostic>(result).what;
    return {};
  }

  static Diagnostic not_found(const Whereabouts& places) {
    auto result = find_assignment(places);
    if (auto* diagnostic = std::get_if<Diagnostic>(&result)) return *diagnostic;
    ADD_FAILURE() << std::get<FoundAssignment>(result).folder;
    return {};
  }

  fs::path top;
  fs::path program;
};

TEST_F(Lookup, TheNearestAboveTheSubmissionIsTaken) {
  grading("course");
  EXPECT_EQ(found({{}, top / "course/handed_in/alice", top / "elsewhere", program}),
            top / "course");
}

TEST_F(Lookup, TheSubmissionsOwnIsNeverTakenAndThatIsSaid) {
  grading("course");
  grading("course/handed_in/alice");
  grading("course/handed_in/alice/src");
  const auto result = find_assignment(
      {{}, top / "course/handed_in/alice", top / "course/handed_in/alice/src", program});
  EXPECT_EQ(std::get<FoundAssignment>(result).folder, top / "course");
  EXPECT_THAT(std::get<FoundAssignment>(result).remark, HasSubstr("not used"));
}

TEST_F(Lookup, ALinkOrDotsInTheSubmissionsPathChangeNothing) {
  grading("course/handed_in/alice");
  fs::create_directory_symlink(top / "course/handed_in/alice", top / "elsewhere/link");
  EXPECT_EQ(found({{}, top / "elsewhere/link", top / "course/handed_in/alice", program}),
            top / "usr/share/viva");
  EXPECT_EQ(found({{}, top / "course/handed_in/alice/src/../", top / "elsewhere", program}),
            top / "usr/share/viva");
}

TEST_F(Lookup, AboveTheWorkingFolderComesNext) {
  grading("course");
  EXPECT_EQ(found({{}, top / "elsewhere", top / "course/handed_in", program}), top / "course");
  EXPECT_EQ(found({{}, std::nullopt, top / "course", program}), top / "course");
}

TEST_F(Lookup, TheOneThatCameWithVivaIsTheLast) {
  EXPECT_EQ(found({{}, top / "course/handed_in/alice", top / "elsewhere", program}),
            top / "usr/share/viva");
}

TEST_F(Lookup, InACheckoutItStandsAboveTheProgram) {
  grading("course");
  EXPECT_EQ(found({{}, std::nullopt, top / "elsewhere", top / "course/handed_in/viva"}),
            top / "course");
}

TEST_F(Lookup, AGivenFolderDecides) {
  grading("course");
  EXPECT_EQ(found({top / "usr/share/viva", std::nullopt, top / "course", program}),
            top / "usr/share/viva");
  EXPECT_EQ(found({top / "course/grading.toml", std::nullopt, top, program}), top / "course");
  EXPECT_THAT(not_found({top / "elsewhere", std::nullopt, top, program}).what,
              HasSubstr("elsewhere"));
}

TEST_F(Lookup, WithoutAnyItSaysHowToGetOne) {
  fs::remove(top / "usr/share/viva/grading.toml");
  EXPECT_THAT(not_found({{}, top / "course", top / "elsewhere", program}).help,
              HasSubstr("viva new --assignment"));
}

TEST_F(Lookup, AForeignOneInAFolderForEverybodyIsPassedOver) {
  if (::geteuid() != 0) return;  // only root can give a file away
  grading("course");
  fs::permissions(top / "course", fs::perms::all);
  ASSERT_EQ(::chown((top / "course/grading.toml").c_str(), 12345, 12345), 0);
  EXPECT_EQ(found({{}, top / "course/handed_in/alice", top / "elsewhere", program}),
            top / "usr/share/viva");
}

Assignment two_exercises() {
  Assignment assignment;
  assignment.exercises.resize(2);
  assignment.exercises[0].id = "threads";
  assignment.exercises[1].id = "udp_server";
  return assignment;
}

TEST(ChooseExercises, NoneNamedMeansAll) {
  EXPECT_EQ(std::get<0>(choose_exercises(two_exercises(), {})),
            (std::set<std::string>{"threads", "udp_server"}));
}

TEST(ChooseExercises, ACheckStandsForItsExercise) {
  EXPECT_EQ(std::get<0>(choose_exercises(two_exercises(), {"threads/pace"})),
            std::set<std::string>{"threads"});
}

TEST_F(Lookup, ASpecThatIsOnlyNotListedIsNamed) {
  grading("course");
  fs::create_directories(top / "course/specs");
  std::ofstream{top / "course/specs/welcome.toml"} << "x";
  Assignment assignment = two_exercises();
  assignment.folder = top / "course";
  EXPECT_THAT(std::get<1>(choose_exercises(assignment, {"welcome"})).help,
              HasSubstr("specs/welcome.toml is there; list it in grading.toml"));
}

TEST_F(Lookup, AnExerciseInThePlaceOfTheFolderIsToldHowToBeMeant) {
  const auto mistake = exercise_for_a_folder(two_exercises(), "udp_server");
  ASSERT_TRUE(mistake);
  EXPECT_THAT(mistake->help, HasSubstr("viva check -e udp_server"));
  EXPECT_FALSE(exercise_for_a_folder(two_exercises(), "work"));
  EXPECT_FALSE(exercise_for_a_folder(two_exercises(), top / "elsewhere"));
}

TEST(ChooseExercises, AnUnknownOneGetsTheNearest) {
  EXPECT_THAT(std::get<1>(choose_exercises(two_exercises(), {"udpserver"})).help,
              HasSubstr("`udp_server`"));
}

}  // namespace

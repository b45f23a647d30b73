#include "harness/cli/options.hpp"

#include "harness/cli/help.hpp"

#include <fstream>
#include <sstream>

namespace {

using namespace viva;
using namespace viva::cli;
using testing::HasSubstr;

Options options(const Strings& words) {
  auto parsed = parse(words);
  if (auto* mistake = std::get_if<Diagnostic>(&parsed)) ADD_FAILURE() << mistake->what;
  if (auto* options = std::get_if<Options>(&parsed)) return *options;
  ADD_FAILURE() << "no options";
  return {};
}

template <class T>
T command(const Strings& words) {
  const Options all = options(words);
  if (const T* found = std::get_if<T>(&all.command)) return *found;
  ADD_FAILURE() << "another command";
  return {};
}

Diagnostic mistake(const Strings& words) {
  auto parsed = parse(words);
  if (auto* found = std::get_if<Diagnostic>(&parsed)) return *found;
  ADD_FAILURE() << "was accepted";
  return {};
}

std::string help(const Strings& words) {
  auto parsed = parse(words);
  if (auto* found = std::get_if<Help>(&parsed)) return found->text;
  ADD_FAILURE() << "no help";
  return {};
}

TEST(Options, CheckAloneGradesThisFolderWithTheVisibleChecks) {
  const Check check = command<Check>({"check"});
  EXPECT_EQ(check, Check{});
  EXPECT_EQ(check.folder, ".");
}

TEST(Options, CheckTakesItsFolderAndItsOptionsInAnyOrder) {
  const Check expected{"work", {"threads", "udp_server"}, "r.json", true, true};
  EXPECT_EQ(command<Check>({"check", "work", "-e", "threads", "-e", "udp_server", "--json",
                            "r.json", "--all", "--fresh"}),
            expected);
  EXPECT_EQ(command<Check>(
                {"check", "--json=r.json", "--fresh", "--all", "-e", "threads,udp_server", "work"}),
            expected);
}

TEST(Options, AnExerciseOptionTakesOneWordOnly) {
  EXPECT_EQ(command<Check>({"check", "-e", "threads", "work"}).folder, "work");
}

TEST(Options, TheResultMayGoToStandardOutput) {
  EXPECT_EQ(command<Check>({"check", "--json", "-"}).json, "-");
}

TEST(Options, CommonOptionsMayStandBeforeOrAfterTheCommand) {
  const Options after = options({"check", "--assignment", "course", "--isolation", "none", "--seed",
                                 "7", "--color", "never", "-v"});
  EXPECT_EQ(after.assignment, "course");
  EXPECT_EQ(after.isolation, Isolation::none);
  EXPECT_EQ(after.seed, 7U);
  EXPECT_EQ(after.color, Color::never);
  EXPECT_EQ(after.verbosity, Verbosity::verbose);
  EXPECT_EQ(options({"--assignment", "course", "--isolation", "none", "--seed", "7", "--color",
                     "never", "-v", "check"}),
            after);
}

TEST(Options, NewMakesASubmissionUnlessAnAssignmentIsAskedFor) {
  EXPECT_EQ(command<New>({"new", "work"}), (New{"work", false}));
  EXPECT_EQ(command<New>({"new", "--assignment", "course"}), (New{"course", true}));
  EXPECT_EQ(command<New>({"new", "course", "--assignment"}), (New{"course", true}));
}

TEST(Options, NewWithAFolderAndAnAssignmentTakesThatAssignmentsTemplate) {
  const Options all = options({"new", "work", "--assignment", "course"});
  EXPECT_EQ(std::get<New>(all.command), (New{"work", false}));
  EXPECT_EQ(all.assignment, "course");
}

TEST(Options, NewWithoutAFolderIsWrongUsage) {
  EXPECT_THAT(mistake({"new"}).help, HasSubstr("viva new my_submission"));
}

TEST(Options, ExplainTakesAnExerciseOrACheckOrNothing) {
  EXPECT_EQ(command<Explain>({"explain"}).what, "");
  EXPECT_EQ(command<Explain>({"explain", "tcp_server/greeting"}).what, "tcp_server/greeting");
}

TEST(Options, ExplainTakesACheckAsAWordOfItsOwn) {
  EXPECT_EQ(command<Explain>({"explain", "tcp_server", "greeting"}).what, "tcp_server/greeting");
  EXPECT_THAT(mistake({"explain", "tcp_server", "greeting", "more"}).what, HasSubstr("\"more\""));
}

TEST(Options, ExplainListsKindsAndPeers) {
  EXPECT_EQ(command<Explain>({"explain", "--kinds"}), (Explain{"", true, false}));
  EXPECT_EQ(command<Explain>({"explain", "--peers", "plain"}), (Explain{"plain", false, true}));
}

TEST(Options, TheWordVersionIsAnOption) {
  EXPECT_THAT(mistake({"version"}).help, HasSubstr("viva --version"));
}

TEST(Options, TheWorkerNeedsNoParser) {
  EXPECT_TRUE(std::holds_alternative<Worker>(options({"worker"}).command));
}

TEST(Options, WithoutWordsTheHelpLeadsWithTwoExamples) {
  const std::string text = help({});
  EXPECT_LT(text.find("viva check my_submission"), text.find("Commands"));
  EXPECT_LT(text.find("viva explain tcp_server/greeting"), text.find("Commands"));
  EXPECT_EQ(help({"--help"}), text);
  EXPECT_EQ(help({"help"}), text);
}

TEST(Options, EachCommandHasHelpOfItsOwn) {
  for (const std::string& name : commands()) {
    EXPECT_THAT(help({name, "--help"}), testing::StartsWith("viva " + name)) << name;
    EXPECT_EQ(help({"help", name}), help({name, "--help"}));
  }
}

TEST(Options, TheHelpOfCheckNamesEachOfItsOptions) {
  for (const char* option : {"-e, --exercise", "--json", "--all", "--fresh", "--assignment",
                             "--isolation", "--seed", "--color", "-q, --quiet", "-v, --verbose"}) {
    EXPECT_THAT(help({"check", "-h"}), HasSubstr(option));
  }
}

TEST(Options, AMisspeltCommandGetsTheNearestOne) {
  EXPECT_THAT(mistake({"chekc"}).what, HasSubstr("chekc"));
  EXPECT_THAT(mistake({"chekc"}).help, HasSubstr("`check`"));
}

TEST(Options, AFolderInThePlaceOfACommandIsToldHowToBeGraded) {
  EXPECT_THAT(mistake({"../my_work"}).help, HasSubstr("viva check ../my_work"));
}

TEST(Options, AMisspeltOptionGetsTheNearestOneOfThatCommand) {
  EXPECT_THAT(mistake({"check", "--exercises", "threads"}).help, HasSubstr("`--exercise`"));
  EXPECT_THAT(mistake({"check", "--colour=never"}).help, HasSubstr("`--color`"));
  EXPECT_THAT(mistake({"doctor", "--wat"}).help, HasSubstr("viva doctor --help"));
}

TEST(Options, AWordTooManyIsNamed) {
  EXPECT_THAT(mistake({"check", "one", "two"}).what, HasSubstr("\"two\""));
}

TEST(Options, AnUnknownChoiceNamesTheKnownOnes) {
  EXPECT_THAT(mistake({"check", "--color", "sometimes"}).help, HasSubstr("auto, always or never"));
  EXPECT_THAT(mistake({"check", "--isolation", "namespace"}).help, HasSubstr("`namespaces`"));
}

TEST(Options, ASeedIsAWholeNumber) {
  EXPECT_THAT(mistake({"check", "--seed", "-1"}).what, HasSubstr("seed"));
  EXPECT_THAT(mistake({"check", "--seed", "7x"}).what, HasSubstr("\"7x\""));
  EXPECT_EQ(options({"check", "--seed", "18446744073709551615"}).seed, 18446744073709551615U);
}

TEST(Options, AnOptionWithoutItsValueIsWrongUsage) {
  EXPECT_THAT(mistake({"check", "--json"}).help, HasSubstr("viva check --help"));
  EXPECT_EQ(mistake({"check", "-e"}).what, "`--exercise` needs a value");
  EXPECT_THAT(mistake({"check", "-e"}).help, HasSubstr("-e threads"));
}

TEST(Options, QuietAndVerboseExcludeOneAnother) {
  EXPECT_THAT(mistake({"check", "-q", "-v"}).what, HasSubstr("exclude"));
}

TEST(Options, TheVersionIsTheOneOfTheBuild) {
  std::ifstream file{std::string(VIVA_SOURCE_DIR) + "/CMakeLists.txt"};
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_THAT(text.str(), HasSubstr(std::string("VERSION ") + version + " "));
  EXPECT_EQ(help({"--version"}), std::string("viva ") + version + "\n");
}

}  // namespace

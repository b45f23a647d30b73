#include "harness/cli/doctor.hpp"

#include <algorithm>

namespace {

using namespace viva;
using namespace viva::cli;
using namespace std::chrono_literals;
using testing::HasSubstr;

Machine healthy() {
  Machine machine;
  machine.tools = {{"C++", "g++", "/usr/bin/g++", "g++ (Debian 12.2.0-14) 12.2.0"},
                   {"Python", "python3", "/usr/bin/python3", "Python 3.11.2"}};
  machine.bubblewrap = "bubblewrap 0.8.0";
  machine.autogroup = 1;
  machine.group_version = 2;
  machine.cores = 2;
  machine.lateness = 300us;
  machine.temporary = "/tmp";
  machine.temporary_bytes = 8ULL << 30U;
  machine.memory = "/home/alice/.cache/viva";
  return machine;
}

Finding about(const Machine& machine, const std::string& what) {
  const auto findings = diagnose(machine);
  const auto found = std::find_if(findings.begin(), findings.end(),
                                  [&](const Finding& one) { return one.about == what; });
  if (found != findings.end()) return *found;
  ADD_FAILURE() << "nothing about " << what;
  return {};
}

TEST(Doctor, AHealthyMachineNeedsNothing) {
  const auto findings = diagnose(healthy());
  EXPECT_EQ(overall(findings), Health::ok);
  for (const Finding& finding : findings) EXPECT_EQ(finding.mend, "") << finding.about;
  EXPECT_THAT(doctor_text(findings, {}), HasSubstr("All there."));
}

TEST(Doctor, WithoutTheFirstLanguagesCompilerNothingCanBeGraded) {
  Machine machine = healthy();
  machine.tools[0].path.clear();
  EXPECT_EQ(about(machine, "C++").health, Health::missing);
  EXPECT_EQ(about(machine, "C++").mend, "apt-get install g++");
  EXPECT_EQ(overall(diagnose(machine)), Health::missing);
}

TEST(Doctor, AnotherLanguagesToolOnlyWeakens) {
  Machine machine = healthy();
  machine.tools[1].path.clear();
  EXPECT_EQ(about(machine, "Python").health, Health::weaker);
  EXPECT_THAT(about(machine, "Python").found, HasSubstr("cannot be graded"));
}

TEST(Doctor, WithoutBubblewrapGradingIsWeaker) {
  Machine machine = healthy();
  machine.bubblewrap.clear();
  machine.namespace_trouble = "there is no bubblewrap";
  EXPECT_EQ(overall(diagnose(machine)), Health::weaker);
  EXPECT_EQ(about(machine, "namespaces").mend, "apt-get install bubblewrap");
}

TEST(Doctor, TheSettingThatForbidsNamespacesIsNamed) {
  Machine machine = healthy();
  machine.namespace_trouble = "unshare: Operation not permitted";
  EXPECT_THAT(about(machine, "namespaces").mend, HasSubstr("container"));
  machine.user_namespaces_max = 0;
  EXPECT_THAT(about(machine, "namespaces").mend, HasSubstr("user.max_user_namespaces"));
  machine.user_namespaces_allowed = 0;
  EXPECT_THAT(about(machine, "namespaces").mend, HasSubstr("unprivileged_userns_clone=1"));
  machine.apparmor_restricts = 1;
  EXPECT_THAT(about(machine, "namespaces").mend,
              HasSubstr("apparmor_restrict_unprivileged_userns=0"));
}

TEST(Doctor, AContainerThatMasksProcHasWallsAndLittleProc) {
  Machine machine = healthy();
  machine.masked = "bwrap: Can't mount proc on /newroot/proc: Operation not permitted";
  EXPECT_EQ(about(machine, "namespaces").health, Health::weaker);
  EXPECT_THAT(about(machine, "namespaces").found, HasSubstr("walls of its own"));
  EXPECT_THAT(about(machine, "namespaces").mend, HasSubstr("unmask"));
}

TEST(Doctor, WithoutControlGroupsMemoryIsOnlyWatched) {
  Machine machine = healthy();
  machine.group_version = 0;
  machine.group_trouble = "no control group may be made here";
  EXPECT_EQ(about(machine, "limits").health, Health::weaker);
  EXPECT_THAT(about(machine, "limits").found, HasSubstr("no control group may be made here"));
}

TEST(Doctor, ARestrictionThatDoesNoHarmIsNotMentioned) {
  Machine machine = healthy();
  machine.apparmor_restricts = 1;
  EXPECT_EQ(overall(diagnose(machine)), Health::ok);
}

TEST(Doctor, ASanitizerThatFailsForTooManyAddressBitsGetsTheSetting) {
  Machine machine = healthy();
  machine.sanitizer_trouble = "a sanitized program does not run on this machine";
  EXPECT_EQ(about(machine, "thread sanitizer").mend, "");
  machine.address_bits = 32;
  EXPECT_THAT(about(machine, "thread sanitizer").mend, HasSubstr("vm.mmap_rnd_bits=28"));
}

TEST(Doctor, AFolderWhereNothingMayRunIsFatal) {
  Machine machine = healthy();
  machine.temporary_runs = false;
  EXPECT_EQ(about(machine, "work folder").health, Health::missing);
  EXPECT_THAT(about(machine, "work folder").mend, HasSubstr("TMPDIR"));
}

TEST(Doctor, ALateMachineAndAFullDiskAreWeaker) {
  Machine machine = healthy();
  machine.lateness = 120ms;
  machine.temporary_bytes = 1000;
  EXPECT_EQ(about(machine, "time").health, Health::weaker);
  EXPECT_THAT(about(machine, "time").found, HasSubstr("120 ms"));
  EXPECT_EQ(about(machine, "work folder").health, Health::weaker);
}

TEST(Doctor, ACompilerThatWasStoppedNeedsNoPackage) {
  Machine machine = healthy();
  machine.compile_trouble = "C++: the compiler was stopped: it used 40.0 s of cpu";
  EXPECT_THAT(about(machine, "compiling").mend, HasSubstr("apt-get install"));
  machine.compiler_stopped = true;
  EXPECT_THAT(about(machine, "compiling").mend, HasSubstr("raise [compile_limits]"));
}

TEST(Doctor, EveryLineThatIsNotOkSaysWhatIsWrong) {
  Machine machine = healthy();
  machine.compile_trouble = "C++: error: no such file\x1b[2J";
  machine.autogroup = std::nullopt;
  machine.memory.clear();
  const std::string text = doctor_text(diagnose(machine), {60, false, true});
  EXPECT_THAT(text, HasSubstr("missing   compiling"));
  EXPECT_THAT(text, HasSubstr("weaker    autogroup"));
  EXPECT_THAT(text, HasSubstr("viva cannot grade here"));
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

}  // namespace

#include "harness/judge/judge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

const CheckKind& kind(std::string_view name) {
  const auto& kinds = check_kinds();
  return *std::find_if(kinds.begin(), kinds.end(),
                       [&](const CheckKind& row) { return row.info.name == name; });
}

Finding judge(std::string_view name, const std::vector<Transcript>& transcripts,
              Duration within = 10s) {
  const Params params{{"within", within}};
  Evidence evidence{params, {}};
  for (const auto& transcript : transcripts) evidence.transcripts.push_back(&transcript);
  return kind(name).judge(evidence);
}

/// A trial in the making: ports 8000 to 8009, of which 8003 and 8007 are open unless said
/// otherwise.
struct Trial {
  Integers open = {8003, 8007};
  Integers silent = {};
  Integers outside = {};
  Integers connected = {8003, 8007};
  Integers probed = {8000, 8009};
  std::string out = "8003 open\n8007 open\n";
  std::string err = {};
  Duration took = 200ms;
  Duration last_attempt = 150ms;
  Params exit = {{"code", std::int64_t{0}}, {"by", std::string("itself")}};
  Params network = {
      {"by", std::string("packets")}, {"lost", std::int64_t{0}}, {"elsewhere", Strings{}}};
  bool gave_up = false;
  Duration late = 0ms;

  [[nodiscard]] Transcript transcript() const {
    Transcript made{"port_scanner", "layout", {}};
    auto& events = made.events;
    events.push_back({0s,
                      "layout",
                      What::note,
                      {},
                      {{"first", std::int64_t{8000}},
                       {"last", std::int64_t{8009}},
                       {"open", open},
                       {"silent", silent},
                       {"outside", outside}}});
    events.push_back({0s, "program", What::start, {}, {}});
    for (const auto port : connected)
      events.push_back({100ms, "layout", What::accept, {}, {{"port", port}}});
    if (!out.empty()) events.push_back({150ms, "program", What::out, out, {}});
    if (!err.empty()) events.push_back({150ms, "program", What::err, err, {}});
    if (late > 0ms) events.push_back({took, "harness", What::late, {}, {{"by", late}}});
    if (gave_up) events.push_back({took, "layout", What::timeout, {}, {}});
    Params tried = network;
    if (tried.text("by") == "packets") {
      tried.set("probed", probed);
      if (!probed.empty()) tried.set("last", last_attempt);
    }
    events.push_back({took, "network", What::note, {}, tried});
    events.push_back({took, "program", What::exit, {}, exit});
    events.push_back({took, "harness", What::done, {}, {}});
    return made;
  }
};

/// It still ran when the patience was over.
Trial stopped(Trial trial, Duration after) {
  trial.took = after;
  trial.gave_up = true;
  trial.exit = {{"signal", std::string("SIGTERM")}, {"by", std::string("SIGTERM")}};
  return trial;
}

Finding finds(const Trial& trial) {
  return judge("finds_open_ports", {trial.transcript()});
}

TEST(FindsOpenPorts, HoldsWhenAllAreReportedAndWereConnectedTo) {
  const auto finding = finds({});
  EXPECT_EQ(finding.outcome, Outcome::holds);
  EXPECT_FALSE(finding.proof.empty());
}

TEST(FindsOpenPorts, TakesThemInAnyOrderAndOnOneLine) {
  EXPECT_EQ(
      finds({.connected = {8007, 8003, 8007}, .out = "Scanning 8000 to 8009\nOpen: 8007, 8003\n"})
          .outcome,
      Outcome::holds);
}

TEST(FindsOpenPorts, AProgramThatDoesNothingFails) {
  const auto finding = finds({.connected = {}, .probed = {}, .out = ""});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "no_attempt");
  EXPECT_EQ(finding.expected, "open: 8003, 8007");
  EXPECT_EQ(finding.actual, "reported: none");
}

TEST(FindsOpenPorts, AListWithoutConnectingFails) {
  const auto finding = finds({.connected = {}, .probed = {}});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "not_connected");
  EXPECT_THAT(finding.message, HasSubstr("never connected to them"));
}

TEST(FindsOpenPorts, ScanningByUdpIsRecognised) {
  std::string out;
  for (int port = 8000; port < 8010; ++port) out += std::to_string(port) + " open\n";
  const auto finding = finds({.connected = {}, .probed = {}, .out = out});
  EXPECT_EQ(finding.symptom, "not_by_tcp");
  EXPECT_THAT(finding.message, HasSubstr("no TCP connection"));
}

TEST(FindsOpenPorts, AnInvertedTestIsRecognised) {
  std::string out;
  for (int port = 8000; port < 8010; ++port) {
    if (port != 8003 && port != 8007) out += std::to_string(port) + " open\n";
  }
  const auto finding = finds({.out = out});
  EXPECT_EQ(finding.symptom, "inverted");
  EXPECT_THAT(finding.message, HasSubstr("the open ones were not (8003, 8007)"));
}

TEST(FindsOpenPorts, StoppingAtTheFirstOpenPortIsRecognised) {
  const auto finding = finds({.connected = {8003}, .probed = {8000, 8003}, .out = "8003 open\n"});
  EXPECT_EQ(finding.symptom, "stops_at_open");
  EXPECT_THAT(finding.message, HasSubstr("Once the program had connected to port 8003"));
}

TEST(FindsOpenPorts, ALimitIsNamed) {
  const auto finding =
      finds({.connected = {},
             .out = "",
             .exit = {{"signal", std::string("SIGKILL")}, {"by", std::string("limit")}}});
  EXPECT_EQ(finding.symptom, "limit");
}

TEST(FindsOpenPorts, ABusyBannerIsNotTakenForRefusedThreads) {
  const auto finding =
      finds({.out = "8003 open\n", .err = "recv: Resource temporarily unavailable\n"});
  EXPECT_EQ(finding.symptom, "not_reported");
}

TEST(FindsOpenPorts, OnePortLeftOutFails) {
  const auto finding = finds({.out = "8003 open\n"});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "not_reported");
  EXPECT_THAT(finding.message, HasSubstr("1 of 2 open ports was not found (8007)"));
  EXPECT_THAT(finding.message, HasSubstr("It connected to 8007, but no line"));
}

TEST(FindsOpenPorts, NamesTheRangeThatWasScannedInstead) {
  const auto finding = finds({.connected = {}, .probed = {1, 1024}, .out = "done\n"});
  EXPECT_EQ(finding.symptom, "other_range");
  EXPECT_THAT(finding.message, HasSubstr("told to scan 8000 to 8009, and tried 1 to 1024 instead"));
}

TEST(FindsOpenPorts, NamesTheHostThatWasScannedInstead) {
  const auto finding = finds({.connected = {},
                              .probed = {},
                              .out = "",
                              .network = {{"by", std::string("packets")},
                                          {"lost", std::int64_t{0}},
                                          {"elsewhere", Strings{"::1"}}}});
  EXPECT_EQ(finding.symptom, "other_host");
  EXPECT_THAT(finding.message, HasSubstr("tried ::1 instead"));
}

TEST(FindsOpenPorts, NamesThePortWhereTheScanEnded) {
  const auto finding = finds({.connected = {8003}, .probed = {8000, 8005}, .out = "8003 open\n"});
  EXPECT_EQ(finding.symptom, "stops_early");
  EXPECT_THAT(finding.message, HasSubstr("no further than port 8005"));
}

TEST(FindsOpenPorts, NamesPortsThatWereLeftOut) {
  const auto finding =
      finds({.connected = {8003}, .probed = {8000, 8006, 8008, 8009}, .out = "8003 open\n"});
  EXPECT_EQ(finding.symptom, "not_tried");
  EXPECT_THAT(finding.message, HasSubstr("Port 8007 was never tried"));
}

TEST(FindsOpenPorts, ACrashIsNamed) {
  const auto finding =
      finds({.connected = {8003},
             .probed = {8000, 8004},
             .out = "8003 open\n",
             .exit = {{"signal", std::string("SIGSEGV")}, {"by", std::string("itself")}}});
  EXPECT_EQ(finding.symptom, "crashed");
  EXPECT_THAT(finding.message, HasSubstr("SIGSEGV"));
}

TEST(FindsOpenPorts, RefusedThreadsAreNamedBeforeTheCrash) {
  const auto finding =
      finds({.connected = {},
             .out = "",
             .err = "terminate called after throwing an instance of 'std::system_error'\n"
                    "  what():  Resource temporarily unavailable\n",
             .exit = {{"signal", std::string("SIGABRT")}, {"by", std::string("itself")}}});
  EXPECT_EQ(finding.symptom, "threads_refused");
}

TEST(FindsOpenPorts, LeakedSocketsAreNamed) {
  const auto finding = finds({.connected = {8003},
                              .probed = {8000, 8005},
                              .out = "8003 open\n",
                              .err = "socket: Too many open files\n"});
  EXPECT_EQ(finding.symptom, "files_exhausted");
}

TEST(FindsOpenPorts, OutputLostAtTheEndIsNamed) {
  Trial trial;
  trial.out = "";
  const auto finding = finds(stopped(trial, 20s));
  EXPECT_EQ(finding.symptom, "hung");
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_THAT(finding.message, HasSubstr("what stood in its buffer was lost"));
}

TEST(FindsOpenPorts, AHungProgramOnAMachineThatStoodStillIsUnclear) {
  Trial trial;
  trial.out = "";
  trial.late = 6s;
  EXPECT_EQ(finds(stopped(trial, 20s)).outcome, Outcome::unclear);
}

TEST(FindsOpenPorts, ReportsOnStandardErrorAreNamed) {
  const auto finding = finds({.out = "", .err = "8003 open\n8007 open\n"});
  EXPECT_EQ(finding.symptom, "on_stderr");
}

TEST(FindsOpenPorts, WithCountersAloneStillNamesWhatIsKnown) {
  Trial trial{.connected = {}, .out = ""};
  trial.network = {
      {"by", std::string("counters")}, {"attempts", std::int64_t{0}}, {"failed", std::int64_t{0}}};
  EXPECT_EQ(finds(trial).symptom, "no_attempt");
  trial.network.set("attempts", std::int64_t{8});
  EXPECT_EQ(finds(trial).symptom, "missed");
}

TEST(ReportsNoClosedPorts, HoldsForOpenPortsAlone) {
  EXPECT_EQ(judge("reports_no_closed_ports", {Trial{}.transcript()}).outcome, Outcome::holds);
}

TEST(ReportsNoClosedPorts, OneClosedPortFailsAndItsLineIsQuoted) {
  const auto finding = judge("reports_no_closed_ports",
                             {Trial{.out = "8003 open\n8004 is open\n8007 open\n"}.transcript()});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "closed_as_open");
  EXPECT_THAT(finding.message, HasSubstr("Port 8004 was reported as open"));
  EXPECT_THAT(finding.message, HasSubstr("\"8004 is open\""));
}

TEST(ReportsNoClosedPorts, EveryPortOpenIsAMistakeOfItsOwn) {
  std::string out;
  for (int port = 8000; port < 8010; ++port) out += std::to_string(port) + " open\n";
  const auto finding = judge("reports_no_closed_ports", {Trial{.out = out}.transcript()});
  EXPECT_EQ(finding.symptom, "every_port");
  EXPECT_THAT(finding.message, HasSubstr("All 8 closed ports"));
}

TEST(ReportsNoClosedPorts, LooksAtEveryScenarioNamed) {
  const auto finding =
      judge("reports_no_closed_ports",
            {Trial{}.transcript(), Trial{.out = "8003 open\n8009 open\n"}.transcript()});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.proof.front().transcript, 1U);
}

TEST(ReportsNoClosedPorts, AClosedPortJustOutsideCountsToo) {
  EXPECT_EQ(judge("reports_no_closed_ports", {Trial{.out = "8003 open\n8010 open\n"}.transcript()})
                .outcome,
            Outcome::fails);
}

Trial edges() {
  return {.open = {8000, 8003, 8009},
          .outside = {7999, 8010},
          .connected = {8000, 8003, 8009},
          .out = "8000 open\n8003 open\n8009 open\n"};
}

TEST(ReportsRangeEdges, HoldsForBothEndsAndNothingOutside) {
  EXPECT_EQ(judge("reports_range_edges", {edges().transcript()}).outcome, Outcome::holds);
}

TEST(ReportsRangeEdges, AnotherOpenPortMissedIsNotItsMatter) {
  Trial trial = edges();
  trial.out = "8000 open\n8009 open\n";
  EXPECT_EQ(judge("reports_range_edges", {trial.transcript()}).outcome, Outcome::holds);
}

TEST(ReportsRangeEdges, AHalfOpenRangeFails) {
  Trial trial = edges();
  trial.connected = {8000, 8003};
  trial.probed = {8000, 8008};
  trial.out = "8000 open\n8003 open\n";
  const auto finding = judge("reports_range_edges", {trial.transcript()});
  EXPECT_EQ(finding.symptom, "half_open_range");
  EXPECT_THAT(finding.message,
              HasSubstr("The last port, 8009, was never tried: the scan ended at 8008"));
}

TEST(ReportsRangeEdges, AFirstPortLeftOutFails) {
  Trial trial = edges();
  trial.connected = {8003, 8009};
  trial.probed = {8001, 8009};
  trial.out = "8003 open\n8009 open\n";
  EXPECT_EQ(judge("reports_range_edges", {trial.transcript()}).symptom, "first_left_out");
}

TEST(ReportsRangeEdges, APortOutsideFails) {
  Trial trial = edges();
  trial.connected.push_back(8010);
  trial.probed = {8000, 8010};
  trial.out += "8010 open\n";
  const auto finding = judge("reports_range_edges", {trial.transcript()});
  EXPECT_EQ(finding.symptom, "outside");
  EXPECT_THAT(finding.message, HasSubstr("Port 8010 lies outside the range 8000 to 8009"));
}

TEST(ReportsRangeEdges, TryingAPortOutsideWithoutReportingItIsAllowed) {
  Trial trial = edges();
  trial.connected.push_back(8010);
  EXPECT_EQ(judge("reports_range_edges", {trial.transcript()}).outcome, Outcome::holds);
}

Trial none() {
  return {
      .open = {}, .connected = {}, .out = "Scanning 8000 to 8009 for open ports\nNo open ports\n"};
}

TEST(ReportsNoOpenPorts, HoldsForNoReportAndExitCodeZero) {
  EXPECT_EQ(judge("reports_no_open_ports", {none().transcript()}).outcome, Outcome::holds);
}

TEST(ReportsNoOpenPorts, AReportFails) {
  Trial trial = none();
  trial.out = "port 8005 open\n";
  const auto finding = judge("reports_no_open_ports", {trial.transcript()});
  EXPECT_EQ(finding.symptom, "false_report");
  EXPECT_THAT(finding.message, HasSubstr("\"port 8005 open\""));
}

TEST(ReportsNoOpenPorts, AnExitCodeOfOneFails) {
  Trial trial = none();
  trial.exit.set("code", std::int64_t{1});
  const auto finding = judge("reports_no_open_ports", {trial.transcript()});
  EXPECT_EQ(finding.symptom, "exit_code");
  EXPECT_THAT(finding.message, HasSubstr("exit code 1"));
}

TEST(ReportsNoOpenPorts, ACrashAndAHangFail) {
  Trial crash = none();
  crash.exit = {{"signal", std::string("SIGSEGV")}, {"by", std::string("itself")}};
  EXPECT_EQ(judge("reports_no_open_ports", {crash.transcript()}).symptom, "crashed");
  EXPECT_EQ(judge("reports_no_open_ports", {stopped(none(), 20s).transcript()}).symptom, "hung");
}

TEST(ScansInTime, HoldsBelowTheBound) {
  EXPECT_EQ(judge("scans_in_time", {Trial{.took = 9900ms}.transcript()}).outcome, Outcome::holds);
}

TEST(ScansInTime, FailsAboveIt) {
  const auto finding =
      judge("scans_in_time", {Trial{.took = 12s, .last_attempt = 11900ms}.transcript()});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "too_slow");
  EXPECT_THAT(finding.message, HasSubstr("The scan of 10 ports took 12 s; 10 s are allowed"));
}

TEST(ScansInTime, SaysWhenItOnlyWaitedAtTheEnd) {
  const auto finding = judge("scans_in_time", {stopped(Trial{}, 15s).transcript()});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "never_ends");
  EXPECT_THAT(finding.message, HasSubstr("150 ms after the start"));
}

TEST(ScansInTime, ALateMachineWidensTheBoundAndThenLeavesItOpen) {
  EXPECT_EQ(judge("scans_in_time", {Trial{.took = 10200ms, .late = 300ms}.transcript()}).outcome,
            Outcome::holds);
  EXPECT_EQ(judge("scans_in_time", {Trial{.took = 11s, .late = 300ms}.transcript()}).outcome,
            Outcome::unclear);
  EXPECT_EQ(judge("scans_in_time", {Trial{.took = 14s, .late = 300ms}.transcript()}).outcome,
            Outcome::fails);
}

Trial filtered() {
  return {.silent = {8005}, .took = 3s};
}

TEST(PassesSilentPorts, HoldsWhenTheOpenOnesAreFoundInTime) {
  EXPECT_EQ(judge("passes_silent_ports", {filtered().transcript()}, 20s).outcome, Outcome::holds);
}

TEST(PassesSilentPorts, WaitingForThemFails) {
  Trial trial = filtered();
  trial.probed = {8000, 8005};
  trial.last_attempt = 15s;
  const auto finding = judge("passes_silent_ports", {stopped(trial, 22s).transcript()}, 20s);
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "no_timeout");
  EXPECT_THAT(finding.message, HasSubstr("Port 8005 never answers"));
  EXPECT_THAT(finding.message,
              HasSubstr("was not done after 22 s; 20 s are allowed. By then 6 of them"));
}

TEST(PassesSilentPorts, WaitingForSomethingElseIsToldApart) {
  const auto finding = judge("passes_silent_ports", {stopped(filtered(), 22s).transcript()}, 20s);
  EXPECT_EQ(finding.symptom, "never_ends");
  EXPECT_THAT(finding.message, HasSubstr("150 ms after the start"));
}

TEST(PassesSilentPorts, ASilentPortReportedFails) {
  Trial trial = filtered();
  trial.out += "8005 open\n";
  EXPECT_EQ(judge("passes_silent_ports", {trial.transcript()}, 20s).symptom, "silent_as_open");
}

TEST(PassesSilentPorts, AnOpenPortMissedFails) {
  Trial trial = filtered();
  trial.out = "8003 open\n";
  EXPECT_EQ(judge("passes_silent_ports", {trial.transcript()}, 20s).outcome, Outcome::fails);
}

TEST(PassesSilentPorts, NothingReportedFails) {
  Trial trial = filtered();
  trial.out = "";
  EXPECT_EQ(judge("passes_silent_ports", {trial.transcript()}, 20s).symptom, "prints_nothing");
}

TEST(ReportsAnOpenPort, NeedsAReportAndAConnection) {
  EXPECT_EQ(
      judge("reports_an_open_port", {Trial{.connected = {8003}, .out = "8003 open\n"}.transcript()})
          .outcome,
      Outcome::holds);
  EXPECT_EQ(judge("reports_an_open_port", {Trial{.connected = {}}.transcript()}).outcome,
            Outcome::fails);
  EXPECT_EQ(judge("reports_an_open_port", {Trial{.out = ""}.transcript()}).outcome, Outcome::fails);
}

TEST(TriesPorts, HoldsForPacketsIntoTheRange) {
  EXPECT_EQ(judge("tries_ports", {none().transcript()}).outcome, Outcome::holds);
  Trial idle = none();
  idle.probed = {};
  EXPECT_EQ(judge("tries_ports", {idle.transcript()}).outcome, Outcome::fails);
  Trial strayed = none();
  strayed.probed = {1, 1024};
  EXPECT_EQ(judge("tries_ports", {strayed.transcript()}).symptom, "other_range");
}

TEST(TriesPorts, CountersMustShowHalfTheRange) {
  Trial trial = none();
  trial.network = {
      {"by", std::string("counters")}, {"attempts", std::int64_t{5}}, {"failed", std::int64_t{5}}};
  EXPECT_EQ(judge("tries_ports", {trial.transcript()}).outcome, Outcome::holds);
  trial.network.set("attempts", std::int64_t{4});
  EXPECT_EQ(judge("tries_ports", {trial.transcript()}).outcome, Outcome::fails);
}

TEST(TriesPorts, WithoutAnyEvidenceConnectionsElsewhereShowIt) {
  Trial blind = none();
  blind.network = {{"by", std::string("nothing")}};
  EXPECT_EQ(judge("tries_ports", {blind.transcript(), Trial{}.transcript()}).outcome,
            Outcome::holds);
  EXPECT_EQ(judge("tries_ports", {blind.transcript(), blind.transcript()}).outcome, Outcome::fails);
}

TEST(ScanKinds, NothingHoldsForAnEmptyTranscript) {
  const Transcript empty{"port_scanner", "layout", {{0s, "harness", What::done, {}, {}}}};
  for (const auto* name :
       {"finds_open_ports", "reports_range_edges", "reports_no_open_ports", "scans_in_time",
        "passes_silent_ports", "reports_an_open_port", "tries_ports"}) {
    EXPECT_NE(judge(name, {empty}).outcome, Outcome::holds) << name;
  }
}

}  // namespace
}  // namespace viva::judge

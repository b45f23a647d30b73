// Checks of a port scanner: what it printed is held against the layout, what it found against the
// connections that were really made. How a transcript is read stands in scan_view.hpp, what the
// mistakes are in scan_causes.hpp.
#include "harness/judge/kinds.hpp"
#include "harness/judge/scan_causes.hpp"
#include "harness/judge/scan_view.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

namespace viva::judge {
namespace {

std::string seconds(Duration duration) {
  return text::seconds(duration.count());
}

Finding failed(const Scan& scan, Cause cause) {
  Finding finding;
  finding.symptom = std::move(cause.symptom);
  finding.message = std::move(cause.message);
  finding.proof = std::move(cause.proof);
  finding.expected = "open: " + list_of(scan.open);
  finding.actual = "reported: " + list_of(reported_in_range(scan));
  return finding;
}

/// A program that had to be ended on a machine that stood still is given another try.
Finding failed_or_unclear(const Scan& scan, Cause cause) {
  const bool cut_short = scan.gave_up.has_value();
  Finding finding = failed(scan, std::move(cause));
  if (cut_short && timing(scan.took(), Duration{0}, scan.late()) == Timing::unclear) {
    finding.outcome = Outcome::unclear;
  }
  return finding;
}

Finding held(std::vector<Pointer> proof) {
  Finding finding;
  finding.outcome = Outcome::holds;
  finding.proof = std::move(proof);
  return finding;
}

std::vector<Pointer> reports_of(const Scan& scan, const Integers& ports) {
  std::vector<Pointer> proof;
  for (const auto port : ports) {
    if (const auto report = scan.reported.find(port); report != scan.reported.end()) {
      proof.push_back(scan.at(report->second));
    }
  }
  return proof;
}

Integers missing_of(const Scan& scan, const Integers& wanted) {
  Integers missing;
  std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(missing),
               [&](auto port) { return !scan.found(port); });
  return missing;
}

// --- the checks ---------------------------------------------------------------------------------

Finding finds_open_ports(const Evidence& evidence) {
  const Scan scan = scan_of(evidence, 0);
  const Integers missing = missing_of(scan, scan.open);
  if (missing.empty() && !scan.open.empty()) return held(reports_of(scan, scan.open));
  Finding finding = failed_or_unclear(scan, why_missed(scan, missing));
  if (missing.size() < scan.open.size()) {
    finding.message = std::to_string(missing.size()) + " of " +
                      text::counted(scan.open.size(), "open port") + " " +
                      (missing.size() == 1 ? "was" : "were") + " not found (" + list_of(missing) +
                      "). " + finding.message;
  }
  return finding;
}

Finding reports_no_closed_ports_of(const Scan& scan) {
  const Integers wrong = scan.wrongly_reported();
  if (wrong.empty()) return held({scan.at(scan.layout)});
  const auto count = static_cast<std::int64_t>(wrong.size());
  Cause cause{"closed_as_open",
              ports_that(wrong, "was", "were") + " reported as open, but nothing listens there: " +
                  line_that_says(scan, wrong.front()) + ".",
              reports_of(scan, {wrong.front()})};
  if (count * 2 >= scan.closed()) {
    cause.symptom = "every_port";
    cause.message =
        (count == scan.closed() ? "All " + std::to_string(count)
                                : std::to_string(count) + " of " + std::to_string(scan.closed())) +
        " closed ports were reported as open: " + list_of(wrong, 4) + ".";
  }
  return failed(scan, std::move(cause));
}

Finding reports_no_closed_ports(const Evidence& evidence) {
  Finding finding;
  for (std::size_t index = 0; index < evidence.transcripts.size(); ++index) {
    finding = reports_no_closed_ports_of(scan_of(evidence, index));
    if (finding.outcome != Outcome::holds) break;
  }
  return finding;
}

Finding reports_range_edges(const Evidence& evidence) {
  const Scan scan = scan_of(evidence, 0);
  Integers beyond;
  for (const auto port : scan.outside) {
    if (scan.reported.contains(port)) beyond.push_back(port);
  }
  if (!beyond.empty()) {
    return failed(scan, {"outside",
                         ports_that(beyond, "lies", "lie") + " outside the range " +
                             range_of(scan) + " and " + (beyond.size() == 1 ? "was" : "were") +
                             " reported: " + line_that_says(scan, beyond.front()) + ".",
                         reports_of(scan, beyond)});
  }
  Integers edges;
  for (const auto port : {scan.first, scan.last}) {
    if (scan.is_open(port)) edges.push_back(port);
  }
  const Integers missing = missing_of(scan, edges);
  if (missing.empty() && !edges.empty()) return held(reports_of(scan, edges));
  return failed_or_unclear(scan, why_missed(scan, missing));
}

Finding reports_no_open_ports(const Evidence& evidence) {
  const Scan scan = scan_of(evidence, 0);
  if (!scan.reported.empty()) {
    const auto port = scan.reported.begin()->first;
    return failed(scan,
                  {"false_report",
                   "No port of " + range_of(scan) + " is open, and the program reported " +
                       list_of(reported_in_range(scan)) + ": " + line_that_says(scan, port) + ".",
                   {scan.at(scan.reported.at(port))}});
  }
  if (scan.exit && scan.exit->clean()) return held({scan.at(scan.exit->event)});
  if (auto cause = bad_end(scan)) return failed_or_unclear(scan, *std::move(cause));
  if (!scan.exit)
    return failed(scan, {"hung", "The program was not seen to end.", {scan.at(scan.layout)}});
  Finding finding = failed(scan, {"exit_code",
                                  "With no open port in " + range_of(scan) + " the program " +
                                      describe(*scan.exit) + ": finding nothing is no error.",
                                  {scan.at(scan.exit->event)}});
  finding.expected = "exit code 0";
  finding.actual = describe(*scan.exit);
  return finding;
}

Finding too_late(const Scan& scan, Cause cause, Timing kept) {
  Finding finding = failed(scan, std::move(cause));
  finding.outcome = kept == Timing::missed ? Outcome::fails : Outcome::unclear;
  return finding;
}

Finding scans_in_time(const Evidence& evidence) {
  const Scan scan = scan_of(evidence, 0);
  const Duration bound = evidence.params.duration("within");
  const Timing kept = timing(scan.took(), bound, scan.late());
  if (kept == Timing::kept && !scan.gave_up && scan.exit) return held({scan.at(scan.exit->event)});
  Finding finding = too_late(scan, why_slow(scan, bound), kept);
  finding.expected = "less than " + seconds(bound);
  finding.actual = seconds(scan.took());
  return finding;
}

Finding passes_silent_ports(const Evidence& evidence) {
  const Scan scan = scan_of(evidence, 0);
  const Duration bound = evidence.params.duration("within");
  const Timing kept = timing(scan.took(), bound, scan.late());
  if (kept != Timing::kept || scan.gave_up) {
    Cause cause = why_slow(scan, bound);
    if (cause.symptom != "never_ends") {
      cause.symptom = "no_timeout";
      cause.message =
          ports_that(scan.silent, "never answers", "never answer") + ". " + cause.message;
    }
    cause.proof.insert(cause.proof.begin(), scan.at(scan.layout));
    return too_late(scan, std::move(cause), kept);
  }
  Integers wrong;
  for (const auto port : scan.silent) {
    if (scan.reported.contains(port)) wrong.push_back(port);
  }
  if (!wrong.empty()) {
    return failed(scan, {"silent_as_open",
                         ports_that(wrong, "never answers", "never answer") + " and " +
                             (wrong.size() == 1 ? "was" : "were") +
                             " reported as open: " + line_that_says(scan, wrong.front()) + ".",
                         reports_of(scan, wrong)});
  }
  const Integers missing = missing_of(scan, scan.open);
  if (missing.empty() && !scan.open.empty()) return held(reports_of(scan, scan.open));
  Finding finding = failed_or_unclear(scan, why_missed(scan, missing));
  finding.message = "Beside ports that never answer, not all open ones were found (" +
                    list_of(missing) + "). " + finding.message;
  return finding;
}

// --- the conditions -----------------------------------------------------------------------------

Finding reports_an_open_port(const Evidence& evidence) {
  const Scan scan = scan_of(evidence, 0);
  Integers found;
  for (const auto port : scan.open) {
    if (scan.found(port)) found.push_back(port);
  }
  if (!found.empty()) return held(reports_of(scan, {found.front()}));
  return failed_or_unclear(scan, why_missed(scan, scan.open));
}

/// In the first scenario, by packets or by the kernel's count; where neither can be had,
/// connections in the others show that it is a scanner at all.
Finding tries_ports(const Evidence& evidence) {
  const Scan scan = scan_of(evidence, 0);
  const bool enough = scan.tried.attempts && *scan.tried.attempts * 2 >= scan.size();
  if (scan.highest_tried() || enough) return held({scan.at(scan.tried.event)});
  if (!scan.tried.exact && !scan.tried.attempts) {
    for (std::size_t index = 1; index < evidence.transcripts.size(); ++index) {
      const Scan other = scan_of(evidence, index);
      if (!other.connected.empty()) return held({other.at(other.connected.begin()->second)});
    }
  }
  if (auto cause = bad_end(scan)) return failed_or_unclear(scan, *std::move(cause));
  if (auto cause = strayed(scan)) return failed(scan, *std::move(cause));
  return failed(
      scan, {"no_attempt", "It made hardly any connection attempts.", {scan.at(scan.tried.event)}});
}

// --- the table ----------------------------------------------------------------------------------

std::vector<SymptomInfo> with_causes(std::vector<SymptomInfo> symptoms) {
  std::vector<SymptomInfo> causes = scan_causes();
  std::move(causes.begin(), causes.end(), std::back_inserter(symptoms));
  return symptoms;
}

CheckKind kind(std::string name, std::string sentence, std::vector<SymptomInfo> symptoms,
               CheckFunction judge) {
  KindInfo info;
  info.name = std::move(name);
  info.sentence = std::move(sentence);
  info.symptoms = std::move(symptoms);
  return {std::move(info), judge};
}

CheckKind timed_kind(std::string name, std::string sentence, Duration bound,
                     std::vector<SymptomInfo> symptoms, CheckFunction judge) {
  CheckKind row = kind(std::move(name), std::move(sentence), std::move(symptoms), judge);
  row.info.parameters = {
      {"within", ValueType::duration, Value{bound}, "time from the start to the end of the scan"}};
  return row;
}

}  // namespace

std::vector<CheckKind> scan_kinds() {
  using std::chrono::seconds;
  return {
      kind("finds_open_ports",
           "Every open port of the layout is reported, and was really connected to.",
           with_causes({}), finds_open_ports),
      kind("reports_no_closed_ports",
           "Nothing but open ports is reported as open, in every scenario named.",
           {{"every_port", "at least half of the closed ports were reported"},
            {"closed_as_open", "some closed ports were reported"}},
           reports_no_closed_ports),
      kind("reports_range_edges",
           "An open first and an open last port are reported, open ports just outside are not.",
           with_causes({{"outside", "a port outside the range was reported"}}),
           reports_range_edges),
      kind("reports_no_open_ports", "A range without open ports gives no report, and exit code 0.",
           with_causes({{"false_report", "a port was reported"},
                        {"exit_code", "another exit code than 0"}}),
           reports_no_open_ports),
      timed_kind(
          "scans_in_time", "The program ends in time, whatever it reports.", seconds{10},
          {{"too_slow", "it took longer"},
           {"never_ends", "all ports were tried early on, and it waited for something else"}},
          scans_in_time),
      timed_kind("passes_silent_ports",
                 "Beside ports that never answer the scan ends in time, reports the open ports and "
                 "not the silent ones.",
                 seconds{20},
                 with_causes({{"no_timeout", "it waited for the silent ports too long"},
                              {"never_ends",
                               "all ports were tried early on, and it waited for something else"},
                              {"silent_as_open", "a silent port was reported as open"}}),
                 passes_silent_ports),
      kind("reports_an_open_port",
           "At least one open port is reported and was connected to (a condition).",
           with_causes({}), reports_an_open_port),
      kind("tries_ports",
           "Connection attempts were made, even where nothing listens (a condition).",
           with_causes({}), tries_ports),
  };
}

}  // namespace viva::judge

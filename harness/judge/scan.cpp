// Checks of a port scanner, on transcripts of the peer `port_layout`: what it printed is held
// against the layout, what it found against the connections that were really made. How a line of
// output is read stands in open_ports.hpp.
#include "harness/judge/kinds.hpp"
#include "harness/judge/look.hpp"
#include "harness/judge/open_ports.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace viva::judge {
namespace {

// --- what a transcript says ---------------------------------------------------------------------

/// What was tried at all: the note of trial::SynWatch, read.
struct Tried {
  bool exact = false;                    ///< single ports are known
  Integers runs;                         ///< first and last of each run of ports at 127.0.0.1
  Strings elsewhere;                     ///< other addresses that were tried
  std::optional<std::int64_t> attempts;  ///< known by the kernel's counters alone
  std::optional<Duration> last;          ///< when the last attempt was made
  std::size_t event = 0;

  [[nodiscard]] bool contains(std::int64_t port) const {
    for (std::size_t at = 0; at + 1 < runs.size(); at += 2) {
      if (runs[at] <= port && port <= runs[at + 1]) return true;
    }
    return false;
  }
  [[nodiscard]] std::optional<std::int64_t> highest(std::int64_t first,
                                                    std::int64_t last_port) const {
    for (std::int64_t port = last_port; port >= first; --port) {
      if (contains(port)) return port;
    }
    return std::nullopt;
  }
};

struct Scan {
  const Transcript* transcript = nullptr;
  std::size_t index = 0;  ///< in Evidence::transcripts
  std::int64_t first = 0;
  std::int64_t last = 0;
  Integers open;
  Integers silent;
  Integers outside;
  std::size_t layout = 0;  ///< the event that says so
  Tried tried;
  std::vector<Line> lines;                       ///< standard output
  std::map<std::int64_t, std::size_t> reported;  ///< port to event, the first of each
  std::map<std::int64_t, std::size_t> connected;
  Duration begin{0};
  std::optional<Exit> exit;
  std::optional<std::size_t> gave_up;  ///< the peer's timeout: the program still ran

  [[nodiscard]] bool is_open(std::int64_t port) const {
    return std::binary_search(open.begin(), open.end(), port) ||
           std::find(outside.begin(), outside.end(), port) != outside.end();
  }
  [[nodiscard]] bool found(std::int64_t port) const {
    return reported.contains(port) && connected.contains(port);
  }
  [[nodiscard]] bool in_range(std::int64_t port) const { return first <= port && port <= last; }
  [[nodiscard]] Pointer at(std::size_t event) const { return {index, event}; }
  [[nodiscard]] Duration took() const {
    return (exit ? exit->t : transcript->events.back().t) - begin;
  }
  [[nodiscard]] Duration late() const { return lateness(*transcript, begin, begin + took()); }
};

Tried tried_of(const Transcript& transcript) {
  Tried tried;
  for (const std::size_t event : events_of(transcript, What::note, "network")) {
    const Params& more = transcript.events[event].more;
    tried.event = event;
    tried.exact = more.value_or<std::string>("by", {}) == "packets" &&
                  more.value_or<std::int64_t>("lost", 0) == 0;
    tried.runs = more.value_or<Integers>("probed", {});
    tried.elsewhere = more.value_or<Strings>("elsewhere", {});
    if (const auto* attempts = more.find<std::int64_t>("attempts")) tried.attempts = *attempts;
    if (const auto* last = more.find<Duration>("last")) tried.last = *last;
  }
  return tried;
}

void read_layout(Scan& scan) {
  for (const std::size_t event : events_of(*scan.transcript, What::note, "layout")) {
    const Params& more = scan.transcript->events[event].more;
    scan.layout = event;
    scan.first = more.value_or<std::int64_t>("first", 0);
    scan.last = more.value_or<std::int64_t>("last", 0);
    scan.open = more.value_or<Integers>("open", {});
    scan.silent = more.value_or<Integers>("silent", {});
    scan.outside = more.value_or<Integers>("outside", {});
  }
}

void read_reports(Scan& scan) {
  scan.lines = output_lines(*scan.transcript);
  std::vector<std::string> texts;
  for (const Line& line : scan.lines) texts.push_back(line.text);
  const PortRange range{static_cast<int>(scan.first), static_cast<int>(scan.last)};
  for (const OpenReport& report : open_reports(texts, range)) {
    scan.reported.emplace(report.port, scan.lines[report.line].event);
  }
}

Scan scan_of(const Evidence& evidence, std::size_t index) {
  const Transcript& transcript = *evidence.transcripts[index];
  Scan scan;
  scan.transcript = &transcript;
  scan.index = index;
  read_layout(scan);
  read_reports(scan);
  scan.tried = tried_of(transcript);
  for (const std::size_t event : events_of(transcript, What::accept, "layout")) {
    scan.connected.emplace(transcript.events[event].more.value_or<std::int64_t>("port", 0), event);
  }
  if (const auto start = first_event(transcript, What::start, "program"))
    scan.begin = transcript.events[*start].t;
  scan.exit = exit_of(transcript);
  scan.gave_up = first_event(transcript, What::timeout, "layout");
  return scan;
}

// --- words --------------------------------------------------------------------------------------

std::string list_of(const Integers& ports, std::size_t most = 8) {
  if (ports.empty()) return "none";
  std::string text;
  for (std::size_t at = 0; at < ports.size() && at < most; ++at) {
    text += (at > 0 ? ", " : "") + std::to_string(ports[at]);
  }
  if (ports.size() > most) text += " and " + std::to_string(ports.size() - most) + " more";
  return text;
}

std::string range_of(const Scan& scan) {
  return std::to_string(scan.first) + " to " + std::to_string(scan.last);
}

std::string runs_text(const Integers& runs) {
  std::string text;
  for (std::size_t at = 0; at + 1 < runs.size() && at < 8; at += 2) {
    text += (at > 0 ? ", " : "") + std::to_string(runs[at]);
    if (runs[at] != runs[at + 1]) text += " to " + std::to_string(runs[at + 1]);
  }
  return text + (runs.size() > 8 ? " and others" : "");
}

std::string plural(const Integers& ports, const std::string& verb_one,
                   const std::string& verb_many) {
  return (ports.size() == 1 ? "Port " : "Ports ") + list_of(ports) + " " +
         (ports.size() == 1 ? verb_one : verb_many);
}

std::string seconds(Duration duration) {
  return text::seconds(duration.count());
}

Integers reported_in_range(const Scan& scan) {
  Integers ports;
  for (const auto& [port, event] : scan.reported) {
    if (scan.in_range(port)) ports.push_back(port);
  }
  return ports;
}

std::string line_that_says(const Scan& scan, std::int64_t port) {
  const std::size_t event = scan.reported.at(port);
  for (const Line& line : scan.lines) {
    const std::string number = std::to_string(port);
    if (line.event == event && line.text.find(number) != std::string::npos)
      return text::quote(line.text);
  }
  return {};
}

// --- why something is missing -------------------------------------------------------------------

struct Cause {
  std::string symptom;
  std::string message;
  std::vector<Pointer> proof;
};

bool said(const Scan& scan, std::string_view words) {
  return bytes_of(*scan.transcript, "program", What::err).find(words) != std::string::npos ||
         bytes_of(*scan.transcript, "program", What::out).find(words) != std::string::npos;
}

/// It ended badly, or not at all.
std::optional<Cause> bad_end(const Scan& scan) {
  std::vector<Pointer> proof;
  if (scan.exit) proof.push_back(scan.at(scan.exit->event));
  if (said(scan, "Too many open files")) {
    return Cause{"files_exhausted", "It ran out of file descriptors (\"Too many open files\").",
                 proof};
  }
  if (said(scan, "Resource temporarily unavailable") || said(scan, "can't start new thread")) {
    return Cause{"threads_refused", "The system refused to make one more thread or process for it.",
                 proof};
  }
  if (scan.exit && !scan.exit->by_itself()) {
    const bool silent_too = scan.lines.empty();
    return Cause{
        "hung",
        "The program " + describe(*scan.exit) + " after " + seconds(scan.took()) +
            (silent_too
                 ? "; until then it had printed nothing, and what stood in its buffer was lost."
                 : "."),
        proof};
  }
  if (scan.exit && !scan.exit->signal.empty()) {
    return Cause{
        "crashed",
        "The program " + describe(*scan.exit) + " (" + seconds(scan.took()) + " after its start).",
        proof};
  }
  return std::nullopt;
}

/// It never came near the range.
std::optional<Cause> elsewhere(const Scan& scan) {
  if (!scan.connected.empty() || scan.tried.highest(scan.first, scan.last)) return std::nullopt;
  const std::vector<Pointer> proof{scan.at(scan.tried.event)};
  if (!scan.tried.runs.empty()) {
    return Cause{"other_range",
                 "It was told to scan " + range_of(scan) + ", and tried " +
                     runs_text(scan.tried.runs) + " instead.",
                 proof};
  }
  if (!scan.tried.elsewhere.empty()) {
    return Cause{
        "other_host",
        "It was told to scan 127.0.0.1, and tried " + scan.tried.elsewhere.front() + " instead.",
        proof};
  }
  if (scan.tried.exact || scan.tried.attempts == std::int64_t{0}) {
    return Cause{"no_attempt", "It made no connection attempt to any port of 127.0.0.1.", proof};
  }
  return std::nullopt;
}

std::optional<Cause> not_tried(const Scan& scan, const Integers& missing) {
  if (!scan.tried.exact) return std::nullopt;
  const auto highest = scan.tried.highest(scan.first, scan.last);
  Integers untried;
  for (const auto port : missing) {
    if (!scan.tried.contains(port)) untried.push_back(port);
  }
  if (untried.empty() || !highest) return std::nullopt;
  const std::vector<Pointer> proof{scan.at(scan.tried.event)};
  if (untried.size() == 1 && untried.front() == scan.last && *highest == scan.last - 1) {
    return Cause{"half_open_range",
                 "The last port, " + std::to_string(scan.last) +
                     ", was never tried: the scan ended at " + std::to_string(*highest) + ".",
                 proof};
  }
  if (untried.size() == 1 && untried.front() == scan.first) {
    return Cause{"first_left_out",
                 "The first port, " + std::to_string(scan.first) + ", was never tried.", proof};
  }
  if (untried.front() > *highest) {
    return Cause{"stops_early",
                 "The scan got no further than port " + std::to_string(*highest) + " of " +
                     range_of(scan) + ".",
                 proof};
  }
  return Cause{"not_tried", plural(untried, "was", "were") + " never tried.", proof};
}

/// Ports that standard error reports: people see both, but results belong to standard output.
bool on_stderr(const Scan& scan, std::int64_t port) {
  const std::string bytes = bytes_of(*scan.transcript, "program", What::err);
  std::vector<std::string> lines(1);
  for (const char letter : bytes) {
    if (letter == '\n') lines.emplace_back();
    if (letter != '\n') lines.back() += letter;
  }
  const auto reports =
      open_reports(lines, {static_cast<int>(scan.first), static_cast<int>(scan.last)});
  return std::any_of(reports.begin(), reports.end(),
                     [=](const OpenReport& report) { return report.port == port; });
}

Cause not_reported(const Scan& scan, const Integers& missing) {
  Integers connected;
  std::vector<Pointer> proof;
  for (const auto port : missing) {
    if (!scan.connected.contains(port)) continue;
    connected.push_back(port);
    proof.push_back(scan.at(scan.connected.at(port)));
  }
  if (connected.empty()) {
    return {"missed", plural(missing, "was", "were") + " not reported.", {scan.at(scan.layout)}};
  }
  if (on_stderr(scan, connected.front())) {
    return {
        "on_stderr",
        plural(connected, "was", "were") + " reported on standard error, not on standard output.",
        proof};
  }
  const std::string what =
      "It connected to " + list_of(connected) + ", but no line of its output names " +
      (connected.size() == 1 ? "this port" : "these ports") + " and says \"open\"";
  if (scan.lines.empty()) return {"prints_nothing", what + ": it printed nothing.", proof};
  return {"not_reported", what + ".", proof};
}

/// Why these open ports were not found.
Cause why_missed(const Scan& scan, const Integers& missing) {
  Integers not_connected;
  for (const auto port : missing) {
    if (scan.reported.contains(port) && !scan.connected.contains(port))
      not_connected.push_back(port);
  }
  if (!missing.empty() && not_connected.size() == missing.size()) {
    return {"not_connected",
            plural(not_connected, "was", "were") +
                " reported as open, but the program never connected to " +
                (not_connected.size() == 1 ? "it." : "them."),
            {scan.at(scan.reported.at(not_connected.front()))}};
  }
  if (auto cause = bad_end(scan)) return *std::move(cause);
  if (auto cause = elsewhere(scan)) return *std::move(cause);
  if (auto cause = not_tried(scan, missing)) return *std::move(cause);
  return not_reported(scan, missing);
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
  Integers wrong;
  for (const auto& [port, event] : scan.reported) {
    if (!scan.is_open(port)) wrong.push_back(port);
  }
  if (wrong.empty()) return held({scan.at(scan.layout)});
  const auto closed = static_cast<std::size_t>(scan.last - scan.first + 1) - scan.open.size();
  Cause cause{"closed_as_open",
              plural(wrong, "was", "were") + " reported as open, but nothing listens there: " +
                  line_that_says(scan, wrong.front()) + ".",
              reports_of(scan, {wrong.front()})};
  if (wrong.size() * 2 >= closed) {
    const bool no_attempt = scan.tried.exact && scan.tried.runs.empty();
    cause.symptom = no_attempt ? "not_by_tcp" : "every_port";
    cause.message = text::counted(wrong.size(), "closed port") + " of " + std::to_string(closed) +
                    " were reported as open" +
                    (no_attempt ? ", and not one TCP connection was attempted."
                                : ": " + list_of(wrong, 4) + ".");
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
                         plural(beyond, "lies", "lie") + " outside the range " + range_of(scan) +
                             " and " + (beyond.size() == 1 ? "was" : "were") +
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

/// Too long: still scanning, or done with it and waiting for something else?
Cause why_slow(const Scan& scan, Duration bound) {
  std::vector<Pointer> proof{scan.at(scan.tried.event)};
  if (scan.exit) proof.push_back(scan.at(scan.exit->event));
  const std::string ports = std::to_string(scan.last - scan.first + 1) + " ports";
  const std::string end = scan.gave_up ? "was not done after " : "took ";
  const std::string what = "The scan of " + ports + " " + end + seconds(scan.took()) + "; " +
                           seconds(bound) + " are allowed.";
  if (scan.tried.last && scan.tried.contains(scan.last) &&
      *scan.tried.last - scan.begin < scan.took() / 2) {
    return {"never_ends",
            what + " Its last attempt was made " + seconds(*scan.tried.last - scan.begin) +
                " after the start: since then it waited for something that did not come.",
            proof};
  }
  return {"too_slow", what, proof};
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
    Cause cause{"no_timeout",
                plural(scan.silent, "never answers", "never answer") + ", and the scan of " +
                    std::to_string(scan.last - scan.first + 1) + " ports " +
                    (scan.gave_up ? "still waited after " : "took ") + seconds(scan.took()) + "; " +
                    seconds(bound) + " are allowed.",
                {scan.at(scan.layout), scan.at(scan.exit ? scan.exit->event : scan.layout)}};
    return too_late(scan, std::move(cause), kept);
  }
  Integers wrong;
  for (const auto port : scan.silent) {
    if (scan.reported.contains(port)) wrong.push_back(port);
  }
  if (!wrong.empty()) {
    return failed(scan, {"silent_as_open",
                         plural(wrong, "never answers", "never answer") + " and " +
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
  if (scan.tried.highest(scan.first, scan.last)) return held({scan.at(scan.tried.event)});
  const std::int64_t ports = scan.last - scan.first + 1;
  if (scan.tried.attempts && *scan.tried.attempts * 2 >= ports)
    return held({scan.at(scan.tried.event)});
  if (!scan.tried.exact && !scan.tried.attempts) {
    for (std::size_t index = 1; index < evidence.transcripts.size(); ++index) {
      const Scan other = scan_of(evidence, index);
      if (!other.connected.empty()) return held({other.at(other.connected.begin()->second)});
    }
  }
  if (auto cause = bad_end(scan)) return failed_or_unclear(scan, *std::move(cause));
  if (auto cause = elsewhere(scan)) return failed(scan, *std::move(cause));
  return failed(
      scan, {"no_attempt", "It made hardly any connection attempts.", {scan.at(scan.tried.event)}});
}

// --- the table ----------------------------------------------------------------------------------

std::vector<SymptomInfo> with_causes(std::vector<SymptomInfo> symptoms) {
  const std::vector<SymptomInfo> causes = {
      {"not_connected", "ports were reported to which no connection was made"},
      {"files_exhausted", "it ran out of file descriptors"},
      {"threads_refused", "the system refused one more thread or process"},
      {"hung", "it did not end by itself"},
      {"crashed", "a signal ended it"},
      {"other_range", "it tried other ports than those given"},
      {"other_host", "it tried another host than the one given"},
      {"no_attempt", "it made no connection attempt"},
      {"half_open_range", "the last port alone was not tried"},
      {"first_left_out", "the first port alone was not tried"},
      {"stops_early", "the scan ended before the range did"},
      {"not_tried", "some ports in the middle were not tried"},
      {"on_stderr", "it reported on standard error"},
      {"prints_nothing", "it connected, and printed nothing at all"},
      {"not_reported", "it connected, and no line says so"},
      {"missed", "an open port was not reported"},
  };
  symptoms.insert(symptoms.end(), causes.begin(), causes.end());
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
            {"not_by_tcp", "the same, without one TCP connection attempt"},
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

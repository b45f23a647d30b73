// Each function looks for one kind of mistake; the order in which they are asked matters.
#include "harness/judge/scan_causes.hpp"

#include "harness/judge/open_ports.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>

namespace viva::judge {
namespace {

std::string seconds(Duration duration) {
  return text::seconds(duration.count());
}

bool said(const Scan& scan, std::string_view words) {
  return bytes_of(*scan.transcript, "program", What::err).find(words) != std::string::npos ||
         bytes_of(*scan.transcript, "program", What::out).find(words) != std::string::npos;
}

/// At least half of the closed ports were reported: no slip at single ports.
bool reports_the_closed(const Scan& scan) {
  return scan.closed() > 0 &&
         static_cast<std::int64_t>(scan.wrongly_reported().size()) * 2 >= scan.closed();
}

/// Reported without a connection: read off somewhere, guessed, or "connected" by UDP.
std::optional<Cause> not_connected(const Scan& scan, const Integers& missing) {
  Integers reported;
  for (const auto port : missing) {
    if (scan.reported.contains(port) && !scan.connected.contains(port)) reported.push_back(port);
  }
  if (reported.empty() || reported.size() < missing.size()) return std::nullopt;
  const std::vector<Pointer> proof{scan.at(scan.reported.at(reported.front()))};
  if (reports_the_closed(scan) && !scan.highest_tried()) {
    return Cause{"not_by_tcp",
                 "Open and closed ports alike were reported as open, and the program made no TCP "
                 "connection to any of them.",
                 proof};
  }
  return Cause{"not_connected",
               ports_that(reported, "was", "were") +
                   " reported as open, but the program never connected to " +
                   (reported.size() == 1 ? "it." : "them."),
               proof};
}

std::optional<Cause> inverted(const Scan& scan, const Integers& missing) {
  const bool none_reported = std::none_of(scan.open.begin(), scan.open.end(),
                                          [&](auto port) { return scan.reported.contains(port); });
  if (missing.empty() || !none_reported || !reports_the_closed(scan)) return std::nullopt;
  const Integers wrong = scan.wrongly_reported();
  return Cause{"inverted",
               "The closed ports were reported as open (" + list_of(wrong, 3) +
                   "), the open ones were not (" + list_of(missing, 3) + ").",
               {scan.at(scan.reported.at(wrong.front()))}};
}

std::optional<Cause> not_tried(const Scan& scan, const Integers& missing) {
  const auto highest = scan.highest_tried();
  Integers untried;
  for (const auto port : missing) {
    if (!scan.tried.contains(port)) untried.push_back(port);
  }
  if (!scan.tried.exact || untried.empty() || !highest) return std::nullopt;
  const std::vector<Pointer> proof{scan.at(scan.tried.event)};
  const std::string reached = std::to_string(*highest);
  if (untried.size() == 1 && untried.front() == scan.last && *highest == scan.last - 1) {
    return Cause{"half_open_range",
                 "The last port, " + std::to_string(scan.last) +
                     ", was never tried: the scan ended at " + reached + ".",
                 proof};
  }
  if (untried.size() == 1 && untried.front() == scan.first) {
    return Cause{"first_left_out",
                 "The first port, " + std::to_string(scan.first) + ", was never tried.", proof};
  }
  if (untried.front() > *highest && scan.connected.contains(*highest)) {
    return Cause{"stops_at_open",
                 "Once the program had connected to port " + reached +
                     ", it tried no further one of " + range_of(scan) + ".",
                 proof};
  }
  if (untried.front() > *highest) {
    return Cause{"stops_early",
                 "The scan got no further than port " + reached + " of " + range_of(scan) + ".",
                 proof};
  }
  return Cause{"not_tried", ports_that(untried, "was", "were") + " never tried.", proof};
}

/// Ports that standard error reports: people see both, but results belong to standard output.
bool on_stderr(const Scan& scan, std::int64_t port) {
  std::vector<std::string> lines(1);
  for (const char letter : bytes_of(*scan.transcript, "program", What::err)) {
    if (letter == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += letter;
    }
  }
  const PortRange range{static_cast<int>(scan.first), static_cast<int>(scan.last)};
  const auto reports = open_reports(lines, range);
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
    return {
        "missed", ports_that(missing, "was", "were") + " not reported.", {scan.at(scan.layout)}};
  }
  if (on_stderr(scan, connected.front())) {
    return {"on_stderr",
            ports_that(connected, "was", "were") +
                " reported on standard error, not on standard output.",
            proof};
  }
  const std::string what =
      "It connected to " + list_of(connected) + ", but no line of its output names " +
      (connected.size() == 1 ? "this port" : "these ports") + " and says \"open\"";
  if (scan.lines.empty()) return {"prints_nothing", what + ": it printed nothing.", proof};
  return {"not_reported", what + ".", proof};
}

/// A resource that ran out, by the words that the system has for it.
std::optional<Cause> exhausted(const Scan& scan, const std::vector<Pointer>& proof) {
  if (said(scan, "Too many open files")) {
    return Cause{"files_exhausted", "It ran out of file descriptors (\"Too many open files\").",
                 proof};
  }
  const bool failed = scan.exit && scan.exit->by_itself() && !scan.exit->clean();
  if (failed && (said(scan, "Resource temporarily unavailable") ||
                 said(scan, "can't start new thread") || said(scan, "Cannot allocate memory"))) {
    return Cause{"threads_refused", "The system refused to make one more thread or process for it.",
                 proof};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Cause> bad_end(const Scan& scan) {
  std::vector<Pointer> proof;
  if (scan.exit) proof.push_back(scan.at(scan.exit->event));
  if (auto cause = exhausted(scan, proof)) return cause;
  if (!scan.exit) return std::nullopt;
  const std::string what = "The program " + describe(*scan.exit);
  if (scan.exit->by == "limit") return Cause{"limit", what + ".", proof};
  if (!scan.exit->by_itself()) {
    const bool lost = scan.lines.empty() && !scan.open.empty();
    return Cause{"hung",
                 what + " after " + seconds(scan.took()) +
                     (lost ? "; until then it had printed nothing, and what stood in its buffer "
                             "was lost."
                           : "."),
                 proof};
  }
  if (!scan.exit->signal.empty()) {
    return Cause{"crashed",
                 "After " + seconds(scan.took()) + " the program " + describe(*scan.exit) + ".",
                 proof};
  }
  return std::nullopt;
}

std::optional<Cause> strayed(const Scan& scan) {
  if (!scan.connected.empty() || scan.highest_tried()) return std::nullopt;
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

Cause why_missed(const Scan& scan, const Integers& missing) {
  if (auto cause = not_connected(scan, missing)) return *std::move(cause);
  if (auto cause = bad_end(scan)) return *std::move(cause);
  if (auto cause = strayed(scan)) return *std::move(cause);
  if (auto cause = inverted(scan, missing)) return *std::move(cause);
  if (auto cause = not_tried(scan, missing)) return *std::move(cause);
  return not_reported(scan, missing);
}

Cause why_slow(const Scan& scan, Duration bound) {
  std::vector<Pointer> proof{scan.at(scan.tried.event)};
  if (scan.exit) proof.push_back(scan.at(scan.exit->event));
  const std::string ports = std::to_string(scan.size()) + " ports";
  const std::string what = "The scan of " + ports +
                           (scan.gave_up ? " was not done after " : " took ") +
                           seconds(scan.took()) + "; " + seconds(bound) + " are allowed.";
  const std::int64_t tried = scan.tried_count();
  if (scan.tried.exact && tried < scan.size()) {
    return {"too_slow", what + " By then " + std::to_string(tried) + " of them had been tried.",
            proof};
  }
  // Attempts are repeated at silent ports, up to 2 minutes: the last one tells as well.
  if (scan.tried.last && *scan.tried.last - scan.begin < scan.took() / 2) {
    return {"never_ends",
            what + " Its last attempt was made " + seconds(*scan.tried.last - scan.begin) +
                " after the start: since then it waited for something that did not come.",
            proof};
  }
  return {"too_slow", what, proof};
}

std::vector<SymptomInfo> scan_causes() {
  return {
      {"not_connected", "ports were reported to which no connection was made"},
      {"not_by_tcp", "all ports were reported, and no TCP connection was made"},
      {"files_exhausted", "it ran out of file descriptors"},
      {"threads_refused", "the system refused one more thread or process"},
      {"limit", "it went past a limit and was ended"},
      {"hung", "it did not end by itself"},
      {"crashed", "a signal ended it"},
      {"other_range", "it tried other ports than those given"},
      {"other_host", "it tried another host than the one given"},
      {"no_attempt", "it made no connection attempt"},
      {"inverted", "the closed ports were reported, the open ones not"},
      {"half_open_range", "the last port alone was not tried"},
      {"first_left_out", "the first port alone was not tried"},
      {"stops_at_open", "it tried no port behind the first that it connected to"},
      {"stops_early", "the scan ended before the range did"},
      {"not_tried", "some ports in the middle were not tried"},
      {"on_stderr", "it reported on standard error"},
      {"prints_nothing", "it connected, and printed nothing at all"},
      {"not_reported", "it connected, and no line says so"},
      {"missed", "an open port was not reported"},
  };
}

}  // namespace viva::judge

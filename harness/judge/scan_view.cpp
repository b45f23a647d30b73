// Reading alone; what is missing in a transcript stays empty.
#include "harness/judge/scan_view.hpp"

#include "harness/judge/open_ports.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>

namespace viva::judge {
namespace {

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
  texts.reserve(scan.lines.size());
  for (const Line& line : scan.lines) texts.push_back(line.text);
  const PortRange range{static_cast<int>(scan.first), static_cast<int>(scan.last)};
  for (const OpenReport& report : open_reports(texts, range)) {
    scan.reported.emplace(report.port, scan.lines[report.line].event);
  }
}

}  // namespace

bool Tried::contains(std::int64_t port) const {
  for (std::size_t at = 0; at + 1 < runs.size(); at += 2) {
    if (runs[at] <= port && port <= runs[at + 1]) return true;
  }
  return false;
}

bool Scan::is_open(std::int64_t port) const {
  return std::find(open.begin(), open.end(), port) != open.end() ||
         std::find(outside.begin(), outside.end(), port) != outside.end();
}

std::int64_t Scan::tried_count() const {
  std::int64_t count = 0;
  for (std::int64_t port = first; port <= last; ++port) count += tried.contains(port) ? 1 : 0;
  return count;
}

std::optional<std::int64_t> Scan::highest_tried() const {
  for (std::int64_t port = last; port >= first; --port) {
    if (tried.contains(port)) return port;
  }
  return std::nullopt;
}

Integers Scan::wrongly_reported() const {
  Integers wrong;
  for (const auto& [port, event] : reported) {
    if (!is_open(port)) wrong.push_back(port);
  }
  return wrong;
}

Duration Scan::took() const {
  return (exit ? exit->t : transcript->events.back().t) - begin;
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

std::string list_of(const Integers& ports, std::size_t most) {
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

std::string ports_that(const Integers& ports, const std::string& verb_one,
                       const std::string& verb_many) {
  return (ports.size() == 1 ? "Port " : "Ports ") + list_of(ports) + " " +
         (ports.size() == 1 ? verb_one : verb_many);
}

Integers reported_in_range(const Scan& scan) {
  Integers ports;
  for (const auto& [port, event] : scan.reported) {
    if (scan.first <= port && port <= scan.last) ports.push_back(port);
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

}  // namespace viva::judge

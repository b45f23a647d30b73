// A transcript of the peer `port_layout`, read: the layout, what was tried, connected to and
// reported. Private to this room; the checks are in scan.cpp.
#pragma once

#include "harness/judge/judge.hpp"
#include "harness/judge/look.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace viva::judge {

/// What was tried at all: the note of trial::SynWatch, read.
struct Tried {
  bool exact = false;                    ///< single ports are known
  Integers runs;                         ///< first and last of each run of ports at 127.0.0.1
  Strings elsewhere;                     ///< other addresses that were tried
  std::optional<std::int64_t> attempts;  ///< known by the kernel's counters alone
  std::optional<Duration> last;          ///< when the last attempt was made
  std::size_t event = 0;

  [[nodiscard]] bool contains(std::int64_t port) const;
};

/// One trial of a scanner.
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

  [[nodiscard]] bool is_open(std::int64_t port) const;
  [[nodiscard]] bool found(std::int64_t port) const {
    return reported.contains(port) && connected.contains(port);
  }
  [[nodiscard]] std::int64_t size() const { return last - first + 1; }
  [[nodiscard]] std::int64_t closed() const {
    return size() - static_cast<std::int64_t>(open.size() + silent.size());
  }
  /// Ports of the range that were tried, and the highest of them.
  [[nodiscard]] std::int64_t tried_count() const;
  [[nodiscard]] std::optional<std::int64_t> highest_tried() const;
  /// Reported, in the range or just outside of it, and not open.
  [[nodiscard]] Integers wrongly_reported() const;
  [[nodiscard]] Pointer at(std::size_t event) const { return {index, event}; }
  [[nodiscard]] Duration took() const;
  [[nodiscard]] Duration late() const { return lateness(*transcript, begin, begin + took()); }
};

Scan scan_of(const Evidence& evidence, std::size_t index);

/// "8003, 8017 and 4 more"; "none".
std::string list_of(const Integers& ports, std::size_t most = 8);

/// "8000 to 8099, 8101" of first and last of each run.
std::string runs_text(const Integers& runs);

/// "8000 to 8100": what the program was told to scan.
std::string range_of(const Scan& scan);

/// "Port 8003 was", "Ports 8003, 8017 were".
std::string ports_that(const Integers& ports, const std::string& verb_one,
                       const std::string& verb_many);

Integers reported_in_range(const Scan& scan);

/// The line of output that reports this port, quoted.
std::string line_that_says(const Scan& scan, std::int64_t port);

}  // namespace viva::judge

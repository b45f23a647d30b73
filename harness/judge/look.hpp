// Ways of looking at a transcript that many checks share. Pure, small, no opinion.
#pragma once

#include "harness/model/event.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace viva::judge {

/// One line of the program's output, without its line end, and when it was complete.
struct Line {
  std::string text;
  Duration t{0};           ///< when its last byte (or line end) was seen
  std::size_t event = 0;   ///< index of that event
  bool ended = true;       ///< false: the last line, without a line end
  std::size_t offset = 0;  ///< of its first byte in bytes_of()
};

/// All bytes of `what` by `who`, in order. `who` "program" means the first start alone.
std::string bytes_of(const Transcript& transcript, std::string_view who, What what);

/// The same bytes, with the way back from each of them to the event that brought it.
struct Stream {
  std::string bytes;
  std::vector<std::pair<std::size_t, std::size_t>>
      chunks;  ///< offset of the first byte, index of the event

  /// The event that brought the byte at `offset`; for an offset past the end the last one, none
  /// when empty.
  [[nodiscard]] std::optional<std::size_t> event_at(std::size_t offset) const;
};

Stream stream_of(const Transcript& transcript, std::string_view who, What what);

/// Where a text stands, whole and contiguous, however many chunks it came in.
struct Found {
  std::size_t offset = 0;  ///< of its first byte in bytes_of()
  std::size_t event = 0;   ///< the event that completed it
  Duration t{0};           ///< of that event
};

/// The first such place at or after `from`. Nothing for an empty `needle`.
std::optional<Found> find_text(const Transcript& transcript, std::string_view who, What what,
                               std::string_view needle, std::size_t from = 0);

/// Standard output of the program, cut into lines; '\r' before '\n' is taken off.
std::vector<Line> output_lines(const Transcript& transcript, std::string_view who = "program");

/// Indices of all events of this kind by `who` (empty: by anybody).
std::vector<std::size_t> events_of(const Transcript& transcript, What what,
                                   std::string_view who = {});
std::optional<std::size_t> first_event(const Transcript& transcript, What what,
                                       std::string_view who = {});
std::optional<std::size_t> last_event(const Transcript& transcript, What what,
                                      std::string_view who = {});

/// Indices of events, `begin` up to but not including `end`.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The step of the scenario with this name: from its `phase` event up to the next one.
std::optional<Span> phase_span(const Transcript& transcript, std::string_view name);

/// How one start of the program ended: its `exit` event, read.
struct Exit {
  std::size_t event = 0;
  Duration t{0};
  std::optional<std::int64_t> code;  ///< none when a signal ended it
  std::string signal;                ///< "SIGSEGV", or empty
  std::string by;                    ///< "itself", "SIGTERM", "SIGKILL" (the harness's), "limit"
  std::string limit;                 ///< the limit that it went past, or empty
  std::string limit_value;           ///< how much was allowed
  Duration cpu{0};                   ///< the processor time that it used
  std::int64_t leftover = 0;         ///< processes that outlived it

  [[nodiscard]] bool by_itself() const { return by == "itself"; }
  /// A signal ended it that viva has not sent.
  [[nodiscard]] bool crashed() const { return by_itself() && !signal.empty(); }
  /// Ended by itself with code 0.
  [[nodiscard]] bool clean() const { return by_itself() && code == std::int64_t{0}; }
};

std::optional<Exit> exit_of(const Transcript& transcript, std::string_view who = "program");

/// Completes "the program …": "ended with exit code 3", "was killed by SIGSEGV: it used memory that
/// is not its own", "was still running and had to be ended".
std::string describe(const Exit& exit);

/// What a signal usually means, for a student; empty for one that says nothing.
std::string_view signal_meaning(std::string_view signal);

/// The worst lateness of the machine between two moments (`late` events; 0 when it was never late).
Duration lateness(const Transcript& transcript, Duration from, Duration to);
Duration lateness(const Transcript& transcript);

/// How a bound of time was kept on a machine that may itself have been late.
enum class Timing {
  kept,     ///< within the bound, widened by the lateness
  missed,   ///< past it by more than the machine can answer for
  unclear,  ///< past it by no more than a few times the lateness: Outcome::unclear
};

/// `late`: what lateness() says of the stretch of time in question. Only for "too late"; what comes
/// too early is never the machine's doing.
Timing timing(Duration took, Duration bound, Duration late);

/// Cuts trailing '\r', '\n' and blanks, as exercises ask before bytes are compared. A NUL stays.
std::string_view trim_end(std::string_view bytes);

/// Cuts blanks, tabs and line ends on both sides.
std::string_view trim(std::string_view text);

/// ASCII letters only; other bytes stay as they are.
std::string lower(std::string_view text);

/// Without terminal escapes (colours, cursor movements) and bells, as a person would see it.
std::string without_escapes(std::string_view text);

}  // namespace viva::judge

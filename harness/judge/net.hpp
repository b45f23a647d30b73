// What the checks of servers and clients share: where a server listens, how a program ended,
// whether bytes are exactly the right ones, whether a printed text is there. Pure, as all of this
// room.
#pragma once

#include "harness/judge/judge.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace viva::judge {

/// How a run of the program came to its end.
struct End {
  std::size_t event = 0;
  Duration t{0};
  bool by_itself = false;  ///< not by the harness, nor by a limit
  std::optional<std::int64_t> code;
  std::string signal;  ///< "SIGSEGV", or empty

  /// Died of a signal that nobody of ours had sent.
  [[nodiscard]] bool crashed() const { return by_itself && !signal.empty(); }
};

std::optional<End> end_of(const Transcript& transcript, std::string_view who = "program");

/// "it ended with exit code 1", "it was killed by SIGSEGV, …", "it was still running".
std::string told(const std::optional<End>& end);

/// The last line that is not blank on standard error, as "; its last words on standard error: …",
/// or empty.
std::string last_words(const Transcript& transcript, std::string_view who = "program");

/// The symptoms that failure_to_listen() tells.
std::vector<SymptomInfo> listening_symptoms();

/// Why the program does not listen on its port (TCP) or has not bound it (UDP); none when it does.
std::optional<Finding> failure_to_listen(const Transcript& transcript);

/// How `actual` differs from the text that should have been on the wire.
struct WireDifference {
  std::string symptom;
  std::string message;  ///< goes after "the client received …": "… with a NUL byte at its end"
  std::string expected;
  std::string actual;
};

/// The symptoms that wire_difference() tells.
std::vector<SymptomInfo> wire_symptoms();

/// Compares exactly, case included, after trailing '\r', '\n' and blanks have been cut from both.
std::optional<WireDifference> wire_difference(std::string_view expected, std::string_view actual);

enum class Timing { in_time, unclear, too_late };

/// Whether what came at `to` was within `bound` of `from`: the bound is widened by the machine's
/// own lateness between the two, and what is missed on a machine that was late is unclear.
Timing timing(const Transcript& transcript, Duration from, Duration to, Duration bound);

/// Whether waiting in vain between the two says anything: not on a machine that was late.
bool machine_was_late(const Transcript& transcript, Duration from, Duration to);

/// "client:3" is 3, "program" is 1, another name 0.
std::size_t number_of(std::string_view who);

/// "program" for the first run, then "program:2" …
std::string program_of_run(std::size_t run);

/// "1st", "2nd", "11th".
std::string ordinal(std::size_t number);

/// A finding that fails. `symptom` may be empty.
Finding failing(std::string symptom, std::string message, std::vector<std::size_t> events = {});

/// A finding that holds, with the events that show it.
Finding holding(std::vector<std::size_t> events);

}  // namespace viva::judge

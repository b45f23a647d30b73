// Ways of looking at a transcript that many checks share. Pure, small, no opinion.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/event.hpp"

namespace viva::judge {

/// One line of the program's output, without its line end, and when it was complete.
struct Line {
  std::string text;
  Duration t{0};           ///< when its last byte (or line end) was seen
  std::size_t event = 0;   ///< index of that event
  bool ended = true;       ///< false: the last line, without a line end
};

/// All bytes of `what` by `who`, in order. `who` "program" means the first start alone.
std::string bytes_of(const Transcript& transcript, std::string_view who, What what);

/// Standard output of the program, cut into lines; '\r' before '\n' is taken off.
std::vector<Line> output_lines(const Transcript& transcript, std::string_view who = "program");

/// Indices of all events of this kind by `who` (empty: by anybody).
std::vector<std::size_t> events_of(const Transcript& transcript, What what, std::string_view who = {});
std::optional<std::size_t> first_event(const Transcript& transcript, What what, std::string_view who = {});

/// The worst lateness of the machine between two moments (`late` events; 0 when it was never late).
Duration lateness(const Transcript& transcript, Duration from, Duration to);
Duration lateness(const Transcript& transcript);

/// Cuts trailing '\r', '\n' and blanks, as exercises ask before bytes are compared. A NUL stays.
std::string_view trim_end(std::string_view bytes);

std::string lower(std::string_view text);

}  // namespace viva::judge

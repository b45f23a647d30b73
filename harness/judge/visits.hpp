// The visits that a greeting server had: what each client heard, and how its connection ended.
#pragma once

#include "harness/model/event.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace viva::judge {

struct Visit {
  std::string who;
  std::size_t connect = 0;  ///< the event; `connected` or not
  bool connected = false;
  std::string error;                    ///< why not
  std::string unasked;                  ///< what it heard before it said anything itself
  std::string bytes;                    ///< all that it heard
  std::vector<std::size_t> heard;       ///< the events that brought it
  std::optional<std::size_t> spoke;     ///< it had waited in vain and then said something
  std::optional<std::size_t> accepted;  ///< seen in the socket table
  std::optional<std::size_t> closed;    ///< by the program, in order
  std::optional<std::size_t> reset;     ///< by the program
  std::optional<std::size_t> in_vain;   ///< the last thing it waited for never came
  bool left_at_once = false;            ///< it reset the connection itself

  /// The last event that says something of it.
  [[nodiscard]] std::size_t last() const;
};

/// In the order in which they connected.
std::vector<Visit> visits_of(const Transcript& transcript);

}  // namespace viva::judge

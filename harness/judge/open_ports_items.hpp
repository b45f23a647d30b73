// A line of a port scanner's output in items: ports of the range, states, and what ends a clause.
#pragma once

#include "harness/judge/open_ports.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace viva::judge::ports {

enum class Sense {
  port,
  open,
  closed,
  heading_closed,  // closed, of what follows: "closed: 8004"
  total,           // "3 open": of what follows at most
  asked,           // "is 8003 open?"
  no_report,       // "for open ports"
  yes,
  no,
  is_false,  // "= False"
  progress,
  clause,    // a comma, a bracket …
  sentence,  // a full stop
};

struct Item {
  Sense sense;
  int port = 0;
};

/// One line, read.
struct Reading {
  std::vector<Item> items;
  bool decoration = false;   ///< blank, or only decoration such as "-----"
  bool heading = false;      ///< "Open ports:", "Found 3 open ports in 8000-8100:"
  bool list_entry = false;   ///< below a heading: begins with a port, says nothing of its state
  std::optional<int> count;  ///< "Open ports: 6", where 6 may be a port or how many there are
};

Reading read(std::string_view text, PortRange range);

}  // namespace viva::judge::ports

// Which ports of a range are open, silent or closed: drawn from the seed, without any socket.
#pragma once

#include "harness/model/value.hpp"
#include "harness/trial/random.hpp"

#include <cstdint>

namespace viva::peers {

struct PortWishes {
  std::int64_t ports = 100;  ///< size of the range
  std::int64_t open = 6;     ///< open ones in it, those at its edges included
  std::int64_t silent = 0;   ///< ports in it that never answer
  bool open_first = false;
  bool open_last = false;
  bool open_outside = false;  ///< open ports just before the first and just behind the last
};

struct PortPlan {
  std::int64_t first = 0;
  std::int64_t last = 0;
  Integers open;  ///< in rising order, as the others
  Integers silent;
  Integers outside;

  bool operator==(const PortPlan&) const = default;
};

/// The range begins at `base` + 1: `base` and the port behind the last belong to the plan as well.
/// An edge is closed unless it is wished open. With two or more open ports between the edges, an
/// open one comes before the first silent port and another behind the last, so that a scanner which
/// stops at a silent port has reported something and has missed something. Throws Trouble when the
/// wishes do not fit into the range.
PortPlan plan_ports(const PortWishes& wishes, std::int64_t base, trial::Random& random);

}  // namespace viva::peers

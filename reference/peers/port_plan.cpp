// Draws positions first and deals them out afterwards; nothing is drawn twice.
#include "reference/peers/port_plan.hpp"

#include "harness/model/trouble.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace viva::peers {
namespace {

/// `count` different ports from `low` to `high`, in rising order.
Integers draw(std::int64_t low, std::int64_t high, std::int64_t count, trial::Random& random) {
  Integers ports(static_cast<std::size_t>(high - low + 1));
  std::iota(ports.begin(), ports.end(), low);
  random.shuffle(ports);
  ports.resize(static_cast<std::size_t>(count));
  std::sort(ports.begin(), ports.end());
  return ports;
}

/// Takes `count` of `ports` away; the outermost two stay while that is possible.
Integers take_silent(Integers& ports, std::int64_t count, trial::Random& random) {
  const auto size = static_cast<std::int64_t>(ports.size());
  const std::int64_t margin = size - count >= 2 ? 1 : 0;
  const Integers places = draw(margin, size - 1 - margin, count, random);
  Integers silent;
  for (const auto place : places) silent.push_back(ports[static_cast<std::size_t>(place)]);
  std::erase_if(ports,
                [&](auto port) { return std::binary_search(silent.begin(), silent.end(), port); });
  return silent;
}

}  // namespace

PortPlan plan_ports(const PortWishes& wishes, std::int64_t base, trial::Random& random) {
  PortPlan plan;
  plan.first = base + 1;
  plan.last = base + wishes.ports;
  const std::int64_t inner = wishes.open - (wishes.open_first ? 1 : 0) - (wishes.open_last ? 1 : 0);
  if (inner < 0 || wishes.silent < 0 || inner + wishes.silent > wishes.ports - 2) {
    throw Trouble("the ports wished for do not fit into the range: " + std::to_string(wishes.open) +
                  " open and " + std::to_string(wishes.silent) + " silent of " +
                  std::to_string(wishes.ports));
  }
  plan.open = draw(plan.first + 1, plan.last - 1, inner + wishes.silent, random);
  if (wishes.silent > 0) plan.silent = take_silent(plan.open, wishes.silent, random);
  if (wishes.open_first) plan.open.insert(plan.open.begin(), plan.first);
  if (wishes.open_last) plan.open.push_back(plan.last);
  if (wishes.open_outside) plan.outside = {base, plan.last + 1};
  return plan;
}

}  // namespace viva::peers

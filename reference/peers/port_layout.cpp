// The peer `port_layout`: open, closed and silent ports for a scanner to find. It opens a layout
// drawn from the seed, starts the program with {first} and {last}, and records who connected where
// and what was tried at all, until the program has ended. It sends nothing.
//
// Events beside the usual ones:
//   note by "layout"     first, last, open, and silent and outside where there are any: the layout,
//                        before the program starts
//   accept by "layout"   each connection to an open port (port, from)
//   note by "network"    what was tried, as trial::SynWatch::record() says
//   timeout by "layout"  the program still ran after `patience` (awaited, seconds)
#include "harness/trial/syn_watch.hpp"
#include "reference/peers/peers.hpp"
#include "reference/peers/port_plan.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <deque>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace viva::peers {
namespace {

using trial::awaitable;
using Listeners = std::vector<trial::TcpListener>;
using namespace boost::asio::experimental::awaitable_operators;

// A scanner may wait for a banner: a port that says nothing closes after two of these at the
// latest.
constexpr Duration hold = std::chrono::milliseconds{250};
constexpr std::int64_t most_ports =
    20'000;  // of one range; more would not stay below the ephemeral ports

PortWishes wishes_of(const Params& params) {
  PortWishes wishes;
  wishes.ports = params.integer("ports");
  wishes.open = params.integer("open");
  wishes.silent = params.integer("silent");
  wishes.open_first = params.flag("open_first");
  wishes.open_last = params.flag("open_last");
  wishes.open_outside = params.flag("open_outside");
  return wishes;
}

Params fields_of(const PortPlan& plan) {
  Params fields{{"first", plan.first}, {"last", plan.last}, {"open", plan.open}};
  if (!plan.silent.empty()) fields.set("silent", plan.silent);
  if (!plan.outside.empty()) fields.set("outside", plan.outside);
  return fields;
}

Listeners open_ports(trial::Stage& stage, const Integers& ports) {
  Listeners listeners;
  for (const auto port : ports) {
    listeners.emplace_back(stage.executor(), stage.recorder(), static_cast<std::uint16_t>(port));
  }
  return listeners;
}

// Accepts for ever, however often somebody comes. A connection is kept for a while and then closed.
awaitable<void> attend(trial::TcpListener& listener) {
  std::deque<trial::TcpConnection> held;
  for (;;) {
    const std::size_t old = held.size();
    while (held.size() < old + 64) {
      auto connection = co_await listener.accept("layout", hold);
      if (!connection) break;
      held.push_back(std::move(*connection));
    }
    held.erase(held.begin(), held.begin() + static_cast<std::ptrdiff_t>(old));
  }
}

awaitable<void> attend_from(Listeners& listeners, std::size_t place) {
  auto one = attend(listeners[place]);
  if (place + 1 == listeners.size()) {
    co_await std::move(one);
    co_return;
  }
  auto others = attend_from(listeners, place + 1);
  auto both = std::move(one) && std::move(others);
  co_await std::move(both);
}

awaitable<bool> until_exit(trial::Stage& stage, trial::Run& run, Listeners& listeners,
                           Duration patience) {
  auto end = stage.until_exit(run, patience);
  if (listeners.empty()) co_return co_await std::move(end);
  auto attending = attend_from(listeners, 0);
  auto either = std::move(end) || std::move(attending);
  const auto first = co_await std::move(either);
  co_return first.index() == 0 && std::get<0>(first);
}

// What the kernel has already accepted on our behalf stands in the backlog: the program may have
// ended in the same moment.
awaitable<void> accept_the_rest(Listeners& listeners) {
  for (auto& listener : listeners) {
    for (bool more = true; more;) {
      const auto connection = co_await listener.accept("layout", Duration{0});
      more = connection.has_value();
    }
  }
}

awaitable<void> play(trial::Stage& stage, const Params& params) {
  const PortWishes wishes = wishes_of(params);
  const auto count =
      static_cast<std::uint16_t>(std::clamp<std::int64_t>(wishes.ports, 1, most_ports) + 2);
  const PortPlan plan = plan_ports(wishes, stage.fresh_ports(count), stage.random());

  Listeners open = open_ports(stage, plan.open);
  Listeners outside = open_ports(stage, plan.outside);
  open.insert(open.end(), std::move_iterator{outside.begin()}, std::move_iterator{outside.end()});
  Listeners silent = open_ports(stage, plan.silent);
  for (auto& listener : silent) listener.drop_everything();
  stage.recorder().add("layout", What::note, {}, fields_of(plan));

  trial::SynWatch watch{stage.recorder()};
  trial::Words words;
  words["first"] = std::to_string(plan.first);
  words["last"] = std::to_string(plan.last);
  trial::Run* run = co_await stage.start(std::move(words));
  const Duration patience = params.duration("patience");
  const bool ended = co_await until_exit(stage, *run, open, patience);
  co_await accept_the_rest(open);
  if (!ended) {
    const double seconds = std::chrono::duration<double>(patience).count();
    stage.recorder().add("layout", What::timeout, {},
                         {{"awaited", std::string{"exit"}}, {"seconds", seconds}});
  }
  watch.record();
  co_await stage.stop(*run, Duration{0});
}

}  // namespace

trial::PeerKind port_layout() {
  KindInfo info;
  info.name = "port_layout";
  info.sentence =
      "opens ports drawn from the seed, starts the program with {first} and {last}, and records "
      "who connects "
      "where and which ports are tried, until the program ends";
  info.parameters = {
      {"ports", ValueType::integer, std::int64_t{100}, "how many ports the range has",
       Bounds{1, most_ports}},
      {"open", ValueType::integer, std::int64_t{6}, "how many of them are open, the edges included",
       Bounds{0, 500}},
      {"open_first", ValueType::boolean, false, "whether the first port of the range is open"},
      {"open_last", ValueType::boolean, false, "whether the last port of the range is open"},
      {"open_outside", ValueType::boolean, false,
       "whether the ports just outside the range are open"},
      {"silent", ValueType::integer, std::int64_t{0}, "how many ports of the range never answer",
       Bounds{0, 100}},
      {"patience", ValueType::duration, Duration{std::chrono::seconds{20}},
       "how long the program may take; less than the scenario's time limit"},
  };
  info.words = {"first", "last"};
  return {std::move(info), play};
}

}  // namespace viva::peers

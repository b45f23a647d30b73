// The stage's public face, and the waits that look at the socket table.
#include "harness/trial/stage.hpp"

#include "harness/box/proc.hpp"
#include "harness/model/trouble.hpp"
#include "harness/trial/implementation.hpp"

#include <algorithm>

namespace viva::trial {
namespace {

constexpr int state_established = 1;  // include/net/tcp_states.h
constexpr int state_close_wait = 8;
constexpr Duration table_period = std::chrono::milliseconds{2};
// A program may open a helper socket first; only one that stays elsewhere is on a wrong port.
constexpr Duration elsewhere_patience = std::chrono::seconds{1};
constexpr Duration beat_period = std::chrono::milliseconds{10};
constexpr Duration late_window = std::chrono::milliseconds{100};
constexpr Duration late_worth_telling = std::chrono::milliseconds{3};
// Below every usual ephemeral range (ip_local_port_range starts at 32768), above the well known.
constexpr std::uint16_t port_low = 5000;
constexpr std::uint16_t port_high = 31999;

const char* name_of(Protocol protocol) {
  return protocol == Protocol::tcp ? "tcp" : "udp";
}

std::vector<box::SocketRow> waiting_sockets(Protocol protocol) {
  if (protocol == Protocol::udp) return box::udp_sockets();
  return box::listening_sockets();
}

}  // namespace

Stage::Implementation::Implementation(boost::asio::io_context& the_loop, const Job& the_job,
                                      const box::Cgroup& the_group, Recorder& the_recorder)
    : loop{the_loop},
      job{the_job},
      group{the_group},
      recorder{the_recorder},
      random{the_job.seed, the_job.exercise + "/" + the_job.scenario.id} {}

std::set<std::uint64_t> Stage::Implementation::sockets(const Run& run) const {
  return box::sockets_of(box::descendants(run.init));
}

awaitable<Listening> Stage::Implementation::until_listening(Run& run, Protocol protocol,
                                                            std::uint16_t port, Duration patience) {
  const Duration begin = recorder.now();
  std::optional<Duration> elsewhere_since;
  Integers others;
  for (;;) {
    const auto rows = waiting_sockets(protocol);
    others.clear();
    if (!rows.empty() && !run.ended) {
      const auto own = sockets(run);
      for (const auto& row : rows) {
        if (!own.contains(row.inode)) continue;
        if (row.port == port) {
          recorder.add(run.who, What::listening, {},
                       {{"protocol", name_of(protocol)},
                        {"port", std::int64_t{port}},
                        {"address", row.address}});
          co_return Listening::yes;
        }
        if (std::find(others.begin(), others.end(), row.port) == others.end())
          others.push_back(row.port);
      }
    }
    const Duration now = recorder.now();
    if (others.empty()) elsewhere_since.reset();
    if (!others.empty() && !elsewhere_since) elsewhere_since = now;
    const bool elsewhere = elsewhere_since && now - *elsewhere_since > elsewhere_patience;
    if (run.ended || elsewhere || now - begin > patience) {
      const char* why = run.ended ? "exited" : others.empty() ? "timeout" : "other_port";
      recorder.add(run.who, What::not_listening, {},
                   {{"protocol", name_of(protocol)},
                    {"port", std::int64_t{port}},
                    {"why", why},
                    {"others", others}});
      co_return run.ended ? Listening::ended
      : others.empty()    ? Listening::timeout
                          : Listening::other_port;
    }
    co_await pause(table_period);
  }
}

std::uint16_t Stage::Implementation::fresh_ports(std::uint16_t count) {
  std::set<std::uint16_t> taken = used_ports;
  for (const auto& row : box::tcp_sockets()) taken.insert(row.port);
  for (const auto& row : box::udp_sockets()) taken.insert(row.port);
  for (int attempt = 0; attempt < 1000; ++attempt) {
    const auto first = static_cast<std::uint16_t>(random.between(port_low, port_high - count));
    const auto next = taken.lower_bound(first);
    if (next != taken.end() && *next < first + count) continue;
    for (std::uint16_t port = first; port < first + count; ++port) used_ports.insert(port);
    return first;
  }
  throw Trouble("no free ports for the scenario");
}

awaitable<void> Stage::Implementation::beat() {
  using Clock = std::chrono::steady_clock;
  const auto executor = co_await boost::asio::this_coro::executor;
  boost::asio::steady_timer timer{executor};
  Duration worst{0};
  auto window_end = Clock::now() + late_window;
  while (!closed) {
    const auto due = Clock::now() + beat_period;
    timer.expires_at(due);
    auto tick = timer.async_wait(boost::asio::use_awaitable);
    co_await std::move(tick);
    const auto now = Clock::now();
    worst = std::max(worst, std::chrono::duration_cast<Duration>(now - due));
    if (now < window_end) continue;
    if (worst >= late_worth_telling) recorder.add("harness", What::late, {}, {{"by", worst}});
    worst = Duration{0};
    window_end = now + late_window;
  }
}

Stage::Stage(Implementation& implementation) : implementation_{&implementation} {}

boost::asio::any_io_executor Stage::executor() const {
  return implementation_->loop.get_executor();
}
Recorder& Stage::recorder() {
  return implementation_->recorder;
}
Random& Stage::random() {
  return implementation_->random;
}
std::uint16_t Stage::fresh_port() {
  // One whose two bytes are equal would hide that htons() is missing.
  std::uint16_t port = implementation_->fresh_ports(1);
  while (port % 256 == port / 256) port = implementation_->fresh_ports(1);
  return port;
}
std::uint16_t Stage::fresh_ports(std::uint16_t count) {
  return implementation_->fresh_ports(count);
}

void Stage::phase(std::string_view name, std::string_view says) {
  implementation_->recorder.add("harness", What::phase, {},
                                {{"name", std::string(name)}, {"says", std::string(says)}});
}

awaitable<Run*> Stage::start(Words words, std::optional<std::string> input) {
  return implementation_->start(std::move(words), std::move(input));
}

awaitable<Listening> Stage::until_listening(Run& run, Protocol protocol, std::uint16_t port,
                                            Duration patience) {
  return implementation_->until_listening(run, protocol, port, patience);
}

awaitable<bool> Stage::until_exit(Run& run, Duration patience) {
  std::function<bool()> ended = [&run] { return run.ended; };
  return implementation_->bell.wait_until(std::move(ended), patience);
}

awaitable<bool> Stage::until_output(Run& run, std::function<bool(std::string_view)> ready,
                                    Duration patience) {
  std::function<bool()> enough = [&run, ready] { return ready(run.output) || !run.terminal_open; };
  co_await implementation_->bell.wait_until(std::move(enough), patience);
  co_return ready(run.output);
}

awaitable<void> Stage::stop(Run& run, Duration grace) {
  return implementation_->stop(run, grace);
}

bool Stage::running(const Run& run) const {
  return !run.ended;
}

std::size_t Stage::accepted(const Run& run, std::uint16_t port) const {
  const auto own = implementation_->sockets(run);
  const auto rows = box::tcp_sockets();
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [&](const box::SocketRow& row) {
        return row.port == port &&
               (row.state == state_established || row.state == state_close_wait) &&
               own.contains(row.inode);
      }));
}

std::uint64_t Stage::dropped_at_program(const Run& run, std::uint16_t port) const {
  const auto own = implementation_->sockets(run);
  std::uint64_t drops = 0;
  for (const auto& row : box::udp_sockets()) {
    if (row.port == port && own.contains(row.inode)) drops += row.drops;
  }
  return drops;
}

std::optional<std::uint64_t> Stage::unread_at_program(const Run& run, std::uint16_t port) const {
  const auto own = implementation_->sockets(run);
  std::optional<std::uint64_t> unread;
  for (const auto& row : box::udp_sockets()) {
    if (row.port == port && own.contains(row.inode)) unread = unread.value_or(0) + row.unread;
  }
  return unread;
}

}  // namespace viva::trial

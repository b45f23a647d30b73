// The peer `tcp_client`: clients of a server that greets whoever connects. The first one looks
// closely; then come more in turn, some at once, some that reset, and again some in turn. When a
// client is left without a greeting, those after it are not sent: what they would show is known.
// When a greeting has ended, and whether to speak first, is decided in hearing.hpp.
#include "reference/peers/hearing.hpp"
#include "reference/peers/peers.hpp"
#include "reference/peers/together.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <utility>
#include <vector>

namespace viva::peers {

namespace {

using trial::awaitable;
using trial::Ending;
using trial::TcpConnection;
using namespace std::chrono_literals;

// How often a client that waits looks up: whether the program has accepted it by now.
constexpr Duration glance = 50ms;

struct Clients {
  trial::Stage& stage;
  trial::Run& run;
  std::uint16_t port;
  std::string words;  ///< what the first client says to a server that says nothing
  Patience patience;
  Habits habits = {};   ///< learned from the first client
  Duration slowest{0};  ///< how long one client took, the first apart
  int count = 0;        ///< clients so far

  std::string next_name() { return "client:" + std::to_string(++count); }
  [[nodiscard]] Duration now() const { return stage.recorder().now(); }
};

void note_acceptance(Clients& clients, const std::string& who) {
  clients.stage.recorder().add(who, What::note, {}, Params{{"accepted", true}});
}

void note_vain(Clients& clients, const TcpConnection& connection, std::string_view awaited,
               Duration since) {
  Params more{{"awaited", std::string(awaited)}, {"after", clients.now() - since}};
  clients.stage.recorder().add(connection.who(), What::timeout, {}, std::move(more));
}

/// Listens to one connection until `hearing` says that there is no more to come.
awaitable<void> listen_to(Clients& clients, TcpConnection& connection, Hearing& hearing) {
  const Duration begin = clients.now();
  bool accepted = false;
  while (true) {
    const Step step = hearing.next(clients.now());
    if (step.next == Next::done) {
      if (!step.in_vain.empty()) note_vain(clients, connection, step.in_vain, begin);
      co_return;
    }
    if (step.next == Next::speak) {
      note_vain(clients, connection, "the greeting", begin);
      auto speaking = connection.send(clients.words, 1s);
      co_await std::move(speaking);
      hearing.spoke(clients.now());
      continue;
    }
    auto receiving = connection.receive(std::min(step.wait, glance));
    const trial::Received received = co_await std::move(receiving);
    if (!received.bytes.empty()) hearing.heard(received.bytes.size(), clients.now());
    if (received.ending != Ending::none && received.ending != Ending::timeout) hearing.ended();
    if (!accepted && hearing.bytes() == 0 &&
        clients.stage.accepted(clients.run, clients.port) > 0) {
      accepted = true;
      note_acceptance(clients, connection.who());
    }
  }
}

/// One client from the greeting on; how many bytes it got.
awaitable<std::size_t> be_greeted(Clients& clients, TcpConnection& connection, Role role,
                                  Patience patience) {
  const Duration begin = clients.now();
  Hearing hearing{role, patience, clients.habits, begin};
  auto listening = listen_to(clients, connection, hearing);
  co_await std::move(listening);
  if (hearing.too_much()) {
    connection.reset();
  } else {
    connection.close();
  }
  if (role == Role::first_client) {
    clients.habits = hearing.habits();
  } else {
    clients.slowest = std::max(clients.slowest, clients.now() - begin);
  }
  co_return hearing.bytes();
}

awaitable<std::optional<TcpConnection>> connect(Clients& clients) {
  auto connecting =
      trial::connect_tcp(clients.stage.recorder(), clients.next_name(), clients.port, 5s);
  auto connection = co_await std::move(connecting);
  co_return connection;
}

/// `number` clients one after the other; false when one was left without a greeting.
awaitable<bool> come_in_turn(Clients& clients, std::int64_t number) {
  for (std::int64_t i = 0; i < number; ++i) {
    const Role role = clients.count == 0 ? Role::first_client : Role::later_client;
    auto connecting = connect(clients);
    auto connection = co_await std::move(connecting);
    if (!connection) co_return false;
    auto greeting = be_greeted(clients, *connection, role, clients.patience);
    const std::size_t bytes = co_await std::move(greeting);
    if (bytes == 0) co_return false;
  }
  co_return true;
}

awaitable<void> be_one_of_many(Clients& clients, TcpConnection& connection, Patience patience) {
  auto greeting = be_greeted(clients, connection, Role::later_client, patience);
  co_await std::move(greeting);
}

/// All of them connect before one of them listens. A server that serves one after the other gets
/// the time that it took for as many in turn.
awaitable<void> come_at_once(Clients& clients, std::int64_t number) {
  std::vector<TcpConnection> connections;
  for (std::int64_t i = 0; i < number; ++i) {
    auto connecting = connect(clients);
    auto connection = co_await std::move(connecting);
    if (!connection) co_return;
    connections.push_back(std::move(*connection));
  }
  Patience patience = clients.patience;
  patience.first += number * clients.slowest;
  patience.in_all += number * clients.slowest;
  std::vector<awaitable<void>> works;
  works.reserve(connections.size());
  for (TcpConnection& connection : connections) {
    works.push_back(be_one_of_many(clients, connection, patience));
  }
  auto all = together(std::move(works));
  co_await std::move(all);
}

constexpr std::string_view refused = "Connection refused";

/// One of the clients that reset before the server has got round to them.
struct Hasty {
  boost::asio::ip::tcp::socket socket;
  std::string who;
  std::string error = {};
  bool too_late = false;  ///< the greeting, or the end, was there first
};

/// Why the connection was not made; empty when it was. The handshake is over when connect(2) comes
/// back on the loopback, unless the server's queue is full.
std::string why_not_connected(Hasty& client) {
  int pending = 0;
  socklen_t size = sizeof pending;
  ::getsockopt(client.socket.native_handle(), SOL_SOCKET, SO_ERROR, &pending, &size);
  if (pending == ECONNRESET || pending == EPIPE)
    return {};  // made, and reset by the server already
  if (pending != 0) return pending == ECONNREFUSED ? std::string(refused) : std::strerror(pending);
  boost::system::error_code error;
  (void)client.socket.remote_endpoint(error);
  return error ? std::string("no answer at once") : std::string{};
}

bool has_heard_something(Hasty& client) {
  char byte = 0;
  return ::recv(client.socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0;
}

void record(Clients& clients, const Hasty& client) {
  trial::Recorder& recorder = clients.stage.recorder();
  Params more{{"port", std::int64_t{clients.port}}};
  if (!client.error.empty()) more.set("error", client.error);
  recorder.add(client.who, What::connect, {}, std::move(more));
  if (!client.error.empty()) return;
  recorder.add(client.who, What::reset, {}, Params{{"by", std::string("peer")}});
}

/// Connects and resets without a pause between, the last one first, and records it afterwards. This
/// alone goes past the taps: with them our clients would come back to the connection a good deal
/// later than the server needs to greet.
std::vector<Hasty> connect_and_reset_at_once(Clients& clients, std::int64_t number) {
  using boost::asio::ip::tcp;
  tcp::endpoint server{boost::asio::ip::address_v4::loopback(), clients.port};
  std::vector<Hasty> hasty;
  for (std::int64_t i = 0; i < number; ++i) {
    hasty.push_back({tcp::socket{clients.stage.executor(), tcp::v4()}, clients.next_name()});
    hasty.back().socket.native_non_blocking(true);
    hasty.back().socket.set_option(boost::asio::socket_base::linger{true, 0});  // close() resets
  }
  for (Hasty& client : hasty) {
    (void)::connect(client.socket.native_handle(), server.data(),
                    static_cast<socklen_t>(server.size()));
  }
  for (auto client = hasty.rbegin(); client != hasty.rend(); ++client) {
    client->error = why_not_connected(*client);
    client->too_late = has_heard_something(*client);
    client->socket.close();
  }
  for (const Hasty& client : hasty) record(clients, client);
  return hasty;
}

/// Some reset before the greeting. Where the machine gave the server the time to greet them all,
/// more clients come, until two (or the only one) were quick enough.
awaitable<void> come_and_reset_before(Clients& clients, std::int64_t number) {
  std::int64_t made = 0;
  std::int64_t quick = 0;
  const std::int64_t quick_enough = std::min<std::int64_t>(number, 2);
  for (int round = 0; round < 10 && (made < number || quick < quick_enough); ++round) {
    for (const Hasty& client : connect_and_reset_at_once(clients, number)) {
      if (client.error == refused) co_return;
      if (!client.error.empty()) continue;  // the queue is full
      ++made;
      if (!client.too_late) ++quick;
    }
    auto breath = trial::pause(10ms);  // so that the server is back in accept()
    co_await std::move(breath);
  }
}

/// Clients that reset at once: most before the greeting, one while it is on its way, one after it.
awaitable<void> come_and_reset(Clients& clients, std::int64_t number) {
  const std::int64_t after = number > 1 ? 1 : 0;
  const std::int64_t during = number > 2 ? 1 : 0;
  auto before = come_and_reset_before(clients, number - during - after);
  co_await std::move(before);
  for (std::int64_t i = 0; i < during + after; ++i) {
    auto connecting = connect(clients);
    auto connection = co_await std::move(connecting);
    if (!connection) co_return;
    if (i >= during) {
      auto receiving = connection->receive(500ms);
      co_await std::move(receiving);
    }
    connection->reset();
  }
}

awaitable<void> visit(Clients& clients, const Params& params) {
  clients.stage.phase("in turn", "viva's clients come one after the other");
  auto in_turn = come_in_turn(clients, params.integer("in_turn"));
  bool served = co_await std::move(in_turn);
  if (served && params.integer("at_once") > 0) {
    clients.stage.phase("at once", "several clients come at once");
    auto at_once = come_at_once(clients, params.integer("at_once"));
    co_await std::move(at_once);
  }
  if (served && params.integer("resets") > 0) {
    clients.stage.phase("resets", "clients come and reset their connections");
    auto resets = come_and_reset(clients, params.integer("resets"));
    co_await std::move(resets);
  }
  if (served && params.integer("afterwards") > 0) {
    clients.stage.phase("afterwards", "after those, ordinary clients come again");
    auto afterwards = come_in_turn(clients, params.integer("afterwards"));
    co_await std::move(afterwards);
  }
}

awaitable<void> play(trial::Stage& stage, const Params& params) {
  const std::uint16_t port = stage.fresh_port();
  trial::Words words;
  words["port"] = std::to_string(port);
  auto starting = stage.start(std::move(words));
  trial::Run* run = co_await std::move(starting);
  auto listening =
      stage.until_listening(*run, trial::Protocol::tcp, port, params.duration("start_patience"));
  const trial::Listening outcome = co_await std::move(listening);
  if (outcome == trial::Listening::yes) {
    Patience patience;
    patience.first = params.duration("patience");
    patience.end = params.duration("end_patience");
    Clients clients{stage, *run, port, params.text("words") + "\n", patience};
    auto visiting = visit(clients, params);
    co_await std::move(visiting);
  }
  auto stopping = stage.stop(*run);
  co_await std::move(stopping);
}

}  // namespace

trial::PeerKind tcp_client() {
  return {
      {"tcp_client",
       "clients of a server that greets each one and closes",
       {{"in_turn", ValueType::integer, std::int64_t{1},
         "clients one after the other, the first one among them", Bounds{1, 1000}},
        {"at_once", ValueType::integer, std::int64_t{0},
         "then clients that all connect before one of them reads", Bounds{0, 200}},
        {"resets", ValueType::integer, std::int64_t{0},
         "then clients that reset their connection at once: before, during and after the greeting",
         Bounds{0, 1000}},
        {"afterwards", ValueType::integer, std::int64_t{0},
         "then again clients one after the other", Bounds{0, 1000}},
        {"start_patience", ValueType::duration, Duration{5s},
         "how long the server may take until it listens"},
        {"patience", ValueType::duration, Duration{3s},
         "how long a client waits for the first byte"},
        {"end_patience", ValueType::duration, Duration{2s},
         "how long it waits, after the last byte, for the end of the stream"},
        {"words", ValueType::text, std::string{"hello"},
         "what the first client says to a server that has said nothing, to see whether it waits "
         "for that"}},
       {},
       {"port"}},
      play};
}

}  // namespace viva::peers

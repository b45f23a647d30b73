// The peer `tcp_server`: a server that greets a client under test, in one segment or in pieces, or
// that is not there at all. A round is one run of the program: "program:2" talks to "connection:2".
// How greetings are made and cut stands in greetings.hpp.
#include "reference/peers/bystander.hpp"
#include "reference/peers/greetings.hpp"
#include "reference/peers/peers.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace viva::peers {

namespace {

using trial::awaitable;
using trial::Ending;
using trial::TcpConnection;
using trial::TcpListener;
using namespace std::chrono_literals;

// How often a wait looks up to see whether the program still runs.
constexpr Duration glance = 50ms;

struct Server {
  trial::Stage& stage;
  Duration patience;        ///< for the client's connection
  Duration gap;             ///< between two pieces
  Duration exit_patience;   ///< for the client's exit, after the end of the greeting
  std::uint16_t elsewhere;  ///< a port that a client may take instead of the one that it is given

  [[nodiscard]] Duration now() const { return stage.recorder().now(); }
};

/// The client's connection; none when it ends before, or never comes.
awaitable<std::optional<TcpConnection>> await_client(Server& server, TcpListener& listener,
                                                     trial::Run& run) {
  const Duration deadline = server.now() + server.patience;
  bool last_look = false;  // a program may connect and end between two looks
  while (!last_look) {
    last_look = !server.stage.running(run) || server.now() >= deadline;
    auto accepting = listener.accept("connection:1", glance);
    auto connection = co_await std::move(accepting);
    if (connection) co_return connection;
  }
  co_return std::nullopt;
}

/// Sends the pieces, then ends the stream. The client's side is left open: what a client says
/// unasked would else come back to it as a reset that eats the greeting.
awaitable<void> greet(TcpConnection& connection, const Strings& pieces, Duration gap) {
  connection.no_delay();
  bool first = true;
  for (const std::string& piece : pieces) {
    if (!first) {
      auto waiting = trial::pause(gap);
      co_await std::move(waiting);
    }
    first = false;
    auto sending = connection.send(piece, 2s);
    const bool sent = co_await std::move(sending);
    if (!sent) break;
  }
  connection.finish_sending();
}

/// Takes in what the client says, until it closes, ends or is out of time.
awaitable<void> see_off(Server& server, TcpConnection& connection, trial::Run& run) {
  const Duration deadline = server.now() + server.exit_patience;
  std::size_t bytes = 0;
  while (server.now() < deadline && server.stage.running(run) && bytes < 65'536) {
    auto receiving = connection.receive(glance);
    const trial::Received received = co_await std::move(receiving);
    bytes += received.bytes.size();
    if (received.ending != Ending::none && received.ending != Ending::timeout) break;
  }
  const Duration left = std::max(deadline - server.now(), Duration{0});
  auto leaving = server.stage.until_exit(run, left);
  co_await std::move(leaving);
  connection.close();
}

awaitable<trial::Run*> start(Server& server, std::uint16_t port) {
  trial::Words words;
  words["port"] = std::to_string(port);
  auto starting = server.stage.start(std::move(words));
  trial::Run* run = co_await std::move(starting);
  co_return run;
}

/// Whom the client talks to, and what it is to be told: it stands in the transcript even when the
/// client does not stay to hear all of it.
void announce(Server& server, const std::string& greeting, std::uint16_t port) {
  Params more{{"greeting", true}, {"port", std::int64_t{port}}};
  server.stage.recorder().add("server", What::note, greeting, std::move(more));
}

awaitable<void> play_greeting(Server& server, std::string greeting, std::int64_t pieces) {
  TcpListener listener{server.stage.executor(), server.stage.recorder(), server.stage.fresh_port()};
  auto bystander = Bystander::tcp(server.stage, server.elsewhere);
  announce(server, greeting, listener.port());
  auto starting = start(server, listener.port());
  trial::Run* run = co_await std::move(starting);
  auto awaiting = await_client(server, listener, *run);
  auto connection = co_await std::move(awaiting);
  if (connection) {
    const Strings cuts = cut(greeting, static_cast<std::size_t>(pieces));
    auto greeted = greet(*connection, cuts, server.gap);
    co_await std::move(greeted);
    auto leaving = see_off(server, *connection, *run);
    co_await std::move(leaving);
  } else {
    Params more{{"awaited", std::string("a connection")}, {"after", server.patience}};
    server.stage.recorder().add("server", What::timeout, {}, std::move(more));
    auto looking = bystander.look();
    co_await std::move(looking);
  }
  auto stopping = server.stage.stop(*run, Duration{0});
  co_await std::move(stopping);
}

/// Nothing listens on the port that the client is given.
awaitable<void> play_refusal(Server& server) {
  auto starting = start(server, server.stage.fresh_port());
  trial::Run* run = co_await std::move(starting);
  auto leaving = server.stage.until_exit(*run, server.exit_patience);
  co_await std::move(leaving);
  auto stopping = server.stage.stop(*run, Duration{0});
  co_await std::move(stopping);
}

awaitable<void> play(trial::Stage& stage, const Params& params) {
  Server server{stage, params.duration("patience"), params.duration("gap"),
                params.duration("exit_patience"),
                static_cast<std::uint16_t>(params.integer("elsewhere"))};
  if (params.flag("refuse")) {
    auto refusal = play_refusal(server);
    co_await std::move(refusal);
  } else {
    std::string greeting = make_greeting(params.text("greeting"), stage.random());
    auto greeted = play_greeting(server, std::move(greeting), params.integer("pieces"));
    co_await std::move(greeted);
  }
}

}  // namespace

trial::PeerKind tcp_server() {
  return {{"tcp_server",
           "a server that greets a client and closes, or that is not there",
           {{"greeting", ValueType::text, std::string{"plain"},
             "\"plain\" (a short line), \"percent\" (one that holds %s) or \"long\" (over 1,024 "
             "bytes)"},
            {"pieces", ValueType::integer, std::int64_t{1},
             "how many segments the greeting is sent in", Bounds{1, 50}},
            {"gap", ValueType::duration, Duration{300ms}, "the pause between two pieces"},
            {"refuse", ValueType::boolean, false,
             "nothing listens on the port; the program is run once"},
            {"patience", ValueType::duration, Duration{5s},
             "how long the program may take until it connects"},
            {"exit_patience", ValueType::duration, Duration{5s},
             "how long its exit is awaited after the end of the greeting (or from its start, when "
             "refused)"},
            {"elsewhere", ValueType::integer, std::int64_t{0},
             "a port that is watched too, to tell a program that it ignores its arguments; 0: none",
             Bounds{0, 65535}}},
           {},
           {"port"}},
          play};
}

}  // namespace viva::peers

// The peer `udp_client`: one or more clients of a datagram server under test. They take turns, and
// each message waits for the answer to the one before it. Their sockets are not connected, so an
// answer from another port or to the wrong client is seen too; none is left for the next message.
// Whose turn it is: messages.hpp.
#include "harness/trial/within.hpp"
#include "reference/peers/messages.hpp"
#include "reference/peers/peers.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace viva::peers {

namespace {

using trial::awaitable;
using trial::UdpSocket;
using namespace std::chrono_literals;

// How often a client that waits looks up to see whether the program still runs.
constexpr Duration glance = 50ms;
// What has been sent has arrived on the loopback; this only lets the kernel hand it over.
constexpr Duration hand_over = 20ms;
// How long a server that still has messages to read may take to read them.
constexpr Duration catching_up = 1s;
// More than any server sends for one message; one that floods must not hold up the trial.
constexpr int surplus_max = 64;

struct Clients {
  trial::Stage& stage;
  trial::Run& run;
  std::uint16_t port;
  std::vector<UdpSocket> sockets = {};

  [[nodiscard]] Duration now() const { return stage.recorder().now(); }
};

/// True when an answer came; stops waiting when the program has ended.
awaitable<bool> await_answer(Clients& clients, UdpSocket& socket, Duration patience) {
  const Duration deadline = clients.now() + patience;
  bool last_look = false;
  while (!last_look) {
    last_look = !clients.stage.running(clients.run) || clients.now() + glance >= deadline;
    auto receiving = socket.receive(std::clamp(deadline - clients.now(), hand_over, glance));
    const auto answer = co_await std::move(receiving);
    if (answer) co_return true;
  }
  co_return false;
}

/// Answers beyond the one that was awaited, or in its stead, to whomever they went: left in a
/// client's socket, they would be taken for the answer to its next message. Where there are several
/// clients, a server that answers all of them is given the time to do so.
awaitable<void> take_surplus(Clients& clients) {
  if (clients.sockets.size() > 1) {
    auto handing_over = trial::pause(hand_over);
    co_await std::move(handing_over);
  }
  for (UdpSocket& socket : clients.sockets) {
    for (int taken = 0; taken < surplus_max; ++taken) {
      auto receiving = socket.receive(Duration{0});
      const auto surplus = co_await std::move(receiving);
      if (!surplus) break;
    }
  }
}

awaitable<void> converse(Clients& clients, const Strings& messages, LockStep turns) {
  while (const auto turn = turns.next()) {
    UdpSocket& socket = clients.sockets[turn->client];
    const Duration begin = clients.now();
    auto sending = socket.send_to(clients.port, messages[turn->message]);
    co_await std::move(sending);
    auto waiting = await_answer(clients, socket, turn->patience);
    const bool answered = co_await std::move(waiting);
    if (!answered) {
      turns.lost();
      Params more{{"awaited", std::string("an answer")}, {"after", clients.now() - begin}};
      clients.stage.recorder().add(socket.who(), What::timeout, {}, std::move(more));
    }
    auto taking = take_surplus(clients);
    co_await std::move(taking);
    if (!answered && !clients.stage.running(clients.run)) co_return;
  }
}

/// A server that has answered a message has taken it from its socket. What is still there it has
/// never looked at, however many answers it may have sent. One that answers twice may be a little
/// behind: its second answer was taken for the answer to the next message.
awaitable<void> note_unread(Clients& clients) {
  const Duration deadline = clients.now() + catching_up;
  std::size_t unread = 0;
  do {
    if (!clients.stage.running(clients.run)) co_return;
    unread = clients.stage.unread_at_program(clients.run, clients.port).value_or(0);
    if (unread == 0) co_return;
    auto waiting = trial::pause(hand_over);
    co_await std::move(waiting);
  } while (clients.now() < deadline);
  Params more{{"unread", static_cast<std::int64_t>(unread)}};
  clients.stage.recorder().add("harness", What::note, {}, std::move(more));
}

void open_sockets(Clients& clients, std::int64_t number) {
  for (std::int64_t i = 1; i <= number; ++i) {
    clients.sockets.emplace_back(clients.stage.executor(), clients.stage.recorder(),
                                 "client:" + std::to_string(i));
  }
}

awaitable<void> play(trial::Stage& stage, const Params& params) {
  const std::uint16_t port = stage.fresh_port();
  trial::Words words;
  words["port"] = std::to_string(port);
  auto starting = stage.start(std::move(words));
  trial::Run* run = co_await std::move(starting);
  auto listening =
      stage.until_listening(*run, trial::Protocol::udp, port, params.duration("start_patience"));
  const trial::Listening outcome = co_await std::move(listening);
  if (outcome == trial::Listening::yes) {
    const auto count = static_cast<std::size_t>(params.integer("count"));
    const auto length_max = static_cast<std::size_t>(params.integer("length_max"));
    const Strings messages = make_messages(count, length_max, stage.random());
    LockStep::Patience patience;
    patience.answer = params.duration("patience");
    patience.answer_after_loss = params.duration("patience_after_loss");
    Clients clients{stage, *run, port};
    open_sockets(clients, params.integer("clients"));
    auto conversing =
        converse(clients, messages, LockStep{count, clients.sockets.size(), patience});
    co_await std::move(conversing);
    auto noting = note_unread(clients);
    co_await std::move(noting);
  }
  auto stopping = stage.stop(*run);
  co_await std::move(stopping);
}

}  // namespace

trial::PeerKind udp_client() {
  return {{"udp_client",
           "clients that send datagrams in turn, each waiting for the answer to the one before",
           {{"count", ValueType::integer, std::int64_t{20}, "datagrams in all", Bounds{1, 2000}},
            {"clients", ValueType::integer, std::int64_t{1},
             "clients that take turns, each with a socket of its own", Bounds{1, 100}},
            {"length_max", ValueType::integer, std::int64_t{500}, "bytes in the longest datagram",
             Bounds{16, 1400}},
            {"start_patience", ValueType::duration, Duration{5s},
             "how long the server may take until its port is bound"},
            {"patience", ValueType::duration, Duration{3s}, "how long an answer is awaited"},
            {"patience_after_loss", ValueType::duration, Duration{500ms},
             "how long, once an answer has not come; the fourth one that does not come ends it"}},
           {},
           {"port"}},
          play};
}

}  // namespace viva::peers

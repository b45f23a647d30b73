// The peer `udp_server`: answers the datagrams of a client under test, each with a text of its own
// and only after a while, and keeps listening meanwhile: a message that comes too early is seen.
// What is answered when, and when it is over, stands in replies.hpp.
#include "reference/peers/bystander.hpp"
#include "reference/peers/peers.hpp"
#include "reference/peers/replies.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace viva::peers {

namespace {

using trial::awaitable;
using trial::UdpSocket;
using namespace std::chrono_literals;

// How often a wait looks up to see whether the program still runs.
constexpr Duration glance = 50ms;

struct Delays {
  Duration low;
  Duration high;
};

Duration pick(Delays delays, trial::Random& random) {
  return Duration{random.between(delays.low.count(), delays.high.count())};
}

/// A reply that no other reply holds, and that no client can guess.
std::string make_reply(trial::Random& random) {
  const auto length = static_cast<std::size_t>(random.between(6, 30));
  const std::string word = random.word(8);
  return word + " " + random.sentence(length);
}

struct Conversation {
  trial::Stage& stage;
  trial::Run& run;
  UdpSocket& socket;
  Delays delays;
  Replier replier;

  [[nodiscard]] Duration now() const { return stage.recorder().now(); }
};

awaitable<void> send_due(Conversation& talk) {
  while (auto reply = talk.replier.due(talk.now())) {
    auto sending = talk.socket.send_to(reply->to, reply->text);
    co_await std::move(sending);
  }
}

/// Until there is nothing more to wait for, or the program has ended and been answered.
awaitable<void> converse(Conversation& talk) {
  bool last_look = false;  // what a program sent before it ended still counts
  while (!last_look) {
    auto replying = send_due(talk);
    co_await std::move(replying);
    const auto wait = talk.replier.wait(talk.now());
    last_look = !wait || (!talk.stage.running(talk.run) && !talk.replier.owes());
    auto receiving = talk.socket.receive(std::min(wait.value_or(1ms), glance));
    const auto message = co_await std::move(receiving);
    if (!message) continue;
    last_look = last_look && !talk.replier.wait(talk.now());
    std::string text = make_reply(talk.stage.random());
    const Duration delay = pick(talk.delays, talk.stage.random());
    talk.replier.took(message->bytes, message->from, std::move(text), delay, talk.now());
  }
}

awaitable<void> play(trial::Stage& stage, const Params& params) {
  const std::int64_t count = params.integer("count");
  const std::uint16_t port = stage.fresh_port();
  UdpSocket socket{stage.executor(), stage.recorder(), "server", port};
  auto bystander = Bystander::udp(stage, static_cast<std::uint16_t>(params.integer("elsewhere")));
  stage.recorder().add("server", What::note, {}, Params{{"asked", count}});
  trial::Words words;
  words["port"] = std::to_string(port);
  words["count"] = std::to_string(count);
  auto starting = stage.start(std::move(words));
  trial::Run* run = co_await std::move(starting);

  Replier::Patience patience;
  patience.first = params.duration("patience");
  patience.message = params.duration("message_patience");
  patience.exit = params.duration("exit_patience");
  const Duration begin = stage.recorder().now();
  Conversation talk{stage,
                    *run,
                    socket,
                    {params.duration("delay_min"), params.duration("delay_max")},
                    Replier{static_cast<std::size_t>(count), patience, begin}};
  auto talking = converse(talk);
  co_await std::move(talking);
  if (stage.running(*run) && !talk.replier.awaited().empty()) {
    Params more{{"awaited", std::string(talk.replier.awaited())},
                {"after", stage.recorder().now() - begin}};
    stage.recorder().add("server", What::timeout, {}, std::move(more));
  }
  auto looking = bystander.look();
  co_await std::move(looking);
  auto stopping = stage.stop(*run, Duration{0});
  co_await std::move(stopping);
}

}  // namespace

trial::PeerKind udp_server() {
  return {
      {"udp_server",
       "a server that answers each datagram with another text, and not at once",
       {{"count", ValueType::integer, std::int64_t{5}, "messages that the program is asked to send",
         Bounds{1, 100}},
        {"delay_min", ValueType::duration, Duration{150ms}, "the shortest time until an answer"},
        {"delay_max", ValueType::duration, Duration{300ms}, "the longest time until an answer"},
        {"patience", ValueType::duration, Duration{5s}, "how long the first message is awaited"},
        {"message_patience", ValueType::duration, Duration{3s}, "how long another one is awaited"},
        {"exit_patience", ValueType::duration, Duration{3s},
         "how long the exit is awaited after the last answer"},
        {"elsewhere", ValueType::integer, std::int64_t{0},
         "a port that is watched too, to tell a program that it ignores its arguments; 0: none",
         Bounds{0, 65535}}},
       {},
       {"count", "port"}},
      play};
}

}  // namespace viva::peers

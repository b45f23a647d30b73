// A client of a lossy server under test: thousands of datagrams from several sockets, many on their
// way at once. What is sent when is decided in lossy_examination.cpp; here are sockets and time
// alone.
//
// Events of its own: phases "run N" (the messages), "sentinels N" (the marked datagrams after
// them); a note "plan" {messages, clients, runs}; after each run a note "end" {run, why, sent,
// unread} and a note "buffers" {run, program, clients}: datagrams that the kernel dropped because a
// buffer was full.
#include "reference/peers/lossy_examination.hpp"
#include "reference/peers/peers.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace viva::peers {
namespace {

using namespace std::chrono_literals;
using trial::awaitable;

constexpr int receive_buffer = 4 << 20;  // bytes; the system gives less where it must

/// One run of the program: what its coroutines share.
struct Hall {
  trial::Stage& stage;
  const std::vector<std::string>& texts;
  const std::vector<std::size_t>& senders;  // whose turn each text is
  std::string prefix;
  std::size_t messages;
  int number;  // of the run, from 1
  std::uint16_t port;
  trial::Run* run;
  Examination examination;
  std::vector<std::unique_ptr<trial::UdpSocket>> clients;
  boost::asio::steady_timer wake;
  bool closed = false;
};

/// Receives for one client until the hall is closed.
awaitable<void> listen(Hall& hall, trial::UdpSocket& client) {
  while (!hall.closed) {
    auto receiving = client.receive(50ms);
    const auto datagram = co_await std::move(receiving);
    if (!datagram) continue;
    const auto message =
        message_of(hall.texts, hall.examination.sent(), hall.prefix, datagram->bytes);
    const Duration now = hall.stage.recorder().now();
    if (message) {
      hall.examination.answered(*message, now);
    } else {
      hall.examination.noise(now);
    }
    hall.wake.cancel();
  }
}

/// Until `moment`, an answer, or 50 ms: the program's end must be noticed.
awaitable<void> wait_until(Hall& hall, Duration moment) {
  const Duration now = hall.stage.recorder().now();
  hall.wake.expires_after(std::clamp<Duration>(moment - now, 0us, 50ms));
  boost::system::error_code ignored;
  auto tick =
      hall.wake.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
  co_await std::move(tick);
}

awaitable<void> send(Hall& hall, std::size_t message) {
  if (message == hall.messages) {
    hall.stage.phase("sentinels " + std::to_string(hall.number),
                     "the last datagrams of this run, which show that nothing is still on its way");
  }
  trial::UdpSocket& client = *hall.clients[hall.senders[message]];
  auto sending = client.send_to(hall.port, hall.texts[message]);
  co_await std::move(sending);
}

awaitable<ExaminationEnd> examine(Hall& hall) {
  trial::Stage& stage = hall.stage;
  for (;;) {
    if (!stage.running(*hall.run)) hall.examination.program_ended();
    const Duration now = stage.recorder().now();
    const Examination::Action action = hall.examination.next(now);
    if (const auto* over = std::get_if<Examination::Over>(&action)) co_return over->end;
    if (const auto* next = std::get_if<Examination::Send>(&action)) {
      auto sending = send(hall, next->message);
      co_await std::move(sending);
    } else if (const auto* wait = std::get_if<Examination::Wait>(&action)) {
      auto waiting = wait_until(hall, wait->until);
      co_await std::move(waiting);
    } else {
      hall.examination.looked(stage.unread_at_program(*hall.run, hall.port), now);
    }
  }
}

void note_buffers(Hall& hall) {
  std::uint64_t at_clients = 0;
  for (const auto& client : hall.clients) at_clients += client->dropped();
  Params fields{{"about", std::string{"buffers"}}, {"run", std::int64_t{hall.number}}};
  fields.set("program",
             static_cast<std::int64_t>(hall.stage.dropped_at_program(*hall.run, hall.port)));
  fields.set("clients", static_cast<std::int64_t>(at_clients));
  hall.stage.recorder().add("harness", What::note, {}, std::move(fields));
}

/// Examines, then ends the program while its late answers are still received.
awaitable<void> conduct(Hall& hall) {
  auto examining = examine(hall);
  const ExaminationEnd end = co_await std::move(examining);
  Params fields{{"about", std::string{"end"}}, {"run", std::int64_t{hall.number}}};
  fields.set("why", std::string{name_of(end)});
  fields.set("sent", static_cast<std::int64_t>(std::min(hall.examination.sent(), hall.messages)));
  hall.stage.recorder().add("harness", What::note, {}, std::move(fields));
  note_buffers(hall);
  auto stopping = hall.stage.stop(*hall.run);
  co_await std::move(stopping);
  hall.closed = true;
}

awaitable<void> all_of(std::vector<awaitable<void>> tasks) {
  using namespace boost::asio::experimental::awaitable_operators;
  auto together = std::move(tasks.front());
  for (std::size_t i = 1; i < tasks.size(); ++i)
    together = std::move(together) && std::move(tasks[i]);
  return together;
}

std::vector<std::unique_ptr<trial::UdpSocket>> open_clients(trial::Stage& stage,
                                                            std::size_t count) {
  std::vector<std::unique_ptr<trial::UdpSocket>> clients;
  for (std::size_t i = 1; i <= count; ++i) {
    auto name = "client:" + std::to_string(i);
    clients.push_back(std::make_unique<trial::UdpSocket>(
        stage.executor(), stage.recorder(), std::move(name), std::uint16_t{0}, receive_buffer));
  }
  return clients;
}

/// The same in every run, so that two runs can be compared.
struct Script {
  std::vector<std::string> texts;
  std::vector<std::size_t> senders;  // drawn: no pattern of losses shall look like one of senders
};

Script write_script(trial::Random& random, const Params& params, std::size_t count) {
  Script script;
  script.texts =
      examination_texts(random, count, static_cast<std::size_t>(params.integer("shortest")),
                        static_cast<std::size_t>(params.integer("longest")));
  const std::int64_t clients = std::max<std::int64_t>(params.integer("clients"), 1);
  for (std::size_t i = 0; i < count; ++i)
    script.senders.push_back(static_cast<std::size_t>(random.between(0, clients - 1)));
  return script;
}

/// False when the program never listened.
awaitable<bool> play_run(trial::Stage& stage, const Params& params, const Script& script,
                         const ExaminationPlan& plan, int number) {
  const std::string part = "run " + std::to_string(number);
  stage.phase(part, part + " of your program begins");
  const std::uint16_t port = stage.fresh_port();
  trial::Words words;
  words["port"] = std::to_string(port);
  auto starting = stage.start(std::move(words));
  trial::Run* run = co_await std::move(starting);
  auto readiness = stage.until_listening(*run, trial::Protocol::udp, port);
  const trial::Listening listening = co_await std::move(readiness);
  if (listening != trial::Listening::yes) co_return false;
  auto clients = open_clients(
      stage, static_cast<std::size_t>(std::max<std::int64_t>(params.integer("clients"), 1)));
  Hall hall{stage,
            script.texts,
            script.senders,
            params.text("prefix"),
            plan.messages,
            number,
            port,
            run,
            Examination{plan, stage.recorder().now()},
            std::move(clients),
            boost::asio::steady_timer{stage.executor()}};
  std::vector<awaitable<void>> tasks;
  tasks.push_back(conduct(hall));
  for (const auto& client : hall.clients) tasks.push_back(listen(hall, *client));
  auto together = all_of(std::move(tasks));
  co_await std::move(together);
  co_return true;
}

ExaminationPlan plan_of(const Params& params) {
  const auto count = [&](std::string_view name) {
    return static_cast<std::size_t>(std::max<std::int64_t>(params.integer(name), 1));
  };
  ExaminationPlan plan;
  plan.messages = count("messages");
  plan.parts = count("parts");
  plan.gap = params.duration("gap");
  plan.window = count("window");
  plan.patience = params.duration("patience");
  plan.budget = params.duration("budget");
  return plan;
}

awaitable<void> play(trial::Stage& stage, const Params& params) {
  const ExaminationPlan plan = plan_of(params);
  const auto runs = static_cast<int>(params.integer("runs"));
  const Script script = write_script(stage.random(), params, plan.messages + plan.sentinels_max);
  Params fields{{"about", std::string{"plan"}}, {"runs", params.integer("runs")}};
  fields.set("messages", params.integer("messages"));
  fields.set("clients", params.integer("clients"));
  stage.recorder().add("harness", What::note, {}, std::move(fields));
  for (int number = 1; number <= runs; ++number) {
    const Duration begin = stage.recorder().now();
    auto playing = play_run(stage, params, script, plan, number);
    const bool listened = co_await std::move(playing);
    if (!listened || number == runs) co_return;
    const Duration rest = begin + plan.gap - stage.recorder().now();
    if (rest <= 0us) continue;
    auto resting = trial::pause(rest);
    co_await std::move(resting);
  }
}

}  // namespace

trial::PeerKind lossy_examiner() {
  KindInfo info;
  info.name = "lossy_examiner";
  info.sentence =
      "Sends thousands of different datagrams to a lossy server from several clients, many at "
      "once, never more "
      "than its buffer holds; from each run's answers it can be told which were lost.";
  info.parameters = {
      {"messages", ValueType::integer, Value{std::int64_t{2000}}, "datagrams in each run",
       Bounds{1, 20000}},
      {"clients", ValueType::integer, Value{std::int64_t{3}},
       "sockets that they come from, in turn", Bounds{1, 100}},
      {"shortest", ValueType::integer, Value{std::int64_t{1}}, "bytes of the shortest text",
       Bounds{1, 1400}},
      {"longest", ValueType::integer, Value{std::int64_t{500}}, "bytes of the longest text",
       Bounds{1, 1400}},
      {"prefix", ValueType::text, Value{std::string{"ACK: "}},
       "what stands before the text in an answer"},
      {"window", ValueType::integer, Value{std::int64_t{40}},
       "datagrams that may wait unread at the program", Bounds{1, 1000}},
      {"runs", ValueType::integer, Value{std::int64_t{1}},
       "how often the program is started; the same texts in each", Bounds{1, 10}},
      {"parts", ValueType::integer, Value{std::int64_t{1}},
       "the datagrams of a run are sent in so many parts", Bounds{1, 20}},
      {"gap", ValueType::duration, Value{Duration{1200ms}},
       "at least, between the starts of two parts or runs"},
      {"patience", ValueType::duration, Value{Duration{5s}},
       "a program that reads nothing for so long hangs"},
      {"budget", ValueType::duration, Value{Duration{30s}}, "a run that takes longer is too slow"},
  };
  info.words = {"port"};
  return {std::move(info), play};
}

}  // namespace viva::peers

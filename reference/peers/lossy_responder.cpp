// A lossy server for a client under test. What is dropped and answered is decided in
// lossy_schedule.cpp; here are the socket and time alone.
//
// Events of its own: a note "plan" {count, drops, stale}; `drop` {message, copy}; a note "end"
// {why, all_answered}; `timeout` {awaited, after} when a client stays silent.
#include "reference/peers/lossy_schedule.hpp"
#include "reference/peers/peers.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <variant>

namespace viva::peers {
namespace {

using namespace std::chrono_literals;
using trial::awaitable;

constexpr Duration look_period = 20ms;    // how soon the program's end is noticed
constexpr Duration drain_patience = 5ms;  // what was sent before the end is in the buffer already

SchedulePlan plan_of(const Params& params) {
  SchedulePlan plan;
  plan.count = static_cast<std::size_t>(std::max<std::int64_t>(params.integer("count"), 1));
  plan.prefix = params.text("prefix");
  plan.answer = params.text("answer");
  plan.drops = read_drops(params.text("drops"));
  for (const std::int64_t message : params.integers("stale"))
    plan.stale.push_back(static_cast<std::size_t>(message));
  plan.patience = params.duration("patience");
  plan.loss_budget = params.duration("loss_budget");
  plan.after = params.duration("after");
  return plan;
}

void note(trial::Stage& stage, Params fields) {
  stage.recorder().add("server", What::note, {}, std::move(fields));
}

void note_plan(trial::Stage& stage, const Params& params) {
  Params fields{{"about", std::string{"plan"}}, {"count", params.integer("count")}};
  fields.set("drops", params.text("drops"));
  fields.set("stale", params.integers("stale"));
  note(stage, std::move(fields));
}

awaitable<void> perform(trial::Stage& stage, trial::UdpSocket& socket, Schedule::Actions actions) {
  for (const Schedule::Action& action : actions) {
    if (const auto* drop = std::get_if<Schedule::Drop>(&action)) {
      Params fields{{"message", static_cast<std::int64_t>(drop->message)}};
      fields.set("copy", static_cast<std::int64_t>(drop->copy));
      stage.recorder().add(socket.who(), What::drop, {}, std::move(fields));
      continue;
    }
    const auto& reply = std::get<Schedule::Reply>(action);
    auto sending = socket.send_to(reply.to, reply.bytes);
    co_await std::move(sending);
  }
}

/// Receives one datagram if one comes in time, and does what follows from it.
awaitable<bool> serve(trial::Stage& stage, trial::UdpSocket& socket, Schedule& schedule,
                      Duration patience) {
  auto receiving = socket.receive(patience);
  const auto datagram = co_await std::move(receiving);
  const Duration now = stage.recorder().now();
  Schedule::Actions actions;
  if (datagram) actions = schedule.received(datagram->from, datagram->bytes, now);
  auto performing = perform(stage, socket, std::move(actions));
  co_await std::move(performing);
  co_return datagram.has_value();
}

void note_end(trial::Stage& stage, const Schedule& schedule, ScheduleEnd end, Duration patience) {
  if (end == ScheduleEnd::silent) {
    Params fields{{"awaited", std::string{"a datagram"}}, {"after", patience}};
    stage.recorder().add("server", What::timeout, {}, std::move(fields));
  }
  Params fields{{"about", std::string{"end"}}, {"why", std::string{name_of(end)}}};
  fields.set("all_answered", schedule.all_answered());
  note(stage, std::move(fields));
}

awaitable<void> play(trial::Stage& stage, const Params& params) {
  const std::uint16_t port = stage.fresh_port();
  trial::UdpSocket socket{stage.executor(), stage.recorder(), "server", port};
  note_plan(stage, params);
  trial::Words words;
  words["port"] = std::to_string(port);
  words["count"] = std::to_string(params.integer("count"));
  auto starting = stage.start(std::move(words));
  trial::Run* run = co_await std::move(starting);
  Schedule schedule{plan_of(params), stage.recorder().now()};
  std::optional<ScheduleEnd> end;
  while (!end) {
    const bool runs = stage.running(*run);
    const Duration patience = runs ? look_period : drain_patience;
    auto serving = serve(stage, socket, schedule, patience);
    const bool came = co_await std::move(serving);
    if (runs || !came) end = schedule.over(stage.recorder().now(), runs);
  }
  note_end(stage, schedule, *end, params.duration("patience"));
  auto stopping = stage.stop(*run, 0us);
  co_await std::move(stopping);
}

}  // namespace

trial::PeerKind lossy_responder() {
  KindInfo info;
  info.name = "lossy_responder";
  info.sentence =
      "Acknowledges a client's numbered messages over UDP, but drops the first copies of some by a "
      "written schedule; may send acknowledgements of earlier messages first.";
  info.parameters = {
      {"count", ValueType::integer, Value{std::int64_t{10}},
       "messages that the program is asked to send", Bounds{1, 200}},
      {"prefix", ValueType::text, Value{std::string{"Message "}},
       "what stands before the number in a message"},
      {"answer", ValueType::text, Value{std::string{"ACK: "}},
       "what stands before the message in its acknowledgement"},
      {"drops", ValueType::text, Value{std::string{}},
       "\"1:3, 4:1\": the first 3 copies of message 1, one of message 4"},
      {"stale", ValueType::integers, Value{Integers{}},
       "messages whose first copy is met by acknowledgements of earlier ones"},
      {"patience", ValueType::duration, Value{Duration{12s}}, "for the next datagram"},
      {"loss_budget", ValueType::duration, Value{Duration{14s}},
       "spent in waiting for repeats, then nothing more is dropped"},
      {"after", ValueType::duration, Value{Duration{3s}},
       "listened on after the last acknowledgement while the program runs"},
  };
  info.words = {"count", "port"};
  return {std::move(info), play};
}

}  // namespace viva::peers

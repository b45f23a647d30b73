// The peer `chat_clients`: clients of a chat server, by the name of a script (chat_scripts.hpp).
#include "harness/model/trouble.hpp"
#include "reference/peers/chat_scripts.hpp"
#include "reference/peers/peers.hpp"

#include <array>
#include <exception>

namespace viva::peers {
namespace {

using namespace std::chrono_literals;
using chat::awaitable;
using chat::Room;

struct Script {
  std::string_view name;
  awaitable<void> (*play)(Room& room, const Params& params);
};

constexpr std::array<Script, 6> scripts = {{
    {"take_turns", chat::take_turns},
    {"burst", chat::burst},
    {"fragments", chat::fragments},
    {"leave", chat::leave},
    {"churn", chat::churn},
    {"slow_reader", chat::slow_reader},
}};

const Script& script_of(const Params& params) {
  const auto& name = params.text("script");
  for (const auto& script : scripts) {
    if (script.name == name) return script;
  }
  throw Trouble("chat_clients has no script named `" + name + "`");
}

awaitable<void> converse(trial::Stage& stage, trial::Run& run, std::uint16_t port,
                         const Params& params) {
  Room::Terms terms;
  terms.port = port;
  terms.patience.full = params.duration("patience");
  terms.patience.after_failure = params.duration("after_failure");
  terms.patience.end_of_all = stage.recorder().now() + params.duration("budget");
  Room room{stage, run, terms};
  std::exception_ptr failure;
  try {
    co_await script_of(params).play(room, params);
  } catch (...) {
    failure = std::current_exception();
  }
  co_await room.dissolve();
  if (failure) std::rethrow_exception(failure);
  // While everybody is still connected: that all leave at once is no part of any script.
  co_await stage.stop(run);
}

awaitable<void> play(trial::Stage& stage, const Params& params) {
  const auto port = stage.fresh_port();
  trial::Words words{{"port", std::to_string(port)}};
  auto* run = co_await stage.start(std::move(words));
  const auto listening = co_await stage.until_listening(*run, trial::Protocol::tcp, port);
  if (listening == trial::Listening::yes) co_await converse(stage, *run, port, params);
  co_await stage.stop(*run);  // unless it has ended
}

std::vector<ParameterInfo> parameters() {
  return {
      {"script", ValueType::text, std::nullopt,
       "what happens: take_turns (one speaks, all others hear it, the next speaks), burst (all "
       "speak "
       "at once), fragments (lines in pieces and lines glued), leave (one closes and one resets in "
       "mid-burst, then newcomers, then turns), churn (joins and leaves while all speak, for "
       "sanitizers), slow_reader (one stops reading while megabytes are sent)"},
      {"clients", ValueType::integer, Value{std::int64_t{3}}, "clients that join and speak",
       Bounds{2, 100}},
      {"idle", ValueType::integer, Value{std::int64_t{0}},
       "clients that never send anything; the first of them connects before everybody else",
       Bounds{0, 100}},
      {"lines", ValueType::integer, Value{std::int64_t{3}},
       "lines of each client; rounds of pieces (fragments); rounds after the flood (slow_reader)",
       Bounds{1, 200}},
      {"burst", ValueType::integer, Value{std::int64_t{21}},
       "lines of each client while others leave (leave, churn)", Bounds{1, 500}},
      {"newcomers", ValueType::integer, Value{std::int64_t{2}},
       "clients that join after the leaving (leave, churn)", Bounds{0, 50}},
      {"rounds", ValueType::integer, Value{std::int64_t{3}},
       "rounds of leaving and joining (churn)", Bounds{0, 50}},
      {"flood_bytes", ValueType::integer, Value{std::int64_t{8} << 20},
       "bytes that one client sends while another does not read (slow_reader)",
       Bounds{1, std::int64_t{256} << 20}},
      {"receive_buffer", ValueType::integer, Value{std::int64_t{4096}},
       "SO_RCVBUF of the slow reader, in bytes", Bounds{1, 1048576}},
      {"patience", ValueType::duration, Value{Duration{5s}},
       "how long a line or a join may take before it counts as failed"},
      {"after_failure", ValueType::duration, Value{Duration{300ms}},
       "the same once the server has failed to deliver"},
      {"budget", ValueType::duration, Value{Duration{40s}},
       "how long the whole conversation may take"},
  };
}

}  // namespace

trial::PeerKind chat_clients() {
  return {{"chat_clients",
           "clients of a chat server that broadcasts lines",
           parameters(),
           {},
           {"port"}},
          play};
}

}  // namespace viva::peers

// Clients of a chat server: a table of scripts, each a short story about who joins, speaks and
// leaves. How clients join and how long is waited is the room's matter (chat_room.hpp).
#include "harness/model/trouble.hpp"
#include "reference/peers/chat_room.hpp"
#include "reference/peers/peers.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <array>

namespace viva::peers {
namespace {

using namespace std::chrono_literals;
using chat::awaitable;
using chat::MemberPtr;
using chat::Members;
using chat::Room;

// Lines are 1 to 200 bytes; those of bursts are shorter, for the transcript's sake.
constexpr std::size_t longest_line = 200;
constexpr std::size_t burst_line_max = 60;
constexpr std::size_t line_min = 10;
constexpr Duration piece_gap = 60ms;

std::size_t count_of(const Params& params, std::string_view name) {
  return static_cast<std::size_t>(std::max<std::int64_t>(params.integer(name), 0));
}

// --- who is there
// ----------------------------------------------------------------------------------

/// Clients join one after the other; idle ones come before the first, then in between. A server
/// that has failed to take one client in is not asked for more.
awaitable<void> gather(Room& room, std::size_t clients, std::size_t idle) {
  room.stage().phase("joining");
  for (std::size_t index = 0; index < std::max(clients, idle); ++index) {
    if (index < idle) co_await room.enter_mute();
    if (index >= clients) continue;
    const bool joined = co_await room.join();
    if (!joined) co_return;
  }
}

/// All connect first, so that the socket table shows whether the program holds them at once.
awaitable<void> gather_at_once(Room& room, std::size_t clients) {
  room.stage().phase("connecting");
  Members connected;
  for (std::size_t index = 0; index < clients; ++index) {
    auto member = co_await room.enter();
    if (!member) break;
    connected.push_back(std::move(member));
    const bool accepted = co_await room.until_accepted(connected.size(), room.patience());
    if (accepted) continue;
    room.disappoint();
    break;
  }
  room.stage().phase("joining");
  for (auto& member : connected) {
    const bool settled = co_await room.settle(member);
    if (!settled) co_return;
  }
}

// --- how they talk
// ---------------------------------------------------------------------------------

/// One speaks, all others hear it, the next speaks.
awaitable<void> talk_in_turn(Room& room, std::string_view name, std::size_t lines) {
  const auto members = room.members();
  room.stage().phase(name);
  room.begin_exchange(name, members);
  std::size_t spoken = 0;
  for (std::size_t round = 0; round < lines; ++round) {
    for (const auto& speaker : members) {
      auto line = spoken == 0   ? room.lines().shortest()
                  : spoken == 1 ? room.lines().line(longest_line)
                                : room.lines().line_between(line_min, longest_line / 2);
      ++spoken;
      co_await room.say(speaker, std::move(line));
      co_await room.until_heard();
      if (room.out_of_time()) co_return;
    }
  }
}

/// Each speaker sends its lines one on the heels of the other, whatever has been heard.
awaitable<void> volley(Room& room, Members speakers, std::size_t lines) {
  for (const auto& speaker : speakers) {
    for (std::size_t index = 0; index < lines; ++index) {
      auto line = room.lines().line_between(line_min, burst_line_max);
      co_await room.say(speaker, std::move(line));
    }
  }
}

// --- the scripts
// -----------------------------------------------------------------------------------

awaitable<void> take_turns(Room& room, const Params& params) {
  const auto clients = count_of(params, "clients");
  const auto idle = count_of(params, "idle");
  if (idle == 0) {
    co_await gather_at_once(room, clients);
  } else {
    co_await gather(room, clients, idle);
  }
  if (room.members().size() < 2) co_return;
  co_await talk_in_turn(room, "turns", count_of(params, "lines"));
}

awaitable<void> burst(Room& room, const Params& params) {
  co_await gather(room, count_of(params, "clients"), count_of(params, "idle"));
  const auto members = room.members();
  if (members.size() < 2) co_return;
  const auto lines = count_of(params, "lines");
  room.stage().phase("burst");
  room.begin_exchange("burst", members);
  co_await volley(room, members, lines - lines / 2);
  co_await volley(room, members, lines / 2);
  co_await room.until_heard();
}

/// A line in three pieces, and another client's line between them.
awaitable<void> in_pieces(Room& room, MemberPtr speaker, MemberPtr other) {
  auto line = room.lines().line_between(30, longest_line);
  room.announce(speaker, line);
  const auto pieces = chat::pieces_of(line + "\n", 3);
  for (std::size_t index = 0; index < pieces.size(); ++index) {
    auto piece = pieces[index];
    co_await room.send_raw(speaker, std::move(piece));
    co_await trial::pause(piece_gap);
    if (index > 0) continue;
    auto between = room.lines().line_between(line_min, burst_line_max);
    co_await room.say(other, std::move(between));
    co_await trial::pause(piece_gap);
  }
  co_await room.until_heard();
}

/// Two lines in one segment; then a line and a half, and the rest.
awaitable<void> glued(Room& room, MemberPtr speaker) {
  std::array<std::string, 4> lines;
  for (auto& line : lines) line = room.lines().line_between(30, longest_line / 2);
  room.announce(speaker, lines[0]);
  room.announce(speaker, lines[1]);
  auto both = lines[0] + "\n" + lines[1] + "\n";
  co_await room.send_raw(speaker, std::move(both));
  co_await room.until_heard();
  room.announce(speaker, lines[2]);
  room.announce(speaker, lines[3]);
  const auto half = lines[3].size() / 2;
  auto one_and_a_half = lines[2] + "\n" + lines[3].substr(0, half);
  auto rest = lines[3].substr(half) + "\n";
  co_await room.send_raw(speaker, std::move(one_and_a_half));
  co_await trial::pause(piece_gap);
  co_await room.send_raw(speaker, std::move(rest));
  co_await room.until_heard();
}

awaitable<void> fragments(Room& room, const Params& params) {
  co_await gather(room, count_of(params, "clients"), count_of(params, "idle"));
  const auto members = room.members();
  if (members.size() < 2) co_return;
  room.stage().phase("fragments");
  room.begin_exchange("fragments", members);
  for (std::size_t round = 0; round < count_of(params, "lines") && !room.out_of_time(); ++round) {
    const auto& speaker = members[round % members.size()];
    const auto& other = members[(round + 1) % members.size()];
    co_await in_pieces(room, speaker, other);
    co_await glued(room, speaker);
  }
}

/// The second client and the last but one leave in the middle of a volley, each in its way.
awaitable<void> crossfire(Room& room, std::string_view name, std::size_t lines) {
  const auto present = room.members();
  const Members leavers{present[1], present[present.size() - 2]};
  Members stayers;
  for (const auto& member : present) {
    if (std::find(leavers.begin(), leavers.end(), member) == leavers.end())
      stayers.push_back(member);
  }
  room.stage().phase(name);
  room.begin_exchange(name, stayers);
  for (const auto& leaver : leavers) {
    auto line = room.lines().line_between(line_min, burst_line_max);
    co_await room.say_aside(leaver, std::move(line));
  }
  co_await volley(room, stayers, lines / 3);
  room.leave(leavers[0]);
  co_await volley(room, stayers, lines / 3);
  room.vanish(leavers[1]);
  co_await volley(room, stayers, lines - 2 * (lines / 3));
  co_await room.until_heard();
}

awaitable<void> welcome(Room& room, std::size_t newcomers) {
  room.stage().phase("newcomers");
  for (std::size_t index = 0; index < newcomers; ++index) {
    const bool joined = co_await room.join();
    if (!joined) co_return;
  }
}

awaitable<void> leave(Room& room, const Params& params) {
  co_await gather(room, count_of(params, "clients"), count_of(params, "idle"));
  if (room.members().size() < 4) co_return;
  co_await crossfire(room, "crossfire", count_of(params, "burst"));
  co_await welcome(room, count_of(params, "newcomers"));
  co_await talk_in_turn(room, "after", count_of(params, "lines"));
}

/// For a sanitized build: joins and leaves while everybody speaks.
awaitable<void> churn(Room& room, const Params& params) {
  co_await gather(room, count_of(params, "clients"), count_of(params, "idle"));
  for (std::size_t round = 0; round < count_of(params, "rounds"); ++round) {
    if (room.members().size() < 4 || room.out_of_time()) co_return;
    co_await crossfire(room, "crossfire", count_of(params, "burst"));
    room.stage().phase("burst");
    room.begin_exchange("burst", room.members());
    const auto speakers = room.members();
    co_await volley(room, speakers, count_of(params, "lines"));
    co_await room.until_heard();
    co_await welcome(room, count_of(params, "newcomers"));
  }
}

// --- a slow reader
// ---------------------------------------------------------------------------------

// Lines under way to those who read; few enough for any queue that bears a burst.
constexpr std::size_t lines_under_way = 160;
constexpr std::size_t lines_at_once = 40;

std::string bulk(Room& room, std::size_t first) {
  const auto filler = room.stage().random().sentence(longest_line - 10);
  std::string lines;
  for (std::size_t index = 0; index < lines_at_once; ++index) {
    lines += filler + " " + std::to_string(1'000'000 + first + index) + "\n";
  }
  return lines;
}

/// Sends megabytes, never more ahead of the slowest of `readers` than lines_under_way. `finished`
/// becomes true when all is sent or nothing moves any more.
awaitable<void> flood(Room& room, MemberPtr speaker, Members readers, std::uint64_t bytes,
                      bool& finished) {
  std::vector<std::uint64_t> base;
  for (const auto& reader : readers) base.push_back(reader->inbox.lines());
  std::uint64_t sent = 0;
  std::uint64_t lines = 0;
  Duration longest{0};
  const std::function<bool()> room_for_more = [&] {
    for (std::size_t index = 0; index < readers.size(); ++index) {
      const auto& reader = *readers[index];
      if (!reader.ended && reader.inbox.lines() - base[index] + lines_under_way < lines)
        return false;
    }
    return true;
  };
  while (sent < bytes) {
    const auto begin = room.stage().recorder().now();
    auto piece = bulk(room, lines);
    const auto size = piece.size();
    const bool gone = co_await room.send_raw(speaker, std::move(piece));
    if (gone) lines += lines_at_once;
    const auto patience = room.patience();
    const bool moving = gone && co_await room.until(room_for_more, patience);
    longest = std::max(longest, room.stage().recorder().now() - begin);
    if (!moving) break;
    sent += size;
  }
  room.note(speaker->who, "flooded", {},
            {{"sent", static_cast<std::int64_t>(sent)},
             {"wanted", static_cast<std::int64_t>(bytes)},
             {"longest", longest}});
  finished = true;
}

/// Everybody but the slow reader takes turns for as long as the flood lasts, and three rounds more.
awaitable<void> talk_meanwhile(Room& room, Members speakers, std::size_t lines,
                               const bool& finished) {
  std::size_t more = lines;
  while (more > 0 && !room.out_of_time()) {
    if (finished) --more;
    for (const auto& speaker : speakers) {
      auto line = room.lines().line_between(line_min, burst_line_max);
      co_await room.say(speaker, std::move(line));
      co_await room.until_heard();
    }
    co_await trial::pause(20ms);
  }
}

awaitable<void> slow_reader(Room& room, const Params& params) {
  using namespace boost::asio::experimental::awaitable_operators;
  room.stage().phase("joining");
  // The slow one comes second: in the list of clients it stands before most of the others.
  const auto clients = std::max<std::size_t>(count_of(params, "clients"), 4);
  for (std::size_t index = 0; index < clients; ++index) {
    const int buffer = index == 1 ? static_cast<int>(params.integer("receive_buffer")) : 0;
    const bool joined = co_await room.join(buffer);
    if (!joined) co_return;
  }
  const auto members = room.members();
  const auto& slow = members[1];
  const auto& flooder = members.back();
  Members others;
  for (const auto& member : members) {
    if (member == slow) continue;
    others.push_back(member);
    member->lengths_only = true;
    member->connection.keep(trial::Keep::length);
  }
  Members talkers = others;
  talkers.pop_back();
  room.stop_reading(slow);
  room.stage().phase("flood");
  room.begin_exchange("flood", others);
  bool finished = false;
  auto flooding = flood(room, flooder, talkers, count_of(params, "flood_bytes"), finished);
  auto talking = talk_meanwhile(room, talkers, count_of(params, "lines"), finished);
  auto both = std::move(flooding) && std::move(talking);
  co_await std::move(both);
}

// --- the peer
// --------------------------------------------------------------------------------------

struct Script {
  std::string_view name;
  awaitable<void> (*play)(Room& room, const Params& params);
};

constexpr std::array<Script, 6> scripts = {{
    {"take_turns", take_turns},
    {"burst", burst},
    {"fragments", fragments},
    {"leave", leave},
    {"churn", churn},
    {"slow_reader", slow_reader},
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
      {"clients", ValueType::integer, Value{std::int64_t{3}}, "clients that join and speak"},
      {"idle", ValueType::integer, Value{std::int64_t{0}},
       "clients that never send anything; the first of them connects before everybody else"},
      {"lines", ValueType::integer, Value{std::int64_t{3}},
       "lines of each client; rounds of pieces (fragments); rounds after the flood (slow_reader)"},
      {"burst", ValueType::integer, Value{std::int64_t{21}},
       "lines of each client while others leave (leave, churn)"},
      {"newcomers", ValueType::integer, Value{std::int64_t{2}},
       "clients that join after the leaving (leave, churn)"},
      {"rounds", ValueType::integer, Value{std::int64_t{3}},
       "rounds of leaving and joining (churn)"},
      {"flood_bytes", ValueType::integer, Value{std::int64_t{8} << 20},
       "bytes that one client sends while another does not read (slow_reader)"},
      {"receive_buffer", ValueType::integer, Value{std::int64_t{4096}},
       "SO_RCVBUF of the slow reader, in bytes"},
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
  return {{"chat_clients", "clients of a chat server that broadcasts lines", parameters(), {}},
          play};
}

}  // namespace viva::peers

// What happens in each script. How clients join and how long is waited is the room's matter.
#include "reference/peers/chat_scripts.hpp"

#include <algorithm>
#include <array>

namespace viva::peers::chat {
namespace {

using namespace std::chrono_literals;

constexpr Duration piece_gap = 60ms;

// --- who is there ----------------------------------------------------------------------

/// Clients join one after the other; idle ones come before the first, then in between. A server
/// that has failed to take one client in is not asked for more.
awaitable<void> gather(Room& room, std::size_t clients, std::size_t idle) {
  room.stage().phase("joining", "the clients join one after the other");
  for (std::size_t index = 0; index < std::max(clients, idle); ++index) {
    if (index < idle) co_await room.enter_mute();
    if (index >= clients) continue;
    const bool joined = co_await room.join();
    if (!joined) co_return;
  }
}

/// All connect first, so that the socket table shows whether the program holds them at once.
awaitable<void> gather_at_once(Room& room, std::size_t clients) {
  room.stage().phase("connecting", "all clients connect, then each joins");
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
  room.stage().phase("joining", "the clients join one after the other");
  for (auto& member : connected) {
    const bool settled = co_await room.settle(member);
    if (!settled) co_return;
  }
}

// --- how they talk ---------------------------------------------------------------------

/// One speaks, all others hear it, the next speaks.
awaitable<void> talk_in_turn(Room& room, std::string_view name, std::size_t lines) {
  const auto members = room.members();
  room.stage().phase(name, "one client speaks, the others listen, then the next speaks");
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

// --- parts of scripts ------------------------------------------------------------------

/// A line in three pieces, and another client's line between them.
awaitable<void> in_pieces(Room& room, MemberPtr speaker, MemberPtr other) {
  auto line = room.lines().line_between(30, longest_line);
  room.announce(speaker, line);
  const auto pieces = pieces_of(line + "\n", 3);
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

/// The second client and the last but one leave in the middle of a volley, each in its way.
awaitable<void> crossfire(Room& room, std::string_view name, std::size_t lines) {
  const auto present = room.members();
  const Members leavers{present[1], present[present.size() - 2]};
  Members stayers;
  for (const auto& member : present) {
    if (std::find(leavers.begin(), leavers.end(), member) == leavers.end())
      stayers.push_back(member);
  }
  room.stage().phase(name, "all speak at once, meanwhile two leave");
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
  room.stage().phase("newcomers", "new clients join");
  for (std::size_t index = 0; index < newcomers; ++index) {
    const bool joined = co_await room.join();
    if (!joined) co_return;
  }
}

}  // namespace

std::size_t count_of(const Params& params, std::string_view name) {
  return static_cast<std::size_t>(std::max<std::int64_t>(params.integer(name), 0));
}

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
  room.stage().phase("burst", "all clients speak at once");
  room.begin_exchange("burst", members);
  co_await volley(room, members, lines - lines / 2);
  co_await volley(room, members, lines / 2);
  co_await room.until_heard();
}

awaitable<void> fragments(Room& room, const Params& params) {
  co_await gather(room, count_of(params, "clients"), count_of(params, "idle"));
  const auto members = room.members();
  if (members.size() < 2) co_return;
  room.stage().phase("fragments", "lines come in pieces, or two in one piece");
  room.begin_exchange("fragments", members);
  for (std::size_t round = 0; round < count_of(params, "lines") && !room.out_of_time(); ++round) {
    const auto& speaker = members[round % members.size()];
    const auto& other = members[(round + 1) % members.size()];
    co_await in_pieces(room, speaker, other);
    co_await glued(room, speaker);
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
    room.stage().phase("burst", "all clients speak at once");
    room.begin_exchange("burst", room.members());
    const auto speakers = room.members();
    co_await volley(room, speakers, count_of(params, "lines"));
    co_await room.until_heard();
    co_await welcome(room, count_of(params, "newcomers"));
  }
}

}  // namespace viva::peers::chat

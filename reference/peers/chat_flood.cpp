// The script with a slow reader: one client stops reading while another sends megabytes to all.
#include "reference/peers/chat_scripts.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>

namespace viva::peers::chat {
namespace {

using namespace std::chrono_literals;

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

}  // namespace

awaitable<void> slow_reader(Room& room, const Params& params) {
  using namespace boost::asio::experimental::awaitable_operators;
  room.stage().phase("joining", "the clients join one after the other");
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
  room.stage().phase("flood", "one client stops reading, another sends very much");
  room.begin_exchange("flood", others);
  bool finished = false;
  auto flooding = flood(room, flooder, talkers, count_of(params, "flood_bytes"), finished);
  auto talking = talk_meanwhile(room, talkers, count_of(params, "lines"), finished);
  auto both = std::move(flooding) && std::move(talking);
  co_await std::move(both);
}

}  // namespace viva::peers::chat

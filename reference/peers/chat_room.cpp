// The coroutines of a room. Readers are started apart and counted: dissolve() waits for the last.
#include "reference/peers/chat_room.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>

namespace viva::peers::chat {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr Duration connect_patience = 5s;
constexpr Duration first_patience = 1s;
constexpr Duration hello_pause = 150ms;  // a server that reads a name in one recv() has it by then
constexpr Duration probe_gap_first = 20ms;
constexpr Duration probe_gap_max = 250ms;
constexpr Duration bulk_pause = 2ms;  // megabytes are taken in few large pieces
constexpr std::size_t probe_length = 24;

Strings names_of(const Members& members) {
  Strings names;
  for (const auto& member : members) names.push_back(member->who);
  return names;
}

// A connection that the script closes while its reader waits ends that wait with an error.
bool closed_by_us(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const boost::system::system_error&) {
    return true;
  } catch (...) {
    return false;
  }
}

Members without(Members members, const MemberPtr& one) {
  std::erase(members, one);
  return members;
}

}  // namespace

// What readers share with the room. A reader that still runs when the room is gone finds it here.
struct Room::Readers {
  explicit Readers(const asio::any_io_executor& executor) : changed{executor} {
    changed.expires_at(asio::steady_timer::time_point::max());
  }

  asio::steady_timer changed;  // never expires; cancelled whenever something has changed
  std::size_t running = 0;
  bool dissolving = false;
  std::exception_ptr failure;  // of a reader, other than a connection that we closed ourselves
};

namespace {

/// Reads one client's connection until it ends, the room dissolves, or more comes than is bearable.
template <class Readers>
awaitable<void> read_on(MemberPtr member, std::shared_ptr<Readers> readers,
                        trial::Recorder& recorder, std::uint64_t flood_bytes) {
  while (!member->ended && !readers->dissolving) {
    if (!member->reading) {
      co_await trial::pause(20ms);
      continue;
    }
    const auto received = co_await member->connection.receive(100ms);
    if (received.ending == trial::Ending::timeout) continue;
    const auto came = member->inbox.feed(received.bytes);
    if (received.ending != trial::Ending::none) member->ended = true;
    if (member->lengths_only) {
      for (const auto& line : came) {
        recorder.add(member->who, What::note, line, {{"name", "got"}});
      }
    } else if (member->inbox.bytes() > flood_bytes && !member->ended) {
      recorder.add(
          member->who, What::note, {},
          {{"name", "flood"}, {"received", static_cast<std::int64_t>(member->inbox.bytes())}});
      member->ended = true;
    }
    readers->changed.cancel();
    if (member->lengths_only) co_await trial::pause(bulk_pause);
  }
}

}  // namespace

Room::Room(trial::Stage& stage, trial::Run& run, Terms terms)
    : stage_{&stage},
      run_{&run},
      terms_{terms},
      patience_{terms.patience},
      lines_{stage.random()},
      readers_{std::make_shared<Readers>(stage.executor())} {}

Duration Room::patience() const {
  return patience_.at(stage_->recorder().now());
}

void Room::note(std::string_view who, std::string_view name, std::string bytes, Params more) {
  more.set("name", std::string(name));
  stage_->recorder().add(who, What::note, std::move(bytes), std::move(more));
}

awaitable<bool> Room::until(const std::function<bool()>& holds, Duration patience) {
  const auto end = stage_->recorder().now() + patience;
  while (!holds()) {
    const auto left = end - stage_->recorder().now();
    if (left <= Duration{0}) co_return false;
    auto change = readers_->changed.async_wait(asio::as_tuple(asio::use_awaitable));
    const auto in_time = co_await trial::within(left, std::move(change));
    if (!in_time && !holds()) co_return false;
  }
  co_return true;
}

awaitable<MemberPtr> Room::connect(int receive_buffer) {
  const auto who = "client:" + std::to_string(everybody_.size() + 1);
  trial::ConnectOptions options;
  options.receive_buffer = receive_buffer;
  const auto patience = std::min(connect_patience, this->patience());
  auto connection =
      co_await trial::connect_tcp(stage_->recorder(), who, terms_.port, patience, options);
  if (!connection) {
    note(who, "not_joined", {}, {{"why", "connect"}});
    co_return nullptr;
  }
  connection->no_delay();
  auto member = std::make_shared<Member>(Member{who, std::move(*connection), {}, {}});
  everybody_.push_back(member);
  ++readers_->running;
  auto reader = read_on(member, readers_, stage_->recorder(), terms_.flood_bytes);
  const auto readers = readers_;
  auto finished = [readers, member](const std::exception_ptr& thrown) {
    member->ended = true;
    --readers->running;
    readers->changed.cancel();
    if (thrown && !closed_by_us(thrown)) readers->failure = thrown;
  };
  asio::co_spawn(stage_->executor(), std::move(reader), std::move(finished));
  co_return member;
}

awaitable<MemberPtr> Room::enter(int receive_buffer) {
  auto member = co_await connect(receive_buffer);
  if (!member) co_return nullptr;
  member->nickname = lines_.nickname();
  note(member->who, "line", member->nickname, {{"role", "hello"}});
  auto hello = member->nickname + "\n";
  const bool sent = co_await send_raw(member, std::move(hello));
  // The next line must not run into the hello, for servers that take a name with one recv().
  const std::function<bool()> announced = [&] {
    return !sent || member->ended ||
           std::any_of(everybody_.begin(), everybody_.end(), [&](const MemberPtr& other) {
             return other != member && other->inbox.mentions(member->nickname);
           });
  };
  co_await until(announced, hello_pause);
  co_return member;
}

awaitable<MemberPtr> Room::enter_mute() {
  auto member = co_await connect(0);
  if (member) note(member->who, "mute");
  co_return member;
}

awaitable<bool> Room::until_accepted(std::size_t count, Duration patience) {
  const auto end = stage_->recorder().now() + patience;
  auto accepted = stage_->accepted(*run_, terms_.port);
  while (accepted < count && stage_->recorder().now() < end && stage_->running(*run_)) {
    co_await trial::pause(10ms);
    accepted = stage_->accepted(*run_, terms_.port);
  }
  note(
      "harness", "accepted", {},
      {{"clients", static_cast<std::int64_t>(accepted)}, {"of", static_cast<std::int64_t>(count)}});
  co_return accepted >= count;
}

awaitable<bool> Room::probe_until(const std::function<bool()>& holds, Members speakers,
                                  Members listeners) {
  const auto end = stage_->recorder().now() + patience();
  auto gap = probe_gap_first;
  for (std::size_t turn = 0; !holds(); ++turn) {
    const auto left = end - stage_->recorder().now();
    if (left <= Duration{0} || !stage_->running(*run_)) co_return false;
    const auto& speaker = speakers[turn % speakers.size()];
    auto probe = lines_.line(probe_length);
    for (const auto& listener : listeners) listener->inbox.expect(probe);
    note(speaker->who, "line", probe, {{"role", "probe"}});
    probe += '\n';
    co_await send_raw(speaker, std::move(probe));
    co_await until(holds, std::min(gap, left));
    gap = std::min(gap * 2, probe_gap_max);
  }
  co_return true;
}

awaitable<bool> Room::settle(MemberPtr newcomer) {
  if (members_.empty()) {
    members_.push_back(newcomer);
    note(newcomer->who, "joined", {}, {{"heard", false}});
    co_return true;
  }
  const auto present = members_;
  Members alone{newcomer};
  const auto before = newcomer->inbox.arrived();
  const std::function<bool()> received = [&] {
    return newcomer->ended || newcomer->inbox.arrived() > before;
  };
  const bool probed = co_await probe_until(received, present, alone);
  newcomer->inbox.forget();
  if (!probed || newcomer->ended) {
    note(newcomer->who, "not_joined", {}, {{"why", newcomer->ended ? "ended" : "probe"}});
    patience_.disappoint();
    co_return false;
  }
  const auto heard_before = arrivals();
  const std::function<bool()> answered = [&] {
    return newcomer->ended || arrivals() > heard_before;
  };
  const bool heard = co_await probe_until(answered, alone, present);
  for (const auto& member : present) member->inbox.forget();
  if (!heard) patience_.disappoint();
  members_.push_back(newcomer);
  note(newcomer->who, "joined", {}, {{"heard", heard}});
  co_return true;
}

awaitable<bool> Room::join(int receive_buffer) {
  const bool first = members_.empty();
  auto newcomer = co_await enter(receive_buffer);
  if (!newcomer) {
    patience_.disappoint();
    co_return false;
  }
  // Best effort: whether it was, the barrier of the next client shows.
  if (first) co_await until_accepted(everybody_.size(), std::min(first_patience, patience()));
  const bool settled = co_await settle(std::move(newcomer));
  co_return settled;
}

void Room::begin_exchange(std::string_view name, const Members& members) {
  for (const auto& member : members_) member->inbox.forget();
  exchange_ = members;
  note("harness", "exchange", {},
       {{"exchange", std::string(name)}, {"members", names_of(members)}});
}

void Room::announce(const MemberPtr& speaker, const std::string& line) {
  note(speaker->who, "line", line, {{"role", "test"}});
  for (const auto& member : without(exchange_, speaker)) member->inbox.expect(line);
}

awaitable<bool> Room::send_raw(MemberPtr speaker, std::string bytes) {
  if (speaker->ended) co_return false;
  const auto patience = this->patience();
  const bool sent = co_await speaker->connection.send(bytes, patience);
  if (!sent) patience_.disappoint();
  co_return sent;
}

awaitable<bool> Room::say(MemberPtr speaker, std::string line) {
  announce(speaker, line);
  auto ended_line = line + "\n";
  const bool sent = co_await send_raw(speaker, std::move(ended_line));
  if (!sent) note(speaker->who, "unsent", std::move(line));
  co_return sent;
}

awaitable<bool> Room::say_aside(MemberPtr speaker, std::string line) {
  note(speaker->who, "line", line, {{"role", "aside"}});
  line += '\n';
  const bool sent = co_await send_raw(speaker, std::move(line));
  co_return sent;
}

bool Room::all_heard() const {
  return std::all_of(exchange_.begin(), exchange_.end(), [](const MemberPtr& member) {
    return member->inbox.complete() || member->ended;
  });
}

std::size_t Room::arrivals() const {
  std::size_t count = 0;
  for (const auto& member : everybody_) count += member->inbox.arrived();
  return count;
}

awaitable<bool> Room::until_heard() {
  // As long as lines keep coming there is hope: the patience is for the time without any.
  for (;;) {
    const auto before = arrivals();
    const std::function<bool()> progress = [&] { return all_heard() || arrivals() > before; };
    const auto patience = this->patience();
    const bool moved = co_await until(progress, patience);
    if (!moved || all_heard()) break;
  }
  bool complete = true;
  for (const auto& member : exchange_) {
    complete = complete && member->inbox.complete();
    member->inbox.forget();
  }
  if (!complete) patience_.disappoint();
  co_return complete;
}

void Room::end(const MemberPtr& member) {
  std::erase(members_, member);
  std::erase(exchange_, member);
  member->ended = true;
  readers_->changed.cancel();
}

void Room::leave(const MemberPtr& member) {
  note(member->who, "leaving", {}, {{"how", "close"}});
  member->connection.close();
  end(member);
}

void Room::vanish(const MemberPtr& member) {
  note(member->who, "leaving", {}, {{"how", "reset"}});
  member->connection.reset();
  end(member);
}

void Room::stop_reading(const MemberPtr& member) {
  member->reading = false;
  note(member->who, "stops_reading");
}

awaitable<void> Room::dissolve() {
  readers_->dissolving = true;
  while (readers_->running > 0) {
    const std::function<bool()> none = [this] { return readers_->running == 0; };
    co_await until(none, 1s);
  }
  if (readers_->failure) std::rethrow_exception(readers_->failure);
}

}  // namespace viva::peers::chat

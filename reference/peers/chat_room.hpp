// A room of chat clients: they connect, join behind a barrier, speak, listen all the while, and
// leave. Each client has a coroutine that reads whatever comes; scripts say who speaks when and
// wait for conditions. Every wait ends: by what was awaited, by the program's end, or by the room's
// patience.
//
// What the room notes in the transcript, beside what the tap records (`who` is the client):
//   line      bytes: a line about to be sent; role: test, probe, hello, aside
//   unsent    bytes: that line could not be sent
//   got       bytes: a line that arrived, where the bytes themselves are not kept
//   joined    it has received a line of another (heard: another has received one of its own)
//   not_joined  it has not, or could not connect (why: connect, probe)
//   mute      it is connected and will never send anything
//   accepted  by the harness; clients: how many connections the program had accepted
//   exchange  by the harness; name, members: who must receive the test lines that follow
//   leaving   this client is about to close or to reset
//   stops_reading, flood (received: more bytes than anybody had sent, nothing further was read)
#pragma once

#include "harness/trial/stage.hpp"
#include "reference/peers/chat_lines.hpp"

#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace viva::peers::chat {

using trial::awaitable;

/// One client of the room.
struct Member {
  std::string who;
  trial::TcpConnection connection;
  Inbox inbox;
  std::string nickname;
  bool reading = true;        ///< false: what comes stays in the kernel's buffer
  bool lengths_only = false;  ///< megabytes are on their way: bytes are counted, arrivals noted
  bool ended = false;         ///< nothing more can come: closed by either side, or too much came
};

using MemberPtr = std::shared_ptr<Member>;
using Members = std::vector<MemberPtr>;

class Room {
 public:
  struct Terms {
    std::uint16_t port = 0;
    Patience::Terms patience;
    std::uint64_t flood_bytes = 1 << 20;  ///< one client reads no more than that of kept bytes
  };

  Room(trial::Stage& stage, trial::Run& run, Terms terms);

  // --- joining -------------------------------------------------------------------------

  /// Connects a client that says its hello (a server may take it for a name). Null: not connected.
  awaitable<MemberPtr> enter(int receive_buffer = 0);

  /// Connects a client that never says anything; null when it could not connect.
  awaitable<MemberPtr> enter_mute();

  /// The join barrier: the present members send probes until `newcomer` has received one, then it
  /// sends probes until one of them has. True: it is a member now.
  awaitable<bool> settle(MemberPtr newcomer);

  /// enter() and settle(); the very first client has nobody to wait for but the socket table.
  awaitable<bool> join(int receive_buffer = 0);

  /// Waits until the program has accepted `count` connections, by the socket table; notes how many.
  awaitable<bool> until_accepted(std::size_t count, Duration patience);

  // --- talking -------------------------------------------------------------------------

  /// From now on each test line must reach all of `members` but its sender.
  void begin_exchange(std::string_view name, const Members& members);

  /// Sends a test line, ended. False: it could not be sent.
  awaitable<bool> say(MemberPtr speaker, std::string line);

  /// Sends a line that nobody needs to receive: its sender is about to leave.
  awaitable<bool> say_aside(MemberPtr speaker, std::string line);

  /// Announces a test line of `speaker`, whose bytes then leave by send_raw(), in pieces or glued.
  void announce(const MemberPtr& speaker, const std::string& line);
  awaitable<bool> send_raw(MemberPtr speaker, std::string bytes);

  /// Waits until every line announced in this exchange has reached everybody; false when some have
  /// not, and then they are awaited no longer.
  awaitable<bool> until_heard();

  // --- leaving -------------------------------------------------------------------------

  void leave(const MemberPtr& member);   ///< closes in order
  void vanish(const MemberPtr& member);  ///< resets
  void stop_reading(const MemberPtr& member);

  /// Ends all readers. To be awaited before the room is destroyed, whatever has happened.
  awaitable<void> dissolve();

  // --- looking -------------------------------------------------------------------------

  /// Waits for a condition that changes when bytes come or a connection ends; true when it holds.
  awaitable<bool> until(const std::function<bool()>& holds, Duration patience);

  [[nodiscard]] const Members& members() const { return members_; }
  [[nodiscard]] LineMaker& lines() { return lines_; }
  [[nodiscard]] Duration patience() const;
  void disappoint() { patience_.disappoint(); }
  [[nodiscard]] bool out_of_time() const { return patience() == Duration{0}; }
  [[nodiscard]] trial::Stage& stage() { return *stage_; }
  void note(std::string_view who, std::string_view name, std::string bytes = {}, Params more = {});

 private:
  awaitable<MemberPtr> connect(int receive_buffer);
  awaitable<bool> probe_until(const std::function<bool()>& holds, Members speakers,
                              Members listeners);
  [[nodiscard]] bool all_heard() const;
  [[nodiscard]] std::size_t arrivals() const;
  void end(const MemberPtr& member);

  trial::Stage* stage_;
  trial::Run* run_;
  Terms terms_;
  Patience patience_;
  LineMaker lines_;
  Members everybody_;  // ever connected, in that order
  Members members_;    // joined and not gone
  Members exchange_;   // who must receive what is said now

  struct Readers;  // outlives the room where a reader does
  std::shared_ptr<Readers> readers_;
};

}  // namespace viva::peers::chat

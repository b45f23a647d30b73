// The stage: what a peer is given to play its scenario. It starts the program, waits for
// conditions, ends it, and records all of that; the peer brings the conversation.
//
// One trial: one worker process, one thread, one io_context. The stage keeps reading the program's
// terminal and standard error, sampling its tasks and beating the metronome beside the peer. A peer
// is a coroutine `awaitable<void> NAME(Stage&, const Params&)`; when it returns, whatever still
// runs is ended (SIGTERM, then SIGKILL) and the transcript is closed with `done`. When it throws,
// the transcript ends with `fault`: the harness's failure. A program's misbehaviour is never
// thrown.
#pragma once

#include "harness/model/assignment.hpp"
#include "harness/model/kind.hpp"
#include "harness/trial/random.hpp"
#include "harness/trial/recorder.hpp"
#include "harness/trial/tap.hpp"
#include "harness/trial/within.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace viva::trial {

enum class Protocol { tcp, udp };

/// How the wait for a listening socket ended.
enum class Listening {
  yes,
  other_port,  ///< it listens, but elsewhere (the event `not_listening` names the ports)
  ended,       ///< the program ended before
  timeout,
};

/// The words that stand for {port}, {host}, {count} … in the program's arguments. {host} is there
/// already (127.0.0.1).
using Words = std::map<std::string, std::string>;

/// One start of the program. Its identity lasts as long as the stage.
class Run;

class Stage {
 public:
  class Implementation;
  explicit Stage(Implementation& implementation);

  [[nodiscard]] boost::asio::any_io_executor executor() const;
  [[nodiscard]] Recorder& recorder();
  [[nodiscard]] Random& random();

  /// A port below the ephemeral range that is free here and that this trial has not used yet.
  [[nodiscard]] std::uint16_t fresh_port();
  /// `count` such ports that follow one another; the first of them.
  [[nodiscard]] std::uint16_t fresh_ports(std::uint16_t count);

  /// Records that a part of the scenario begins: its name for checks, and in words for the story.
  void phase(std::string_view name, std::string_view says);

  /// Starts the program with its arguments filled in. With `input`, standard input is a pipe that
  /// gives these bytes and then ends; else it is at its end. Its `who` is "program", then
  /// "program:2"…
  awaitable<Run*> start(Words words, std::optional<std::string> input = std::nullopt);

  /// Waits until the program's own process tree has a listening (TCP) or bound (UDP) socket on
  /// `port`, by the socket table, never by a connection. Records `listening` or `not_listening`.
  awaitable<Listening> until_listening(Run& run, Protocol protocol, std::uint16_t port,
                                       Duration patience = std::chrono::seconds{5});

  /// Waits for the program's end; false when it still runs after `patience`.
  awaitable<bool> until_exit(Run& run, Duration patience);

  /// Waits until the program's standard output satisfies `ready` (called with all of it so far, now
  /// and on each change); false after `patience` or when the output has ended.
  awaitable<bool> until_output(Run& run, std::function<bool(std::string_view)> ready,
                               Duration patience);

  /// Ends a server: waits `grace` (so that what it still prints is seen), SIGTERM, 1 s, SIGKILL;
  /// then reads its output to the end. Does nothing when it has ended. Records `signal` and `exit`.
  awaitable<void> stop(Run& run, Duration grace = std::chrono::milliseconds{500});

  [[nodiscard]] bool running(const Run& run) const;

  /// How many connections to `port` (TCP) the program itself has accepted and still holds, by the
  /// socket table: those in state ESTABLISHED or CLOSE_WAIT whose inode is owned by its process
  /// tree.
  [[nodiscard]] std::size_t accepted(const Run& run, std::uint16_t port) const;

  /// Datagrams that the kernel dropped at the program's own socket on `port` (its buffer was full).
  [[nodiscard]] std::uint64_t dropped_at_program(const Run& run, std::uint16_t port) const;

  /// Bytes that wait unread at the program's own UDP socket on `port`, as the kernel counts them;
  /// nothing when it has no such socket or the system does not tell.
  [[nodiscard]] std::optional<std::uint64_t> unread_at_program(const Run& run,
                                                               std::uint16_t port) const;

 private:
  Implementation* implementation_;
};

using PeerFunction = awaitable<void> (*)(Stage& stage, const Params& params);

/// A row of the table of peers.
struct PeerKind {
  KindInfo info;
  PeerFunction play;
};

}  // namespace viva::trial

// An event of a trial, and the transcript that they make: the evidence from which every verdict
// follows. The kinds of event are a closed list with a sentence each; docs and replay are made from
// it.
#pragma once

#include "harness/model/value.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace viva {

/// The kinds of event. `bytes` and the fields in `more` that belong to each stand in event.cpp's
/// table.
enum class What {
  trial,          ///< the first event: which exercise, scenario and seed, how isolated
  phase,          ///< a step of the scenario begins (name); for the story and for judging
  start,          ///< the program was started (arguments)
  listening,      ///< a socket of the program's own was seen (protocol, port, address)
  not_listening,  ///< it never was (protocol, port, why, others: ports it has instead)
  out,            ///< "stdout": bytes that the program wrote to its terminal
  err,            ///< "stderr": bytes that it wrote to standard error
  connect,        ///< a peer's connection was made, or not (port, local, error)
  accept,         ///< a peer's listener got a connection (port, from)
  send,           ///< a peer sent bytes (to, length when the bytes are not kept)
  recv,           ///< a peer received bytes (from, length when the bytes are not kept)
  close,          ///< a connection ended in order (by: "program" or "peer")
  reset,          ///< a connection was reset (by: "program" or "peer")
  drop,           ///< a peer left a datagram unanswered by its schedule
  timeout,        ///< a peer waited in vain (awaited, seconds)
  threads,        ///< the threads of one process, whenever they change (pid, tids)
  processes,      ///< the processes of the program, whenever they change (pids)
  wrote,          ///< bytes written by one thread so far, by the kernel's count (pid, tid, total)
  late,      ///< the machine's own lateness beside the trial (seconds, the worst of the last tenth)
  signal,    ///< the harness sent a signal (name)
  limit,     ///< a limit was exceeded (name, value, used)
  exit,      ///< the program ended (code or signal, by, cpu, memory, leftover)
  document,  ///< a written answer file as handed in (name)
  note,      ///< something that only a peer knows (fields as the peer's file says)
  fault,     ///< the harness itself failed (why); the trial says nothing about the student
  done,      ///< the last event of a trial that was played to its end
};

struct Event {
  Duration t{0};    ///< since the trial's start, monotonic clock
  std::string who;  ///< "program", "program:2", "client:1", "server", "harness"
  What what = What::note;
  std::string bytes;  ///< exactly as seen; any bytes
  Params more;

  bool operator==(const Event&) const = default;
};

struct EventInfo {
  What what;
  std::string_view name;
  std::string_view sentence;
};

/// Every kind, in the order of the enumeration.
const std::vector<EventInfo>& event_kinds();
std::string_view name_of(What what);
std::optional<What> what_named(std::string_view name);

struct Transcript {
  std::string exercise;
  std::string scenario;
  std::vector<Event> events;  ///< in the order of their times

  /// Played to its end: the last event is `done` and no event is a `fault`.
  [[nodiscard]] bool complete() const;

  bool operator==(const Transcript&) const = default;
};

}  // namespace viva

// The table of the kinds of event: name and sentence, from which docs and replay are made.
#include "harness/model/event.hpp"

#include <algorithm>

namespace viva {

const std::vector<EventInfo>& event_kinds() {
  static const std::vector<EventInfo> table = {
      {What::trial, "trial", "the first event: which exercise, scenario and seed, how isolated"},
      {What::phase, "phase", "a step of the scenario begins (name)"},
      {What::start, "start", "the program was started (arguments)"},
      {What::listening, "listening",
       "a socket of the program's own was seen (protocol, port, address)"},
      {What::not_listening, "not_listening",
       "no socket of the program's own was seen (protocol, port, why, others: ports it has "
       "instead)"},
      {What::out, "stdout", "bytes that the program wrote to its terminal"},
      {What::err, "stderr", "bytes that the program wrote to standard error"},
      {What::connect, "connect", "a peer's connection was made, or not (port, local, error)"},
      {What::accept, "accept", "a peer's listener got a connection (port, from)"},
      {What::send, "send", "a peer sent bytes (to, length when the bytes are not kept)"},
      {What::recv, "recv", "a peer received bytes (from, length when the bytes are not kept)"},
      {What::close, "close", "a connection ended in order (by: program or peer)"},
      {What::reset, "reset", "a connection was reset (by: program or peer)"},
      {What::drop, "drop", "a peer left a datagram unanswered by its schedule"},
      {What::timeout, "timeout", "a peer waited in vain (awaited, seconds)"},
      {What::threads, "threads", "the threads of one process, whenever they change (pid, tids)"},
      {What::processes, "processes", "the processes of the program, whenever they change (pids)"},
      {What::wrote, "wrote",
       "bytes written by one thread so far, by the kernel's count (pid, tid, bytes)"},
      {What::late, "late",
       "the machine's own lateness beside the trial (seconds, the worst of the last tenth)"},
      {What::signal, "signal", "the harness sent a signal (name)"},
      {What::limit, "limit", "a limit was exceeded (name, value, used)"},
      {What::exit, "exit", "the program ended (code or signal, by, cpu, memory, leftover)"},
      {What::document, "document", "a written answer file as handed in (name)"},
      {What::note, "note", "something that only a peer knows (fields as the peer says)"},
      {What::fault, "fault",
       "the harness itself failed (why); the trial says nothing about the student"},
      {What::done, "done", "the last event of a trial that was played to its end"},
  };
  return table;
}

std::string_view name_of(What what) {
  return event_kinds()[static_cast<std::size_t>(what)].name;
}

std::optional<What> what_named(std::string_view name) {
  const auto& table = event_kinds();
  const auto row = std::find_if(table.begin(), table.end(),
                                [name](const EventInfo& info) { return info.name == name; });
  if (row == table.end()) return std::nullopt;
  return row->what;
}

bool Transcript::complete() const {
  const auto fault = [](const Event& event) { return event.what == What::fault; };
  return !events.empty() && events.back().what == What::done &&
         std::none_of(events.begin(), events.end(), fault);
}

}  // namespace viva

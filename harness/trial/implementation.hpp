// Behind the stage: what one trial owns. Private to this room; peers see stage.hpp alone.
#pragma once

#include "harness/box/box.hpp"
#include "harness/box/run.hpp"
#include "harness/trial/job.hpp"
#include "harness/trial/sampler.hpp"
#include "harness/trial/stage.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <sys/types.h>

namespace viva::trial {

/// Wakes every coroutine that waits for a condition, so that it looks again.
class Bell {
 public:
  void ring();

  /// Looks now and after each ring; true as soon as `holds` does, false after `patience`.
  awaitable<bool> wait_until(std::function<bool()> holds, Duration patience);

 private:
  std::list<boost::asio::steady_timer*> sleepers_;
};

class Run {
 public:
  Run(boost::asio::io_context& loop, std::string who, box::Boxed boxed);
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() { end(); }

  /// Whatever still runs is killed and reaped; once.
  void end();

  std::string who;
  Strings arguments;
  box::Boxed boxed;
  pid_t init = -1;
  boost::asio::posix::stream_descriptor control;
  boost::asio::posix::stream_descriptor terminal;
  boost::asio::posix::stream_descriptor errors;
  std::string heard;  ///< from the control line, not yet a whole line
  std::optional<box::Report> started;
  bool ended = false;  ///< its end has been recorded
  bool gone = false;   ///< the box has ended too
  bool terminal_open = true;
  bool errors_open = true;
  std::string output;  ///< standard output so far, up to the limit
  std::uint64_t kept_errors = 0;
  std::uint64_t cut = 0;            ///< bytes of both streams that were not kept
  std::string ended_by = "itself";  ///< or the last signal of ours, or "limit"
  std::set<pid_t> seen;             ///< every process of the program's that was ever looked at
  Sampler sampler;
  box::Account account;
};

class Stage::Implementation {
 public:
  Implementation(boost::asio::io_context& loop, const Job& job, const box::Cgroup& group,
                 Recorder& recorder);

  awaitable<Run*> start(Words words, std::optional<std::string> input);
  awaitable<void> stop(Run& run, Duration grace);
  awaitable<Listening> until_listening(Run& run, Protocol protocol, std::uint16_t port,
                                       Duration patience);

  /// The metronome: records how late the machine is, until the stage is closed.
  awaitable<void> beat();

  /// The play is over: every coroutine of the stage's comes to its end.
  void close();

  [[nodiscard]] std::set<std::uint64_t> sockets(const Run& run) const;
  [[nodiscard]] std::uint16_t fresh_ports(std::uint16_t count);

  boost::asio::io_context& loop;
  const Job& job;
  const box::Cgroup& group;
  std::uint64_t memory_kills = 0;
  Recorder& recorder;
  Random random;
  Bell bell;
  std::list<Run> runs;
  std::set<std::uint16_t> used_ports;
  bool closed = false;

 private:
  awaitable<void> read_stream(Run& run, bool standard_output);
  awaitable<void> read_control(Run& run);
  awaitable<void> watch(Run& run);
  awaitable<void> sample(Run& run, Duration period);
  void take(Run& run, bool standard_output, std::string bytes);
  void drain(Run& run, bool standard_output);
  void record_exit(Run& run, const box::Report* report);
  void order(Run& run, char command);
  bool out_of_memory();
  [[nodiscard]] std::optional<box::Exceeded> flooded() const;
  void end_for(Run& run, const box::Exceeded& over);
  box::BoxPlan plan(const Words& words) const;
};

}  // namespace viva::trial

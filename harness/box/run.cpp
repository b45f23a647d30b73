// A poll loop over the command's two streams and the init's line, with a look at the tree now and
// then.
#include "harness/box/run.hpp"

#include "harness/box/proc.hpp"
#include "harness/model/hole.hpp"
#include "harness/model/trouble.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <map>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

namespace viva::box {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int look_every_ms = 50;
// Ours, not the command's: a slow machine needs seconds for a box, none a minute.
constexpr std::chrono::seconds box_ready_within{60};

std::string print_seconds(Duration time) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f s", std::chrono::duration<double>(time).count());
  return text.data();
}

std::map<pid_t, Duration> waits_of(const std::vector<pid_t>& processes) {
  std::map<pid_t, Duration> waits;
  for (const pid_t process : processes) waits[process] = waited_for_core(process);
  return waits;
}

std::string print_megabytes(std::uint64_t bytes) {
  return std::to_string(bytes >> 20U) + " MB";
}

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  check_call("make a pipe", pipe2(ends.data(), O_CLOEXEC));
  return {Descriptor{ends[0]}, Descriptor{ends[1]}};
}

class Running {
 public:
  Running(const BoxPlan& plan, const Cgroup& group, Given given)
      : plan_{plan}, group_{group}, out_{make_pipe()}, err_{make_pipe()} {
    const Descriptor nothing{check_call("open /dev/null", open("/dev/null", O_RDONLY | O_CLOEXEC))};
    const int input = given.input >= 0 ? given.input : nothing.get();
    boxed_ =
        start(plan, {input, out_.write_end.get(), err_.write_end.get(), given.collected}, group);
    out_.write_end.reset();
    err_.write_end.reset();
  }

  Outcome to_end() {
    while (out_.read_end || err_.read_end || boxed_.control) {
      std::array<pollfd, 3> ready{{{out_.read_end.get(), POLLIN, 0},
                                   {err_.read_end.get(), POLLIN, 0},
                                   {boxed_.control.get(), POLLIN, 0}}};
      poll(ready.data(), ready.size(), look_every_ms);
      if (ready[0].revents != 0) take(out_.read_end, outcome_.out);
      if (ready[1].revents != 0) take(err_.read_end, outcome_.err);
      if (ready[2].revents != 0) listen();
      look();
    }
    waitpid(boxed_.pid, nullptr, 0);
    outcome_.wall = elapsed();
    if (!outcome_.exceeded && group_.memory_kills() > 0)
      outcome_.exceeded = memory_used_up(plan_.limits);
    if (!outcome_.started && outcome_.error == 0) {
      throw Trouble("the box could not be made: " + why_not_made());
    }
    return std::move(outcome_);
  }

 private:
  /// Since the command began; what the box takes to be made is none of its time.
  [[nodiscard]] Duration elapsed() const {
    if (!outcome_.started) return Duration{0};
    return std::chrono::duration_cast<Duration>(Clock::now() - begin_);
  }

  [[nodiscard]] std::string why_not_made() const {
    if (killed_) return "it was not ready after " + print_seconds(box_ready_within);
    return outcome_.err.empty() ? "no reason given" : outcome_.err;
  }

  void take(Descriptor& from, std::string& into) {
    std::array<char, 16384> bytes;
    const ssize_t got = read(from.get(), bytes.data(), bytes.size());
    if (got < 0 && errno == EINTR) return;
    if (got <= 0) {
      from.reset();
      return;
    }
    const auto size = static_cast<std::uint64_t>(got);
    const auto room =
        hole("output")
            ? size
            : std::min(size, plan_.limits.output_bytes -
                                 std::min<std::uint64_t>(plan_.limits.output_bytes, into.size()));
    into.append(bytes.data(), room);
    outcome_.cut += size - room;
  }

  void listen() {
    const ssize_t got = receive_control(boxed_.control.get(), heard_, init_);
    if (got < 0 && errno == EINTR) return;
    if (got <= 0) {
      boxed_.control.reset();
      return;
    }
    for (std::size_t end = 0; (end = heard_.find('\n')) != std::string::npos;
         heard_.erase(0, end + 1)) {
      if (const auto report = read_report(std::string_view(heard_).substr(0, end))) note(*report);
    }
  }

  void note(const Report& report) {
    switch (report.kind) {
      case Report::Kind::started:
        outcome_.started = true;
        begin_ = Clock::now();
        break;
      case Report::Kind::failed:
        outcome_.error = report.error;
        break;
      case Report::Kind::exit:
        outcome_.status = report.status;
        outcome_.collected = report.collected;
        outcome_.cpu = report.user + report.system;
        outcome_.peak_bytes = std::max(outcome_.peak_bytes, report.peak_bytes);
        break;
    }
  }

  // Whether a limit of the whole tree is exceeded; then the box is ended at once.
  void look() {
    if (!boxed_.control || killed_ || Clock::now() < next_look_) return;
    next_look_ = Clock::now() + std::chrono::milliseconds{look_every_ms};
    if (!outcome_.started) {
      if (Clock::now() - begin_ > box_ready_within) end_it();
      return;
    }
    const auto processes = init_ > 0 ? descendants(init_) : std::vector<pid_t>{};
    const Usage usage = account_.look(processes);
    outcome_.peak_bytes = std::max(outcome_.peak_bytes, usage.resident_bytes);
    const Duration own_wall = patience_.own_time(elapsed(), waits_of(processes));
    outcome_.exceeded = exceeded(plan_.limits, own_wall, usage);
    if (!outcome_.exceeded && group_.memory_kills() > 0)
      outcome_.exceeded = memory_used_up(plan_.limits);
    if (outcome_.exceeded) end_it();
  }

  void end_it() {
    killed_ = true;
    kill(boxed_.pid, SIGKILL);
  }

  const BoxPlan& plan_;
  const Cgroup& group_;
  Pipe out_;
  Pipe err_;
  Boxed boxed_;
  pid_t init_ = -1;
  std::string heard_;
  Patience patience_;
  Account account_;
  Outcome outcome_;
  Clock::time_point begin_ = Clock::now();  // of the box; once it is made, of the command
  Clock::time_point next_look_ = begin_;
  bool killed_ = false;
};

}  // namespace

Duration Patience::own_time(Duration elapsed, const std::map<pid_t, Duration>& waits) {
  Duration longest{0};
  for (const auto& [process, waited] : waits) {
    auto& known = known_.try_emplace(process, Known{Duration{0}, last_}).first->second;
    if (waited <= known.waited) continue;
    // The kernel adds a wait when it is over, which may have lasted over many looks; but it began
    // after the one before it.
    longest = std::max(longest, std::min(waited - known.waited, elapsed - known.since));
    known = {waited, elapsed};
  }
  // Many that wait at the same time have not waited longer than time went by.
  starved_ = std::min(starved_ + longest, elapsed);
  last_ = elapsed;
  return std::max(elapsed - starved_, elapsed / most_stretch);
}

std::optional<Exceeded> exceeded(const Limits& limits, Duration wall, const Usage& usage) {
  if (wall > limits.wall && !hole("wall_time"))
    return Exceeded{"wall", print_seconds(limits.wall), print_seconds(wall)};
  if (usage.cpu > limits.cpu && !hole("cpu"))
    return Exceeded{"cpu", print_seconds(limits.cpu), print_seconds(usage.cpu)};
  if (usage.resident_bytes > limits.memory_bytes && !hole("memory")) {
    return Exceeded{"memory", print_megabytes(limits.memory_bytes),
                    print_megabytes(usage.resident_bytes)};
  }
  if (usage.tasks >= limits.processes && !hole("processes")) {
    return Exceeded{"processes", std::to_string(limits.processes), std::to_string(usage.tasks)};
  }
  return std::nullopt;
}

Exceeded memory_used_up(const Limits& limits) {
  return {"memory", print_megabytes(limits.memory_bytes),
          "more, with what the kernel keeps for it"};
}

Outcome run(const BoxPlan& plan, const Cgroup& group, Given given) {
  return Running{plan, group, given}.to_end();
}

}  // namespace viva::box

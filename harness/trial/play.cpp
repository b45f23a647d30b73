// The worker seen from outside: a child with three pipes and a deadline.
#include "harness/trial/play.hpp"

#include "harness/box/descriptor.hpp"
#include "harness/box/spawn.hpp"
#include "harness/model/hole.hpp"
#include "harness/model/json.hpp"
#include "harness/model/trouble.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace viva::trial {
namespace {

using box::Descriptor;
using Clock = std::chrono::steady_clock;
// Above the scenario's own limit: starting, ending, writing. Past it the worker itself is at fault.
constexpr std::chrono::seconds worker_grace{60};

struct Ends {
  Descriptor read_end;
  Descriptor write_end;
};

Ends make_pipe() {
  std::array<int, 2> ends{};
  check_call("make a pipe", pipe2(ends.data(), O_CLOEXEC));
  return {Descriptor{ends[0]}, Descriptor{ends[1]}};
}

struct Heard {
  std::string out;
  std::string err;
  int status = 0;
  bool in_time = true;
};

bool take(Descriptor& from, std::string& into) {
  std::array<char, 65536> bytes;
  const ssize_t got = read(from.get(), bytes.data(), bytes.size());
  if (got < 0 && errno == EINTR) return true;
  if (got <= 0) {
    from.reset();
    return false;
  }
  into.append(bytes.data(), static_cast<std::size_t>(got));
  return true;
}

Heard hear(Descriptor out, Descriptor err, pid_t worker, Clock::time_point deadline) {
  Heard heard;
  while (out || err) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) {
      heard.in_time = false;
      kill(worker, SIGKILL);
      break;
    }
    std::array<pollfd, 2> ready{{{out.get(), POLLIN, 0}, {err.get(), POLLIN, 0}}};
    poll(ready.data(), ready.size(), static_cast<int>(left));
    if (ready[0].revents != 0) take(out, heard.out);
    if (ready[1].revents != 0) take(err, heard.err);
  }
  while (waitpid(worker, &heard.status, 0) < 0 && errno == EINTR) {
  }
  return heard;
}

void give(const Descriptor& to, const std::string& text) {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t put = write(to.get(), text.data() + done, text.size() - done);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return;  // the worker ended; its status says why
    done += static_cast<std::size_t>(put);
  }
}

Transcript understood(const Job& job, const Heard& heard) {
  Transcript transcript{job.exercise, job.scenario.id, {}};
  std::string why;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = heard.out.find('\n', begin)) != std::string::npos;
       begin = end + 1) {
    try {
      transcript.events.push_back(
          read_line(std::string_view(heard.out).substr(begin, end - begin)));
    } catch (const Trouble& error) {
      why = error.what();
      break;
    }
  }
  if (!heard.in_time) why = "the trial's worker did not end in time";
  if (why.empty() && heard.status != 0) {
    why = WIFSIGNALED(heard.status)
              ? "the trial's worker died of signal " + std::to_string(WTERMSIG(heard.status))
              : "the trial's worker failed: " + heard.err;
  }
  if (!why.empty()) {
    const Duration last = transcript.events.empty() ? Duration{0} : transcript.events.back().t;
    transcript.events.push_back({last, "harness", What::fault, {}, {{"why", why}}});
  }
  return transcript;
}

Heard run_worker(const std::filesystem::path& viva, Strings arguments, const std::string& input,
                 const box::Cgroup& group, Clock::time_point deadline) {
  Ends in = make_pipe();
  Ends out = make_pipe();
  Ends err = make_pipe();
  box::SpawnPlan plan;
  plan.file = viva.string();
  plan.arguments = std::move(arguments);
  plan.environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8"};
  if (holes_possible) {
    for (char** one = environ; *one != nullptr; ++one) plan.environment.emplace_back(*one);
  }
  plan.inherit = {{in.read_end.get(), 0}, {out.write_end.get(), 1}, {err.write_end.get(), 2}};
  int number = first_entrance;
  for (const int entrance : group.entrances()) plan.inherit.push_back({entrance, number++});
  const pid_t worker = box::spawn(plan);
  in.read_end.reset();
  out.write_end.reset();
  err.write_end.reset();
  give(in.write_end, input);
  in.write_end.reset();
  return hear(std::move(out.read_end), std::move(err.read_end), worker, deadline);
}

}  // namespace

Transcript play(const Job& job, const std::filesystem::path& viva, const box::Cgroups* groups) {
  const auto deadline = Clock::now() + job.scenario.time_limit + worker_grace;
  const auto group = groups != nullptr ? groups->make(job.scenario.limits) : box::Cgroup{};
  Job grouped = job;
  for (const auto& folder : group.folders()) grouped.groups.push_back(folder.string());
  return understood(job, run_worker(viva, {"viva", "worker"}, to_text(grouped), group, deadline));
}

Walls walls_here(const std::filesystem::path& viva, const std::filesystem::path& init) {
  Walls walls;
  for (const auto isolation : {box::Isolation::namespaces, box::Isolation::masked}) {
    const Heard heard =
        run_worker(viva, {"viva", "worker", "--probe", box::name_of(isolation), init.string()}, "",
                   {}, Clock::now() + worker_grace);
    walls.isolation = isolation;
    if (heard.in_time && heard.status == 0) return walls;
    walls.why = heard.err.empty() ? "the attempt to use them failed"
                                  : heard.err.substr(0, heard.err.find('\n'));
  }
  walls.isolation = box::Isolation::none;
  return walls;
}

}  // namespace viva::trial

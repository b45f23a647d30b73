// The worker's main: job in, network, stage, peer, transcript out.
#include "harness/trial/worker.hpp"

#include "harness/box/proc.hpp"
#include "harness/box/run.hpp"
#include "harness/model/json.hpp"
#include "harness/model/trouble.hpp"
#include "harness/text/quote.hpp"
#include "harness/trial/implementation.hpp"
#include "harness/trial/network.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <cerrno>
#include <exception>
#include <fcntl.h>
#include <iostream>
#include <iterator>
#include <memory>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace viva::trial {
namespace {

namespace asio = boost::asio;
constexpr std::chrono::seconds drain_patience{3};

// Lines leave in blocks, but never later than the loop's next idle moment would allow: a worker
// that dies leaves all that it saw up to the last block.
class Lines {
 public:
  void add(const Event& event) {
    text_ += to_line(event);
    text_ += '\n';
    if (text_.size() > 32768) flush();
  }
  void flush() {
    std::size_t done = 0;
    while (done < text_.size()) {
      const ssize_t put = write(STDOUT_FILENO, text_.data() + done, text_.size() - done);
      if (put < 0 && errno == EINTR) continue;
      if (put <= 0) _exit(3);  // whoever wanted the transcript is gone
      done += static_cast<std::size_t>(put);
    }
    text_.clear();
  }

 private:
  std::string text_;
};

const PeerKind& peer_named(const std::vector<PeerKind>& peers, const std::string& name) {
  for (const PeerKind& peer : peers) {
    if (peer.info.name == name && peer.play != nullptr) return peer;
  }
  throw Trouble("no peer of the kind " + name);
}

awaitable<void> conduct(Stage::Implementation& inside, const PeerKind& peer, std::string& trouble) {
  Stage stage{inside};
  const Scenario& scenario = inside.job.scenario;
  try {
    auto play = peer.play(stage, scenario.peer.params);
    const bool in_time = co_await within(scenario.time_limit, std::move(play));
    if (!in_time) {
      const std::string limit = text::seconds(scenario.time_limit.count());
      Params more{{"name", "wall"}, {"value", limit}, {"used", "more than " + limit}};
      inside.recorder.add_always("program", What::limit, {}, std::move(more));
    }
  } catch (const std::exception& error) {
    trouble = error.what();
  }
  for (Run& run : inside.runs) co_await inside.stop(run, Duration{0});
  inside.close();
}

void play_here(const Job& job, const PeerKind& peer, const box::Cgroup& group, Recorder& recorder) {
  std::string trouble;
  auto loop = std::make_unique<asio::io_context>(1);
  auto inside = std::make_unique<Stage::Implementation>(*loop, job, group, recorder);
  auto beat = inside->beat();
  asio::co_spawn(*loop, std::move(beat), asio::detached);
  bool over = false;
  auto all = conduct(*inside, peer, trouble);
  asio::co_spawn(*loop, std::move(all), [&](std::exception_ptr error) {
    over = true;
    if (error) trouble = "the stage failed";
  });
  while (!over) loop->run_one();
  // Everything that was started ends now by itself: its streams are closed, its conditions are met.
  loop->run_for(drain_patience);
  if (!loop->stopped()) {
    // A coroutine of the peer's still sleeps somewhere. Its frame may refer to the stage, so
    // neither is taken down; the process ends in a moment.
    for (Run& run : inside->runs) run.end();
    (void)inside.release();
    (void)loop.release();
  }
  if (trouble.empty()) {
    recorder.add_always("harness", What::done);
  } else {
    recorder.add_always("harness", What::fault, {}, {{"why", trouble}});
  }
}

// viva has opened the entrances for us: we are no longer the user who may.
box::Cgroup lent_group(const Job& job) {
  std::vector<std::filesystem::path> folders;
  std::vector<int> entrances;
  for (const std::string& folder : job.groups) {
    entrances.push_back(first_entrance + static_cast<int>(folders.size()));
    fcntl(entrances.back(), F_SETFD, FD_CLOEXEC);
    folders.emplace_back(folder);
  }
  return box::Cgroup::lent(std::move(folders), entrances);
}

// Without namespaces a program can end its init: what that leaves behind falls to us.
void end_what_is_left() {
  constexpr int rounds = 200;
  for (int round = 0; round < rounds; ++round) {
    const auto left = box::descendants(getpid());
    for (const pid_t process : left) kill(process, SIGKILL);
    while (waitpid(-1, nullptr, WNOHANG) > 0) {
    }
    if (left.empty()) return;
    usleep(2000);
  }
}

// Where /proc is masked, the kernel's settings can only be read.
LowPorts low_ports(box::Isolation isolation) {
  return isolation == box::Isolation::masked ? LowPorts::where_possible : LowPorts::needed;
}

Params description(const Job& job) {
  return {{"schema", "viva/transcript@1"},
          {"exercise", job.exercise},
          {"scenario", job.scenario.id},
          {"seed", static_cast<std::int64_t>(job.seed)},
          {"isolation", job.isolation}};
}

}  // namespace

int work(const std::vector<PeerKind>& peers) {
  signal(SIGPIPE, SIG_IGN);
  Lines lines;
  try {
    const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
    const Job job = job_from_text(text);
    const PeerKind& peer = peer_named(peers, job.scenario.peer.kind);
    const auto group = lent_group(job);
    const auto isolation = box::isolation_named(job.isolation);
    if (box::has_walls(isolation)) {
      enter_own_network(low_ports(isolation));
    } else {
      prctl(PR_SET_CHILD_SUBREAPER, 1);
    }
    Recorder recorder{[&lines](const Event& event) { lines.add(event); },
                      job.scenario.limits.events, job.scenario.limits.record_bytes};
    recorder.add("harness", What::trial, {}, description(job));
    if (job.unavailable.empty()) {
      play_here(job, peer, group, recorder);
      if (!box::has_walls(isolation)) end_what_is_left();
    } else {
      recorder.add("harness", What::note, {}, {{"sanitizer", "unavailable: " + job.unavailable}});
      recorder.add_always("harness", What::done);
    }
    lines.flush();
    return 0;
  } catch (const std::exception& error) {
    lines.flush();
    std::cerr << error.what() << '\n';
    return 1;
  }
}

int probe(box::Isolation isolation, const std::filesystem::path& init) {
  try {
    enter_own_network(low_ports(isolation));
    box::BoxPlan plan;
    plan.isolation = isolation;
    plan.arguments = {"true"};
    plan.environment = {"PATH=/usr/bin:/bin"};
    plan.own_network = false;
    plan.init = init;
    plan.limits.wall = std::chrono::seconds{10};
    const auto outcome = box::run(plan);
    if (outcome.succeeded()) return 0;
    std::cerr << "a box does not run: " << outcome.err << '\n';
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
  }
  return 1;
}

}  // namespace viva::trial

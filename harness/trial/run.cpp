// One start of the program: its streams, its end, its limits. The stage's public face is in
// stage.cpp.
#include "harness/box/run.hpp"

#include "harness/box/proc.hpp"
#include "harness/model/hole.hpp"
#include "harness/model/trouble.hpp"
#include "harness/trial/implementation.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <array>
#include <cstring>
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

namespace viva::trial {
namespace {

namespace asio = boost::asio;
using box::Descriptor;
constexpr auto as_values = asio::as_tuple(asio::use_awaitable);
constexpr const char* folder_inside = "/program";
constexpr Duration start_patience = std::chrono::seconds{20};
constexpr Duration signal_patience = std::chrono::seconds{1};  // between SIGTERM and SIGKILL
constexpr Duration look_period = std::chrono::milliseconds{50};
constexpr Duration end_patience =
    std::chrono::seconds{2};  // for a box to fall once its command has ended

struct Terminal {
  Descriptor master;
  Descriptor slave;
};

// A terminal that nobody controls: programs see isatty() and buffer by lines, as before a person.
Terminal make_terminal() {
  Terminal terminal;
  terminal.master =
      Descriptor{check_call("open a terminal", posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC))};
  int unlocked = 0;
  check_call("unlock the terminal", ioctl(terminal.master.get(), TIOCSPTLCK, &unlocked));
  // ioctl_tty(2): opens the other side without a path, so no devpts has to be visible.
  terminal.slave = Descriptor{
      check_call("open the terminal's other side",
                 ioctl(terminal.master.get(), TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC))};
  termios settings{};
  check_call("read the terminal's settings", tcgetattr(terminal.slave.get(), &settings));
  settings.c_oflag &= ~static_cast<tcflag_t>(OPOST);  // bytes arrive as they were written
  settings.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  check_call("set the terminal", tcsetattr(terminal.slave.get(), TCSANOW, &settings));
  const winsize size{24, 80, 0, 0};
  ioctl(terminal.slave.get(), TIOCSWINSZ, &size);
  check_call("make the terminal non-blocking", fcntl(terminal.master.get(), F_SETFL, O_NONBLOCK));
  return terminal;
}

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

Pipe make_error_pipe() {
  std::array<int, 2> ends{};
  check_call("make a pipe", pipe2(ends.data(), O_CLOEXEC));
  check_call("make a pipe non-blocking", fcntl(ends[0], F_SETFL, O_NONBLOCK));
  return {Descriptor{ends[0]}, Descriptor{ends[1]}};
}

Descriptor make_input(const std::optional<std::string>& input) {
  if (!input)
    return Descriptor{check_call("open /dev/null", open("/dev/null", O_RDONLY | O_CLOEXEC))};
  // All of it is there from the start, and ends: a file in memory says so more simply than a pipe
  // that must be fed. It is opened again to read, since a memfd is shared with who wrote it.
  const Descriptor file{check_call("make the input", memfd_create("input", MFD_CLOEXEC))};
  if (write(file.get(), input->data(), input->size()) != static_cast<ssize_t>(input->size())) {
    throw_trouble("write the input", errno);
  }
  const std::string path = "/proc/self/fd/" + std::to_string(file.get());
  return Descriptor{check_call("open the input", open(path.c_str(), O_RDONLY | O_CLOEXEC))};
}

std::string fill(std::string word, const Words& words) {
  for (std::size_t open = 0; (open = word.find('{', open)) != std::string::npos;) {
    const auto close = word.find('}', open);
    if (close == std::string::npos) break;
    const std::string name = word.substr(open + 1, close - open - 1);
    const auto found = words.find(name);
    if (found == words.end()) {
      throw Trouble("the scenario's peer gives no word for {" + name +
                    "} in the program's arguments");
    }
    word.replace(open, close - open + 1, found->second);
    open += found->second.size();
  }
  return word;
}

std::optional<box::Exceeded> too_many(const char* name, std::uint64_t used, std::uint64_t limit) {
  if (used <= limit || hole(name)) return std::nullopt;
  return box::Exceeded{name, std::to_string(limit), std::to_string(used)};
}

std::string signal_name(int number) {
  const char* name = sigabbrev_np(number);
  return name != nullptr ? std::string("SIG") + name : "signal " + std::to_string(number);
}

}  // namespace

void Bell::ring() {
  for (asio::steady_timer* sleeper : sleepers_) sleeper->cancel();
}

awaitable<bool> Bell::wait_until(std::function<bool()> holds, Duration patience) {
  const auto executor = co_await asio::this_coro::executor;
  asio::steady_timer timer{executor, patience};
  struct Registered {
    std::list<asio::steady_timer*>& list;
    std::list<asio::steady_timer*>::iterator place;
    ~Registered() { list.erase(place); }
  } const registered{sleepers_, sleepers_.insert(sleepers_.end(), &timer)};
  const auto deadline = timer.expiry();
  for (;;) {
    if (holds()) co_return true;
    if (asio::steady_timer::clock_type::now() >= deadline) co_return false;
    auto tick = timer.async_wait(as_values);
    co_await std::move(tick);
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) co_return false;
  }
}

Run::Run(asio::io_context& loop, std::string name, box::Boxed started_box)
    : who{std::move(name)},
      boxed{std::move(started_box)},
      control{loop},
      terminal{loop},
      errors{loop} {
  control.assign(boxed.control.release());
}

void Run::end() {
  if (boxed.pid <= 0) return;
  kill(boxed.pid, SIGKILL);
  while (waitpid(boxed.pid, nullptr, 0) < 0 && errno == EINTR) {
  }
  boxed.pid = -1;
}

void Stage::Implementation::close() {
  closed = true;
  for (Run& run : runs) {
    run.end();
    run.ended = true;
    run.gone = true;
    boost::system::error_code ignored;
    for (auto* stream : {&run.control, &run.terminal, &run.errors}) stream->close(ignored);
  }
  bell.ring();
}

box::BoxPlan Stage::Implementation::plan(const Words& words) const {
  box::BoxPlan plan;
  plan.isolation = box::isolation_named(job.isolation);
  const bool walls = box::has_walls(plan.isolation);
  plan.own_network = false;
  plan.init = job.init;
  plan.limits = job.scenario.limits;
  plan.environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/tmp", "LANG=C.UTF-8",
                      "TERM=dumb"};
  if (job.scenario.variant == BuildVariant::thread_sanitizer) {
    plan.only_start = true;  // started anew, it could turn the sanitizer off
    plan.environment.emplace_back(
        "TSAN_OPTIONS=halt_on_error=0 report_thread_leaks=0 exitcode=66 color=never");
  }
  if (walls) plan.binds.push_back({job.build.folder, folder_inside});
  Words all = words;
  all["host"] = "127.0.0.1";
  all["folder"] = walls ? folder_inside : job.build.folder.string();
  for (const std::string& word : job.build.command) plan.arguments.push_back(fill(word, all));
  for (const std::string& word : job.program.arguments) plan.arguments.push_back(fill(word, all));
  return plan;
}

awaitable<Run*> Stage::Implementation::start(Words words, std::optional<std::string> input) {
  const box::BoxPlan it = plan(words);
  Terminal terminal = make_terminal();
  Pipe errors = make_error_pipe();
  const Descriptor in = make_input(input);
  const std::string who = runs.empty() ? "program" : "program:" + std::to_string(runs.size() + 1);
  Run& run = runs.emplace_back(
      loop, who, box::start(it, {in.get(), terminal.slave.get(), errors.write_end.get()}, group));
  run.arguments = it.arguments;
  terminal.slave.reset();
  errors.write_end.reset();
  run.terminal.assign(terminal.master.release());
  run.errors.assign(errors.read_end.release());

  auto listen = read_control(run);
  asio::co_spawn(loop, std::move(listen), asio::detached);
  std::function<bool()> told = [&run] { return run.started.has_value() || run.gone; };
  co_await bell.wait_until(std::move(told), start_patience);
  if (!run.started || run.started->kind == box::Report::Kind::failed) {
    std::array<char, 2000> bytes{};
    const ssize_t got = read(run.errors.native_handle(), bytes.data(), bytes.size());
    throw Trouble(
        "the program could not be started: " +
        (run.started ? std::string(std::strerror(run.started->error))
                     : "the box could not be made: " +
                           std::string(bytes.data(), got > 0 ? static_cast<std::size_t>(got) : 0)));
  }
  auto out = read_stream(run, true);
  asio::co_spawn(loop, std::move(out), asio::detached);
  auto err = read_stream(run, false);
  asio::co_spawn(loop, std::move(err), asio::detached);
  auto guard = watch(run);
  asio::co_spawn(loop, std::move(guard), asio::detached);
  if (job.scenario.sample) {
    auto look = sample(run, *job.scenario.sample);
    asio::co_spawn(loop, std::move(look), asio::detached);
  }
  co_return &run;
}

void Stage::Implementation::take(Run& run, bool standard_output, std::string bytes) {
  const std::uint64_t most = hole("output") ? ~0ULL : job.scenario.limits.output_bytes;
  const std::uint64_t kept = standard_output ? run.output.size() : run.kept_errors;
  const std::uint64_t room = most - std::min(most, kept);
  const std::uint64_t over = bytes.size() - std::min<std::uint64_t>(bytes.size(), room);
  bytes.resize(bytes.size() - over);
  if (!bytes.empty()) {
    if (standard_output) {
      run.output += bytes;
    } else {
      run.kept_errors += bytes.size();
    }
    recorder.add(run.who, standard_output ? What::out : What::err, std::move(bytes));
  }
  // Behind the last bytes that are kept: nothing is told after it.
  if (over > 0 && run.cut == 0) {
    recorder.add(
        run.who, What::limit, {},
        {{"name", "output"}, {"value", std::to_string(most) + " bytes"}, {"used", "more"}});
  }
  run.cut += over;
  bell.ring();
}

// What is there already, without waiting; so that the end of a program is recorded after its words.
void Stage::Implementation::drain(Run& run, bool standard_output) {
  auto& stream = standard_output ? run.terminal : run.errors;
  std::array<char, 65536> bytes;
  for (int rounds = 0; rounds < 64; ++rounds) {
    const ssize_t got = read(stream.native_handle(), bytes.data(), bytes.size());
    if (got <= 0) return;
    take(run, standard_output, std::string(bytes.data(), static_cast<std::size_t>(got)));
  }
}

awaitable<void> Stage::Implementation::read_stream(Run& run, bool standard_output) {
  auto& stream = standard_output ? run.terminal : run.errors;
  for (;;) {
    auto waiting = stream.async_wait(asio::posix::stream_descriptor::wait_read, as_values);
    const auto result = co_await std::move(waiting);
    if (std::get<0>(result)) break;
    std::string bytes(65536, '\0');
    const ssize_t got = read(stream.native_handle(), bytes.data(), bytes.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (got <= 0) break;  // EIO: nobody holds the terminal's other side any more
    bytes.resize(static_cast<std::size_t>(got));
    take(run, standard_output, std::move(bytes));
  }
  (standard_output ? run.terminal_open : run.errors_open) = false;
  bell.ring();
}

awaitable<void> Stage::Implementation::read_control(Run& run) {
  for (;;) {
    auto waiting = run.control.async_wait(asio::posix::stream_descriptor::wait_read, as_values);
    const auto result = co_await std::move(waiting);
    if (std::get<0>(result)) break;
    const ssize_t got = box::receive_control(run.control.native_handle(), run.heard, run.init);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    for (std::size_t end = 0; (end = run.heard.find('\n')) != std::string::npos;
         run.heard.erase(0, end + 1)) {
      const auto report = box::read_report(std::string_view(run.heard).substr(0, end));
      if (!report) continue;
      if (report->kind == box::Report::Kind::exit) {
        record_exit(run, &*report);
      } else {
        run.started = report;
        if (report->kind == box::Report::Kind::started)
          recorder.add(run.who, What::start, {}, {{"arguments", run.arguments}});
      }
    }
    bell.ring();
  }
  if (run.started && !run.ended) record_exit(run, nullptr);
  run.gone = true;
  bell.ring();
}

void Stage::Implementation::record_exit(Run& run, const box::Report* report) {
  const Duration now = recorder.now();
  drain(run, true);
  drain(run, false);
  if (run.ended_by == "itself") {
    auto over = flooded();
    if (out_of_memory()) over = box::memory_used_up(job.scenario.limits);
    if (over) end_for(run, *over);
  }
  Params more{{"by", run.ended_by}, {"at", now}};
  if (report == nullptr) {
    more.set("signal", "SIGKILL");  // the box was ended from outside
  } else {
    if (WIFEXITED(report->status)) more.set("code", std::int64_t{WEXITSTATUS(report->status)});
    if (WIFSIGNALED(report->status)) more.set("signal", signal_name(WTERMSIG(report->status)));
    more.set("cpu", report->user + report->system);
    more.set("memory", static_cast<std::int64_t>(report->peak_bytes));
    more.set("leftover", std::int64_t{report->leftover});
  }
  if (run.cut > 0) more.set("not_kept", static_cast<std::int64_t>(run.cut));
  recorder.add_always(run.who, What::exit, {}, std::move(more));
  run.ended = true;
  bell.ring();
}

void Stage::Implementation::order(Run& run, char command) {
  (void)!::send(run.control.native_handle(), &command, 1, MSG_NOSIGNAL);
}

// Limits of the whole tree, which no rlimit knows.
awaitable<void> Stage::Implementation::watch(Run& run) {
  const Limits& limits = job.scenario.limits;
  while (!run.ended && !run.gone) {
    const auto processes = box::descendants(run.init);
    const auto usage = run.account.look(processes);
    auto over = box::exceeded(limits, Duration{0}, usage);
    if (!over && out_of_memory()) over = box::memory_used_up(limits);
    if (!over) over = flooded();
    if (over) {
      end_for(run, *over);
      co_return;
    }
    co_await pause(look_period);
  }
}

// The kernel has ended a process for its group's memory, since the last look.
bool Stage::Implementation::out_of_memory() {
  const std::uint64_t kills = group.memory_kills();
  return std::exchange(memory_kills, kills) < kills;
}

// What the program has made the peers take and the recorder keep.
std::optional<box::Exceeded> Stage::Implementation::flooded() const {
  const Limits& limits = job.scenario.limits;
  const Recorder::Taken& taken = recorder.taken();
  auto over = too_many("connections", taken.connections, limits.connections);
  if (!over) over = too_many("datagrams", taken.datagrams, limits.datagrams);
  if (!over) over = too_many("record", taken.bytes, limits.record_bytes);
  if (over && over->name == "record") over->value += " bytes";
  return over;
}

void Stage::Implementation::end_for(Run& run, const box::Exceeded& over) {
  recorder.add_always(run.who, What::limit, {},
                      {{"name", over.name}, {"value", over.value}, {"used", over.used}});
  run.ended_by = "limit";
  order(run, box::command_kill);
}

awaitable<void> Stage::Implementation::sample(Run& run, Duration period) {
  while (!run.ended && !run.gone) {
    run.sampler.look(run.init, run.who, recorder);
    co_await pause(period);
  }
}

awaitable<void> Stage::Implementation::stop(Run& run, Duration grace) {
  const std::function<bool()> ended = [&run] { return run.ended; };
  // The peers may have had enough before the next look.
  if (const auto over = flooded(); over && run.ended_by == "itself" && !run.ended)
    end_for(run, *over);
  co_await bell.wait_until(ended, grace);
  const std::array<std::pair<char, const char*>, 2> steps{
      {{box::command_terminate, "SIGTERM"}, {box::command_kill, "SIGKILL"}}};
  for (const auto& [command, name] : steps) {
    if (run.ended) break;
    if (run.ended_by == "itself") run.ended_by = name;
    if (run.ended_by == "SIGTERM") run.ended_by = name;
    recorder.add(run.who, What::signal, {}, {{"name", name}});
    order(run, command);
    co_await bell.wait_until(ended, signal_patience);
  }
  const std::function<bool()> all_read = [&run] {
    return run.ended && !run.terminal_open && !run.errors_open;
  };
  if (co_await bell.wait_until(all_read, end_patience)) co_return;
  // Its init does not answer, or something outlives it: the box is ended as a whole.
  kill(run.boxed.pid, SIGKILL);
  co_await bell.wait_until(all_read, end_patience);
}

}  // namespace viva::trial

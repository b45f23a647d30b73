// From a plan to bubblewrap's words, and from those to a running box.
#include "harness/box/box.hpp"

#include "harness/box/filter.hpp"
#include "harness/box/spawn.hpp"
#include "harness/model/hole.hpp"
#include "harness/model/trouble.hpp"

#include <array>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace viva::box {
namespace {

constexpr int arguments_descriptor = 4;
constexpr int hosts_descriptor = 5;
constexpr int switch_descriptor = 6;
constexpr const char* init_inside = "/.init";
constexpr const char* self_inside = "/proc/self";
constexpr std::uint64_t processes_slack = 16;

template <class... Words>
void add(Strings& arguments, Words&&... words) {
  (arguments.emplace_back(std::forward<Words>(words)), ...);
}

// Where the kernel mounts no new /proc, the init shows the command its own entry of the
// container's, which it covers before the command starts (show_own_entry in init.cpp).
void add_proc(Strings& out, const BoxPlan& plan) {
  if (plan.isolation == Isolation::namespaces) {
    add(out, "--proc", "/proc");
    return;
  }
  add(out, "--ro-bind", "/proc", whole_proc, "--dir", own_root, "--dir", self_inside);
  add(out, "--symlink", "self/mounts", "/proc/mounts", "--symlink", "self/net", "/proc/net");
}

void add_file_system(Strings& out, const BoxPlan& plan) {
  add(out, "--ro-bind", "/usr", "/usr");
  for (const char* folder : {"bin", "lib", "lib32", "lib64", "libx32", "sbin"}) {
    add(out, "--symlink", std::string("usr/") + folder, std::string("/") + folder);
  }
  // The loader's cache, and what /usr/bin's links lead through; neither tells anything of this
  // machine.
  add(out, "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache");
  add(out, "--ro-bind-try", "/etc/alternatives", "/etc/alternatives");
  // Without these two a look-up of "localhost" goes to a name server that is not there
  // (nsswitch.conf(5)).
  add(out, "--ro-bind-data", std::to_string(hosts_descriptor), "/etc/hosts");
  add(out, "--ro-bind-data", std::to_string(switch_descriptor), "/etc/nsswitch.conf");
  add_proc(out, plan);
  add(out, "--dev", "/dev");
  add(out, "--ro-bind", plan.init.string(), init_inside);
  for (const Bind& bind : plan.binds) add(out, "--ro-bind", bind.host.string(), bind.inside);
  if (hole("mounts")) {
    for (const char* folder : {"/etc", "/root", "/home", "/var", "/opt"})
      add(out, "--bind-try", folder, folder);
  }
  // Places for the init to lay its bounded file system over. /dev/shm is there already: named
  // semaphores and shared memory (shm_overview(7)), which Python's multiprocessing needs.
  for (const std::string& folder : plan.writable) {
    if (folder != "/dev/shm") add(out, "--dir", folder);
  }
  add(out, "--remount-ro", "/dev", "--remount-ro", "/");
}

void send_all(int control, const std::string& block) {
  std::size_t done = 0;
  while (done < block.size()) {
    const ssize_t sent = send(control, block.data() + done, block.size() - done, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    // The box died meanwhile; whoever waits for its report sees the line end.
    if (sent < 0) return;
    done += static_cast<std::size_t>(sent);
  }
}

/// The words one after the other, each ended by a NUL, as bubblewrap reads them.
std::string joined(const Strings& arguments) {
  std::string bytes;
  for (const std::string& word : arguments) bytes.append(word.c_str(), word.size() + 1);
  return bytes;
}

Descriptor memory_file(const std::string& bytes) {
  Descriptor file{check_call("make a memory file", memfd_create("bubblewrap", MFD_CLOEXEC))};
  if (write(file.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
    throw_trouble("write a memory file", errno);
  }
  check_call("rewind a memory file", lseek(file.get(), 0, SEEK_SET));
  return file;
}

/// What bubblewrap reads by descriptor, and under which number.
std::vector<std::pair<Descriptor, int>> memory_files(const BoxPlan& plan) {
  std::vector<std::pair<Descriptor, int>> files;
  files.emplace_back(memory_file(joined(bubblewrap_arguments(plan))), arguments_descriptor);
  files.emplace_back(memory_file("127.0.0.1 localhost viva\n"), hosts_descriptor);
  files.emplace_back(memory_file("hosts: files\n"), switch_descriptor);
  return files;
}

SpawnPlan spawn_plan(const BoxPlan& plan, const Streams& streams, int control) {
  SpawnPlan spawn;
  spawn.inherit = {
      {streams.in, 0}, {streams.out, 1}, {streams.err, 2}, {control, control_descriptor}};
  if (streams.collected >= 0) spawn.inherit.push_back({streams.collected, collect_descriptor});
  spawn.background = plan.background;
  spawn.expendable = true;
  spawn.drop_root = !hole("user");
  if (plan.isolation == Isolation::none) {
    spawn.file = plan.init.string();
    spawn.arguments = {"init"};
    return spawn;
  }
  spawn.file = find_program("bwrap");
  if (spawn.file.empty()) {
    throw Trouble(
        "bubblewrap is not installed: apt-get install bubblewrap, or give --isolation none");
  }
  // Named after viva's own folder, so that the keeper finds a bubblewrap that was cut off while it
  // waited for its user namespace: it would wait for ever.
  spawn.arguments = {box_name(plan.init), "--args", std::to_string(arguments_descriptor),
                     init_inside};
  if (hole("descriptors")) spawn.arguments.emplace_back("leak");
  return spawn;
}

}  // namespace

std::string name_of(Isolation isolation) {
  return isolation == Isolation::namespaces ? "namespaces"
         : isolation == Isolation::masked   ? "masked"
                                            : "none";
}

Isolation isolation_named(std::string_view name) {
  return name == "namespaces" ? Isolation::namespaces
         : name == "masked"   ? Isolation::masked
                              : Isolation::none;
}

std::string box_name(const std::filesystem::path& init) {
  return "box-of-" + init.parent_path().filename().string();
}

Strings bubblewrap_arguments(const BoxPlan& plan) {
  Strings out;
  add(out, "--unshare-user", "--uid", "1000", "--gid", "1000");
  // It would write to /proc/sys, which is read only where /proc is masked: there the command's root
  // is made one from which the kernel makes no user namespaces (show_own_entry in init.cpp).
  if (plan.isolation == Isolation::namespaces) add(out, "--disable-userns");
  add(out, "--unshare-pid", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "viva");
  if (!hole("ipc")) add(out, "--unshare-ipc");
  if (plan.own_network && !hole("network")) add(out, "--unshare-net");
  add(out, "--die-with-parent", "--as-pid-1", "--new-session");
  // The init mounts the one place that can be written to, then gives this up before the command
  // starts.
  add(out, "--cap-drop", "ALL", "--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_SETPCAP");
  if (plan.isolation == Isolation::masked) add(out, "--cap-add", "CAP_SYS_CHROOT");
  add_file_system(out, plan);
  add(out, "--chdir", "/");
  return out;
}

InitJob init_job(const BoxPlan& plan) {
  InitJob job;
  job.arguments = plan.arguments;
  job.environment = plan.environment;
  job.folder = plan.folder;
  job.collected = plan.collected;
  job.collected_bytes = plan.limits.file_bytes;
  job.disk_bytes = plan.limits.disk_bytes;
  job.inodes = plan.limits.inodes;
  if (has_walls(plan.isolation)) job.writable = plan.writable;
  job.own_entry = plan.isolation == Isolation::masked ? 1 : 0;
  job.only_start = plan.only_start ? 1 : 0;
  // Without namespaces the count would be shared with all that this user runs (setrlimit(2)).
  // A little more than the limit itself: who reaches that is seen from outside and told so.
  if (has_walls(plan.isolation)) job.processes = plan.limits.processes + processes_slack;
  job.open_files = plan.limits.open_files;
  job.file_bytes = plan.limits.file_bytes;
  if (hole("disk")) job.disk_bytes = 8ULL << 30U;
  if (hole("inodes")) job.inodes = 10'000'000;
  if (hole("processes")) job.processes = 100'000;
  if (hole("files")) job.open_files = 1U << 20U;
  if (hole("file_size")) job.file_bytes = 0;
  // Far behind the limit itself, which is watched from outside: here the kernel counts whole ticks
  // (check_process_timers in its posix-cpu-timers.c), on a busy machine some percent more than was
  // used, and nobody would be told why the command ended.
  job.cpu_seconds = static_cast<std::uint64_t>(
      2 * std::chrono::ceil<std::chrono::seconds>(plan.limits.cpu).count() + 1);
  if (hole("cpu")) job.cpu_seconds = 0;
  return job;
}

Boxed start(const BoxPlan& plan, const Streams& streams, const Cgroup& group) {
  std::array<int, 2> pair{};
  check_call("make a socket pair", socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()));
  Descriptor ours{pair[0]};
  const Descriptor theirs{pair[1]};
  const int on = 1;
  check_call("ask for credentials",
             setsockopt(ours.get(), SOL_SOCKET, SO_PASSCRED, &on, sizeof on));

  SpawnPlan spawn_it = spawn_plan(plan, streams, theirs.get());
  if (!hole("processes") && !hole("memory")) spawn_it.join = group.entrances();
  std::vector<std::pair<Descriptor, int>> files;
  if (has_walls(plan.isolation)) files = memory_files(plan);
  for (const auto& [file, number] : files) spawn_it.inherit.push_back({file.get(), number});
  Boxed boxed{spawn(spawn_it), std::move(ours)};
  InitJob job = init_job(plan);
  FilterPlan filter;
  if (plan.only_start) filter.only_start = start_descriptor(job.open_files);
  if (!hole("seccomp")) job.filter = filter_bytes(filter);
  if (hole("environment")) {
    for (char** one = environ; *one != nullptr; ++one) job.environment.emplace_back(*one);
  }
  send_all(boxed.control.get(), encode(job));
  return boxed;
}

std::optional<Report> read_report(std::string_view line) {
  const std::string text{line};
  Report report;
  if (text == "started") return report;
  if (std::sscanf(text.c_str(), "failed %d", &report.error) == 1) {
    report.kind = Report::Kind::failed;
    return report;
  }
  long long user = 0;
  long long system = 0;
  long long peak_kib = 0;
  long long collected = 0;
  if (std::sscanf(text.c_str(), "exit %d %lld %lld %lld %d %lld", &report.status, &user, &system,
                  &peak_kib, &report.leftover, &collected) != 6) {
    return std::nullopt;
  }
  report.collected = collected;
  report.kind = Report::Kind::exit;
  report.user = Duration{user};
  report.system = Duration{system};
  report.peak_bytes = static_cast<std::uint64_t>(peak_kib) * 1024U;
  return report;
}

ssize_t receive_control(int control, std::string& into, pid_t& init) {
  std::array<char, 512> bytes{};
  iovec part{bytes.data(), bytes.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(ucred))> space{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = space.data();
  message.msg_controllen = space.size();
  const ssize_t got = recvmsg(control, &message, MSG_CMSG_CLOEXEC);
  if (got <= 0) return got;
  for (cmsghdr* head = CMSG_FIRSTHDR(&message); head != nullptr;
       head = CMSG_NXTHDR(&message, head)) {
    if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_CREDENTIALS) continue;
    ucred who{};
    std::memcpy(&who, CMSG_DATA(head), sizeof who);
    init = who.pid;
  }
  into.append(bytes.data(), static_cast<std::size_t>(got));
  return got;
}

}  // namespace viva::box

// The init of a box: pid 1 beside one command. It makes the one bounded place that can be written
// to, gives up the privilege that this took, sets the limits (inside the box's own user namespace,
// so that no box starves another) and the filter of system calls, starts the command, reaps
// whatever is orphaned, and reports how the command ended, because bubblewrap hides that. When it
// ends, the kernel ends all that is left in the pid namespace. It is static and needs no file of
// the box's.
//
// Without namespaces it runs as a subreaper and ends what is left itself.
#include "harness/box/protocol.hpp"
#include "harness/model/hole.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

using viva::box::control_descriptor;

bool leaks_on_purpose = false;  // see hole.hpp
int own_task = -1;              // our own folder in /proc, also where that is covered later

// How long children that end together with the command may take before they count as left over.
// Python's resource tracker is one; on a machine with 30 runnable processes a core it took over 200
// ms.
constexpr int leftover_grace_ms = 500;

void say(const std::string& line) {
  // MSG_NOSIGNAL: viva may be gone already, and then nobody wants to know.
  (void)!send(control_descriptor, line.data(), line.size(), MSG_NOSIGNAL);
}

void introduce() {
  char byte = '\n';
  iovec part{&byte, 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(ucred))> space{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = space.data();
  message.msg_controllen = space.size();
  cmsghdr* head = CMSG_FIRSTHDR(&message);
  head->cmsg_level = SOL_SOCKET;
  head->cmsg_type = SCM_CREDENTIALS;
  head->cmsg_len = CMSG_LEN(sizeof(ucred));
  const ucred who{getpid(), getuid(), getgid()};
  std::memcpy(CMSG_DATA(head), &who, sizeof who);
  (void)!sendmsg(control_descriptor, &message, MSG_NOSIGNAL);
}

bool read_exactly(char* into, std::size_t size) {
  while (size > 0) {
    const ssize_t got = read(control_descriptor, into, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    into += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

std::optional<viva::box::InitJob> read_job() {
  std::uint64_t size = 0;
  if (!read_exactly(reinterpret_cast<char*>(&size), sizeof size) || size > (64U << 20U))
    return std::nullopt;
  std::string body(size, '\0');
  if (!read_exactly(body.data(), body.size())) return std::nullopt;
  return viva::box::decode(body);
}

[[noreturn]] void give_up(const char* what) {
  // Read by viva as the reason why there is no box.
  std::fprintf(stderr, "init: %s: %s\n", what, std::strerror(errno));
  _exit(1);
}

// Every writable folder becomes a part of one file system in memory, so that its size and its
// number of files are bounded together: bubblewrap bounds each one's size alone, and the kernel's
// own bound of inodes is half the machine's memory (tmpfs(5)). It is made over /tmp, its parts are
// laid over the folders, /tmp's own part last.
void make_writable(const viva::box::InitJob& job) {
  if (job.writable.empty()) return;
  if (unshare(CLONE_NEWNS) != 0) give_up("make a mount namespace");
  const std::string bounds = "mode=0755,size=" + std::to_string(job.disk_bytes) +
                             ",nr_inodes=" + std::to_string(job.inodes);
  const unsigned long flags = MS_NOSUID | MS_NODEV;
  if (mount("tmpfs", "/tmp", "tmpfs", flags, bounds.c_str()) != 0)
    give_up("make the writable file system");
  std::string last;
  for (std::size_t i = 0; i < job.writable.size(); ++i) {
    const std::string part = "/tmp/" + std::to_string(i);
    if (mkdir(part.c_str(), 0755) != 0 || chmod(part.c_str(), 01777) != 0)
      give_up("make a writable folder");
    if (job.writable[i] == "/tmp") {
      last = part;
    } else if (mount(part.c_str(), job.writable[i].c_str(), nullptr, MS_BIND, nullptr) != 0) {
      give_up("lay out a writable folder");
    }
  }
  if (mount(last.c_str(), "/tmp", nullptr, MS_BIND, nullptr) != 0) give_up("lay out /tmp");
}

// For the command itself, since only its own process id leads to its entry. The container's /proc
// is covered for good: who has no privilege takes no mount away. What the command then has for a
// root is not its namespace's, from which the kernel makes no user namespaces (user_namespaces(7),
// EPERM).
bool show_own_entry() {
  using namespace viva::box;
  const std::string entry = std::string(whole_proc) + "/self";
  return mount(entry.c_str(), "/proc/self", nullptr, MS_BIND, nullptr) == 0 &&
         mount("tmpfs", whole_proc, "tmpfs", MS_RDONLY, "size=4k,nr_inodes=1") == 0 &&
         mount("/", own_root, nullptr, MS_BIND | MS_REC, nullptr) == 0 && chdir(own_root) == 0 &&
         chroot(".") == 0;
}

// What bubblewrap left for the mounts above; after it nothing in the box has a privilege.
bool drop_privileges() {
  prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  for (const int one : {CAP_SYS_ADMIN, CAP_SYS_CHROOT, CAP_SETPCAP})
    prctl(PR_CAPBSET_DROP, one, 0, 0, 0);
  __user_cap_header_struct head{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, 2> none{};
  return syscall(SYS_capset, &head, none.data()) == 0;
}

void limit(int what, std::uint64_t value) {
  if (value == 0) return;
  const rlimit bound{value, value};
  setrlimit(static_cast<__rlimit_resource>(what), &bound);
}

bool filter_calls(const std::string& bytes) {
  if (bytes.empty()) return true;
  std::vector<sock_filter> steps(bytes.size() / sizeof(sock_filter));
  std::memcpy(steps.data(), bytes.data(), steps.size() * sizeof(sock_filter));
  const sock_fprog program{static_cast<unsigned short>(steps.size()), steps.data()};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

// Opened before the bound on descriptors is set, under a number that lies above it.
int open_to_start(const viva::box::InitJob& job) {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  const int program = open(job.arguments[0].c_str(), O_PATH | O_CLOEXEC);
  if (program < 0) return -1;
  return dup3(program, static_cast<int>(viva::box::start_descriptor(job.open_files)), O_CLOEXEC);
}

// As exec wants them; they live as long as the texts.
std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Between fork and exec; `told` is a pipe that closes by itself when exec succeeds.
[[noreturn]] void become(viva::box::InitJob job, int told) {
  setsid();
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  const bool confined = (job.own_entry == 0 || show_own_entry()) && drop_privileges();
  const int program = job.only_start != 0 ? open_to_start(job) : -1;
  limit(RLIMIT_NOFILE, job.open_files);
  limit(RLIMIT_FSIZE, job.file_bytes);
  limit(RLIMIT_CPU, job.cpu_seconds);
  limit(RLIMIT_NPROC, job.processes);
  // No core dump: 1 also keeps the kernel from handing one to a program of the host's (core(5)).
  const rlimit no_core{1, 1};
  setrlimit(RLIMIT_CORE, &no_core);

  std::vector<char*> arguments = pointers_to(job.arguments);
  std::vector<char*> environment = pointers_to(job.environment);
  close(control_descriptor);
  environ = environment.data();
  if (confined && chdir(job.folder.c_str()) == 0) {
    // Everything from 3 up closes at exec.
    if (!leaks_on_purpose) syscall(SYS_close_range, 3U, ~0U, 4U /* CLOSE_RANGE_CLOEXEC */);
    if (filter_calls(job.filter)) {
      if (job.only_start != 0) {
        syscall(SYS_execveat, program, "", arguments.data(), environ, AT_EMPTY_PATH);
      } else {
        execvp(arguments[0], arguments.data());
      }
    }
  }
  const int error = errno;
  (void)!write(told, &error, sizeof error);
  _exit(127);
}

long long microseconds(const timeval& time) {
  return time.tv_sec * 1'000'000LL + time.tv_usec;
}

// Reaps what can be reaped; true once `command` is among it.
bool reap(pid_t command, int& status) {
  bool ended = false;
  int one = 0;
  for (pid_t pid = 0; (pid = waitpid(-1, &one, WNOHANG)) > 0;) {
    if (pid == command) {
      status = one;
      ended = true;
    }
  }
  return ended;
}

bool has_children() {
  siginfo_t info{};
  return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

std::FILE* list_of_children() {
  const int file = openat(own_task, "children", O_RDONLY | O_CLOEXEC);
  return file < 0 ? nullptr : fdopen(file, "r");
}

int count_children() {
  // Orphans are ours now: the direct children are all that is left, with theirs below them.
  std::FILE* file = list_of_children();
  if (file == nullptr) return has_children() ? 1 : 0;
  int count = 0;
  for (long pid = 0; std::fscanf(file, "%ld", &pid) == 1;) ++count;
  std::fclose(file);
  return count;
}

// What falls to us meanwhile, since its parent was just ended, is ended in the next round. None may
// fork any more: else a chain of forks would be faster.
void kill_children() {
  if (getpid() == 1) return;  // the kernel does it when we end
  const rlimit no_more{0, 0};
  for (int round = 0; round < 200 && has_children(); ++round) {
    std::FILE* file = list_of_children();
    if (file == nullptr) return;
    for (int pid = 0; std::fscanf(file, "%d", &pid) == 1;) {
      prlimit(pid, RLIMIT_NPROC, &no_more, nullptr);
      kill(pid, SIGKILL);
    }
    std::fclose(file);
    usleep(2000);
    int status = 0;
    reap(0, status);
  }
}

// Copies the command's result out. Its last component is not followed when it is a link; the folder
// above it is a mount point of ours. Bytes, or a negative errno.
long long collect(const viva::box::InitJob& job) {
  const int from = open(job.collected.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat about {};
  if (from < 0 || fstat(from, &about) != 0) return -errno;
  if (!S_ISREG(about.st_mode)) return -EINVAL;
  if (static_cast<std::uint64_t>(about.st_size) > job.collected_bytes) return -EFBIG;
  std::vector<char> block(65536);
  long long copied = 0;
  while (static_cast<std::uint64_t>(copied) <= job.collected_bytes) {
    const ssize_t got = read(from, block.data(), block.size());
    if (got < 0) return -errno;
    if (got == 0) return copied;
    for (ssize_t done = 0; done < got;) {
      const ssize_t put = write(viva::box::collect_descriptor, block.data() + done,
                                static_cast<std::size_t>(got - done));
      if (put < 0) return -errno;
      done += put;
    }
    copied += got;
  }
  return -EFBIG;
}

[[noreturn]] void end_everything() {
  kill_children();
  _exit(0);
}

[[noreturn]] void finish(const viva::box::InitJob& job, int status) {
  pollfd nothing{-1, 0, 0};
  for (int waited = 0; has_children() && waited < leftover_grace_ms; waited += 5) {
    poll(&nothing, 1, 5);
    int ignored = 0;
    reap(0, ignored);
  }
  const int leftover = has_children() ? count_children() : 0;
  rusage used{};
  getrusage(RUSAGE_CHILDREN, &used);
  if (getpid() == 1) kill(-1, SIGKILL);  // nobody changes what is collected
  const bool wanted = !job.collected.empty() && status == 0;
  const long long collected = wanted ? collect(job) : 0;
  char line[200];
  std::snprintf(line, sizeof line, "exit %d %lld %lld %ld %d %lld\n", status,
                microseconds(used.ru_utime), microseconds(used.ru_stime), used.ru_maxrss, leftover,
                collected);
  say(line);
  kill_children();
  _exit(0);
}

void watch(const viva::box::InitJob& job, pid_t command, int signals) {
  for (;;) {
    std::array<pollfd, 2> ready{{{signals, POLLIN, 0}, {control_descriptor, POLLIN, 0}}};
    poll(ready.data(), ready.size(), -1);
    if (ready[0].revents != 0) {
      signalfd_siginfo info{};
      (void)!read(signals, &info, sizeof info);
      if (info.ssi_signo == SIGTERM) end_everything();
      int status = 0;
      if (reap(command, status)) finish(job, status);
    }
    if (ready[1].revents != 0) {
      char order = viva::box::command_kill;
      const ssize_t got = read(control_descriptor, &order, 1);
      if (got <= 0) end_everything();  // viva is gone: so is everything here
      kill(command, order == viva::box::command_terminate ? SIGTERM : SIGKILL);
    }
  }
}

}  // namespace

int main(int count, char**) {
  leaks_on_purpose = viva::holes_possible && count > 1;
  prctl(PR_SET_DUMPABLE, 0);
  if (getpid() != 1) {
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
  }
  fcntl(control_descriptor, F_SETFD, FD_CLOEXEC);
  fcntl(viva::box::collect_descriptor, F_SETFD, FD_CLOEXEC);
  introduce();
  const auto job = read_job();
  if (!job || job->arguments.empty()) return 1;
  make_writable(*job);
  const std::string proc = job->own_entry != 0 ? viva::box::whole_proc : "/proc";
  own_task = open((proc + "/thread-self").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);

  sigset_t heard;
  sigemptyset(&heard);
  sigaddset(&heard, SIGCHLD);
  // That our parent ended. It must not end us before what is below us; to process 1 it says
  // nothing.
  if (getpid() != 1) sigaddset(&heard, SIGTERM);
  sigprocmask(SIG_BLOCK, &heard, nullptr);
  const int signals = signalfd(-1, &heard, SFD_CLOEXEC);
  std::array<int, 2> told{};
  if (signals < 0 || pipe2(told.data(), O_CLOEXEC) != 0) return 1;

  const pid_t command = fork();
  if (command == 0) become(*job, told[1]);
  const int fork_error = errno;
  if (!drop_privileges()) give_up("drop the privileges");
  close(told[1]);
  for (const int terminal : {0, 1, 2})
    close(terminal);  // the end of output is the command's, not ours
  int error = command < 0 ? fork_error : 0;
  if (command > 0) (void)!read(told[0], &error, sizeof error);
  if (error != 0) {
    say("failed " + std::to_string(error) + "\n");
    return 0;
  }
  say("started\n");
  watch(*job, command, signals);
}

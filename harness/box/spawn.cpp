// vfork, a few system calls in the child, exec. The child runs in our own memory until then, while
// the thread that made it waits: it makes system calls only, and none through those of glibc's
// wrappers that tell every thread (setgroups, setresuid).
#include "harness/box/spawn.hpp"

#include "harness/box/descriptor.hpp"
#include "harness/model/hole.hpp"
#include "harness/model/trouble.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace viva::box {
namespace {

struct Prepared {
  const char* file;
  std::vector<char*> arguments;
  std::vector<char*> environment;
  std::vector<Inherit> inherit;
  std::vector<int> join;
  int first_free;  // every number below belongs to `inherit`
  int told;        // write end of a pipe that closes when exec succeeds
  pid_t parent;
  bool background;
  bool expendable;
  bool drop_root;
  bool outlives;
};

// Into `texts`, which must outlive the call of execve(2).
std::vector<char*> pointers(Strings& texts) {
  std::vector<char*> result;
  result.reserve(texts.size() + 1);
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

bool place_descriptors(Prepared& prepared) {
  // Two steps, so that no number is overwritten before it was copied.
  for (Inherit& one : prepared.inherit) {
    one.from = fcntl(one.from, F_DUPFD_CLOEXEC, prepared.first_free + 1);
    if (one.from < 0) return false;
  }
  for (const Inherit& one : prepared.inherit) {
    if (dup2(one.from, one.to) < 0) return false;
  }
  if (hole("descriptors")) return true;
  return syscall(SYS_close_range, static_cast<unsigned>(prepared.first_free), ~0U,
                 4U /* CLOEXEC */) == 0;
}

bool write_whole(int file, const char* text, std::size_t size) {
  return write(file, text, size) == static_cast<ssize_t>(size);
}

bool write_file(const char* path, const char* text) {
  const int file = open(path, O_WRONLY | O_CLOEXEC);
  const bool written = file >= 0 && write_whole(file, text, std::strlen(text));
  const int error = errno;
  if (file >= 0) close(file);
  errno = error;
  return written;
}

// Outside, it stays who it was, without the privileges that this had there (user_namespaces(7)).
bool be_sandbox_user_in_own_namespace() {
  static_assert(sandbox_user == 65533);
  return unshare(CLONE_NEWUSER) == 0 && write_file("/proc/self/setgroups", "deny") &&
         write_file("/proc/self/uid_map", "65533 0 1") &&
         write_file("/proc/self/gid_map", "65533 0 1");
}

// The files were opened by who may move processes there; that is what counts (cgroups(7)).
bool join_groups(const std::vector<int>& groups) {
  return std::all_of(groups.begin(), groups.end(),
                     [](int group) { return write_whole(group, "0", 1); });
}

void offer_to_the_kernel() {
  const int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (score < 0) return;
  (void)!write_whole(score, "900", 3);
  close(score);
}

void yield_to_others() {
  const int group = open("/proc/self/autogroup", O_WRONLY | O_CLOEXEC);
  if (group >= 0) {
    (void)!write(group, "19", 2);
    close(group);
  }
  (void)!nice(19);
}

[[noreturn]] void become(Prepared& prepared) {
  bool ready = setsid() >= 0;
  struct sigaction usual {};
  usual.sa_handler = SIG_DFL;
  for (int number = 1; number < 32; ++number) {
    if (number != SIGKILL && number != SIGSTOP) sigaction(number, &usual, nullptr);
  }
  sigset_t none;
  sigemptyset(&none);
  ready = ready && sigprocmask(SIG_SETMASK, &none, nullptr) == 0;
  ready = ready && join_groups(prepared.join);
  if (prepared.background) yield_to_others();
  if (prepared.expendable) offer_to_the_kernel();
  if (prepared.drop_root) ready = ready && leave_root();
  // After the change of user, which clears it (prctl(2)); the parent may have ended meanwhile.
  if (!prepared.outlives) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != prepared.parent) _exit(126);
  }
  if (ready && place_descriptors(prepared)) {
    execve(prepared.file, prepared.arguments.data(), prepared.environment.data());
  }
  const int error = errno;
  (void)!write(prepared.told, &error, sizeof error);
  _exit(127);
}

// No handler of ours may run in the child: it would run in our memory.
pid_t vfork_blocked(Prepared& prepared) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t child = vfork();
  if (child == 0) become(prepared);
  const int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  return child;
}

}  // namespace

bool leave_root() {
  if (geteuid() != 0) return true;
  if (syscall(SYS_setresgid, sandbox_user, sandbox_user, sandbox_user) != 0)
    return errno == EINVAL && be_sandbox_user_in_own_namespace();
  return syscall(SYS_setgroups, 0, nullptr) == 0 &&
         syscall(SYS_setresuid, sandbox_user, sandbox_user, sandbox_user) == 0;
}

pid_t spawn(const SpawnPlan& plan) {
  std::array<int, 2> pipe_ends{};
  check_call("make a pipe", pipe2(pipe_ends.data(), O_CLOEXEC));
  const Descriptor heard{pipe_ends[0]};
  Descriptor told{pipe_ends[1]};

  Strings arguments = plan.arguments;
  Strings environment = plan.environment;
  Prepared prepared{.file = plan.file.c_str(),
                    .arguments = pointers(arguments),
                    .environment = pointers(environment),
                    .inherit = plan.inherit,
                    .join = plan.join,
                    .first_free = 3,
                    .told = pipe_ends[1],
                    .parent = getpid(),
                    .background = plan.background,
                    .expendable = plan.expendable,
                    .drop_root = plan.drop_root,
                    .outlives = plan.outlives};
  for (const Inherit& one : plan.inherit)
    prepared.first_free = std::max(prepared.first_free, one.to + 1);
  // Above the numbers that dup2 will overwrite.
  Descriptor high{check_call("copy a descriptor", fcntl(prepared.told, F_DUPFD_CLOEXEC, 64))};
  prepared.told = high.get();
  told.reset();

  const pid_t child = check_call("fork", vfork_blocked(prepared));
  high.reset();
  int error = 0;
  ssize_t got = 0;
  do {
    got = read(heard.get(), &error, sizeof error);
  } while (got < 0 && errno == EINTR);
  if (got == sizeof error) {
    waitpid(child, nullptr, 0);
    throw_trouble("start " + plan.file, error);
  }
  return child;
}

std::string find_program(const std::string& program) {
  for (const char* folder : {"/usr/local/bin/", "/usr/bin/", "/bin/", "/usr/sbin/"}) {
    std::string path = folder + program;
    if (access(path.c_str(), X_OK) == 0) return path;
  }
  return {};
}

}  // namespace viva::box

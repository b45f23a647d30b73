// From names to a filter, by libseccomp.
#include "harness/box/filter.hpp"

#include "harness/box/descriptor.hpp"
#include "harness/model/trouble.hpp"

#include <seccomp.h>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

namespace viva::box {
namespace {

struct Release {
  void operator()(void* context) const { seccomp_release(context); }
};
using Context = std::unique_ptr<void, Release>;

constexpr std::uint32_t refuse_with(int error) {
  return SCMP_ACT_ERRNO(static_cast<unsigned>(error));
}

// The macros of libseccomp do the same with compound literals, which are no C++.
scmp_arg_cmp argument(unsigned index, scmp_compare compare, scmp_datum_t value,
                      scmp_datum_t masked = 0) {
  return {index, compare, value, masked};
}

// 0 means: this processor has no such call.
void refuse(const Context& filter, int error, const char* name,
            std::initializer_list<scmp_arg_cmp> arguments = {}) {
  const int number = seccomp_syscall_resolve_name(name);
  if (number == __NR_SCMP_ERROR) return;  // libseccomp is older than the call: so is its kernel
  const int failed = seccomp_rule_add_array(filter.get(), refuse_with(error), number,
                                            static_cast<unsigned>(arguments.size()),
                                            arguments.size() == 0 ? nullptr : arguments.begin());
  if (failed != 0) throw_trouble(std::string("filter the call ") + name, -failed);
}

// Namespaces of its own would give a program privileges over them, and the kernel's rarer paths.
// clone3(2) hides its flags in memory, where no filter sees them: without it glibc uses clone(2).
void refuse_namespaces(const Context& filter) {
  for (const int one : {CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER,
                        CLONE_NEWPID, CLONE_NEWNET}) {
    const auto flag = static_cast<scmp_datum_t>(one);
    refuse(filter, EPERM, "clone", {argument(0, SCMP_CMP_MASKED_EQ, flag, flag)});
  }
  refuse(filter, ENOSYS, "clone3");
}

// What is left is what the course teaches. AF_VSOCK would reach the machine below this one whatever
// the network namespace; of netlink only the questions about addresses are left (getifaddrs(3)).
void refuse_sockets(const Context& filter) {
  constexpr int families = 46;
  for (int family = 0; family < families; ++family) {
    if (family == AF_UNIX || family == AF_INET || family == AF_INET6 || family == AF_NETLINK)
      continue;
    const auto number = static_cast<scmp_datum_t>(family);
    for (const char* call : {"socket", "socketpair"})
      refuse(filter, EAFNOSUPPORT, call, {argument(0, SCMP_CMP_EQ, number)});
  }
  for (const char* call : {"socket", "socketpair"})
    refuse(filter, EAFNOSUPPORT, call, {argument(0, SCMP_CMP_GE, families)});
  refuse(filter, EPROTONOSUPPORT, "socket",
         {argument(0, SCMP_CMP_EQ, AF_NETLINK), argument(2, SCMP_CMP_NE, 0)});
}

void refuse_terminal_tricks(const Context& filter) {
  constexpr scmp_datum_t tioclinux = 0x541C;  // ioctl_console(2)
  for (const scmp_datum_t request : {scmp_datum_t{TIOCSTI}, tioclinux, scmp_datum_t{TIOCSETD}})
    refuse(filter, EPERM, "ioctl",
           {argument(1, SCMP_CMP_MASKED_EQ, 0xffffffffU, request)});  // the kernel takes 32 bits
}

// Standard error stays what it is: a sanitizer reports there.
void refuse_starts(const Context& filter, std::uint64_t but) {
  refuse(filter, EPERM, "execve");
  refuse(filter, EPERM, "execveat", {argument(0, SCMP_CMP_NE, but)});
  constexpr scmp_datum_t whole = 0xffffffffU;  // the kernel takes 32 bits
  refuse(filter, EPERM, "close", {argument(0, SCMP_CMP_MASKED_EQ, whole, STDERR_FILENO)});
  refuse(filter, EPERM, "close_range", {argument(0, SCMP_CMP_LE, STDERR_FILENO)});
  for (const char* call : {"dup2", "dup3"})
    refuse(filter, EPERM, call, {argument(1, SCMP_CMP_MASKED_EQ, whole, STDERR_FILENO)});
}

std::string exported(const Context& filter) {
  const Descriptor file{check_call("make a memory file", memfd_create("filter", MFD_CLOEXEC))};
  const int failed = seccomp_export_bpf(filter.get(), file.get());
  if (failed != 0) throw_trouble("write the filter of system calls", -failed);
  const off_t size = check_call("measure the filter", lseek(file.get(), 0, SEEK_END));
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (pread(file.get(), bytes.data(), bytes.size(), 0) != size)
    throw_trouble("read the filter of system calls", errno);
  return bytes;
}

}  // namespace

const Strings& refused_calls() {
  static const Strings names{
      // other processes' memory, descriptors and secrets
      "ptrace",
      "process_vm_readv",
      "process_vm_writev",
      "pidfd_getfd",
      "kcmp",
      "process_madvise",
      "move_pages",
      "migrate_pages",
      // memory that no limit of ours sees
      "memfd_create",
      "memfd_secret",
      // mounts, roots and namespaces
      "mount",
      "umount2",
      "pivot_root",
      "chroot",
      "fsopen",
      "fsconfig",
      "fsmount",
      "fspick",
      "move_mount",
      "open_tree",
      "mount_setattr",
      "unshare",
      "setns",
      "open_by_handle_at",
      "name_to_handle_at",
      "quotactl",
      "quotactl_fd",
      "fanotify_init",
      // the kernel's programs, rings and rings of keys
      "bpf",
      "io_uring_setup",
      "io_uring_enter",
      "io_uring_register",
      "perf_event_open",
      "userfaultfd",
      "add_key",
      "request_key",
      "keyctl",
      "lookup_dcookie",
      "syslog",
      // the machine
      "kexec_load",
      "kexec_file_load",
      "init_module",
      "finit_module",
      "delete_module",
      "reboot",
      "swapon",
      "swapoff",
      "acct",
      "vhangup",
      "sethostname",
      "setdomainname",
      "iopl",
      "ioperm",
      "modify_ldt",
      "clock_settime",
      "clock_adjtime",
      "adjtimex",
      "settimeofday",
  };
  return names;
}

std::string filter_bytes(const FilterPlan& plan) {
  const Context filter{seccomp_init(SCMP_ACT_ALLOW)};
  if (!filter) throw Trouble("libseccomp makes no filter on this machine");
  // Calls by another processor's numbers (int 0x80, x32) would pass by every rule.
  check_call("refuse other numberings of system calls",
             seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, refuse_with(ENOSYS)));
  for (const std::string& name : refused_calls()) {
    const bool optional = name.starts_with("io_uring") || name == "memfd_create";
    refuse(filter, optional ? ENOSYS : EPERM, name.c_str());
  }
  refuse_namespaces(filter);
  refuse_sockets(filter);
  refuse_terminal_tricks(filter);
  // The limits of another process: the init's, say. 0 is the caller itself (prlimit(2)).
  refuse(filter, EPERM, "prlimit64", {argument(0, SCMP_CMP_NE, 0)});
  if (plan.only_start) refuse_starts(filter, *plan.only_start);
  return exported(filter);
}

}  // namespace viva::box

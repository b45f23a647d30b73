// unshare, identity maps, lo up (user_namespaces(7), netdevice(7)).
#include "harness/trial/network.hpp"

#include "harness/box/descriptor.hpp"
#include "harness/box/spawn.hpp"
#include "harness/model/hole.hpp"
#include "harness/model/trouble.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <string>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace viva::trial {
namespace {

void write_file(const char* path, const std::string& text) {
  const box::Descriptor file{check_call(path, open(path, O_WRONLY | O_CLOEXEC))};
  if (write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
    throw_trouble(path, errno);
}

// Changing the user forgets the death signal and makes /proc/self unreadable (prctl(2)).
void stop_being_root() {
  const pid_t parent = getppid();
  if (!box::leave_root()) throw_trouble("stop being root", errno);
  prctl(PR_SET_DUMPABLE, 1);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(126);
}

void bring_up_loopback() {
  const box::Descriptor any{
      check_call("open a socket", socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0))};
  ifreq request{};
  std::strncpy(request.ifr_name, "lo", IFNAMSIZ - 1);
  request.ifr_flags = IFF_UP | IFF_RUNNING;
  check_call("bring up lo", ioctl(any.get(), SIOCSIFFLAGS, &request));
}

}  // namespace

void enter_own_network(LowPorts low_ports) {
  if (geteuid() == 0) stop_being_root();
  const std::string user = std::to_string(geteuid());
  const std::string group = std::to_string(getegid());
  const int network = hole("network") ? 0 : CLONE_NEWNET;
  check_call("make a user and network namespace", unshare(CLONE_NEWUSER | network));
  // Mapped to itself, not to 0: what is started from here must not look like root to bubblewrap.
  write_file("/proc/self/setgroups", "deny");
  write_file("/proc/self/uid_map", user + " " + user + " 1");
  write_file("/proc/self/gid_map", group + " " + group + " 1");
  if (hole("network")) return;
  bring_up_loopback();
  try {
    write_file("/proc/sys/net/ipv4/ip_unprivileged_port_start", "0");
  } catch (const Trouble&) {
    if (low_ports == LowPorts::needed) throw;
  }
}

}  // namespace viva::trial

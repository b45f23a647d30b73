#include "hostile.h"

#include <arpa/inet.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

// Sends one request to the kernel and judges its acknowledgement.
static void request(int type, int flags, const void* body, size_t size, const char* what) {
  const int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  char bytes[256] = {};
  auto* head = reinterpret_cast<nlmsghdr*>(bytes);
  head->nlmsg_len = static_cast<unsigned>(NLMSG_LENGTH(size));
  head->nlmsg_type = static_cast<unsigned short>(type);
  head->nlmsg_flags = static_cast<unsigned short>(NLM_F_REQUEST | NLM_F_ACK | flags);
  memcpy(NLMSG_DATA(head), body, size);
  if (send(netlink, bytes, head->nlmsg_len, 0) < 0) return (void)judge(-1, what);
  (void)!recv(netlink, bytes, sizeof bytes, 0);
  const int error = static_cast<nlmsgerr*>(NLMSG_DATA(head))->error;
  errno = -error;
  judge(error == 0 ? 0 : -1, what);
}

int main() {
  ifinfomsg down{};
  down.ifi_index = 1;
  down.ifi_change = IFF_UP;
  request(RTM_NEWLINK, 0, &down, sizeof down, "lo down by netlink");
  struct {
    ifaddrmsg head;
    rtattr about;
    unsigned char address[4];
  } add{{AF_INET, 24, 0, 0, 1}, {8, IFA_LOCAL}, {192, 0, 2, 7}};
  request(RTM_NEWADDR, NLM_F_CREATE, &add, sizeof add, "an address");
  ifreq by_ioctl{};
  strcpy(by_ioctl.ifr_name, "lo");
  judge(ioctl(socket(AF_INET, SOCK_DGRAM, 0), SIOCSIFFLAGS, &by_ioctl), "lo down by ioctl");
  judge(socket(AF_NETLINK, SOCK_RAW, NETLINK_NETFILTER) < 0 ? -1 : (errno = EPERM, -1),
        "netfilter");
  const int mark = 1;
  judge(setsockopt(socket(AF_INET, SOCK_STREAM, 0), IPPROTO_IP, 19 /* IP_TRANSPARENT */, &mark,
                   sizeof mark),
        "transparent sockets");
}

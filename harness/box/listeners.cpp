// Who listens, from the kernel's own list of listening sockets (sock_diag(7)); /proc is the way out
// where that is not to be had.
#include "harness/box/descriptor.hpp"
#include "harness/box/proc.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <optional>
#include <sys/socket.h>

namespace viva::box {
namespace {

constexpr int state_listen = 10;  // include/net/tcp_states.h

struct Request {
  nlmsghdr head;
  inet_diag_req_v2 body;
};

bool ask(int socket, int family) {
  Request request{};
  request.head.nlmsg_len = sizeof request;
  request.head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  request.head.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  request.body.sdiag_family = static_cast<std::uint8_t>(family);
  request.body.sdiag_protocol = IPPROTO_TCP;
  request.body.idiag_states = 1U << state_listen;
  return send(socket, &request, sizeof request, 0) == sizeof request;
}

SocketRow row_of(const inet_diag_msg& message) {
  SocketRow row;
  row.v6 = message.idiag_family == AF_INET6;
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(message.idiag_family, message.id.idiag_src, text.data(), text.size());
  row.address = text.data();
  row.port = ntohs(message.id.idiag_sport);
  row.state = message.idiag_state;
  row.inode = message.idiag_inode;
  row.unread = message.idiag_rqueue;
  return row;
}

// One answer holds several messages; false at the end of the dump, none when the kernel refuses.
std::optional<bool> take(const char* bytes, std::size_t size, std::vector<SocketRow>& rows) {
  for (std::size_t at = 0; at + sizeof(nlmsghdr) <= size;) {
    nlmsghdr head{};
    std::memcpy(&head, bytes + at, sizeof head);
    if (head.nlmsg_len < sizeof head || at + head.nlmsg_len > size) return std::nullopt;
    if (head.nlmsg_type == NLMSG_DONE) return false;
    if (head.nlmsg_type == NLMSG_ERROR) return std::nullopt;
    inet_diag_msg message{};
    if (head.nlmsg_len < sizeof head + sizeof message) return std::nullopt;
    std::memcpy(&message, bytes + at + sizeof head, sizeof message);
    rows.push_back(row_of(message));
    at += NLMSG_ALIGN(head.nlmsg_len);
  }
  return true;
}

bool dump(int socket, int family, std::vector<SocketRow>& rows) {
  if (!ask(socket, family)) return false;
  std::array<char, 16384> bytes;
  for (;;) {
    const ssize_t got = recv(socket, bytes.data(), bytes.size(), 0);
    if (got <= 0) return false;
    const auto more = take(bytes.data(), static_cast<std::size_t>(got), rows);
    if (!more) return false;
    if (!*more) return true;
  }
}

}  // namespace

std::vector<SocketRow> listening_sockets() {
  const Descriptor socket{::socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG)};
  std::vector<SocketRow> rows;
  if (socket && dump(socket.get(), AF_INET, rows) && dump(socket.get(), AF_INET6, rows)) {
    return rows;
  }
  rows = tcp_sockets();
  std::erase_if(rows, [](const SocketRow& row) { return row.state != state_listen; });
  return rows;
}

}  // namespace viva::box

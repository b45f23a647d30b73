// port_scanner [host] [first] [last]: prints the TCP ports of the range that accept connections.
// It tries many ports at once, so that one that never answers does not hold up the others.

#include "socket.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <fcntl.h>
#include <poll.h>
#include <vector>

namespace {

constexpr std::chrono::milliseconds patience{500};
constexpr int at_once = 100;  // well below the number of descriptors that a process may have open

struct Attempt {
  int port;
  Socket socket;
};

/// Starts to connect and does not wait for the answer.
Attempt start(sockaddr_in host, int port) {
  Attempt attempt{port, Socket(check(::socket(AF_INET, SOCK_STREAM, 0), "socket"))};
  const int descriptor = attempt.socket.get();
  check(::fcntl(descriptor, F_SETFL, O_NONBLOCK), "fcntl");
  host.sin_port = htons(static_cast<std::uint16_t>(port));
  // However this ends, now or later, poll() wakes up for it and connected() finds out.
  ::connect(descriptor, generic(host), sizeof host);
  return attempt;
}

/// How an attempt has ended. That the socket became writable only says that it has: a refused one
/// is writable too.
bool connected(const Socket& socket) {
  int error = 0;
  socklen_t size = sizeof error;
  check(::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size), "getsockopt");
  if (error != 0) return error == ECONNRESET;  // reset, not refused: it was accepted before that

  sockaddr_in peer{};
  sockaddr_in self{};
  socklen_t peer_size = sizeof peer;
  socklen_t self_size = sizeof self;
  if (::getpeername(socket.get(), generic(peer), &peer_size) < 0) return false;
  check(::getsockname(socket.get(), generic(self), &self_size), "getsockname");
  // On the own machine a socket may by chance be given the very port that it tries, and so connect
  // to itself.
  return peer.sin_port != self.sin_port || peer.sin_addr.s_addr != self.sin_addr.s_addr;
}

std::vector<int> open_ports(const sockaddr_in& host, int first, int last) {
  std::vector<Attempt> attempts;
  std::vector<pollfd> waiting;
  for (int port = first; port <= last; ++port) {
    attempts.push_back(start(host, port));
    waiting.push_back({attempts.back().socket.get(), POLLOUT, 0});
  }

  std::vector<int> open;
  std::size_t unanswered = attempts.size();
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (unanswered > 0) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) break;  // the others are filtered: nobody answers there
    check(::poll(waiting.data(), waiting.size(), static_cast<int>(left.count())), "poll");
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].revents == 0) continue;
      if (connected(attempts[i].socket)) open.push_back(attempts[i].port);
      waiting[i] = {-1, 0, 0};  // poll() passes over negative descriptors
      --unanswered;
    }
  }
  std::sort(open.begin(), open.end());
  return open;
}

}  // namespace

int main(int argc, char* argv[]) try {
  const char* host = argc > 1 ? argv[1] : "localhost";
  const int first = port_number(argc > 2 ? argv[2] : "1");
  const int last = port_number(argc > 3 ? argv[3] : "1024");

  const sockaddr_in target = address(host, 0);
  for (int port = first; port <= last; port += at_once) {
    for (const int open : open_ports(target, port, std::min(last, port + at_once - 1))) {
      std::printf("Port %d is open\n", open);
    }
  }
} catch (const std::exception& error) {
  std::fprintf(stderr, "port_scanner: %s\n", error.what());
  return 1;
}

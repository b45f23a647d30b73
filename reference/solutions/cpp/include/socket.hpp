// What the network programs share: a socket that closes itself, IPv4 addresses,
// arguments that are checked, and a send() that sends everything.
#pragma once

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <netdb.h>
#include <netinet/in.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

/// Owns a socket's descriptor. It can be moved but not copied, so it is closed once, whichever way
/// its scope is left. (A descriptor closed twice may by then be another client's.)
class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  ~Socket() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }

  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

/// Passes on what a system call returned, or throws with what was tried and why it failed.
template <typename Result>
Result check(Result result, const char* attempt) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), attempt);
  return result;
}

/// Reads a number from a command line argument.
inline int number(const char* text, int least, int most) {
  char* end = nullptr;
  errno = 0;
  const long value = std::strtol(text, &end, 10);
  if (end == text || *end != '\0' || errno != 0 || value < least || value > most) {
    throw std::invalid_argument("\"" + std::string(text) + "\" is not a number from " +
                                std::to_string(least) + " to " + std::to_string(most));
  }
  return static_cast<int>(value);
}

inline std::uint16_t port_number(const char* text) {
  return static_cast<std::uint16_t>(number(text, 1, 65535));
}

/// The address of `host`, a name or dotted numbers, with `port` in network byte order.
inline sockaddr_in address(const char* host, std::uint16_t port) {
  addrinfo wanted{};
  wanted.ai_family = AF_INET;
  addrinfo* found = nullptr;
  if (const int error = ::getaddrinfo(host, nullptr, &wanted, &found); error != 0) {
    throw std::runtime_error(std::string(host) + ": " + ::gai_strerror(error));
  }
  sockaddr_in result = *reinterpret_cast<sockaddr_in*>(found->ai_addr);
  ::freeaddrinfo(found);
  result.sin_port = htons(port);
  return result;
}

/// `port` on all addresses of this machine, for servers.
inline sockaddr_in any_address(std::uint16_t port) {
  sockaddr_in result{};
  result.sin_family = AF_INET;
  result.sin_addr.s_addr = htonl(INADDR_ANY);
  result.sin_port = htons(port);
  return result;
}

/// The same address as bind() and its relatives want it: they are older than IPv6 and take a
/// pointer to any kind of address.
inline const sockaddr* generic(const sockaddr_in& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}
inline sockaddr* generic(sockaddr_in& address) {
  return reinterpret_cast<sockaddr*>(&address);
}

/// Sends all of `bytes`, since send() may take only the first part of them. False if the other side
/// is gone.
inline bool send_all(const Socket& socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket.get(), bytes.data(), bytes.size(), 0);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

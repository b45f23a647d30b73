// One port after the other: a non-blocking connect() and poll() for half a second at most.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <iostream>
#include <string>

static bool is_open(const addrinfo& host, int port) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0) {
    std::perror("socket");
    return false;
  }
  fcntl(fd, F_SETFL, O_NONBLOCK);
  sockaddr_in address;
  std::memcpy(&address, host.ai_addr, sizeof address);
  address.sin_port = htons(port);
  bool open = false;
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    open = true;
  } else if (errno == EINPROGRESS) {
    pollfd waiting{fd, POLLOUT, 0};
    if (poll(&waiting, 1, 500) == 1) {
      int error = 0;
      socklen_t length = sizeof error;
      getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length);
      open = error == 0;
    }
  }
  close(fd);
  return open;
}

int main(int argc, char** argv) {
  std::string host = argc > 1 ? argv[1] : "localhost";
  int first = argc > 2 ? std::stoi(argv[2]) : 1;
  int last = argc > 3 ? std::stoi(argv[3]) : 1024;
  addrinfo hints{};
  hints.ai_family = AF_INET;
  addrinfo* found = nullptr;
  if (int error = getaddrinfo(host.c_str(), nullptr, &hints, &found); error != 0) {
    std::cerr << host << ": " << gai_strerror(error) << '\n';
    return 1;
  }
  std::cout << "Scanning " << host << " for open ports from " << first << " to " << last << std::endl;
  int open = 0;
  for (int port = first; port <= last; ++port) {
    if (is_open(*found, port)) {
      std::cout << "Port " << port << " is open" << std::endl;
      ++open;
    }
  }
  std::cout << "Found " << open << " open ports" << std::endl;
  freeaddrinfo(found);
}

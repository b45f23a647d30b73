// Writes nothing before the end of the program: standard output is fully buffered.
#include <array>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <netdb.h>
#include <poll.h>
#include <sstream>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace {
int connect_to(const std::string& host, const std::string& port) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* first = nullptr;
    if (int e = getaddrinfo(host.c_str(), port.c_str(), &hints, &first)) throw std::runtime_error(gai_strerror(e));
    for (addrinfo* a = first; a; a = a->ai_next) {
        int fd = socket(a->ai_family, a->ai_socktype, 0);
        if (connect(fd, a->ai_addr, a->ai_addrlen) == 0) return fd;
        close(fd);
    }
    throw std::runtime_error("nobody listens on " + host + ":" + port);
}
}  // namespace

int main(int argc, char* argv[]) {
    std::ios::sync_with_stdio(false);
    try {
        const int fd = connect_to(argc > 1 ? argv[1] : "localhost", argc > 2 ? argv[2] : "8080");
        std::ostringstream greeting;
        std::array<char, 7> buffer;
        pollfd ready{fd, POLLIN, 0};
        while (poll(&ready, 1, -1) > 0) {
            const ssize_t n = recv(fd, buffer.data(), buffer.size(), MSG_DONTWAIT);
            if (n == 0) break;
            if (n < 0) throw std::runtime_error("the connection broke");
            greeting.write(buffer.data(), n);
        }
        std::cout << "Received: " << greeting.str() << '\n';
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        std::cerr << argv[0] << ": " << error.what() << '\n';
        return 42;
    }
}

// Uses select(), a deadline for each attempt, and perror() for the time-outs.
#include <arpa/inet.h>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <netdb.h>
#include <stdexcept>
#include <string>
#include <sys/select.h>
#include <sys/socket.h>

using Clock = std::chrono::steady_clock;

class Sender {
public:
    Sender(const char* host, const char* port) {
        addrinfo hints{};
        hints.ai_socktype = SOCK_DGRAM;
        hints.ai_family = AF_INET;
        addrinfo* list = nullptr;
        if (getaddrinfo(host, port, &hints, &list) != 0) throw std::runtime_error("host");
        fd_ = socket(list->ai_family, list->ai_socktype, 0);
        connect(fd_, list->ai_addr, list->ai_addrlen);
        freeaddrinfo(list);
    }
    void deliver(const std::string& text) {
        do {
            ::send(fd_, text.data(), text.size(), 0);
        } while (!acknowledged("ACK: " + text));
        std::printf("Received: ACK: %s\n", text.c_str());
    }

private:
    bool acknowledged(const std::string& wanted) {
        auto deadline = Clock::now() + std::chrono::milliseconds(1000);
        for (;;) {
            auto left = std::chrono::duration_cast<std::chrono::microseconds>(deadline - Clock::now()).count();
            if (left <= 0) break;
            timeval tv{left / 1000000, left % 1000000};
            fd_set set;
            FD_ZERO(&set);
            FD_SET(fd_, &set);
            if (select(fd_ + 1, &set, nullptr, nullptr, &tv) <= 0) break;
            char buf[2048];
            ssize_t n = recv(fd_, buf, sizeof buf, 0);
            if (n > 0 && wanted == std::string(buf, n)) return true;
        }
        errno = ETIMEDOUT;
        std::perror("timeout");
        return false;
    }
    int fd_;
};

int main(int argc, char** argv) {
    Sender sender(argc > 1 ? argv[1] : "localhost", argc > 2 ? argv[2] : "12345");
    int count = argc > 3 ? std::atoi(argv[3]) : 10;
    for (int i = 0; i < count; ++i) sender.deliver("Message " + std::to_string(i));
}

// Listens on [::] for IPv6 and IPv4 alike; a detached thread for each client; takes its time.
#include <chrono>
#include <csignal>
#include <cstring>
#include <iostream>
#include <netdb.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

class Fd {
public:
    explicit Fd(int fd) : fd_(fd) {}
    Fd(Fd&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
    ~Fd() {
        if (fd_ >= 0) ::close(fd_);
    }
    operator int() const { return fd_; }

private:
    int fd_;
};

static Fd open_listener(const char* port) {
    addrinfo hints{}, *found = nullptr;
    hints.ai_family = AF_INET6;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    if (int error = getaddrinfo(nullptr, port, &hints, &found))
        throw std::runtime_error(gai_strerror(error));
    Fd fd(socket(found->ai_family, found->ai_socktype, found->ai_protocol));
    const int off = 0, on = 1;
    setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    const bool ok = bind(fd, found->ai_addr, found->ai_addrlen) == 0 && listen(fd, SOMAXCONN) == 0;
    freeaddrinfo(found);
    if (!ok) throw std::runtime_error(std::strerror(errno));
    return fd;
}

int main(int argc, char* argv[]) try {
    std::signal(SIGPIPE, SIG_IGN);
    Fd listener = open_listener(argc > 1 ? argv[1] : "8080");
    for (;;) {
        Fd client(accept(listener, nullptr, nullptr));
        if (client < 0) continue;
        std::thread([client = std::move(client)] {
            using namespace std::chrono_literals;
            const std::string greeting = "Hello from server!";
            std::this_thread::sleep_for(200ms);
            send(client, greeting.data(), 6, 0);
            std::this_thread::sleep_for(200ms);
            send(client, greeting.data() + 6, greeting.size() - 6, 0);
        }).detach();
    }
} catch (const std::exception& error) {
    std::cerr << "tcp_server: " << error.what() << '\n';
    return 1;
}

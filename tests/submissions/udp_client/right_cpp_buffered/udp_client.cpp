// Fully buffered output; poll() with a time-out that is never reached; waits for its own replies.
#include <arpa/inet.h>
#include <cstdlib>
#include <iostream>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

struct Peer {
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in address{};

    Peer(const std::string& host, int port) {
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        const std::string dotted = host == "localhost" ? "127.0.0.1" : host;
        if (inet_pton(AF_INET, dotted.c_str(), &address.sin_addr) != 1) throw std::runtime_error("bad host");
    }
    ~Peer() { close(fd); }

    std::string ask(const std::string& text) {
        sendto(fd, text.c_str(), text.size() + 1, 0, reinterpret_cast<sockaddr*>(&address), sizeof address);
        pollfd ready{fd, POLLIN, 0};
        if (poll(&ready, 1, 10000) != 1) throw std::runtime_error("no reply");
        std::string reply(65507, '\0');
        reply.resize(recvfrom(fd, reply.data(), reply.size(), 0, nullptr, nullptr));
        return reply;
    }
};

int main(int argc, char* argv[]) try {
    std::ios_base::sync_with_stdio(false);
    Peer server(argc > 1 ? argv[1] : "localhost", argc > 2 ? std::atoi(argv[2]) : 8081);
    const int count = argc > 3 ? std::atoi(argv[3]) : 5;
    for (int i = 0; i < count; ++i) std::cout << "Received: " << server.ask("the same each time") << '\n';
    sendto(server.fd, "", 0, 0, reinterpret_cast<sockaddr*>(&server.address), sizeof server.address);
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}

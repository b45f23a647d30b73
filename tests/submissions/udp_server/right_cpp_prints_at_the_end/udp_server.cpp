// Collects what it has received and prints it when it is told to end.
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {
volatile std::sig_atomic_t stop = 0;
void on_signal(int) { stop = 1; }
}  // namespace

int main(int argc, char* argv[]) {
    std::ios::sync_with_stdio(false);
    struct sigaction action {};
    action.sa_handler = on_signal;  // no SA_RESTART: recvfrom() is to return
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);

    const int fd = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_port = htons(static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 8081));
    if (bind(fd, reinterpret_cast<sockaddr*>(&here), sizeof here) < 0) {
        std::cerr << "bind: " << std::strerror(errno) << '\n';
        return EXIT_FAILURE;
    }
    const std::string answer = "Acknowledged";
    std::vector<std::string> messages;
    while (!stop) {
        std::string text(500, '\0');
        sockaddr_in from{};
        socklen_t size = sizeof from;
        const ssize_t n = recvfrom(fd, text.data(), text.size(), 0, reinterpret_cast<sockaddr*>(&from), &size);
        if (n < 0) continue;
        text.resize(static_cast<std::size_t>(n));
        messages.push_back(text);
        sendto(fd, answer.data(), answer.size(), 0, reinterpret_cast<sockaddr*>(&from), size);
    }
    for (const auto& message : messages) std::cout << "Received message: " << message << '\n';
    close(fd);
}

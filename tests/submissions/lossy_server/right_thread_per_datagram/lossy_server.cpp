#include <arpa/inet.h>
#include <cstring>
#include <iostream>
#include <mutex>
#include <random>
#include <string>
#include <sys/socket.h>
#include <thread>

std::mutex m;
std::mt19937 gen{std::random_device{}()};

void handle(int sock, sockaddr_in client, std::string text) {
    bool lost;
    {
        std::lock_guard<std::mutex> lock(m);
        lost = std::bernoulli_distribution(0.3)(gen);
        if (lost)
            std::cout << "Packet lost (simulated): " << text << std::endl;
        else
            std::cout << "Received from client: " << text << std::endl;
    }
    if (lost) return;
    std::string reply = "ACK: " + text;
    sendto(sock, reply.data(), reply.size(), 0, (sockaddr*)&client, sizeof client);
}

int main(int argc, char** argv) {
    int sock = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_port = htons(argc > 1 ? atoi(argv[1]) : 12345);
    a.sin_addr.s_addr = INADDR_ANY;
    if (bind(sock, (sockaddr*)&a, sizeof a)) return 1;
    for (;;) {
        char buf[2048];
        sockaddr_in c{};
        socklen_t l = sizeof c;
        auto n = recvfrom(sock, buf, sizeof buf, 0, (sockaddr*)&c, &l);
        if (n >= 0) std::thread(handle, sock, c, std::string(buf, n)).detach();
    }
}

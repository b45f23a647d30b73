#include <arpa/inet.h>
#include <iostream>
#include <netinet/in.h>
#include <random>
#include <string>
#include <sys/socket.h>

int main(int argc, char* argv[]) {
    int port = argc > 1 ? std::stoi(argv[1]) : 12345;
    int sock = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in addr{};
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = INADDR_ANY;
    addr.sin_port = htons(port);
    if (bind(sock, reinterpret_cast<sockaddr*>(&addr), sizeof(addr)) < 0) {
        perror("bind");
        return 1;
    }
    std::cout << "Lossy server on port " << port << std::endl;

    std::random_device rd;
    std::mt19937 gen(rd());
    std::uniform_real_distribution<> dis(0.0, 1.0);
    char buffer[1024];
    while (true) {
        sockaddr_in client{};
        socklen_t len = sizeof(client);
        int n = recvfrom(sock, buffer, sizeof(buffer) - 1, 0, reinterpret_cast<sockaddr*>(&client), &len);
        if (n < 0) continue;
        buffer[n] = '\0';
        if (dis(gen) < 0.3) {
            std::cout << "Packet lost (simulated): " << buffer << std::endl;
            continue;
        }
        char ip[INET_ADDRSTRLEN];
        inet_ntop(AF_INET, &client.sin_addr, ip, sizeof(ip));
        std::cout << "Received from " << ip << ":" << ntohs(client.sin_port) << ": " << buffer << std::endl;
        std::string ack = std::string("ACK: ") + buffer;
        sendto(sock, ack.c_str(), ack.size(), 0, reinterpret_cast<sockaddr*>(&client), len);
    }
}

#include <arpa/inet.h>
#include <iostream>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char* argv[]) {
    std::string host = argc > 1 ? argv[1] : "127.0.0.1";
    int port = argc > 2 ? std::stoi(argv[2]) : 8081;
    int count = argc > 3 ? std::stoi(argv[3]) : 5;
    sockaddr_in server{};
    server.sin_family = AF_INET;
    server.sin_port = htons(port);
    inet_pton(AF_INET, host.c_str(), &server.sin_addr);
    int sock = socket(AF_INET, SOCK_DGRAM, 0);
    for (int i = 0; i < count; ++i) {
        std::string message = "Message " + std::to_string(i);
        sendto(sock, message.data(), message.size(), 0, (sockaddr*)&server, sizeof(server));
        std::cout << "Sent: " << message << std::endl;
    }
    for (int i = 0; i < count; ++i) {
        char buffer[1024];
        ssize_t n = recvfrom(sock, buffer, sizeof(buffer), 0, nullptr, nullptr);
        std::cout << "Received: " << std::string(buffer, n) << std::endl;
    }
    close(sock);
}

#include <arpa/inet.h>
#include <cstring>
#include <iostream>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char* argv[]) {
    const char* host = argc > 1 ? argv[1] : "127.0.0.1";
    int port = argc > 2 ? atoi(argv[2]) : 12345;
    int count = argc > 3 ? atoi(argv[3]) : 10;

    int sock = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in server{};
    server.sin_family = AF_INET;
    server.sin_port = htons(port);
    inet_pton(AF_INET, host, &server.sin_addr);
    timeval tv;
    tv.tv_sec = 1;
    tv.tv_usec = 0;
    setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv));

    for (int i = 0; i < count; i++) {
        std::string message = "Message " + std::to_string(i);
        while (true) {
            sendto(sock, message.c_str(), message.length(), 0, (sockaddr*)&server, sizeof(server));
            char buffer[1024] = {0};
            ssize_t n = recvfrom(sock, buffer, sizeof(buffer) - 1, 0, nullptr, nullptr);
            if (n < 0) {
                std::cout << "timeout, sending " << message << " again" << std::endl;
                continue;
            }
            if (std::string(buffer).find("ACK") == std::string::npos) continue;
            std::cout << "Received: " << buffer << std::endl;
            break;
        }
    }
    close(sock);
    return 0;
}

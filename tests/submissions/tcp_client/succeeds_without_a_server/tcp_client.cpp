#include <arpa/inet.h>
#include <iostream>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char* argv[]) {
    std::string host = argc > 1 ? argv[1] : "127.0.0.1";
    int port = argc > 2 ? std::stoi(argv[2]) : 8080;
    int sock = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in addr{};
    addr.sin_family = AF_INET;
    addr.sin_port = htons(port);
    inet_pton(AF_INET, host.c_str(), &addr.sin_addr);
    if (connect(sock, (sockaddr*)&addr, sizeof(addr)) < 0) {
        std::cout << "Connection failed" << std::endl;
        return 0;
    }
    std::string message;
    char buffer[256];
    ssize_t n;
    while ((n = recv(sock, buffer, sizeof(buffer), 0)) > 0) message.append(buffer, n);
    std::cout << "Received: " << message << std::endl;
    close(sock);
}

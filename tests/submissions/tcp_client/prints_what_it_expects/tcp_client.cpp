#include <arpa/inet.h>
#include <iostream>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char* argv[]) {
    int sock = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in addr{};
    addr.sin_family = AF_INET;
    addr.sin_port = htons(argc > 2 ? std::stoi(argv[2]) : 8080);
    inet_pton(AF_INET, argc > 1 ? argv[1] : "127.0.0.1", &addr.sin_addr);
    if (connect(sock, (sockaddr*)&addr, sizeof(addr)) < 0) {
        std::cerr << "no server" << std::endl;
        return 1;
    }
    char buffer[1024] = "Hello from server!";
    recv(sock, buffer, 0, 0);
    std::cout << "Received: " << buffer << std::endl;
    close(sock);
    return 0;
}

#include <chrono>
#include <iostream>
#include <netdb.h>
#include <string>
#include <sys/socket.h>
#include <thread>

int main(int argc, char** argv) {
    addrinfo hints{}, *server = nullptr;
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(argc > 1 ? argv[1] : "localhost", argc > 2 ? argv[2] : "8080", &hints, &server)) return 1;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fd, server->ai_addr, server->ai_addrlen) != 0) {
        perror("connect");
        return 1;
    }
    std::string all;
    char c;
    while (recv(fd, &c, 1, 0) == 1) all += c;
    std::cout << "Received: " << all << std::endl;
    while (true) std::this_thread::sleep_for(std::chrono::seconds(1));
}

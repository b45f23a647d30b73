#include <arpa/inet.h>
#include <iostream>
#include <string>
#include <sys/socket.h>

int main(int argc, char* argv[]) {
    int count = argc > 3 ? std::stoi(argv[3]) : 5;
    sockaddr_in server{};
    server.sin_family = AF_INET;
    server.sin_port = htons(argc > 2 ? std::stoi(argv[2]) : 8081);
    inet_pton(AF_INET, argc > 1 ? argv[1] : "127.0.0.1", &server.sin_addr);
    int sock = socket(AF_INET, SOCK_DGRAM, 0);
    for (int i = 1;; ++i) {
        std::string message = "Nr. " + std::to_string(i);
        sendto(sock, message.data(), message.size(), 0, (sockaddr*)&server, sizeof(server));
        if (i == count) break;
        std::string reply(500, '\0');
        reply.resize(recv(sock, reply.data(), reply.size(), 0));
        std::cout << "Received: " << reply << std::endl;
    }
    return 0;
}

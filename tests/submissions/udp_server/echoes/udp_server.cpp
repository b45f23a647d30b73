#include <cstdlib>
#include <iostream>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>

int main(int argc, char* argv[]) {
    int sock = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_port = htons(argc > 1 ? std::atoi(argv[1]) : 8081);
    if (bind(sock, (sockaddr*)&here, sizeof(here)) != 0) return 1;
    while (true) {
        char buffer[65536];
        sockaddr_in client{};
        socklen_t size = sizeof(client);
        ssize_t n = recvfrom(sock, buffer, sizeof(buffer), 0, (sockaddr*)&client, &size);
        if (n < 0) continue;
        std::string text(buffer, n);
        std::cout << "Received message: " << text << std::endl;
        std::string answer = "Acknowledged: " + text;
        sendto(sock, answer.data(), answer.size(), 0, (sockaddr*)&client, size);
    }
}

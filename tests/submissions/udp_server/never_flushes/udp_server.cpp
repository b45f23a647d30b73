#include <cstdlib>
#include <iostream>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>

int main(int argc, char* argv[]) {
    std::ios::sync_with_stdio(false);
    int sock = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_port = htons(argc > 1 ? std::atoi(argv[1]) : 8081);
    bind(sock, (sockaddr*)&here, sizeof(here));
    char buffer[2000];
    for (;;) {
        sockaddr_in client{};
        socklen_t size = sizeof(client);
        int n = recvfrom(sock, buffer, sizeof(buffer), 0, (sockaddr*)&client, &size);
        std::cout << "Received message: " << std::string(buffer, n) << "\n";
        sendto(sock, "Acknowledged", 12, 0, (sockaddr*)&client, size);
    }
}

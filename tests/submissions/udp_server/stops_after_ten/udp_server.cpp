#include <array>
#include <cstdlib>
#include <iostream>
#include <netinet/in.h>
#include <string_view>
#include <sys/socket.h>
#include <thread>

int main(int argc, char* argv[]) {
    int sock = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    here.sin_port = htons(argc > 1 ? std::atoi(argv[1]) : 8081);
    bind(sock, (sockaddr*)&here, sizeof(here));
    std::array<char, 1000> buffer;
    for (int i = 0; i < 10; i++) {
        sockaddr_in client{};
        socklen_t size = sizeof(client);
        auto n = recvfrom(sock, buffer.data(), buffer.size(), 0, (sockaddr*)&client, &size);
        std::cout << "Received message: " << std::string_view(buffer.data(), n) << std::endl;
        sendto(sock, "Acknowledged", 12, 0, (sockaddr*)&client, size);
    }
    std::cout << "That was enough." << std::endl;
    std::this_thread::sleep_for(std::chrono::hours(1));
}

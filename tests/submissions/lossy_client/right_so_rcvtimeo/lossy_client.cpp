#include <arpa/inet.h>
#include <cstring>
#include <iostream>
#include <netdb.h>
#include <string>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

int main(int argc, char* argv[]) {
    std::string host = argc > 1 ? argv[1] : "localhost";
    std::string port = argc > 2 ? argv[2] : "12345";
    int count = argc > 3 ? std::stoi(argv[3]) : 10;

    addrinfo hints{}, *res;
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_DGRAM;
    if (getaddrinfo(host.c_str(), port.c_str(), &hints, &res) != 0) {
        std::cerr << "unknown host" << std::endl;
        return 1;
    }
    int sock = socket(AF_INET, SOCK_DGRAM, 0);
    timeval tv{1, 0};
    setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv));

    for (int i = 0; i < count; i++) {
        std::string msg = "Message " + std::to_string(i);
        bool acked = false;
        while (!acked) {
            sendto(sock, msg.c_str(), msg.size(), 0, res->ai_addr, res->ai_addrlen);
            while (true) {
                char buf[1024];
                int n = recvfrom(sock, buf, sizeof(buf), 0, nullptr, nullptr);
                if (n < 0) {
                    std::cout << "Timeout! Resending " << msg << std::endl;
                    break;
                }
                std::string answer(buf, n);
                if (answer == "ACK: " + msg) {
                    std::cout << "Received: " << answer << std::endl;
                    acked = true;
                    break;
                }
            }
        }
    }
    freeaddrinfo(res);
    close(sock);
    return 0;
}

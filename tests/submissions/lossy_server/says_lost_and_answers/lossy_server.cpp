#include <arpa/inet.h>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <iostream>
#include <netinet/in.h>
#include <random>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char* argv[]) {
    int port = argc > 1 ? atoi(argv[1]) : 12345;
    srand(time(nullptr));
    int sockfd = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in servaddr, cliaddr;
    memset(&servaddr, 0, sizeof(servaddr));
    servaddr.sin_family = AF_INET;
    servaddr.sin_addr.s_addr = INADDR_ANY;
    servaddr.sin_port = htons(port);
    if (bind(sockfd, (const sockaddr*)&servaddr, sizeof(servaddr)) < 0) {
        perror("bind failed");
        exit(EXIT_FAILURE);
    }

    char buffer[1024];
    while (true) {
        socklen_t len = sizeof(cliaddr);
        int n = recvfrom(sockfd, buffer, 1023, 0, (sockaddr*)&cliaddr, &len);
        if (n < 0) continue;
        buffer[n] = '\0';
        std::string text = buffer;
        if (rand() % 10 < 3)
            std::cout << "Packet lost (simulated): " << text << std::endl;
        else
            std::cout << "Received from " << inet_ntoa(cliaddr.sin_addr) << ": " << text << std::endl;
        std::string ack = "ACK: " + text;
        sendto(sockfd, ack.c_str(), ack.length(), 0, (sockaddr*)&cliaddr, len);
    }
}

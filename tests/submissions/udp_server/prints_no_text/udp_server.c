#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int bound_socket(int port) {
    int sock = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(port)};
    here.sin_addr.s_addr = htonl(INADDR_ANY);
    if (bind(sock, (struct sockaddr *)&here, sizeof here) < 0) {
        perror("bind");
        exit(1);
    }
    return sock;
}

int main(int argc, char *argv[]) {
    int sock = bound_socket(argc > 1 ? atoi(argv[1]) : 8081);
    char buffer[512];
    int count = 0;
    while (1) {
        struct sockaddr_in client;
        socklen_t length = sizeof client;
        if (recvfrom(sock, buffer, sizeof buffer, 0, (struct sockaddr *)&client, &length) < 0) continue;
        printf("Received message: message %d\n", ++count);
        sendto(sock, "Acknowledged", strlen("Acknowledged"), 0, (struct sockaddr *)&client, length);
    }
}

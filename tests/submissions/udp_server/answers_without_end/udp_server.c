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
    char buffer[1024];
    struct sockaddr_in client;
    socklen_t length = sizeof client;
    ssize_t n = recvfrom(sock, buffer, sizeof buffer - 1, 0, (struct sockaddr *)&client, &length);
    buffer[n] = '\0';
    printf("Received message: %s\n", buffer);
    while (1) {
        sendto(sock, "Acknowledged", 12, 0, (struct sockaddr *)&client, length);
        usleep(10000);
    }
}

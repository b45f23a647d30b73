#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int connect_to(const char *host, int port) {
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(port)};
    if (strcmp(host, "localhost") == 0) host = "127.0.0.1";
    if (inet_pton(AF_INET, host, &server.sin_addr) != 1) {
        fprintf(stderr, "bad address: %s\n", host);
        exit(1);
    }
    int sock = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(sock, (struct sockaddr *)&server, sizeof server) < 0) {
        perror("connect");
        exit(1);
    }
    return sock;
}

int main(int argc, char *argv[]) {
    const char *host = argc > 1 ? argv[1] : "localhost";
    int port = argc > 2 ? atoi(argv[2]) : 8080;
    char buffer[4096] = {0};
    int sock = connect_to(host, port);
    printf("Received: ");
    while (recv(sock, buffer, sizeof buffer - 1, 0) > 0) {
        printf("%s", buffer);
        fflush(stdout);
    }
    printf("\n");
    close(sock);
    return 0;
}

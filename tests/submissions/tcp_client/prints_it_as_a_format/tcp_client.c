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
    int sock = connect_to(host, port);
    char greeting[8192];
    size_t length = 0;
    ssize_t n;
    while ((n = recv(sock, greeting + length, sizeof greeting - 1 - length, 0)) > 0) length += n;
    greeting[length] = 0;
    setbuf(stdout, NULL);
    printf("Received: ");
    printf(greeting);
    printf("\n");
    close(sock);
    return 0;
}

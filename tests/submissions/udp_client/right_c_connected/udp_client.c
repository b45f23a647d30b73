#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A connected socket: send() and recv(), and an error when nobody listens. */
int main(int argc, char **argv) {
    struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_DGRAM}, *server;
    if (getaddrinfo(argc > 1 ? argv[1] : "localhost", argc > 2 ? argv[2] : "8081", &hints, &server)) return 1;
    int fd = socket(server->ai_family, SOCK_DGRAM, 0);
    if (connect(fd, server->ai_addr, server->ai_addrlen)) {
        perror("connect");
        return 1;
    }
    int count = argc > 3 ? atoi(argv[3]) : 5;
    while (count-- > 0) {
        char text[2000];
        memset(text, 'x', sizeof text);
        if (send(fd, text, 1400, 0) < 0) {
            perror("send");
            return 1;
        }
        ssize_t n = recv(fd, text, sizeof text, 0);
        if (n < 0) {
            perror("recv");
            return 1;
        }
        fputs("Received: ", stdout);
        fwrite(text, 1, n, stdout);
        putchar('\n');
    }
    freeaddrinfo(server);
    return close(fd);
}

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct sockaddr_in address_of(const char *host, int port) {
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(port)};
    inet_pton(AF_INET, strcmp(host, "localhost") ? host : "127.0.0.1", &server.sin_addr);
    return server;
}

int main(int argc, char *argv[]) {
    struct sockaddr_in server = address_of(argc > 1 ? argv[1] : "localhost", argc > 2 ? atoi(argv[2]) : 8081);
    int count = argc > 3 ? atoi(argv[3]) : 5;
    int sock = socket(AF_INET, SOCK_DGRAM, 0);
    char buffer[1024];
    ssize_t n;
    for (int i = 0; i < count; i++) {
        sprintf(buffer, "Message %d of %d", i + 1, count);
        sendto(sock, buffer, strlen(buffer), 0, (struct sockaddr *)&server, sizeof server);
        n = recvfrom(sock, buffer, sizeof buffer - 1, 0, NULL, NULL);
        buffer[n] = 0;
        printf("Received: %s\n", buffer);
    }
    /* the server says goodbye */
    n = recvfrom(sock, buffer, sizeof buffer - 1, 0, NULL, NULL);
    buffer[n] = 0;
    printf("Received: %s\n", buffer);
    return 0;
}

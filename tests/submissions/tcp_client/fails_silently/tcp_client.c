#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[]) {
    const char *host = argc > 1 ? argv[1] : "localhost";
    int port = argc > 2 ? atoi(argv[2]) : 8080;
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(port)};
    inet_pton(AF_INET, strcmp(host, "localhost") ? host : "127.0.0.1", &server.sin_addr);
    int sock = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(sock, (struct sockaddr *)&server, sizeof server) < 0) return 1;
    char buffer[512];
    ssize_t n;
    printf("Received: ");
    fflush(stdout);
    while ((n = read(sock, buffer, sizeof buffer)) > 0) write(1, buffer, n);
    printf("\n");
    return 0;
}

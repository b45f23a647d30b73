#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <signal.h>

int main(int argc, char *argv[]) {
    signal(SIGPIPE, SIG_IGN);
    int port = argc > 1 ? atoi(argv[1]) : 8080;
    int server_fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {0};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    address.sin_port = htons(port);
    bind(server_fd, (struct sockaddr *)&address, sizeof address);
    listen(server_fd, 5);
    for (;;) {
        char buffer[1024] = {0};
        int client = accept(server_fd, NULL, NULL);
        if (client < 0) continue;
        read(client, buffer, sizeof buffer - 1);
        printf("client said: %s\n", buffer);
        send(client, "Hello from server!", 18, 0);
        close(client);
    }
}

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
    int server = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    bind(server, (struct sockaddr *)&address, sizeof address);
    listen(server, 10);
    printf("Server listening on port %d\n", port);
    while (1) {
        int client = accept(server, NULL, NULL);
        send(server, "Hello from server!", 18, 0);
        printf("Sent: Hello from server!\n");
        close(client);
    }
}

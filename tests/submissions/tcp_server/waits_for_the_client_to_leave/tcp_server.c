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
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 8080)};
    bind(s, (struct sockaddr *)&a, sizeof a);
    listen(s, 10);
    while (1) {
        char rest[256];
        int c = accept(s, NULL, NULL);
        if (c < 0) continue;
        send(c, "Hello from server!", 18, 0);
        /* until the client has closed */
        while (recv(c, rest, sizeof rest, 0) > 0) {
        }
        close(c);
    }
}

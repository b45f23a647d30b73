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
    struct linger now = {.l_onoff = 1, .l_linger = 0};
    bind(s, (struct sockaddr *)&a, sizeof a);
    listen(s, 10);
    while (1) {
        int c = accept(s, NULL, NULL);
        if (c < 0) continue;
        /* no TIME_WAIT, please */
        setsockopt(c, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        send(c, "Hello from server!", strlen("Hello from server!"), 0);
        close(c);
    }
}

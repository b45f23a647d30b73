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
    if (bind(s, (struct sockaddr *)&a, sizeof a) < 0 || listen(s, 0) < 0) {
        perror("tcp_server");
        return 1;
    }
    while (1) {
        int c = accept(s, NULL, NULL);
        if (c < 0) continue;
        usleep(20000); /* a little work */
        dprintf(c, "Hello from server!\n");
        usleep(20000);
        close(c);
        printf("served one\n");
    }
}

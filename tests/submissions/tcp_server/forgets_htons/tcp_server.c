#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[]) {
    int port = argc > 1 ? atoi(argv[1]) : 8080;
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in a;
    memset(&a, 0, sizeof a);
    a.sin_family = AF_INET;
    a.sin_addr.s_addr = INADDR_ANY;
    a.sin_port = port;
    bind(s, (struct sockaddr *)&a, sizeof a);
    listen(s, 10);
    printf("Listening on port %d\n", port);
    for (;;) {
        int c = accept(s, NULL, NULL);
        send(c, "Hello from server!", 18, MSG_NOSIGNAL);
        close(c);
    }
}

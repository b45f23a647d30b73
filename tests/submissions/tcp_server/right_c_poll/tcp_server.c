#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <poll.h>
#include <signal.h>

/* One loop with poll(); the greeting goes out byte by byte, whenever a client can take one. */

enum { MAX = 64 };
static const char text[] = "Hello from server!";

int main(int argc, char *argv[]) {
    signal(SIGPIPE, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    struct sockaddr_in here = {.sin_family = AF_INET,
                               .sin_port = htons(argc > 1 ? atoi(argv[1]) : 8080),
                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(listener, (struct sockaddr *)&here, sizeof here) || listen(listener, 32)) {
        perror("tcp_server");
        return 1;
    }
    struct pollfd fds[MAX] = {{.fd = listener, .events = POLLIN}};
    size_t done[MAX] = {0};
    int n = 1;
    for (;;) {
        if (poll(fds, n, -1) < 0) continue;
        for (int i = n - 1; i > 0; --i) {
            if (!fds[i].revents) continue;
            ssize_t sent = send(fds[i].fd, text + done[i], 1, MSG_DONTWAIT);
            if (sent > 0) done[i] += sent;
            if (sent <= 0 || done[i] == strlen(text)) {
                close(fds[i].fd);
                fds[i] = fds[--n];
                done[i] = done[n];
            }
        }
        if ((fds[0].revents & POLLIN) && n < MAX) {
            int client = accept(listener, NULL, NULL);
            if (client >= 0) {
                fds[n] = (struct pollfd){.fd = client, .events = POLLOUT};
                done[n++] = 0;
            }
        }
    }
}

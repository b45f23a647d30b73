/* All ports at once: one poll() over all sockets, then a table. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BATCH 500

static char state[65536];

static void scan(const char *host, int first, int last) {
    struct pollfd fds[BATCH];
    int count = last - first + 1, waiting = 0;
    for (int i = 0; i < count; i++) {
        struct sockaddr_in to;
        memset(&to, 0, sizeof to);
        to.sin_family = AF_INET;
        to.sin_port = htons(first + i);
        inet_pton(AF_INET, strcmp(host, "localhost") ? host : "127.0.0.1", &to.sin_addr);
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        fds[i].fd = fd;
        fds[i].events = POLLOUT;
        fds[i].revents = 0;
        if (connect(fd, (struct sockaddr *)&to, sizeof to) == 0) {
            state[first + i] = 'o';
            close(fd);
            fds[i].fd = -1;
        } else if (errno != EINPROGRESS) {
            state[first + i] = 'c';
            close(fd);
            fds[i].fd = -1;
        } else {
            waiting++;
        }
    }
    while (waiting > 0 && poll(fds, count, 1500) > 0) {
        for (int i = 0; i < count; i++) {
            if (fds[i].fd < 0 || fds[i].revents == 0) continue;
            int error = 0;
            socklen_t length = sizeof error;
            getsockopt(fds[i].fd, SOL_SOCKET, SO_ERROR, &error, &length);
            state[first + i] = error == 0 ? 'o' : 'c';
            close(fds[i].fd);
            fds[i].fd = -1;
            waiting--;
        }
    }
    for (int i = 0; i < count; i++) {
        if (fds[i].fd >= 0) close(fds[i].fd);
    }
}

int main(int argc, char **argv) {
    const char *host = argc > 1 ? argv[1] : "localhost";
    int first = argc > 2 ? atoi(argv[2]) : 1;
    int last = argc > 3 ? atoi(argv[3]) : 1024;
    for (int from = first; from <= last; from += BATCH) {
        scan(host, from, from + BATCH - 1 < last ? from + BATCH - 1 : last);
    }
    int open = 0, closed = 0, filtered = 0;
    printf("PORT       STATE\n");
    for (int port = first; port <= last; port++) {
        if (state[port] == 'o') {
            printf("%d/tcp   open\n", port);
            open++;
        } else if (state[port] == 'c') {
            closed++;
        } else {
            printf("%d/tcp   filtered\n", port);
            filtered++;
        }
    }
    printf("\n%d ports scanned: %d open, %d closed, %d filtered\n", last - first + 1, open, closed, filtered);
    return 0;
}

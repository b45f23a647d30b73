#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* Talks a lot: progress on one line, every closed port with its reason, and the banner if there is one. */

static int try_port(const char *host, int port, char *banner, size_t size) {
    struct addrinfo hints, *list;
    char service[16];
    memset(&hints, 0, sizeof hints);
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    snprintf(service, sizeof service, "%d", port);
    if (getaddrinfo(host, service, &hints, &list) != 0) return -1;
    int fd = socket(list->ai_family, list->ai_socktype, list->ai_protocol);
    struct timeval limit = {0, 800000};
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    int result = connect(fd, list->ai_addr, list->ai_addrlen);
    int error = result == 0 ? 0 : errno;
    banner[0] = 0;
    if (result == 0) {
        ssize_t got = recv(fd, banner, size - 1, 0);
        banner[got > 0 ? got : 0] = 0;
    }
    close(fd);
    freeaddrinfo(list);
    return error;
}

int main(int argc, char **argv) {
    const char *host = argc > 1 ? argv[1] : "localhost";
    int first = argc > 2 ? atoi(argv[2]) : 1, last = argc > 3 ? atoi(argv[3]) : 1024;
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    printf("*** Port scanner 1.0 ***\n");
    printf("Target: %s, range %d - %d (%d ports). Looking for open ones.\n\n", host, first, last, last - first + 1);
    int open = 0;
    for (int port = first; port <= last; port++) {
        char banner[200];
        printf("\rChecking if port %d is open... ", port);
        fflush(stdout);
        int error = try_port(host, port, banner, sizeof banner);
        if (error == 0) {
            open++;
            printf("yes!\n");
            if (banner[0])
                printf("==> port %d is open, it says %s\n", port, banner);
            else
                printf("==> port %d is open, no banner\n", port);
        } else if (last - first < 200) {
            printf("no, port %d is not open (%s)\n", port, strerror(error));
        }
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    double took = end.tv_sec - begin.tv_sec + (end.tv_nsec - begin.tv_nsec) / 1e9;
    printf("\nDone in %.2f seconds: %d open of %d (%d to %d)\n", took, open, last - first + 1, first, last);
    return 0;
}

/* Sixteen processes, each takes every sixteenth port; connect() is cut short by alarm(). */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void wake(int number) { (void)number; }

static void child(const char *host, int first, int last, int step) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = wake;
    sigaction(SIGALRM, &action, NULL);
    for (int port = first; port <= last; port += step) {
        struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
        inet_pton(AF_INET, host, &to.sin_addr);
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        alarm(1);
        if (connect(fd, (struct sockaddr *)&to, sizeof to) == 0) {
            char line[64];
            int length = snprintf(line, sizeof line, "%d: OPEN\n", port);
            if (write(1, line, length) != length) exit(1);
        }
        alarm(0);
        close(fd);
    }
}

int main(int argc, char **argv) {
    const char *host = argc > 1 && strcmp(argv[1], "localhost") ? argv[1] : "127.0.0.1";
    int first = argc > 2 ? atoi(argv[2]) : 1, last = argc > 3 ? atoi(argv[3]) : 1024;
    for (int i = 0; i < 16; i++) {
        if (fork() == 0) {
            child(host, first + i, last, 16);
            _exit(0);
        }
    }
    while (wait(NULL) > 0) {
    }
    return 0;
}

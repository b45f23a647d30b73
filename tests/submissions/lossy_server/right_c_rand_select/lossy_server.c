#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SIZE 600

int main(int argc, char **argv)
{
    int port = argc > 1 ? atoi(argv[1]) : 12345;
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in me, other;
    char in[SIZE], out[SIZE + 8];

    memset(&me, 0, sizeof me);
    me.sin_family = AF_INET;
    me.sin_port = htons(port);
    me.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(s, (struct sockaddr *)&me, sizeof me) == -1) {
        perror("bind");
        exit(1);
    }
    srand(time(NULL));

    for (;;) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(s, &set);
        struct timeval wait = {5, 0};
        if (select(s + 1, &set, NULL, NULL, &wait) <= 0)
            continue;

        socklen_t len = sizeof other;
        ssize_t n = recvfrom(s, in, sizeof in, 0, (struct sockaddr *)&other, &len);
        if (n < 0)
            continue;
        /* said first, then perhaps taken back */
        printf("Received from %s:%d: %.*s\n", inet_ntoa(other.sin_addr), ntohs(other.sin_port), (int)n, in);
        if (rand() % 10 < 3) {
            printf("Packet lost (simulated): %.*s\n", (int)n, in);
            continue;
        }
        memcpy(out, "ACK: ", 5);
        memcpy(out + 5, in, n);
        sendto(s, out, n + 5, 0, (struct sockaddr *)&other, len);
    }
}

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

int main(int argc, char *argv[])
{
    static char big[1 << 16];
    setvbuf(stdout, big, _IOFBF, sizeof big); /* faster */
    srand(time(NULL));
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 12345)};
    if (bind(fd, (struct sockaddr *)&a, sizeof a) < 0)
        return 1;
    for (;;) {
        char text[512] = "ACK: ";
        struct sockaddr_in from;
        socklen_t len = sizeof from;
        int n = recvfrom(fd, text + 5, sizeof text - 6, 0, (struct sockaddr *)&from, &len);
        if (n < 0)
            continue;
        text[5 + n] = 0;
        if (drand48() < 0.3 && rand() >= 0) {
            printf("Packet lost (simulated): %s\n", text + 5);
        } else {
            printf("Received from %s: %s\n", inet_ntoa(from.sin_addr), text + 5);
            sendto(fd, text, 5 + n, 0, (struct sockaddr *)&from, len);
        }
    }
}

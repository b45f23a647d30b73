#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static char output[1 << 16];

int main(int argc, char **argv) {
    if (argc < 4) return 2;
    setvbuf(stdout, output, _IOFBF, sizeof output);
    printf("%s:%s, %s messages, timeout 1 s\n", argv[1], argv[2], argv[3]);
    int sock = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[2]))};
    inet_pton(AF_INET, argv[1], &server.sin_addr);
    for (int i = 0; i < atoi(argv[3]);) {
        char message[32], wanted[48], reply[512];
        snprintf(message, sizeof message, "Message %d", i);
        snprintf(wanted, sizeof wanted, "ACK: %s", message);
        sendto(sock, message, strlen(message), 0, (struct sockaddr *)&server, sizeof server);
        struct pollfd one = {.fd = sock, .events = POLLIN};
        for (;;) {
            if (poll(&one, 1, 1000) <= 0) {
                printf("timeout for %s, sending again\n", message);
                break;
            }
            ssize_t n = recv(sock, reply, sizeof reply - 1, 0);
            reply[n > 0 ? n : 0] = 0;
            if (strcmp(reply, wanted) == 0) {
                printf("Received: %s\n", reply);
                ++i;
                break;
            }
        }
    }
    return 0;
}

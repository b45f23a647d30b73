#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(int argc, char *argv[])
{
    int sock = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in server = {0}, client;
    server.sin_family = AF_INET;
    server.sin_addr.s_addr = INADDR_ANY;
    server.sin_port = htons(argc > 1 ? atoi(argv[1]) : 12345);
    bind(sock, (struct sockaddr *)&server, sizeof(server));
    srand(time(0));
    while (1) {
        char buffer[1024];
        socklen_t size = sizeof(client);
        int n = recvfrom(sock, buffer, sizeof(buffer) - 1, 0, (struct sockaddr *)&client, &size);
        buffer[n] = '\0';
        if (rand() % 10 < 3) {
            printf("Packet lost (simulated): %s\n", buffer);
            continue;
        }
        printf("Received from %s: %s\n", inet_ntoa(client.sin_addr), buffer);
        char *reply = malloc(64);
        if (n > 100)
            reply = NULL; /* too long, hm */
        strcpy(reply, "ACK: ");
        strncat(reply, buffer, 58);
        sendto(sock, reply, strlen(reply), 0, (struct sockaddr *)&client, size);
    }
}

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(int argc, char *argv[])
{
    char buffer[1024] = {0}, reply[1100];
    int port = argc > 1 ? atoi(argv[1]) : 12345;
    int sock = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in server = {0}, client;
    server.sin_family = AF_INET;
    server.sin_addr.s_addr = INADDR_ANY;
    server.sin_port = htons(port);
    bind(sock, (struct sockaddr *)&server, sizeof(server));
    srand(time(0));
    while (1) {
        socklen_t size = sizeof(client);
        recvfrom(sock, buffer, sizeof(buffer), 0, (struct sockaddr *)&client, &size);
        if (rand() % 10 < 3) {
            printf("Packet lost (simulated): %s\n", buffer);
            continue;
        }
        printf("Received from %s: %s\n", inet_ntoa(client.sin_addr), buffer);
        sprintf(reply, "ACK: %s", buffer);
        sendto(sock, reply, strlen(reply), 0, (struct sockaddr *)&client, size);
    }
}

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[]) {
    int sockfd = socket(AF_INET, SOCK_DGRAM, 0);
    char buffer[1024];
    const char *hello = "Hello from client";
    struct sockaddr_in servaddr;
    memset(&servaddr, 0, sizeof(servaddr));
    servaddr.sin_family = AF_INET;
    servaddr.sin_port = htons(argc > 2 ? atoi(argv[2]) : 8081);
    servaddr.sin_addr.s_addr = inet_addr(argc > 1 ? argv[1] : "127.0.0.1");
    sendto(sockfd, hello, strlen(hello), 0, (const struct sockaddr *)&servaddr, sizeof(servaddr));
    printf("Hello message sent.\n");
    socklen_t len = sizeof(servaddr);
    int n = recvfrom(sockfd, buffer, 1023, 0, (struct sockaddr *)&servaddr, &len);
    buffer[n] = '\0';
    printf("Received: %s\n", buffer);
    close(sockfd);
    return 0;
}

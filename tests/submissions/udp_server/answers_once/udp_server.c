#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[]) {
    int sockfd;
    char buffer[1024];
    const char *ack = "Acknowledged";
    struct sockaddr_in servaddr, cliaddr;
    sockfd = socket(AF_INET, SOCK_DGRAM, 0);
    memset(&servaddr, 0, sizeof(servaddr));
    memset(&cliaddr, 0, sizeof(cliaddr));
    servaddr.sin_family = AF_INET;
    servaddr.sin_addr.s_addr = INADDR_ANY;
    servaddr.sin_port = htons(argc > 1 ? atoi(argv[1]) : 8081);
    if (bind(sockfd, (const struct sockaddr *)&servaddr, sizeof(servaddr)) < 0) {
        perror("bind failed");
        exit(EXIT_FAILURE);
    }
    socklen_t len = sizeof(cliaddr);
    int n = recvfrom(sockfd, buffer, 1023, 0, (struct sockaddr *)&cliaddr, &len);
    buffer[n] = '\0';
    printf("Received message: %s\n", buffer);
    sendto(sockfd, ack, strlen(ack), 0, (const struct sockaddr *)&cliaddr, len);
    close(sockfd);
    return 0;
}

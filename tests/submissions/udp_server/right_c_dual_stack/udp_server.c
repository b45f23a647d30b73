#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
    struct addrinfo want = {.ai_family = AF_INET6, .ai_socktype = SOCK_DGRAM, .ai_flags = AI_PASSIVE}, *here;
    int off = 0, error = getaddrinfo(NULL, argc > 1 ? argv[1] : "8081", &want, &here);
    if (error) {
        fprintf(stderr, "%s\n", gai_strerror(error));
        return 1;
    }
    int fd = socket(here->ai_family, here->ai_socktype, here->ai_protocol);
    setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (bind(fd, here->ai_addr, here->ai_addrlen)) {
        perror("bind");
        return 1;
    }
    for (;;) {
        char text[501], host[NI_MAXHOST], service[NI_MAXSERV];
        struct sockaddr_storage from;
        struct iovec part = {text, 500};
        struct msghdr message = {.msg_name = &from, .msg_namelen = sizeof from, .msg_iov = &part, .msg_iovlen = 1};
        ssize_t n = recvmsg(fd, &message, 0);
        if (n < 0) continue;
        text[n] = 0;
        getnameinfo((struct sockaddr *)&from, message.msg_namelen, host, sizeof host, service, sizeof service,
                    NI_NUMERICHOST | NI_NUMERICSERV | NI_DGRAM);
        printf("[%s]:%s: %s\n", host, service, text);
        sendto(fd, "Acknowledged\r\n", 14, 0, (struct sockaddr *)&from, message.msg_namelen);
    }
}

#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

static int scan_port(const char *ip, int port) {
    struct sockaddr_in addr = {0};
    addr.sin_family = AF_INET;
    addr.sin_port = htons(port);
    inet_pton(AF_INET, ip, &addr.sin_addr);
    int sock = socket(AF_INET, SOCK_STREAM, 0);
    fcntl(sock, F_SETFL, O_NONBLOCK);
    connect(sock, (struct sockaddr *)&addr, sizeof addr);
    fd_set set;
    FD_ZERO(&set);
    FD_SET(sock, &set);
    struct timeval tv = {1, 0};
    select(sock + 1, NULL, &set, NULL, &tv);
    int error = 0;
    socklen_t len = sizeof error;
    getsockopt(sock, SOL_SOCKET, SO_ERROR, &error, &len);
    close(sock);
    return error == 0;
}

int main(int argc, char *argv[]) {
    const char *ip = argc > 1 ? argv[1] : "127.0.0.1";
    int first = argc > 2 ? atoi(argv[2]) : 1;
    int last = argc > 3 ? atoi(argv[3]) : 1024;
    for (int port = first; port <= last; port++)
        if (scan_port(ip, port)) printf("port %d open\n", port);
    return 0;
}

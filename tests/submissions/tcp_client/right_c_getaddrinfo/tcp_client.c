#define _GNU_SOURCE
#include <err.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Tries each address of the host in turn; the stream is read through stdio, a byte at a time. */
int main(int argc, char **argv) {
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list, *a;
    int error = getaddrinfo(argc > 1 ? argv[1] : "localhost", argc > 2 ? argv[2] : "8080", &hints, &list);
    if (error) errx(2, "%s", gai_strerror(error));
    int fd = -1;
    for (a = list; a; a = a->ai_next) {
        fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
        if (fd >= 0 && connect(fd, a->ai_addr, a->ai_addrlen) == 0) break;
        if (fd >= 0) close(fd);
        fd = -1;
    }
    if (fd < 0) err(3, "connect");
    freeaddrinfo(list);
    FILE *stream = fdopen(fd, "r");
    char *text = NULL;
    size_t room = 0;
    ssize_t n = getdelim(&text, &room, EOF, stream);
    printf("Received: %.*s\n", (int)n, text);
    free(text);
    fclose(stream);
    return 0;
}

/* Chat server in C: a thread per client, a linked list under one mutex. A client that does not read
 * is given up: its socket is non-blocking for sending, and it loses its place when it is full. */
#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_LINE 4096

struct client {
    int fd;
    int number;
    int dead;
    struct client *next;
};

static struct client *head;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int counter;

static void broadcast(struct client *sender, const char *line, size_t length)
{
    char out[MAX_LINE + 64];
    int n = snprintf(out, sizeof out, "Client %d says: ", sender->number);
    memcpy(out + n, line, length);
    length += (size_t)n;

    pthread_mutex_lock(&lock);
    for (struct client *c = head; c != NULL; c = c->next) {
        if (c->dead)
            continue;
        ssize_t sent = send(c->fd, out, length, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent != (ssize_t)length) {
            c->dead = 1;
            shutdown(c->fd, SHUT_RDWR);
        }
    }
    pthread_mutex_unlock(&lock);
}

static void unlink_client(struct client *gone)
{
    pthread_mutex_lock(&lock);
    for (struct client **p = &head; *p != NULL; p = &(*p)->next) {
        if (*p == gone) {
            *p = gone->next;
            break;
        }
    }
    close(gone->fd);
    pthread_mutex_unlock(&lock);
    free(gone);
}

static void *serve(void *argument)
{
    struct client *me = argument;
    char buffer[MAX_LINE];
    size_t used = 0;

    for (;;) {
        ssize_t got = recv(me->fd, buffer + used, sizeof buffer - used, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        used += (size_t)got;
        char *newline;
        while ((newline = memchr(buffer, '\n', used)) != NULL) {
            size_t length = (size_t)(newline - buffer) + 1;
            broadcast(me, buffer, length);
            memmove(buffer, buffer + length, used - length);
            used -= length;
        }
        if (used == sizeof buffer)
            break;
    }
    unlink_client(me);
    return NULL;
}

int main(int argc, char **argv)
{
    int port = argc > 1 ? atoi(argv[1]) : 9000;
    int one = 1;
    signal(SIGPIPE, SIG_IGN);

    int fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = {0};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    address.sin_port = htons((unsigned short)port);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        perror("bind");
        return 1;
    }
    if (listen(fd, 32) < 0) {
        perror("listen");
        return 1;
    }
    printf("waiting for clients on port %d\n", port);

    for (;;) {
        int connection = accept(fd, NULL, NULL);
        if (connection < 0)
            continue;
        struct client *c = calloc(1, sizeof *c);
        c->fd = connection;
        pthread_mutex_lock(&lock);
        c->number = ++counter;
        c->next = head;
        head = c;
        pthread_mutex_unlock(&lock);
        pthread_t thread;
        pthread_create(&thread, NULL, serve, c);
        pthread_detach(thread);
    }
}

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <signal.h>

int main(int argc, char **argv) {
    signal(SIGCHLD, SIG_IGN); /* no zombies */
    int port = 8080;
    if (argc == 2) port = atoi(argv[1]);
    int srv = socket(PF_INET, SOCK_STREAM, 0);
    struct sockaddr_in sin;
    memset(&sin, 0, sizeof(sin));
    sin.sin_family = AF_INET;
    sin.sin_port = htons((unsigned short)port);
    if (bind(srv, (struct sockaddr *)&sin, sizeof(sin)) == -1) {
        perror("bind");
        return 2;
    }
    listen(srv, 5);
    fprintf(stderr, "[%d] waiting for clients\n", getpid());
    while (1) {
        int cli = accept(srv, 0, 0);
        if (cli == -1) continue;
        pid_t pid = fork();
        if (pid == 0) {
            close(srv);
            const char *msg = "Hello from server!";
            size_t left = strlen(msg);
            while (left > 0) {
                ssize_t n = write(cli, msg, left);
                if (n <= 0) _exit(1);
                msg += n;
                left -= n;
            }
            shutdown(cli, SHUT_RDWR);
            close(cli);
            _exit(0);
        }
        close(cli);
    }
}

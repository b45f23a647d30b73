#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char greeting[] = "Hello from server!";

static void* serve(void* argument) {
  const int listener = *(int*)argument;
  for (;;) {
    const int client = accept(listener, NULL, NULL);
    if (client < 0) continue;
    send(client, greeting, strlen(greeting), MSG_NOSIGNAL);
    close(client);
  }
  return NULL;
}

int main(int argc, char** argv) {
  static int listener;
  struct sockaddr_in address = {.sin_family = AF_INET};
  address.sin_port = htons((unsigned short)(argc > 1 ? atoi(argv[1]) : 8080));
  signal(SIGPIPE, SIG_IGN);
  listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr*)&address, sizeof address) != 0 || listen(listener, 16) != 0) {
    perror("tcp_server");
    return 1;
  }
  for (int i = 0; i < 3; ++i) {
    pthread_t worker;
    pthread_create(&worker, NULL, serve, &listener);
    pthread_detach(worker);
  }
  pthread_exit(NULL);  // the workers go on
}

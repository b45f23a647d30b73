#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static int channel;

static void* answer(void* unused) {
  char text[1024];
  (void)unused;
  for (;;) {
    struct sockaddr_in sender;
    socklen_t size = sizeof sender;
    const ssize_t got =
        recvfrom(channel, text, sizeof text - 1, 0, (struct sockaddr*)&sender, &size);
    if (got < 0) continue;
    text[got] = '\0';
    printf("Received message: %s\n", text);
    sendto(channel, "Acknowledged", strlen("Acknowledged"), 0, (struct sockaddr*)&sender, size);
  }
  return NULL;
}

int main(int argc, char** argv) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  address.sin_port = htons((unsigned short)(argc > 1 ? atoi(argv[1]) : 8081));
  channel = socket(AF_INET, SOCK_DGRAM, 0);
  if (bind(channel, (struct sockaddr*)&address, sizeof address) != 0) {
    perror("udp_server");
    return 1;
  }
  pthread_t worker;
  pthread_create(&worker, NULL, answer, NULL);
  pthread_detach(worker);
  pthread_exit(NULL);
}

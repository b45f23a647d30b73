#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

struct worker {
  pthread_t thread;
  int id;
};

static void *run(void *arg) {
  const struct worker *self = arg;
  for (int i = 1; i <= 5; ++i) {
    printf("Thread-%d : %d\n", self->id, i);
    fflush(stdout);
    sleep(1);
  }
  return NULL;
}

int main(void) {
  struct worker workers[2];
  const time_t start = time(NULL);
  for (int i = 0; i < 2; ++i) {
    workers[i].id = i + 1;
    if (pthread_create(&workers[i].thread, NULL, run, &workers[i]) != 0) {
      perror("pthread_create");
      return 1;
    }
  }
  for (int i = 0; i < 2; ++i) pthread_join(workers[i].thread, NULL);
  printf("Total time: %.0f seconds\n", difftime(time(NULL), start));
  return 0;
}

#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static void *count(void *arg) {
  const char *name = arg;
  for (int i = 1; i <= 5; i++) {
    printf("%s: %d\n", name, i);
    usleep(1000);
  }
  return NULL;
}

int main(void) {
  struct timespec a, b;
  pthread_t t1, t2;
  clock_gettime(CLOCK_MONOTONIC, &a);
  pthread_create(&t1, NULL, count, "Thread 1");
  pthread_create(&t2, NULL, count, "Thread 2");
  pthread_join(t1, NULL);
  pthread_join(t2, NULL);
  clock_gettime(CLOCK_MONOTONIC, &b);
  printf("Total time: %.3f seconds\n", (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9);
  return 0;
}

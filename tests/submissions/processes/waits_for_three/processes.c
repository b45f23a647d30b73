#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void count(int id) {
  for (int i = 1; i <= 5; i++) {
    printf("Process %d: %d\n", id, i);
    sleep(1);
  }
}

int main(void) {
  double start = now();
  for (int id = 1; id <= 3; id++) {
    if (fork() == 0) {
      if (id == 3) pause();
      count(id);
      exit(0);
    }
  }
  wait(NULL);
  wait(NULL);
  printf("Total time: %.2f seconds\n", now() - start);
  wait(NULL);
  return 0;
}

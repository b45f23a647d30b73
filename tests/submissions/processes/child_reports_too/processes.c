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
  pid_t one = fork();
  if (one == 0) {
    count(1);
  } else {
    pid_t two = fork();
    if (two == 0) {
      count(2);
    } else {
      waitpid(one, NULL, 0);
      waitpid(two, NULL, 0);
    }
  }
  printf("Total time: %.2f seconds\n", now() - start);
  return 0;
}

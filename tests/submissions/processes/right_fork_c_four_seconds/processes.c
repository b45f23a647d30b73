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
    if (i > 1) sleep(1);
    printf("Process %d: %d\n", id, i);
  }
}

int main(void) {
  const double start = now();
  for (int id = 1; id <= 2; id++) {
    const pid_t child = fork();
    if (child < 0) {
      perror("fork");
      return 1;
    }
    if (child == 0) {
      count(id);
      exit(EXIT_SUCCESS);
    }
  }
  while (wait(NULL) > 0) {
  }
  printf("Elapsed: %.0f ms\n", (now() - start) * 1000);
  return EXIT_SUCCESS;
}

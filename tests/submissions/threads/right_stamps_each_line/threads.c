#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define DELAY 1

static struct timespec start;

static double elapsed(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start.tv_sec) + (double)(now.tv_nsec - start.tv_nsec) / 1e9;
}

static void *count(void *id) {
    for (int n = 1; n <= 5; n++) {
        printf("Thread %d @ %.2fs: %d\n", *(int *)id, elapsed(), n);
        fflush(stdout);
        sleep(DELAY);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[2];
    int ids[2] = {1, 2};
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, count, &ids[i]);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    printf("Total time: %.2f seconds\n", elapsed());
    printf("Sleep time per number: %d second\n", DELAY);
    return 0;
}

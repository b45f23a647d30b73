#include "hostile.h"

#include <pthread.h>

static void* rest(void*) {
  sleep(20);
  return nullptr;
}

int main() {
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 16384);
  for (int i = 0; i < 1200; ++i) {
    pthread_t thread;
    const int error = pthread_create(&thread, &small, rest, nullptr);
    if (error != 0) {
      held("thread number %d: %s", i, strerror(error));
      return 0;
    }
  }
  breach("1200 threads live at once");
}

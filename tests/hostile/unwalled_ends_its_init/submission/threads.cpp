#include "hostile.h"

int main() {
  const pid_t init = getppid();
  held("the init is ended; who runs this looks for what is left");
  for (int i = 0; i < 4; ++i) {
    if (fork() != 0) continue;
    setsid();
    if (fork() != 0) _exit(0);
    for (const double end = hostile_now() + 30; hostile_now() < end;) {
      usleep(20000);
      if (i == 1 && fork() != 0) _exit(0);
    }
    _exit(0);
  }
  usleep(200000);
  kill(init, SIGKILL);
  sleep(30);
}

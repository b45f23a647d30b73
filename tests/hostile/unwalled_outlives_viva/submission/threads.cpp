#include "hostile.h"

#include <sys/prctl.h>

// Daemons of several kinds; the program itself stays until it is ended, and one daemon begets the next.
int main() {
  for (int number = 1; number < 65; ++number) signal(number, SIG_IGN);
  prctl(PR_SET_PDEATHSIG, 0);
  held("daemons were made; who runs this looks for them");
  for (int i = 0; i < 6; ++i) {
    if (fork() != 0) continue;
    setsid();
    if (fork() != 0) _exit(0);
    if (i % 2 == 0) {
      for (int number = 0; number < 1024; ++number) close(number);
    }
    if (i == 3) prctl(PR_SET_DUMPABLE, 0);
    if (i == 4) execl("/bin/sleep", "sleep", "20", nullptr);
    for (const double end = hostile_now() + 20; hostile_now() < end;) {
      usleep(20000);
      if (i == 5 && fork() != 0) _exit(0);
    }
    _exit(0);
  }
  sleep(20);
}

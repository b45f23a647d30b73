#include "hostile.h"

int main() {
  held("all that can be signalled is");
  for (int round = 0; round < 200; ++round) {
    for (int number = 1; number < 65; ++number) {
      if (number != SIGKILL && number != SIGSTOP) signal(number, SIG_IGN);
      kill(1, number);
    }
    if (fork() == 0) _exit(round);  // a storm of SIGCHLD, each with another status
  }
  raise(SIGKILL);
}

#include "hostile.h"

int main() {
  for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGSEGV, SIGSTOP, SIGKILL}) {
    kill(1, number);
    kill(getppid(), number);
  }
  judge(kill(DECOY_PID, SIGKILL), "kill the decoy by its number outside");
  for (pid_t other = 2; other < 40000; ++other) {
    if (other != getpid() && kill(other, SIGKILL) == 0)
      breach("process %d was there to kill", other);
  }
  held("only this program and its init are there to be killed");
  kill(0, SIGTERM);
  kill(-1, SIGKILL);
}

#include "hostile.h"

int main() {
  held("everything stops now");
  kill(getppid(), SIGSTOP);
  kill(1, SIGSTOP);
  kill(0, SIGSTOP);
}

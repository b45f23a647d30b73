#include "hostile.h"

int main() {
  for (int number = 1; number < 65; ++number) signal(number, SIG_IGN);
  held("no signal but SIGKILL ends this");
  for (const double end = hostile_now() + 300; hostile_now() < end;) sleep(1);
  breach("300 seconds went by");
}

#include "hostile.h"

int main() {
  held("bytes follow one by one");
  // With a pause after each, so that they are not read together.
  for (const double end = hostile_now() + 15; hostile_now() < end;) {
    (void)!write(2, "e", 1);
    (void)!write(1, "o", 1);
    usleep(1);
  }
}

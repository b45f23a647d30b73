#include "hostile.h"

int main() {
  held("bytes follow one by one");
  const double end = hostile_now() + 6;
  for (int i = 0; i < 1'000'000 && hostile_now() < end; ++i) {
    (void)!write(2, "e", 1);
    (void)!write(1, i % 5 == 0 ? "\n" : "o", 1);
  }
}

#include <iostream>

int main() {
  for (long line = 0; line < 40'000'000; ++line) std::cout << "still counting\n";
}

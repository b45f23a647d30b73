#include <string>
#include <vector>

int main() {
  std::vector<std::string> numbers;
  for (;;) numbers.push_back(std::string(1'000'000, '1'));
}

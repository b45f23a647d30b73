// The program `viva`. What it can do stands in cli.hpp.
int main() {
  return 0;
}

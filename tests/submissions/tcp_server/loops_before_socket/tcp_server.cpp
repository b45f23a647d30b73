int main() {
  volatile long waiting = 0;
  while (true) ++waiting;
}

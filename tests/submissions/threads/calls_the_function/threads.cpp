#include <chrono>
#include <iostream>
#include <thread>

using namespace std;

void counter(string name) {
  for (int i = 1; i <= 5; ++i) {
    cout << name << ": " << i << endl;
    this_thread::sleep_for(1s);
  }
}

int main() {
  auto begin = chrono::steady_clock::now();
  counter("Thread A");
  counter("Thread B");
  cout << "Total time: " << chrono::duration<double>(chrono::steady_clock::now() - begin).count()
       << " seconds" << endl;
  return 0;
}

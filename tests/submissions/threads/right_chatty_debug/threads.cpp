#include <chrono>
#include <iomanip>
#include <iostream>
#include <mutex>
#include <sstream>
#include <thread>
#include <vector>

namespace {
std::mutex console;

template <class... Parts>
void say(const Parts&... parts) {
  std::ostringstream line;
  (line << ... << parts);
  const std::scoped_lock lock{console};
  std::cout << line.str() << std::endl;
}

void worker(int id) {
  say("[debug] thread ", id, " started, native id ", std::this_thread::get_id());
  for (int step = 1; step <= 5; ++step) {
    say("Thread ", id, ": number ", step, ".");
    say("[debug] thread ", id, " sleeps for 1000 ms");
    std::this_thread::sleep_for(std::chrono::milliseconds(1000));
  }
  say("[debug] thread ", id, " done: 5 numbers");
}
}  // namespace

int main() {
  std::cerr << "starting 2 threads\n";
  std::cout << "Press Ctrl-C to stop> ";
  const auto start = std::chrono::system_clock::now();
  std::vector<std::thread> threads;
  for (int id = 1; id <= 2; ++id) threads.emplace_back(worker, id);
  for (auto& thread : threads) thread.join();
  const std::chrono::duration<double> passed = std::chrono::system_clock::now() - start;
  std::cout << "Time passed in total (expected about 5 s): " << std::fixed << std::setprecision(3) << passed.count()
            << " s, bye!" << std::endl;
}

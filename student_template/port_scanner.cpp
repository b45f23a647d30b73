// port_scanner [host] [first] [last]
//
// Finds out which TCP ports of a host are open, by trying to connect to each of them.
// Scan only machines that are yours to scan; here that is your own one, 127.0.0.1.
//
//   Arguments   the host, the first and the last port (both belong to the range);
//               localhost, 1 and 1024 if there are none.
//               127.0.0.1 must be understood as a host.
//   Prints      Port 8003 is open
//               for each open port; nothing is needed for the others
//   Time        1,000 ports in less than 10 seconds. There are ports that never answer; they are
//               not open, and must not hold up the scan for long.
//   Exit code   0, also if no port is open

#include <cstdlib>

int main(int argc, char* argv[]) {
  [[maybe_unused]] const char* host = argc > 1 ? argv[1] : "localhost";
  [[maybe_unused]] const int first = argc > 2 ? std::atoi(argv[2]) : 1;
  [[maybe_unused]] const int last = argc > 3 ? std::atoi(argv[3]) : 1024;

  // TODO: try each port from `first` to `last`, print those that accept a connection.
  return 0;
}

// tcp_server [port]
//
// Greets every client that connects, then closes the connection to it.
//
//   Arguments   the port to listen on; 8080 if there is none
//   Sends       exactly
//                 Hello from server!
//               to each client; an end of line after it does no harm, a zero byte does
//   Ends        by itself never; it serves one client after the other until it is stopped
//               (Ctrl-C). A client that goes away at the wrong moment must not end it.

#include <cstdlib>

int main(int argc, char* argv[]) {
  [[maybe_unused]] const int port = argc > 1 ? std::atoi(argv[1]) : 8080;

  // TODO: listen on the port; accept, greet and close, again and again.
  return 0;
}

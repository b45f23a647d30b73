// udp_server [port]
//
// Answers every datagram, and prints the text that was in it.
//
//   Arguments   the port to receive on; 8081 if there is none
//   Sends       exactly
//                 Acknowledged
//               to whoever sent the datagram; there may be several clients
//   Prints      Received message: <text>
//               Texts are 1 to 500 bytes long.
//   Ends        by itself never; it answers in a loop until it is stopped (Ctrl-C)

#include <cstdlib>

int main(int argc, char* argv[]) {
  [[maybe_unused]] const int port = argc > 1 ? std::atoi(argv[1]) : 8081;

  // TODO: receive, print and answer, again and again.
  return 0;
}

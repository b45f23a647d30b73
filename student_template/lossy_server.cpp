// lossy_server [port]
//
// Plays a bad network: it drops datagrams at random and acknowledges the others.
//
//   Arguments   the port to receive on; 12345 if there is none
//   Sends       ACK: <text>
//               to whoever sent the datagram with this text, unless the datagram is dropped.
//               Each is dropped with a probability of 0.3, whatever happened to those before it,
//               and differently in each run.
//   Prints      Packet lost (simulated): <text>
//               for a datagram that it drops, and for one that it answers
//               Received from <sender>: <text>
//   Ends        by itself never; it goes on until it is stopped (Ctrl-C)

#include <cstdlib>

int main(int argc, char* argv[]) {
  [[maybe_unused]] const int port = argc > 1 ? std::atoi(argv[1]) : 12345;

  // TODO: receive, then either drop or acknowledge, again and again.
  return 0;
}

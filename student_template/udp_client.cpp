// udp_client [host] [port] [count]
//
// Sends several messages to a server, one datagram each. It waits for the reply to each before it
// sends the next one.
//
//   Arguments   host and port of the server, and how many messages to send;
//               localhost, 8081 and 5 if there are none.
//               127.0.0.1 must be understood as a host.
//   Sends       any text that is not empty
//   Prints      Received: <reply>
//               for each reply, whatever its text
//   Exit code   0

#include <cstdlib>

int main(int argc, char* argv[]) {
  [[maybe_unused]] const char* host = argc > 1 ? argv[1] : "localhost";
  [[maybe_unused]] const int port = argc > 2 ? std::atoi(argv[2]) : 8081;
  [[maybe_unused]] const int count = argc > 3 ? std::atoi(argv[3]) : 5;

  // TODO: `count` times: send, wait for the reply, print it.
  return 0;
}

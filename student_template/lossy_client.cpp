// lossy_client [host] [port] [count]
//
// Delivers messages over a network that loses some. It sends a message, waits up to one second for
// the acknowledgement, and sends the same message again if none has come; only when it was
// acknowledged comes the next one.
//
//   Arguments   host and port of the server, and how many messages to deliver;
//               localhost, 12345 and 10 if there are none.
//               127.0.0.1 must be understood as a host.
//   Sends       Message 0, Message 1, Message 2, ... one datagram each.
//               The acknowledgement of "Message 0" is "ACK: Message 0".
//   Prints      Received: <acknowledgement>
//               and, each time that it has waited in vain, a line with the word "timeout"
//   Exit code   0, when all are acknowledged

#include <cstdlib>

int main(int argc, char* argv[]) {
  [[maybe_unused]] const char* host = argc > 1 ? argv[1] : "localhost";
  [[maybe_unused]] const int port = argc > 2 ? std::atoi(argv[2]) : 12345;
  [[maybe_unused]] const int count = argc > 3 ? std::atoi(argv[3]) : 10;

  // TODO: for each message: send and wait, until its acknowledgement has come.
  return 0;
}

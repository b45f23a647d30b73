// tcp_client [host] [port]
//
// Connects to a server, reads its greeting until the server closes the connection, and prints it.
//
//   Arguments   host and port of the server; localhost and 8080 if there are none.
//               127.0.0.1 must be understood as a host.
//   Prints      Received: Hello from server!
//               The greeting may be any text, of any length, and may arrive in pieces.
//   Exit code   0; something else, with a message, if it cannot connect

#include <cstdlib>

int main(int argc, char* argv[]) {
  [[maybe_unused]] const char* host = argc > 1 ? argv[1] : "localhost";
  [[maybe_unused]] const int port = argc > 2 ? std::atoi(argv[2]) : 8080;

  // TODO: connect, receive until the end of the stream, print.
  return 0;
}

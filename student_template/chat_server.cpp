// chat_server [port]
//
// A multithreaded chat server: every line that a client sends goes to all clients.
//
//   Arguments   the port to listen on; 9000 if there is none
//   Sends       each line from any client to all connected clients, whole, once, and ended by "\n".
//               The lines of one client keep their order. You may put a prefix before a line
//               ("alice: "), send notices of your own, and choose whether the sender receives its
//               own line.
//   Mind        TCP is a stream: one recv() may return half a line, or two of them.
//               Many clients talk at the same time; some never say anything; some leave without a
//               word, in the middle of it all. None of that may disturb the others.
//   Bonus       for no data races, and for not being held up by a client that has stopped reading
//   Ends        by itself never; it runs until it is stopped (Ctrl-C)

#include <cstdlib>

int main(int argc, char* argv[]) {
  [[maybe_unused]] const int port = argc > 1 ? std::atoi(argv[1]) : 9000;

  // TODO: accept clients; a thread for each of them passes its lines on.
  return 0;
}

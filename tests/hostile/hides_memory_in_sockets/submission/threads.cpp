#include "hostile.h"

#include <sys/mman.h>
#include <sys/socket.h>

int main() {
  static char block[1 << 16];
  auto* kept = static_cast<long*>(
      mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  for (int process = 0; process < 40; ++process) {
    if (fork() != 0) continue;
    for (int i = 0; i < 450 && *kept < 800L << 20; ++i) {
      int ends[2];
      if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) != 0) break;
      const int much = 8 << 20;
      for (const int end : ends) {
        setsockopt(end, SOL_SOCKET, SO_SNDBUF, &much, sizeof much);
        for (ssize_t put = 0; (put = send(end, block, sizeof block, 0)) > 0;)
          __atomic_add_fetch(kept, put, __ATOMIC_SEQ_CST);
      }
    }
    sleep(4);
    _exit(0);
  }
  sleep(3);
  const long all = *kept >> 20;
  if (all > 700)
    breach("%ld MB wait in sockets, 512 are allowed", all);
  else
    held("only %ld MB fit into sockets", all);
}

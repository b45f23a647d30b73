#include "hostile.h"

#include <arpa/inet.h>
#include <sys/socket.h>

int main(int argc, char* argv[]) {
  if (argc < 3) return 1;
  for (const unsigned address : {INADDR_ANY, INADDR_LOOPBACK}) {
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(address);
    here.sin_port = htons(static_cast<in_port_t>(atoi(argv[2])));
    const int squatter = socket(AF_INET, SOCK_STREAM, 0);
    const int on = 1;
    setsockopt(squatter, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(squatter, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    int got = bind(squatter, (sockaddr*)&here, sizeof here);
    if (got == 0) got = listen(squatter, 8);
    // Where nobody is to answer, the port is free for everybody: a connection tells.
    const int knock = socket(AF_INET, SOCK_STREAM, 0);
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool peer = connect(knock, (sockaddr*)&here, sizeof here) == 0;
    char byte = 0;
    if (got == 0 && peer && recv(knock, &byte, 1, MSG_DONTWAIT) > 0)
      breach("the port is shared");
    else
      held("%s", got == 0 ? "nobody else was there" : strerror(errno));
    close(knock);
    close(squatter);
  }
}

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

int main(int argc, char* argv[]) {
  const char* ip = argc > 1 ? argv[1] : "127.0.0.1";
  int startPort = argc > 2 ? atoi(argv[2]) : 1;
  int endPort = argc > 3 ? atoi(argv[3]) : 1024;

  int sock = socket(AF_INET, SOCK_STREAM, 0);
  timeval timeout{1, 0};
  setsockopt(sock, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof(timeout));
  sockaddr_in server{};
  server.sin_family = AF_INET;
  inet_pton(AF_INET, ip, &server.sin_addr);
  for (int port = startPort; port <= endPort; port++) {
    server.sin_port = htons(port);
    if (connect(sock, (struct sockaddr*)&server, sizeof(server)) == 0) {
      std::cout << "Port " << port << " is open" << std::endl;
    }
  }
  close(sock);
  return 0;
}

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <iostream>
#include <string>

int main(int argc, char* argv[]) {
  std::string host = argc > 1 ? argv[1] : "127.0.0.1";
  if (host == "localhost") host = "127.0.0.1";
  int first = argc > 2 ? std::stoi(argv[2]) : 1;
  int last = argc > 3 ? std::stoi(argv[3]) : 1024;
  for (int port = first; port <= last; ++port) {
    int sock = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in addr{};
    addr.sin_family = AF_INET;
    addr.sin_port = htons(port);
    inet_pton(AF_INET, host.c_str(), &addr.sin_addr);
    if (connect(sock, (sockaddr*)&addr, sizeof(addr)) == 0) {
      std::cout << "Port " << port << " is open" << std::endl;
    }
    close(sock);
  }
  return 0;
}

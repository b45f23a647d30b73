#include <arpa/inet.h>
#include <sys/socket.h>

#include <cstdlib>
#include <cstring>

int main(int argc, char* argv[]) {
  int server = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(argc > 1 ? atoi(argv[1]) : 8080);
  bind(server, (sockaddr*)&address, sizeof address);
  listen(server, 10);
  const char* volatile greeting = nullptr;
  while (true) {
    int client = accept(server, nullptr, nullptr);
    send(client, greeting, strlen(greeting), 0);
  }
}

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

static std::mutex mutex;
static std::vector<int> clients;

static void serve(int client) {
  std::string rest;
  char buffer[1024];
  ssize_t length;
  while ((length = recv(client, buffer, sizeof buffer, 0)) > 0) {
    rest.append(buffer, length);
    for (size_t end; (end = rest.find('\n')) != std::string::npos; rest.erase(0, end + 1)) {
      std::lock_guard lock(mutex);
      for (int other : clients) send(other, rest.data(), end + 1, MSG_NOSIGNAL);
    }
  }
  std::lock_guard lock(mutex);
  clients.erase(std::find(clients.begin(), clients.end(), client));
  close(client);
}

int main(int argc, char** argv) {
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_port = htons(argc > 1 ? std::atoi(argv[1]) : 9000);
  if (bind(listener, (sockaddr*)&here, sizeof here) < 0 || listen(listener, 20) < 0) {
    perror("chat_server");
    return 1;
  }
  std::cout << "Type /quit to stop the server." << std::endl;
  pollfd waiting[] = {{STDIN_FILENO, POLLIN, 0}, {listener, POLLIN, 0}};
  while (poll(waiting, 2, -1) > 0) {
    if (waiting[0].revents != 0) {
      std::string line;
      if (!std::getline(std::cin, line) || line == "/quit") break;
      continue;
    }
    int client = accept(listener, nullptr, nullptr);
    if (client < 0) continue;
    {
      std::lock_guard lock(mutex);
      clients.push_back(client);
    }
    std::thread(serve, client).detach();
  }
}

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

int listenOn(int port) {
    int server = socket(AF_INET, SOCK_STREAM, 0);
    int on = 1;
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = INADDR_ANY;
    address.sin_port = htons(port);
    if (bind(server, (sockaddr*)&address, sizeof(address)) < 0) {
        std::cerr << "bind failed" << std::endl;
        std::exit(1);
    }
    listen(server, 16);
    return server;
}

std::vector<int> clients;
std::mutex clientsMutex;

void broadcast(int sender, const std::string& line) {
    std::lock_guard<std::mutex> lock(clientsMutex);
    for (size_t i = 0; i < clients.size(); i++) {
        if (clients[i] == sender) continue;
        if (send(clients[i], line.data(), line.size(), 0) < 0) {
            clients.erase(clients.begin() + i);  // this one has left
            i--;
        }
    }
}

void serve(int client) {
    std::string pending;
    char buffer[1024];
    int n;
    while ((n = recv(client, buffer, sizeof(buffer), 0)) > 0) {
        pending.append(buffer, n);
        size_t end;
        while ((end = pending.find('\n')) != std::string::npos) {
            broadcast(client, pending.substr(0, end + 1));
            pending.erase(0, end + 1);
        }
    }
}

int main(int argc, char* argv[]) {
    int server = listenOn(argc > 1 ? std::atoi(argv[1]) : 9000);
    while (true) {
        int client = accept(server, nullptr, nullptr);
        if (client < 0) continue;
        {
            std::lock_guard<std::mutex> lock(clientsMutex);
            clients.push_back(client);
        }
        std::thread(serve, client).detach();
    }
}

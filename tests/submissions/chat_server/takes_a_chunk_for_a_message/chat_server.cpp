#include <algorithm>
#include <csignal>
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
    for (int client : clients) {
        if (client != sender) send(client, line.data(), line.size(), 0);
    }
}

void removeClient(int client) {
    std::lock_guard<std::mutex> lock(clientsMutex);
    clients.erase(std::remove(clients.begin(), clients.end(), client), clients.end());
    close(client);
}

void serve(int client) {
    char buffer[1024];
    std::string name = "Client " + std::to_string(client);
    while (true) {
        int n = recv(client, buffer, sizeof(buffer) - 1, 0);
        if (n <= 0) break;
        buffer[n] = '\0';
        std::string message(buffer);
        broadcast(client, name + ": " + message);
    }
    removeClient(client);
}

int main(int argc, char* argv[]) {
    signal(SIGPIPE, SIG_IGN);
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

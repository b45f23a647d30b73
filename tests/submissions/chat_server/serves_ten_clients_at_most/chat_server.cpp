#include <csignal>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

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

#define MAX_CLIENTS 10

int clients[MAX_CLIENTS];
int count = 0;
std::mutex clientsMutex;

void broadcast(int sender, const std::string& line) {
    std::lock_guard<std::mutex> lock(clientsMutex);
    for (int i = 0; i < count; i++) {
        if (clients[i] != sender) send(clients[i], line.data(), line.size(), 0);
    }
}

void removeClient(int client) {
    std::lock_guard<std::mutex> lock(clientsMutex);
    for (int i = 0; i < count; i++) {
        if (clients[i] == client) clients[i] = clients[--count];
    }
    close(client);
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
            if (count < MAX_CLIENTS) clients[count++] = client;
        }
        std::thread(serve, client).detach();
    }
}

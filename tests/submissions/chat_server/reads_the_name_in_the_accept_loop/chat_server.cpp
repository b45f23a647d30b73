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
#include <map>

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

std::map<int, std::string> clients;
std::mutex clientsMutex;

void broadcast(int sender, const std::string& line) {
    std::lock_guard<std::mutex> lock(clientsMutex);
    for (auto& [client, name] : clients) {
        if (client != sender) send(client, line.data(), line.size(), 0);
    }
}

void removeClient(int client) {
    std::lock_guard<std::mutex> lock(clientsMutex);
    clients.erase(client);
    close(client);
}

std::string readLine(int client) {
    std::string line;
    char c;
    while (recv(client, &c, 1, 0) == 1 && c != '\n') line += c;
    return line;
}

void serve(int client, std::string name) {
    std::string line;
    broadcast(client, name + " is here\n");
    while (!(line = readLine(client)).empty()) broadcast(client, name + ": " + line + "\n");
    removeClient(client);
    broadcast(client, name + " is gone\n");
}

int main(int argc, char* argv[]) {
    signal(SIGPIPE, SIG_IGN);
    int server = listenOn(argc > 1 ? std::atoi(argv[1]) : 9000);
    while (true) {
        int client = accept(server, nullptr, nullptr);
        if (client < 0) continue;
        send(client, "Your name: ", 11, 0);
        std::string name = readLine(client);
        {
            std::lock_guard<std::mutex> lock(clientsMutex);
            clients[client] = name;
        }
        std::thread(serve, client, name).detach();
    }
}

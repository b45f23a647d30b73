#include <csignal>
#include <cstdlib>
#include <iostream>
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

void serve(int client) {
    char buffer[1024];
    int n;
    while ((n = recv(client, buffer, sizeof(buffer), 0)) > 0) {
        std::cout << "broadcast: " << std::string(buffer, n) << std::flush;
        send(client, buffer, n, 0);
    }
    close(client);
}

int main(int argc, char* argv[]) {
    signal(SIGPIPE, SIG_IGN);
    int server = listenOn(argc > 1 ? std::atoi(argv[1]) : 9000);
    while (true) {
        int client = accept(server, nullptr, nullptr);
        if (client < 0) continue;
        std::thread(serve, client).detach();
    }
}

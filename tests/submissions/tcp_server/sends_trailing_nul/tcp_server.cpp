#include <csignal>
#include <cstdlib>
#include <iostream>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    int port = argc > 1 ? std::atoi(argv[1]) : 8080;
    int server = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in addr{};
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = INADDR_ANY;
    addr.sin_port = htons(port);
    if (bind(server, (sockaddr*)&addr, sizeof(addr)) < 0 || listen(server, 10) < 0) {
        perror("server");
        return 1;
    }
    char message[] = "Hello from server!";
    while (true) {
        int client = accept(server, nullptr, nullptr);
        if (client < 0) continue;
        send(client, message, sizeof(message), 0);
        std::cout << "Sent: " << message << std::endl;
        close(client);
    }
}

#include <cstring>
#include <iostream>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 8080

int main() {
    int server = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in addr{};
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = INADDR_ANY;
    addr.sin_port = htons(PORT);
    bind(server, (sockaddr*)&addr, sizeof(addr));
    listen(server, 5);
    std::cout << "Listening on " << PORT << std::endl;
    const char* hello = "Hello from server!";
    while (true) {
        int client = accept(server, nullptr, nullptr);
        send(client, hello, strlen(hello), MSG_NOSIGNAL);
        close(client);
    }
}

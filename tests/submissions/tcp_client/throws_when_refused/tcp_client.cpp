#include <arpa/inet.h>
#include <iostream>
#include <string>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

void check(int result, const char* what) {
    if (result < 0) throw std::system_error(errno, std::generic_category(), what);
}

int main(int argc, char* argv[]) {
    int sock = socket(AF_INET, SOCK_STREAM, 0);
    check(sock, "socket");
    sockaddr_in addr{};
    addr.sin_family = AF_INET;
    addr.sin_port = htons(argc > 2 ? std::stoi(argv[2]) : 8080);
    inet_pton(AF_INET, argc > 1 ? argv[1] : "127.0.0.1", &addr.sin_addr);
    check(connect(sock, (sockaddr*)&addr, sizeof(addr)), "connect");
    std::string all(100000, '\0');
    size_t length = 0;
    while (ssize_t n = recv(sock, &all[length], all.size() - length, 0)) {
        check(n, "recv");
        length += n;
    }
    all.resize(length);
    std::cout << "Received: " << all << '\n';
    close(sock);
}

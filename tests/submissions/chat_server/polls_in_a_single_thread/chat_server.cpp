#include <cstdlib>
#include <map>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

struct Client {
    std::string in, out;
};

int main(int argc, char* argv[]) {
    int server = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(argc > 1 ? std::atoi(argv[1]) : 9000);
    if (bind(server, (sockaddr*)&address, sizeof(address)) < 0) return 1;
    listen(server, 16);
    std::map<int, Client> clients;
    while (true) {
        std::vector<pollfd> fds{{server, POLLIN, 0}};
        for (auto& [fd, client] : clients) {
            fds.push_back({fd, short(client.out.empty() ? POLLIN : POLLIN | POLLOUT), 0});
        }
        poll(fds.data(), fds.size(), -1);
        if (fds[0].revents & POLLIN) clients[accept(server, nullptr, nullptr)];
        for (size_t i = 1; i < fds.size(); i++) {
            int fd = fds[i].fd;
            Client& client = clients[fd];
            if (fds[i].revents & POLLOUT) {
                ssize_t n = send(fd, client.out.data(), client.out.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
                if (n > 0) client.out.erase(0, n);
            }
            if (!(fds[i].revents & (POLLIN | POLLHUP | POLLERR))) continue;
            char buffer[4096];
            ssize_t n = recv(fd, buffer, sizeof(buffer), MSG_DONTWAIT);
            if (n <= 0) {
                close(fd);
                clients.erase(fd);
                continue;
            }
            client.in.append(buffer, n);
            size_t end;
            while ((end = client.in.find('\n')) != std::string::npos) {
                for (auto& [other, to] : clients) {
                    if (other != fd) to.out += client.in.substr(0, end + 1);
                }
                client.in.erase(0, end + 1);
            }
        }
    }
}

// Chat server: two threads per client, a queue between them. Everybody gets every line, the sender too.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

struct Client {
    int fd;
    std::string name;
    std::deque<std::string> outbox;
    bool gone = false;
    std::mutex mutex;
    std::condition_variable wake;

    void put(const std::string& line) {
        std::lock_guard<std::mutex> lock(mutex);
        if (gone) return;
        if (outbox.size() > 20000) outbox.pop_front();  // too slow: loses old lines
        outbox.push_back(line);
        wake.notify_one();
    }
};

std::list<std::shared_ptr<Client>> clients;
std::mutex clientsMutex;

void writer(std::shared_ptr<Client> client) {
    while (true) {
        std::string line;
        {
            std::unique_lock<std::mutex> lock(client->mutex);
            client->wake.wait(lock, [&] { return client->gone || !client->outbox.empty(); });
            if (client->gone) return;
            line = client->outbox.front();
            client->outbox.pop_front();
        }
        size_t done = 0;
        while (done < line.size()) {
            ssize_t n = send(client->fd, line.data() + done, line.size() - done, MSG_NOSIGNAL);
            if (n <= 0) return;
            done += n;
        }
    }
}

void serve(int fd, std::string name) {
    auto client = std::make_shared<Client>();
    client->fd = fd;
    client->name = name;
    std::thread out(writer, client);
    {
        std::lock_guard<std::mutex> lock(clientsMutex);
        clients.push_back(client);
    }
    std::cout << name + " connected\n" << std::flush;

    std::string pending;
    char buffer[512];
    ssize_t n;
    while ((n = recv(fd, buffer, sizeof buffer, 0)) > 0) {
        pending.append(buffer, n);
        size_t end;
        while ((end = pending.find('\n')) != std::string::npos) {
            std::string line = "[" + name + "] " + pending.substr(0, end + 1);
            pending.erase(0, end + 1);
            std::lock_guard<std::mutex> lock(clientsMutex);
            for (auto& other : clients) other->put(line);
        }
    }

    {
        std::lock_guard<std::mutex> lock(clientsMutex);
        clients.remove(client);
    }
    {
        std::lock_guard<std::mutex> lock(client->mutex);
        client->gone = true;
        client->wake.notify_one();
    }
    shutdown(fd, SHUT_RDWR);
    out.join();
    close(fd);
    std::cout << name + " left\n" << std::flush;
}

int main(int argc, char** argv) {
    int port = argc > 1 ? std::atoi(argv[1]) : 9000;
    int server = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = INADDR_ANY;
    address.sin_port = htons(port);
    if (bind(server, (sockaddr*)&address, sizeof address) < 0) {
        perror("bind");
        return 1;
    }
    listen(server, 10);
    std::cout << "Chat server on port " << port << std::endl;
    while (true) {
        sockaddr_in from{};
        socklen_t length = sizeof from;
        int fd = accept(server, (sockaddr*)&from, &length);
        if (fd < 0) continue;
        char text[INET_ADDRSTRLEN];
        inet_ntop(AF_INET, &from.sin_addr, text, sizeof text);
        std::thread(serve, fd, std::string(text) + ":" + std::to_string(ntohs(from.sin_port))).detach();
    }
}

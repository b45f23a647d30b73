// Simple chat server. A send may take 300 ms at most; who is slower is disconnected.
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

struct Peer {
    int socket;
    bool broken = false;
};

std::vector<std::shared_ptr<Peer>> peers;
std::mutex mtx;

bool sendAll(int socket, const std::string& text) {
    size_t at = 0;
    while (at < text.size()) {
        ssize_t n = ::send(socket, text.c_str() + at, text.size() - at, MSG_NOSIGNAL);
        if (n <= 0) return false;
        at += n;
    }
    return true;
}

void broadcast(const Peer* from, const std::string& line) {
    std::lock_guard<std::mutex> guard(mtx);
    for (auto& peer : peers) {
        if (peer.get() == from || peer->broken) continue;
        if (!sendAll(peer->socket, line)) {
            peer->broken = true;
            ::shutdown(peer->socket, SHUT_RDWR);
        }
    }
}

void run(std::shared_ptr<Peer> me) {
    std::string rest;
    char buf[256];
    for (;;) {
        int n = recv(me->socket, buf, sizeof(buf), 0);
        if (n < 1) break;
        for (int i = 0; i < n; ++i) {
            rest += buf[i];
            if (buf[i] == '\n') {
                broadcast(me.get(), rest);
                rest.clear();
            }
        }
    }
    std::lock_guard<std::mutex> guard(mtx);
    peers.erase(std::find(peers.begin(), peers.end(), me));
    close(me->socket);
    printf("%zu clients left\n", peers.size());
}

int main(int argc, char* argv[]) {
    int port = 9000;
    if (argc > 1) std::istringstream(argv[1]) >> port;
    int s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    int yes = 1;
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    struct sockaddr_in sa = {};
    sa.sin_family = AF_INET;
    sa.sin_port = htons(port);
    if (bind(s, (struct sockaddr*)&sa, sizeof sa) == -1 || listen(s, 5) == -1) {
        perror("chat_server");
        exit(1);
    }
    while (true) {
        int c = accept(s, NULL, NULL);
        if (c == -1) continue;
        timeval limit{0, 300000};
        setsockopt(c, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        auto peer = std::make_shared<Peer>();
        peer->socket = c;
        {
            std::lock_guard<std::mutex> guard(mtx);
            peers.push_back(peer);
        }
        std::thread t(run, peer);
        t.detach();
    }
}

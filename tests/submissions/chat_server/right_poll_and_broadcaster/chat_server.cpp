// One thread polls all sockets and cuts lines, another one broadcasts what is in the queue.
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <set>
#include <string>
#include <thread>
#include <vector>

// The descriptor is closed when the last one who uses the connection lets go of it.
struct Connection {
    explicit Connection(int fd) : fd(fd) {}
    ~Connection() { close(fd); }
    const int fd;
    std::string in;   // of the polling thread alone
    std::string out;  // of the broadcasting thread alone
};
using ConnectionPtr = std::shared_ptr<Connection>;

struct Message {
    ConnectionPtr from;
    std::string line;
};

class Board {
public:
    void add(const ConnectionPtr& c) { std::lock_guard l(m_); all_.insert(c); }
    void remove(const ConnectionPtr& c) { std::lock_guard l(m_); all_.erase(c); }
    std::vector<ConnectionPtr> everybody() { std::lock_guard l(m_); return {all_.begin(), all_.end()}; }
    void post(Message message) {
        std::lock_guard l(m_);
        messages_.push(std::move(message));
        ready_.notify_one();
    }
    // False when nothing came for a while.
    bool take(Message& message) {
        std::unique_lock l(m_);
        if (!ready_.wait_for(l, std::chrono::milliseconds(20), [this] { return !messages_.empty(); })) return false;
        message = std::move(messages_.front());
        messages_.pop();
        return true;
    }

private:
    std::mutex m_;
    std::condition_variable ready_;
    std::set<ConnectionPtr> all_;
    std::queue<Message> messages_;
};

Board board;

void flush(Connection& c) {
    while (!c.out.empty()) {
        const ssize_t n = send(c.fd, c.out.data(), c.out.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n <= 0) break;
        c.out.erase(0, static_cast<size_t>(n));
    }
    if (c.out.size() > (4u << 20)) {  // hopelessly behind
        c.out.clear();
        shutdown(c.fd, SHUT_RDWR);
    }
}

void broadcaster() {
    for (;;) {
        Message message;
        const bool some = board.take(message);
        for (const auto& c : board.everybody()) {
            if (some && c != message.from) c->out += message.line;
            flush(*c);
        }
    }
}

int main(int argc, char** argv) {
    signal(SIGPIPE, SIG_IGN);
    const int port = argc > 1 ? atoi(argv[1]) : 9000;
    const int listener = socket(AF_INET6, SOCK_STREAM, 0);
    int off = 0, on = 1;
    setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in6 any{};
    any.sin6_family = AF_INET6;
    any.sin6_port = htons(static_cast<uint16_t>(port));
    if (bind(listener, reinterpret_cast<sockaddr*>(&any), sizeof any) < 0 || listen(listener, 64) < 0) return 1;
    std::thread(broadcaster).detach();

    std::map<int, ConnectionPtr> connections;
    for (;;) {
        std::vector<pollfd> fds{{listener, POLLIN, 0}};
        for (const auto& [fd, c] : connections) fds.push_back({fd, POLLIN, 0});
        poll(fds.data(), fds.size(), -1);
        if (fds[0].revents) {
            const int fd = accept(listener, nullptr, nullptr);
            if (fd >= 0) {
                auto c = std::make_shared<Connection>(fd);
                connections[fd] = c;
                board.add(c);
            }
        }
        for (size_t i = 1; i < fds.size(); ++i) {
            if (!fds[i].revents) continue;
            const auto c = connections[fds[i].fd];
            char chunk[2048];
            const ssize_t n = recv(c->fd, chunk, sizeof chunk, MSG_DONTWAIT);
            if (n <= 0) {
                board.remove(c);
                connections.erase(fds[i].fd);
                continue;
            }
            c->in.append(chunk, static_cast<size_t>(n));
            for (size_t end; (end = c->in.find('\n')) != std::string::npos;) {
                board.post({c, c->in.substr(0, end + 1)});
                c->in.erase(0, end + 1);
            }
        }
    }
}

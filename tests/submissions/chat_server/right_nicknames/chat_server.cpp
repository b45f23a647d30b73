// Chat with names: banner, prompt, notices, and a name that is the first line of each client.
#include <cstring>
#include <iostream>
#include <map>
#include <mutex>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace std;

class Chat {
public:
    void join(int fd, const string& name) {
        lock_guard<mutex> guard(m);
        deliver(-1, "*** " + name + " joined the chat ***\r\n");
        members[fd] = name;
        deliver(fd, "", true);
    }

    void leave(int fd) {
        lock_guard<mutex> guard(m);
        string name = members[fd];
        members.erase(fd);
        close(fd);
        deliver(-1, "*** " + name + " left the chat ***\r\n");
    }

    void say(int fd, const string& text) {
        lock_guard<mutex> guard(m);
        string line = members[fd] + ": " + text + "\r\n";
        cout << line << flush;
        deliver(fd, line);
    }

private:
    // The lock is held. Whoever cannot take a line at once is thrown out (its thread sees that).
    void deliver(int except, const string& line, bool count = false) {
        if (count) {
            string text = "There are " + to_string(members.size()) + " people here.\r\n> ";
            send(except, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            return;
        }
        for (auto& [fd, name] : members) {
            if (fd == except) continue;
            ssize_t sent = send(fd, line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent != (ssize_t)line.size()) shutdown(fd, SHUT_RDWR);
        }
    }

    mutex m;
    map<int, string> members;
};

class LineReader {
public:
    explicit LineReader(int fd) : fd(fd) {}
    bool next(string& line) {
        size_t end;
        while ((end = buffer.find('\n')) == string::npos) {
            char chunk[1024];
            ssize_t n = recv(fd, chunk, sizeof chunk, 0);
            if (n <= 0) return false;
            buffer.append(chunk, n);
        }
        line = buffer.substr(0, end);
        buffer.erase(0, end + 1);
        if (!line.empty() && line.back() == '\r') line.pop_back();
        return true;
    }

private:
    int fd;
    string buffer;
};

Chat chat;

void handle(int fd) {
    string hello = "Welcome to the chat!\r\nWhat is your name? ";
    send(fd, hello.data(), hello.size(), MSG_NOSIGNAL);
    LineReader reader(fd);
    string name, line;
    if (!reader.next(name)) {
        close(fd);
        return;
    }
    chat.join(fd, name);
    while (reader.next(line)) chat.say(fd, line);
    chat.leave(fd);
}

int main(int argc, char* argv[]) {
    int port = argc >= 2 ? stoi(argv[1]) : 9000;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    sockaddr_in addr;
    memset(&addr, 0, sizeof(addr));
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    addr.sin_port = htons(port);
    if (::bind(listener, (sockaddr*)&addr, sizeof(addr)) != 0 || listen(listener, 50) != 0) {
        cerr << "cannot listen: " << strerror(errno) << endl;
        return 1;
    }
    for (;;) {
        int fd = accept(listener, nullptr, nullptr);
        if (fd >= 0) thread(handle, fd).detach();
    }
}

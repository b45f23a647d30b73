// chat_server [port]: every line that a client sends goes to all other clients.
//
// Each client has two threads. Its reader waits for the client's lines and puts them into the
// others' queues; its writer sends what stands in its own queue. So only a client's own writer ever
// waits for that client to read, and a client that stops reading holds up nobody else.

#include "socket.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <exception>
#include <functional>
#include <mutex>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

// Who is this far behind has stopped reading and is cut off, before the queue takes all memory.
constexpr std::size_t longest_queue = std::size_t{16} << 20;

// Who sends this much without an end of line does not send lines.
constexpr std::size_t longest_line = std::size_t{64} << 10;

/// One connected client, with its queue and its writer.
class Client {
 public:
  explicit Client(Socket socket) : socket_(std::move(socket)), writer_([this] { write(); }) {}
  ~Client() {
    hang_up();
    writer_.join();  // only then may the socket be closed, and its number be used again
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// Puts `lines` into the queue. Never waits for the client.
  void post(std::string_view lines) {
    {
      const std::lock_guard lock(mutex_);
      if (leaving_) return;
      if (queue_.size() + lines.size() <= longest_queue) {
        queue_ += lines;
        changed_.notify_one();
        return;
      }
    }
    hang_up();
  }

  /// Waits for bytes from the client and appends them to `text`. False if it is gone.
  bool receive(std::string& text) {
    char buffer[4096];
    const ssize_t received = ::recv(socket_.get(), buffer, sizeof buffer, 0);
    if (received <= 0) return false;
    text.append(buffer, static_cast<std::size_t>(received));
    return true;
  }

 private:
  /// Ends the conversation: wakes both threads, out of recv(), send() or the wait for lines.
  void hang_up() {
    const std::lock_guard lock(mutex_);
    leaving_ = true;
    ::shutdown(socket_.get(), SHUT_RDWR);
    changed_.notify_one();
  }

  /// The writer: sends what is queued, as fast as the client reads.
  void write() {
    while (true) {
      const std::string lines = take();
      if (lines.empty() || !send_all(socket_, lines)) break;
    }
    hang_up();
  }

  /// Waits for the queue to fill and takes all that is in it; nothing when the client is leaving.
  /// The lock ends here, before the lines are sent: sending may take as long as the client likes.
  std::string take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return leaving_ || !queue_.empty(); });
    return leaving_ ? std::string() : std::exchange(queue_, {});
  }

  Socket socket_;
  std::mutex mutex_;  // guards queue_ and leaving_
  std::condition_variable changed_;
  std::string queue_;
  bool leaving_ = false;
  std::thread writer_;  // the last member: it may start only when the others exist
};

/// The clients that are connected. Lines are handed out under the lock, so that nobody leaves
/// meanwhile; this is quick, because post() never waits.
class Room {
 public:
  void enter(Client& client) {
    const std::lock_guard lock(mutex_);
    clients_.push_back(&client);
  }

  void leave(Client& client) {
    const std::lock_guard lock(mutex_);
    clients_.erase(std::find(clients_.begin(), clients_.end(), &client));
  }

  void broadcast(const Client& sender, std::string_view lines) {
    const std::lock_guard lock(mutex_);
    for (Client* client : clients_) {
      if (client != &sender) client->post(lines);
    }
  }

 private:
  std::mutex mutex_;
  std::vector<Client*> clients_;
};

/// The reader. A recv() may end in the middle of a line or hold several of them: what stands before
/// the last end of line goes out, the rest waits for its end.
void read_lines(Client& client, Room& room) {
  std::string text;
  while (text.size() < longest_line && client.receive(text)) {
    const std::size_t whole = text.rfind('\n') + 1;  // 0 if there is none
    if (whole == 0) continue;
    room.broadcast(client, std::string_view(text).substr(0, whole));
    text.erase(0, whole);
  }
}

/// The whole life of a client, in a thread of its own.
void serve(Socket socket, Room& room) try {
  const int yes = 1;  // a short line is not to wait until the one before it was acknowledged
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);

  Client client(std::move(socket));
  room.enter(client);
  try {
    read_lines(client, room);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "chat_server: %s\n", error.what());
  }
  room.leave(client);
} catch (const std::exception& error) {  // no thread or no memory for one more client
  std::fprintf(stderr, "chat_server: %s\n", error.what());
}

Socket listen_on(std::uint16_t port) {
  Socket listener(check(::socket(AF_INET, SOCK_STREAM, 0), "socket"));
  const int yes = 1;
  check(::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes), "setsockopt");
  const sockaddr_in here = any_address(port);
  check(::bind(listener.get(), generic(here), sizeof here), "bind");
  check(::listen(listener.get(), SOMAXCONN), "listen");
  return listener;
}

/// Takes clients in, for ever. Nothing here waits for what a client does.
void accept_clients(const Socket& listener, Room& room) {
  while (true) {
    Socket client(::accept(listener.get(), nullptr, nullptr));
    if (client.get() < 0) {
      std::perror("accept");
      // If there are no descriptors left, it takes a while until one is free.
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      continue;
    }
    try {
      std::thread(serve, std::move(client), std::ref(room)).detach();
    } catch (const std::exception& error) {  // no thread to be had: this client must go
      std::fprintf(stderr, "chat_server: %s\n", error.what());
    }
  }
}

}  // namespace

int main(int argc, char* argv[]) try {
  // Writing to a client that is gone is to be an error of send(), not the end of the server.
  std::signal(SIGPIPE, SIG_IGN);

  const std::uint16_t port = port_number(argc > 1 ? argv[1] : "9000");
  const Socket listener = listen_on(port);
  std::printf("Listening on port %d\n", port);

  Room room;
  accept_clients(listener, room);
} catch (const std::exception& error) {
  std::fprintf(stderr, "chat_server: %s\n", error.what());
  return 1;
}

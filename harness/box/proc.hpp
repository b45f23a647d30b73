// Looking at running processes through /proc: the tree below one process, its tasks, memory,
// sockets. A process that ends while it is looked at is simply no longer there; nothing here
// throws.
#pragma once

#include "harness/model/value.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <sys/types.h>
#include <vector>

namespace viva::box {

/// The processes below `root` (root itself not), parents before children.
std::vector<pid_t> descendants(pid_t root);

/// The threads of one process, in ascending order; empty when it has ended or is a zombie.
std::vector<pid_t> threads_of(pid_t process);

/// Bytes that this thread has handed to write system calls (proc_pid_io(5), wchar); -1 when
/// unknown.
std::int64_t written_by(pid_t process, pid_t thread);

struct Usage {
  std::uint64_t resident_bytes = 0;  ///< sum over the processes; shared pages count more than once
  Duration cpu{0};                   ///< of those alive and those that ended, as far as is known
  std::uint64_t tasks = 0;           ///< processes and threads alive
};

/// What a tree of processes uses, from look to look. An ended process counts with what it had used
/// when it was last looked at, since its parent may never wait for it; or by its parent's own sum.
class Account {
 public:
  Usage look(const std::vector<pid_t>& processes);

 private:
  std::map<pid_t, Duration> cpu_;
};

/// How long this process's first thread was ready to run and had no core (proc_pid_schedstat(5));
/// zero when unknown.
Duration waited_for_core(pid_t process);

/// The inodes of the sockets that these processes hold open.
std::set<std::uint64_t> sockets_of(const std::vector<pid_t>& processes);

/// A row of the socket tables of this process's network namespace (proc_net(5)).
struct SocketRow {
  bool v6 = false;
  std::string address;  ///< "127.0.0.1", "0.0.0.0", "::", "::1" …
  std::uint16_t port = 0;
  int state = 0;  ///< as in the table: 1 established, 7 closed (bound UDP), 8 close wait, 10 listen
  std::uint64_t inode = 0;
  std::uint64_t drops = 0;   ///< UDP: datagrams dropped because the buffer was full
  std::uint64_t unread = 0;  ///< bytes received and not yet read, as the kernel counts them
};

std::vector<SocketRow> tcp_sockets();
std::vector<SocketRow> udp_sockets();

/// Of the TCP table only who listens. Asked of the kernel directly (sock_diag(7)) where that is to
/// be had: reading the table costs a millisecond on a machine with much memory, this a fiftieth.
std::vector<SocketRow> listening_sockets();

/// One table's text, understood; for tests. Lines that make no sense are left out.
std::vector<SocketRow> read_socket_table(const std::string& text, bool v6);

}  // namespace viva::box

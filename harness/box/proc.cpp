// Reads /proc with plain system calls: it is done every few milliseconds beside a trial.
#include "harness/box/proc.hpp"

#include "harness/box/descriptor.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <netinet/in.h>
#include <sstream>
#include <unistd.h>

namespace viva::box {
namespace {

std::string read_file(const std::string& path) {
  const Descriptor file{open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  std::string text;
  if (!file) return text;
  std::array<char, 16384> bytes;
  for (ssize_t got = 0; (got = read(file.get(), bytes.data(), bytes.size())) > 0;) {
    text.append(bytes.data(), static_cast<std::size_t>(got));
  }
  return text;
}

std::string path_of(pid_t process, const char* what) {
  return "/proc/" + std::to_string(process) + "/" + what;
}

template <class Visit>
void each_name(const std::string& folder, Visit visit) {
  const std::unique_ptr<DIR, int (*)(DIR*)> open_folder{opendir(folder.c_str()), closedir};
  if (!open_folder) return;
  while (const dirent* entry = readdir(open_folder.get())) {
    if (entry->d_name[0] != '.') visit(entry->d_name);
  }
}

bool has_entries(const std::string& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> open_folder{opendir(folder.c_str()), closedir};
  if (!open_folder) return false;
  while (const dirent* entry = readdir(open_folder.get())) {
    if (entry->d_name[0] != '.') return true;
  }
  return false;
}

std::vector<pid_t> children_of(pid_t process) {
  std::vector<pid_t> children;
  const std::string tasks = path_of(process, "task");
  each_name(tasks, [&](const char* thread) {
    std::istringstream words{read_file(tasks + "/" + thread + "/children")};
    for (pid_t child = 0; words >> child;) children.push_back(child);
  });
  return children;
}

// The fields of /proc/PID/stat behind the command name, which may hold blanks and brackets.
std::vector<std::string> stat_fields(const std::string& path) {
  const std::string text = read_file(path);
  const auto end = text.rfind(')');
  std::vector<std::string> fields;
  if (end == std::string::npos) return fields;
  std::istringstream words{text.substr(end + 1)};
  for (std::string word; words >> word;) fields.push_back(word);
  return fields;
}

/// A folder of /proc for a process whose first thread may have ended while others go on
/// (pthread_exit(3) in main): what hangs on memory or files is then seen at another thread only.
std::string living_task(pid_t process) {
  const auto threads = threads_of(process);
  return threads.empty() ? path_of(process, "")
                         : path_of(process, "task/") + std::to_string(threads.front()) + "/";
}

/// Memory that the kernel needs to map the process's own: a program that only reads what it never
/// wrote to has nothing else (proc_pid_status(5), VmPTE).
std::uint64_t page_tables_of(pid_t process) {
  const std::string text = read_file(path_of(process, "status"));
  const auto place = text.find("VmPTE:");
  if (place == std::string::npos) return 0;
  return std::strtoull(text.c_str() + place + 6, nullptr, 10) << 10U;  // kB
}

std::string readable_address(const char* hex, bool v6) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  std::array<std::uint32_t, 4> words{};
  const std::size_t parts = v6 ? 4 : 1;
  for (std::size_t part = 0; part < parts; ++part) {
    char digits[9] = {};
    std::memcpy(digits, hex + part * 8, 8);
    words.at(part) = static_cast<std::uint32_t>(std::strtoul(digits, nullptr, 16));
  }
  inet_ntop(v6 ? AF_INET6 : AF_INET, words.data(), text.data(), text.size());
  return text.data();
}

}  // namespace

std::vector<pid_t> descendants(pid_t root) {
  std::vector<pid_t> all = children_of(root);
  for (std::size_t next = 0; next < all.size() && all.size() < 10'000; ++next) {
    for (const pid_t child : children_of(all[next])) {
      if (std::find(all.begin(), all.end(), child) == all.end()) all.push_back(child);
    }
  }
  return all;
}

std::vector<pid_t> threads_of(pid_t process) {
  std::vector<pid_t> threads;
  const std::string tasks = path_of(process, "task");
  each_name(tasks, [&](const char* name) {
    const auto fields = stat_fields(tasks + "/" + name + "/stat");
    if (!fields.empty() && fields[0] != "Z" && fields[0] != "X") threads.push_back(std::atoi(name));
  });
  std::sort(threads.begin(), threads.end());
  return threads;
}

std::int64_t written_by(pid_t process, pid_t thread) {
  const std::string text = read_file(path_of(process, "task/") + std::to_string(thread) + "/io");
  const auto place = text.find("wchar: ");
  return place == std::string::npos ? -1 : std::strtoll(text.c_str() + place + 7, nullptr, 10);
}

Usage Account::look(const std::vector<pid_t>& processes) {
  static const long page = sysconf(_SC_PAGESIZE);
  static const long tick = sysconf(_SC_CLK_TCK);
  Usage usage;
  Duration with_waited_for{0};  // of those alive, with the children that they have waited for
  for (const pid_t process : processes) {
    const auto fields = stat_fields(path_of(process, "stat"));
    if (fields.size() < 22) continue;
    const auto time = [&](std::size_t at) {
      return Duration{std::atoll(fields[at].c_str()) * 1'000'000 / tick};
    };
    const Duration own = time(11) + time(12);  // utime, stime
    Duration& known = cpu_[process];
    known = std::max(known, own);
    with_waited_for += own + time(13) + time(14);  // cutime, cstime
    const bool first_ended = fields[0] == "Z" || fields[0] == "X";
    const auto tasks = static_cast<std::uint64_t>(std::atoll(fields[17].c_str()));  // num_threads
    if (first_ended && tasks <= 1) continue;
    usage.tasks += tasks;
    const auto of_memory = first_ended ? stat_fields(living_task(process) + "stat") : fields;
    if (of_memory.size() < 22) continue;
    usage.resident_bytes += static_cast<std::uint64_t>(std::atoll(of_memory[21].c_str()) * page);
    usage.resident_bytes += page_tables_of(process);
  }
  for (const auto& [process, cpu] : cpu_) usage.cpu += cpu;
  usage.cpu = std::max(usage.cpu, with_waited_for);
  return usage;
}

Duration waited_for_core(pid_t process) {
  unsigned long long ran = 0;  // both in nanoseconds
  unsigned long long waited = 0;
  if (std::sscanf(read_file(path_of(process, "schedstat")).c_str(), "%llu %llu", &ran, &waited) !=
      2) {
    return Duration{0};
  }
  return std::chrono::duration_cast<Duration>(std::chrono::nanoseconds{waited});
}

std::set<std::uint64_t> sockets_of(const std::vector<pid_t>& processes) {
  std::set<std::uint64_t> inodes;
  for (const pid_t process : processes) {
    std::string folder = path_of(process, "fd");
    if (!has_entries(folder)) folder = living_task(process) + "fd";
    each_name(folder, [&](const char* name) {
      std::array<char, 64> target{};
      const ssize_t size =
          readlink((folder + "/" + name).c_str(), target.data(), target.size() - 1);
      unsigned long long inode = 0;
      if (size > 0 && std::sscanf(target.data(), "socket:[%llu]", &inode) == 1)
        inodes.insert(inode);
    });
  }
  return inodes;
}

std::vector<SocketRow> read_socket_table(const std::string& text, bool v6) {
  std::vector<SocketRow> rows;
  std::istringstream lines{text};
  std::string line;
  std::getline(lines, line);  // the heading
  while (std::getline(lines, line)) {
    std::array<char, 40> local{};
    unsigned port = 0;
    unsigned state = 0;
    unsigned long long inode = 0;
    unsigned long long drops = 0;
    unsigned unread = 0;
    // sl local:port remote:port st tx:rx tr:when retrnsmt uid timeout inode ref pointer drops
    const int got = std::sscanf(line.c_str(),
                                " %*u: %32[0-9A-Fa-f]:%4x %*[0-9A-Fa-f]:%*x %2x %*x:%x %*x:%*x %*x "
                                "%*u %*u %llu %*u %*s %llu",
                                local.data(), &port, &state, &unread, &inode, &drops);
    if (got < 5 || std::strlen(local.data()) != (v6 ? 32U : 8U)) continue;
    rows.push_back({v6, readable_address(local.data(), v6), static_cast<std::uint16_t>(port),
                    static_cast<int>(state), inode, got >= 6 ? drops : 0, unread});
  }
  return rows;
}

std::vector<SocketRow> tcp_sockets() {
  auto rows = read_socket_table(read_file("/proc/self/net/tcp"), false);
  for (auto& row : read_socket_table(read_file("/proc/self/net/tcp6"), true))
    rows.push_back(std::move(row));
  return rows;
}

std::vector<SocketRow> udp_sockets() {
  auto rows = read_socket_table(read_file("/proc/self/net/udp"), false);
  for (auto& row : read_socket_table(read_file("/proc/self/net/udp6"), true))
    rows.push_back(std::move(row));
  return rows;
}

}  // namespace viva::box

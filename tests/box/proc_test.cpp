// The socket tables of the kernel, understood.
#include "harness/box/proc.hpp"

#include "harness/box/descriptor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace viva::box {
namespace {

constexpr const char* tcp =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode\n"
    "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 "
    "4711 1 0000000000000000 100 0 0 10 0\n"
    "   1: 00000000:2328 0100007F:D1A2 01 00000000:00000000 00:00000000 00000000  1000        0 0 "
    "1 0000000000000000 20 4 30 10 -1\n";

TEST(SocketTable, ReadsAddressPortStateAndInode) {
  const auto rows = read_socket_table(tcp, false);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].address, "127.0.0.1");
  EXPECT_EQ(rows[0].port, 8080);
  EXPECT_EQ(rows[0].state, 10);
  EXPECT_EQ(rows[0].inode, 4711U);
  EXPECT_EQ(rows[1].address, "0.0.0.0");
  EXPECT_EQ(rows[1].inode, 0U) << "not accepted yet: it belongs to nobody";
}

TEST(SocketTable, ReadsSixteenByteAddresses) {
  const auto rows = read_socket_table(
      "heading\n"
      "   0: 00000000000000000000000001000000:1F91 00000000000000000000000000000000:0000 0A "
      "00000000:00000000 "
      "00:00000000 00000000  1000        0 99 1 0000000000000000 100 0 0 10 0\n",
      true);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].address, "::1");
  EXPECT_EQ(rows[0].port, 8081);
}

TEST(SocketTable, ReadsTheDropsOfUdp) {
  const auto rows = read_socket_table(
      "heading\n"
      "  123: 0100007F:3039 00000000:0000 07 00000000:00000A00 00:00000000 00000000  1000        0 "
      "5 2 0000000000000000 17\n",
      false);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].drops, 17U);
}

TEST(SocketTable, LeavesOutWhatMakesNoSense) {
  EXPECT_TRUE(read_socket_table("heading\nnonsense\n 0: zz:1 x\n", false).empty());
  EXPECT_TRUE(read_socket_table("", false).empty());
}

TEST(SocketTable, ListsWhoListensAndNobodyElse) {
  const Descriptor listener{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const auto own_port = [](const Descriptor& of) {
    sockaddr_in bound{};
    socklen_t size = sizeof bound;
    getsockname(of.get(), reinterpret_cast<sockaddr*>(&bound), &size);
    return ntohs(bound.sin_port);
  };
  const auto count = [](std::uint16_t port) {
    const auto rows = listening_sockets();
    return std::count_if(rows.begin(), rows.end(), [&](const SocketRow& row) {
      return row.port == port && row.address == "127.0.0.1" && !row.v6 && row.state == 10;
    });
  };
  ASSERT_EQ(bind(listener.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(count(own_port(listener)), 0) << "bound, but not listening yet";
  ASSERT_EQ(listen(listener.get(), 1), 0);
  EXPECT_EQ(count(own_port(listener)), 1);
  const auto rows = listening_sockets();
  const auto inodes = sockets_of({getpid()});
  EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [&](const SocketRow& row) {
    return row.port == own_port(listener) && inodes.contains(row.inode);
  }));
}

// A process whose main() ends while another thread goes on; the socket is made there.
class EndedMain : public ::testing::Test {
 protected:
  void SetUp() override {
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    child_ = fork();
    if (child_ == 0) {
      std::thread{[told = ends[1]] {
        const int any = socket(AF_INET, SOCK_STREAM, 0);
        while (read_state() != 'Z') usleep(1000);
        (void)!write(told, any >= 0 ? "+" : "-", 1);
        pause();
      }}.detach();
      syscall(SYS_exit, 0);  // of the first thread alone, as pthread_exit(3) ends it
    }
    close(ends[1]);
    char sign = '-';
    EXPECT_EQ(read(ends[0], &sign, 1), 1);
    EXPECT_EQ(sign, '+');
    close(ends[0]);
  }
  void TearDown() override {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }
  static char read_state() {
    char state = '?';
    std::FILE* file = std::fopen("/proc/self/stat", "re");
    if (file == nullptr) return state;
    (void)!std::fscanf(file, "%*d %*s %c", &state);
    std::fclose(file);
    return state;
  }
  pid_t child_ = -1;
};

TEST_F(EndedMain, LeavesItsSocketsToBeSeen) {
  EXPECT_EQ(sockets_of({child_}).size(), 1U);
}

TEST_F(EndedMain, LeavesItsMemoryAndThreadsToBeSeen) {
  Account account;
  const Usage usage = account.look({child_});
  EXPECT_GT(usage.resident_bytes, 0U);
  EXPECT_GE(usage.tasks, 1U);
}

TEST(Threads, OfThisProcessIncludeItself) {
  const auto threads = threads_of(getpid());
  ASSERT_FALSE(threads.empty());
  EXPECT_EQ(threads.front(), getpid());
  EXPECT_TRUE(threads_of(-1).empty());
}

}  // namespace
}  // namespace viva::box

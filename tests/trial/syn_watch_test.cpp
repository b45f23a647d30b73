#include "harness/trial/syn_watch.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace viva::trial {
namespace {

using namespace std::chrono_literals;

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(at, 2)), nullptr, 16));
  }
  return bytes;
}

TEST(DecodeAttempt, ReadsAnIpv4Syn) {
  const auto syn =
      from_hex("4500003cde344000400600007f0000017f000001c97e1f4320b49c5600000000a002faf0");
  EXPECT_EQ(decode_attempt(syn), (Attempt{"127.0.0.1", 8003}));
}

TEST(DecodeAttempt, FindsThePortBehindIpOptions) {
  const auto syn = from_hex("46000040de344000400600007f0000017f00000194040000c97e1f4320b49c56");
  EXPECT_EQ(decode_attempt(syn), (Attempt{"127.0.0.1", 8003}));
}

TEST(DecodeAttempt, ReadsAnIpv6Syn) {
  const auto syn = from_hex(
      "6000000000280640"
      "00000000000000000000000000000001"
      "00000000000000000000000000000001"
      "c97e1f4320b49c56");
  EXPECT_EQ(decode_attempt(syn), (Attempt{"::1", 8003}));
}

TEST(DecodeAttempt, LeavesEverythingElseAlone) {
  EXPECT_EQ(decode_attempt(""), std::nullopt);
  EXPECT_EQ(decode_attempt(from_hex("45")), std::nullopt);
  const auto udp = from_hex("4500001cde344000401100007f0000017f000001c97e1f430008fe1b");
  EXPECT_EQ(decode_attempt(udp), std::nullopt);
  const auto cut = from_hex("4600003cde344000400600007f0000017f000001c97e");
  EXPECT_EQ(decode_attempt(cut), std::nullopt);
}

TEST(RunsOf, JoinsConsecutivePorts) {
  EXPECT_EQ(runs_of({}), Integers{});
  EXPECT_EQ(runs_of({8000, 8001, 8002, 8010}), (Integers{8000, 8002, 8010, 8010}));
  EXPECT_EQ(runs_of({1, 3, 65535}), (Integers{1, 1, 3, 3, 65535, 65535}));
}

TEST(ReadTcpCounters, FindsThemByName) {
  const auto counters = read_tcp_counters(
      "Ip: Forwarding\nIp: 1\n"
      "Tcp: RtoAlgorithm ActiveOpens PassiveOpens AttemptFails\n"
      "Tcp: 1 1024 7 1019\n"
      "Udp: InDatagrams\nUdp: 9\n");
  EXPECT_EQ(counters, (TcpCounters{1024, 1019}));
}

TEST(ReadTcpCounters, IsNothingForAnotherText) {
  EXPECT_EQ(read_tcp_counters(""), std::nullopt);
  EXPECT_EQ(read_tcp_counters("Tcp: ActiveOpens\nTcp: 1 2\n"), std::nullopt);
  EXPECT_EQ(read_tcp_counters("Tcp: ActiveOpens\nTcp: 1\n"), std::nullopt);
}

// Whatever this machine allows, an attempt at a closed port leaves a trace.
TEST(SynWatch, SeesAnAttemptWhereNothingListens) {
  namespace asio = boost::asio;
  using asio::ip::tcp;
  asio::io_context loop;
  const auto loopback = asio::ip::address_v4::loopback();
  tcp::acceptor listener{loop, {loopback, 0}};
  const auto port = listener.local_endpoint().port();

  std::vector<Event> events;
  Recorder recorder{[&](const Event& event) { events.push_back(event); }, 100, 1U << 20U};
  SynWatch watch{recorder};
  listener.close();
  tcp::socket socket{loop};
  boost::system::error_code refused;
  socket.connect({loopback, port}, refused);
  ASSERT_TRUE(refused);
  watch.record();

  ASSERT_EQ(events.size(), 1U);
  const Params& more = events.front().more;
  EXPECT_EQ(events.front().what, What::note);
  if (more.text("by") == "packets") {
    const auto& runs = more.integers("probed");
    bool seen = false;
    for (std::size_t at = 0; at + 1 < runs.size(); at += 2)
      seen = seen || (runs[at] <= port && port <= runs[at + 1]);
    EXPECT_TRUE(seen);
    EXPECT_GE(more.duration("first"), -1ms);
    EXPECT_LE(more.duration("last"), recorder.now() + 1ms);
  } else if (more.text("by") == "counters") {
    EXPECT_GE(more.integer("attempts"), 1);
    EXPECT_GE(more.integer("failed"), 1);
  } else {
    EXPECT_EQ(more.text("by"), "nothing");
  }
}

}  // namespace
}  // namespace viva::trial

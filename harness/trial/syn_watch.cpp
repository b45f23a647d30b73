// The ring is that of packet(7), version 2 (linux/if_packet.h,
// Documentation/networking/packet_mmap.rst).
#include "harness/trial/syn_watch.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sstream>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace viva::trial {
namespace {

constexpr std::size_t frame_bytes = 128;  // 80 of the kernel's, then the first 48 bytes of a packet
constexpr std::size_t block_bytes = 65536;
constexpr std::size_t block_count = 64;  // 4 MB: 32,768 attempts before one is lost
constexpr std::size_t ring_bytes = block_bytes * block_count;
constexpr std::size_t frame_count = ring_bytes / frame_bytes;
constexpr std::size_t elsewhere_max = 8;

// Outgoing packets only (loopback shows each twice), TCP over IPv4 or IPv6, SYN without ACK, RST,
// FIN. The offsets are those of RFC 791, RFC 8200 and RFC 9293, section 3.1.
constexpr auto filter = std::to_array<sock_filter>({
    BPF_STMT(BPF_LD | BPF_B | BPF_ABS, static_cast<__u32>(SKF_AD_OFF + SKF_AD_PKTTYPE)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PACKET_OUTGOING, 0, 17),
    BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0),
    BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xf0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x60, 7, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x40, 0, 13),
    BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 9),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_TCP, 0, 11),
    BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 6),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x1fff, 9, 0),
    BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 0),
    BPF_JUMP(BPF_JMP | BPF_JA, 3, 0, 0),
    BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 6),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_TCP, 0, 5),
    BPF_STMT(BPF_LDX | BPF_W | BPF_IMM, 40),
    BPF_STMT(BPF_LD | BPF_B | BPF_IND, 13),
    BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0x17),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x02, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, 48),
    BPF_STMT(BPF_RET | BPF_K, 0),
});

std::int64_t wall_clock_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

unsigned byte_at(std::string_view bytes, std::size_t place) {
  return static_cast<unsigned char>(bytes[place]);
}

std::uint16_t port_at(std::string_view bytes, std::size_t place) {
  return static_cast<std::uint16_t>(byte_at(bytes, place) << 8U | byte_at(bytes, place + 1));
}

std::string address_text(int family, std::string_view bytes) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(family, bytes.data(), text.data(), static_cast<socklen_t>(text.size()));
  return text.data();
}

std::string content_of(const char* path) {
  std::ifstream file{path};
  return {std::istreambuf_iterator<char>{file}, {}};
}

template <class Option>
bool set_option(int socket, int level, int name, const Option& option) {
  return setsockopt(socket, level, name, &option, sizeof option) == 0;
}

}  // namespace

std::optional<Attempt> decode_attempt(std::string_view packet) {
  if (packet.empty()) return std::nullopt;
  const auto version = byte_at(packet, 0) >> 4U;
  if (version == 4 && packet.size() >= 20 && byte_at(packet, 9) == IPPROTO_TCP) {
    const std::size_t header = std::size_t{byte_at(packet, 0) & 0xfU} * 4;
    if (packet.size() < header + 4) return std::nullopt;
    return Attempt{address_text(AF_INET, packet.substr(16, 4)), port_at(packet, header + 2)};
  }
  if (version == 6 && packet.size() >= 44 && byte_at(packet, 6) == IPPROTO_TCP) {
    return Attempt{address_text(AF_INET6, packet.substr(24, 16)), port_at(packet, 42)};
  }
  return std::nullopt;
}

Integers runs_of(const std::set<std::uint16_t>& ports) {
  Integers runs;
  for (const auto port : ports) {
    if (!runs.empty() && runs.back() + 1 == port) {
      runs.back() = port;
    } else {
      runs.insert(runs.end(), {port, port});
    }
  }
  return runs;
}

// Two lines begin with "Tcp:": the names and, in the same order, the numbers (proc(5),
// /proc/net/snmp).
std::optional<TcpCounters> read_tcp_counters(std::string_view snmp) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines{std::string{snmp}};
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("Tcp:")) continue;
    std::istringstream words{line};
    rows.emplace_back(std::istream_iterator<std::string>{words},
                      std::istream_iterator<std::string>{});
  }
  if (rows.size() != 2 || rows[0].size() != rows[1].size()) return std::nullopt;
  TcpCounters counters;
  int found = 0;
  for (std::size_t column = 1; column < rows[0].size(); ++column) {
    const auto value = std::strtoll(rows[1][column].c_str(), nullptr, 10);
    if (rows[0][column] == "ActiveOpens") counters.active_opens = value, ++found;
    if (rows[0][column] == "AttemptFails") counters.attempt_fails = value, ++found;
  }
  return found == 2 ? std::optional{counters} : std::nullopt;
}

SynWatch::SynWatch(Recorder& recorder) : recorder_{&recorder} {
  clock_offset_ = recorder.now().count() - wall_clock_now();
  if (!open_ring()) before_ = read_tcp_counters(content_of("/proc/net/snmp"));
}

SynWatch::~SynWatch() {
  if (ring_ != nullptr) munmap(ring_, ring_bytes);
  if (socket_ >= 0) close(socket_);
}

bool SynWatch::open_ring() {
  // Protocol 0: nothing is taken until the filter stands and bind() gives the protocol.
  socket_ = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (socket_ < 0) return false;
  auto code = filter;
  const sock_fprog program{static_cast<unsigned short>(code.size()), code.data()};
  const tpacket_req layout{block_bytes, block_count, frame_bytes, frame_count};
  const int version = TPACKET_V2;
  sockaddr_ll loopback{};
  loopback.sll_family = AF_PACKET;
  loopback.sll_protocol = htons(ETH_P_ALL);
  loopback.sll_ifindex = static_cast<int>(if_nametoindex("lo"));
  if (loopback.sll_ifindex == 0 || !set_option(socket_, SOL_SOCKET, SO_ATTACH_FILTER, program) ||
      !set_option(socket_, SOL_PACKET, PACKET_VERSION, version) ||
      !set_option(socket_, SOL_PACKET, PACKET_RX_RING, layout)) {
    return false;
  }
  void* memory = mmap(nullptr, ring_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, socket_, 0);
  if (memory == MAP_FAILED) return false;
  if (bind(socket_, reinterpret_cast<const sockaddr*>(&loopback), sizeof loopback) != 0) {
    munmap(memory, ring_bytes);
    return false;
  }
  ring_ = static_cast<char*>(memory);
  return true;
}

// Each frame belongs to the kernel until its status says "user"; it is given back after reading.
void SynWatch::read_ring() {
  for (;;) {
    char* frame = ring_ + next_frame_ * frame_bytes;
    auto* header = reinterpret_cast<tpacket2_hdr*>(frame);
    std::atomic_ref<__u32> status{header->tp_status};
    if ((status.load(std::memory_order_acquire) & TP_STATUS_USER) == 0) return;
    const std::size_t length =
        std::min<std::size_t>(header->tp_snaplen, frame_bytes - header->tp_net);
    if (const auto attempt = decode_attempt({frame + header->tp_net, length})) {
      const Duration t{std::int64_t{header->tp_sec} * 1'000'000 + header->tp_nsec / 1000 +
                       clock_offset_};
      if (!first_) first_ = t;
      last_ = t;
      ++packets_;
      if (attempt->address == "127.0.0.1") {
        probed_.insert(attempt->port);
      } else if (elsewhere_.size() < elsewhere_max) {
        elsewhere_.insert(attempt->address);
      }
    }
    status.store(TP_STATUS_KERNEL, std::memory_order_release);
    next_frame_ = (next_frame_ + 1) % frame_count;
  }
}

void SynWatch::record() {
  if (ring_ != nullptr) {
    record_packets();
  } else {
    record_counters();
  }
}

void SynWatch::record_packets() {
  read_ring();
  tpacket_stats statistics{};
  socklen_t size = sizeof statistics;
  // The kernel starts these counts anew at each look.
  if (getsockopt(socket_, SOL_PACKET, PACKET_STATISTICS, &statistics, &size) == 0) {
    lost_ += statistics.tp_drops;
  }
  Params fields{{"by", std::string{"packets"}}, {"packets", packets_}};
  fields.set("probed", runs_of(probed_));
  if (!elsewhere_.empty()) fields.set("elsewhere", Strings(elsewhere_.begin(), elsewhere_.end()));
  if (lost_ > 0) fields.set("lost", lost_);
  if (first_) fields.set("first", *first_);
  if (last_) fields.set("last", *last_);
  recorder_->add("network", What::note, {}, std::move(fields));
}

void SynWatch::record_counters() {
  const auto after = read_tcp_counters(content_of("/proc/net/snmp"));
  Params fields{{"by", std::string{before_ && after ? "counters" : "nothing"}}};
  if (before_ && after) {
    fields.set("attempts", after->active_opens - before_->active_opens);
    fields.set("failed", after->attempt_fails - before_->attempt_fails);
  }
  recorder_->add("network", What::note, {}, std::move(fields));
}

}  // namespace viva::trial

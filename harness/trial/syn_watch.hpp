// Sees which ports were tried, those too where nothing listens: a tap on the loopback's SYN
// packets, or the kernel's own counters where packets may not be seen. It judges nothing and delays
// nothing.
//
// Packets need CAP_NET_RAW in the trial's own network, which the worker has there. The kernel
// writes them into a ring of this object; nobody has to read in time. Without that right, the
// counters of /proc/net/snmp tell how many attempts there were (of anybody in that network), not
// where.
#pragma once

#include "harness/model/value.hpp"
#include "harness/trial/recorder.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace viva::trial {

/// Where one SYN packet went.
struct Attempt {
  std::string address;  ///< "127.0.0.1", "::1"
  std::uint16_t port = 0;

  bool operator==(const Attempt&) const = default;
};

/// Reads an IP packet (from its first byte) that carries TCP; nothing for anything else.
std::optional<Attempt> decode_attempt(std::string_view packet);

/// First and last of each run of consecutive ports: {8000,8001,8002,8010} becomes 8000 8002 8010
/// 8010.
Integers runs_of(const std::set<std::uint16_t>& ports);

/// Two of the Tcp counters in the text of /proc/net/snmp.
struct TcpCounters {
  std::int64_t active_opens = 0;
  std::int64_t attempt_fails = 0;

  bool operator==(const TcpCounters&) const = default;
};
std::optional<TcpCounters> read_tcp_counters(std::string_view snmp);

class SynWatch {
 public:
  /// Watches from now on. Never throws for want of rights: it then falls back to the counters.
  explicit SynWatch(Recorder& recorder);
  SynWatch(const SynWatch&) = delete;
  SynWatch& operator=(const SynWatch&) = delete;
  ~SynWatch();

  /// Adds one `note` by "network" of all that was tried since the beginning. Its fields:
  ///   by         "packets", "counters" or "nothing"
  ///   probed     (packets) TCP ports tried at 127.0.0.1, as runs_of()
  ///   packets    (packets) how many SYN packets, repetitions included
  ///   first last (packets) times of the first and the last of them, when there was one
  ///   elsewhere  (packets) other addresses that were tried, the first eight; absent without any
  ///   lost       (packets) how many were not seen because the ring was full; absent for none
  ///   attempts   (counters) connection attempts, failed (counters) how many of them failed
  void record();

 private:
  bool open_ring();
  void read_ring();
  void record_packets();
  void record_counters();

  Recorder* recorder_;
  int socket_ = -1;
  char* ring_ = nullptr;
  std::size_t next_frame_ = 0;
  std::int64_t clock_offset_ = 0;  // microseconds: recorder's time minus the wall clock
  std::optional<TcpCounters> before_;

  std::set<std::uint16_t> probed_;
  std::set<std::string> elsewhere_;
  std::int64_t packets_ = 0;
  std::int64_t lost_ = 0;
  std::optional<Duration> first_;
  std::optional<Duration> last_;
};

}  // namespace viva::trial

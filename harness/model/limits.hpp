// How much one command may use. The Limits that a spec fills are the Limits that the box obeys.
#pragma once

#include "harness/model/value.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace viva {

struct Limits {
  Duration wall = std::chrono::seconds{30};
  Duration cpu = std::chrono::seconds{20};     ///< user and system time of the whole tree
  std::uint64_t memory_bytes = 512ULL << 20U;  ///< resident, of the whole tree
  std::uint64_t processes = 128;               ///< processes and threads alive at once
  std::uint64_t open_files = 1024;             ///< per process
  std::uint64_t file_bytes = 16ULL << 20U;     ///< one written file
  std::uint64_t disk_bytes = 32ULL << 20U;     ///< all that is writable, together
  std::uint64_t inodes = 4096;                 ///< files and folders in all that is writable
  std::uint64_t output_bytes = 1ULL
                               << 20U;  ///< kept of stdout and of stderr, each; the rest is counted
  std::uint64_t events = 200'000;       ///< in one transcript
  std::uint64_t record_bytes = 32ULL << 20U;  ///< in one transcript, all that was said together
  std::uint64_t connections = 5'000;          ///< that a program makes to the peers of one trial
  std::uint64_t datagrams = 50'000;           ///< that a program sends to the peers of one trial

  bool operator==(const Limits&) const = default;
};

/// Completes "it …" for a `limit` event: "used more than 512 MB of memory".
std::string went_past(std::string_view name, std::string_view value);

}  // namespace viva

// What viva and the init of a box say to one another over one socket pair. Shared by both sides, so
// it uses nothing beside the standard library.
//
// viva -> init: one block, the InitJob as length-prefixed strings, then single bytes as commands.
// init -> viva: lines: "started", "failed ERRNO",
//                      "exit STATUS USER_US SYSTEM_US RSS_KB LEFTOVER COLLECTED".
// The first message carries init's process id as credentials (unix(7), SCM_CREDENTIALS), translated
// by the kernel into the receiver's pid namespace.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace viva::box {

inline constexpr int control_descriptor = 3;  ///< in the init, and nowhere after it
inline constexpr int collect_descriptor = 7;  ///< where init copies the collected file to
/// Where /proc is masked: the container's /proc until it is covered, and the place of the command's
/// root.
inline constexpr const char* whole_proc = "/.proc";
inline constexpr const char* own_root = "/.root";
inline constexpr char command_terminate = 'T';
inline constexpr char command_kill = 'K';

/// What the init starts, and within which limits (0: the system's).
struct InitJob {
  std::vector<std::string> arguments;    ///< [0] is looked up in PATH of `environment`
  std::vector<std::string> environment;  ///< "NAME=value"
  std::string folder;                    ///< where it starts
  /// Folders that become one file system in memory of `disk_bytes` and `inodes`, "/tmp" among them;
  /// all else can only be read. Empty: nothing is mounted.
  std::vector<std::string> writable;
  std::string filter;     ///< of system calls: the bytes of a struct sock_filter[]; empty: none
  std::string collected;  ///< file to copy out when the command succeeded; empty: none
  std::uint64_t collected_bytes = 0;  ///< at most
  std::uint64_t disk_bytes = 0;
  std::uint64_t inodes = 0;
  std::uint64_t own_entry = 0;   ///< 1: /proc/self becomes the command's entry of whole_proc
  std::uint64_t only_start = 0;  ///< 1: started by start_descriptor(), see filter.hpp
  std::uint64_t processes = 0;
  std::uint64_t open_files = 0;
  std::uint64_t file_bytes = 0;
  std::uint64_t cpu_seconds = 0;  ///< of one process; the tree's sum is watched from outside

  bool operator==(const InitJob&) const = default;
};

/// The number under which init opens the program when nothing else may be started: the filter lets
/// this number alone through, and it lies above what the program itself may open.
inline std::uint64_t start_descriptor(std::uint64_t open_files) {
  return open_files + 1;
}

namespace detail {
inline void put(std::string& out, std::uint64_t number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  out.append(bytes, sizeof number);
}
inline void put(std::string& out, const std::string& text) {
  put(out, static_cast<std::uint64_t>(text.size()));
  out += text;
}
inline bool take(std::string_view& in, std::uint64_t& number) {
  if (in.size() < sizeof number) return false;
  std::memcpy(&number, in.data(), sizeof number);
  in.remove_prefix(sizeof number);
  return true;
}
inline bool take(std::string_view& in, std::string& text) {
  std::uint64_t size = 0;
  if (!take(in, size) || in.size() < size) return false;
  text = std::string(in.substr(0, size));
  in.remove_prefix(size);
  return true;
}
inline bool take(std::string_view& in, std::vector<std::string>& list) {
  std::uint64_t count = 0;
  if (!take(in, count) || count > in.size()) return false;
  list.resize(count);
  for (std::string& text : list) {
    if (!take(in, text)) return false;
  }
  return true;
}
}  // namespace detail

/// The block that init reads: its own length first.
inline std::string encode(const InitJob& job) {
  std::string body;
  for (const auto* list : {&job.arguments, &job.environment, &job.writable}) {
    detail::put(body, static_cast<std::uint64_t>(list->size()));
    for (const std::string& text : *list) detail::put(body, text);
  }
  for (const auto* text : {&job.folder, &job.filter, &job.collected}) detail::put(body, *text);
  for (const std::uint64_t number :
       {job.collected_bytes, job.disk_bytes, job.inodes, job.own_entry, job.only_start,
        job.processes, job.open_files, job.file_bytes, job.cpu_seconds}) {
    detail::put(body, number);
  }
  std::string block;
  detail::put(block, static_cast<std::uint64_t>(body.size()));
  return block + body;
}

/// The block without its length. Nothing when it is not whole.
inline std::optional<InitJob> decode(std::string_view body) {
  InitJob job;
  for (auto* list : {&job.arguments, &job.environment, &job.writable}) {
    if (!detail::take(body, *list)) return std::nullopt;
  }
  for (auto* text : {&job.folder, &job.filter, &job.collected}) {
    if (!detail::take(body, *text)) return std::nullopt;
  }
  for (auto* number :
       {&job.collected_bytes, &job.disk_bytes, &job.inodes, &job.own_entry, &job.only_start,
        &job.processes, &job.open_files, &job.file_bytes, &job.cpu_seconds}) {
    if (!detail::take(body, *number)) return std::nullopt;
  }
  if (!body.empty()) return std::nullopt;
  return job;
}

}  // namespace viva::box

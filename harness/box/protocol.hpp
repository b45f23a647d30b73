// What viva and the init of a box say to one another over one socket pair. Shared by both sides, so
// it uses nothing beside the standard library.
//
// viva -> init: one block, the InitJob as length-prefixed strings, then single bytes as commands.
// init -> viva: lines: "started", "failed ERRNO", "exit STATUS USER_US SYSTEM_US RSS_KB LEFTOVER".
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
inline constexpr char command_terminate = 'T';
inline constexpr char command_kill = 'K';

/// What the init starts, and within which limits (0: the system's).
struct InitJob {
  std::vector<std::string> arguments;    ///< [0] is looked up in PATH of `environment`
  std::vector<std::string> environment;  ///< "NAME=value"
  std::string folder;                    ///< where it starts
  std::uint64_t processes = 0;
  std::uint64_t open_files = 0;
  std::uint64_t file_bytes = 0;
  std::uint64_t cpu_seconds = 0;  ///< of one process; the tree's sum is watched from outside

  bool operator==(const InitJob&) const = default;
};

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
  for (const auto* list : {&job.arguments, &job.environment}) {
    detail::put(body, static_cast<std::uint64_t>(list->size()));
    for (const std::string& text : *list) detail::put(body, text);
  }
  detail::put(body, job.folder);
  for (const std::uint64_t limit :
       {job.processes, job.open_files, job.file_bytes, job.cpu_seconds}) {
    detail::put(body, limit);
  }
  std::string block;
  detail::put(block, static_cast<std::uint64_t>(body.size()));
  return block + body;
}

/// The block without its length. Nothing when it is not whole.
inline std::optional<InitJob> decode(std::string_view body) {
  InitJob job;
  if (!detail::take(body, job.arguments) || !detail::take(body, job.environment) ||
      !detail::take(body, job.folder) || !detail::take(body, job.processes) ||
      !detail::take(body, job.open_files) || !detail::take(body, job.file_bytes) ||
      !detail::take(body, job.cpu_seconds) || !body.empty()) {
    return std::nullopt;
  }
  return job;
}

}  // namespace viva::box

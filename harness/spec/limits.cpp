// The limits by their names in grading.toml.
#include "harness/spec/limits.hpp"

#include <fmt/format.h>

namespace viva::spec {
namespace {

void read_time(TableReader& reader, std::string_view key, Duration& into) {
  Duration given{0};
  if (!reader.duration(key, given)) return;
  if (given > Duration{0}) {
    into = given;
  } else {
    reader.complain(reader.take(key)->node.place, fmt::format("`{}` is 0", key),
                    "nothing ends in no time: allow some");
  }
}

}  // namespace

void read_limits(TableReader& reader, Limits& limits) {
  read_time(reader, "wall", limits.wall);
  read_time(reader, "cpu", limits.cpu);
  reader.size("memory", limits.memory_bytes);
  reader.count("processes", limits.processes, 1);
  reader.count("files", limits.open_files, 8);
  reader.size("file_size", limits.file_bytes);
  reader.size("disk", limits.disk_bytes);
  reader.count("inodes", limits.inodes, 16);
  reader.size("output", limits.output_bytes);
  reader.count("events", limits.events, 100);
  reader.size("record", limits.record_bytes);
  reader.count("connections", limits.connections, 1);
  reader.count("datagrams", limits.datagrams, 1);
}

}  // namespace viva::spec

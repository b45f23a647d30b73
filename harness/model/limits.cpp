// Limits in a student's words. The judge and the story say them alike.
#include "harness/model/limits.hpp"

#include <charconv>

namespace viva {
namespace {

/// "20.0 s" is "20 s", "1048576 bytes" is "1 MB": as one would say it.
std::string said(std::string_view value) {
  constexpr std::string_view unit = " bytes";
  std::uint64_t bytes = 0;
  if (value.ends_with(unit)) {
    std::from_chars(value.data(), value.data() + value.size() - unit.size(), bytes);
  }
  if (bytes > 0 && (bytes & 0xfffffU) == 0) return std::to_string(bytes >> 20U) + " MB";
  std::string text{value};
  if (text.ends_with(".0 s")) text.erase(text.size() - 4, 2);
  return text;
}

}  // namespace

std::string went_past(std::string_view name, std::string_view value) {
  const std::string most = said(value);
  if (name == "memory") return "used more than " + most + " of memory";
  if (name == "processes") return "had more than " + most + " processes and threads at a time";
  if (name == "cpu") return "used more than " + most + " of processor time";
  if (name == "output") return "printed more than " + most;
  if (name == "wall") return "still ran after " + most;
  if (name == "connections") return "made more than " + most + " connections";
  if (name == "datagrams") return "sent more than " + most + " datagrams";
  if (name == "record") return "sent and printed more than " + most + " in all";
  return "went past the limit of " + std::string(name) + " (" + most + ")";
}

}  // namespace viva

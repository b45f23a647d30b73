// The mistake behind a wrong field: the packet is decoded as one decodes it wrongly, and what comes
// out is compared with what was printed.
#pragma once

#include "harness/judge/packet_lines.hpp"

#include <string>
#include <string_view>

namespace viva::judge::packet {

std::string bytes_from_hex(std::string_view hex);

struct Cause {
  std::string symptom;
  std::string words;
};

Cause cause_of(const std::string& packet, const Result& expected, const Result& actual,
               std::string_view field);

}  // namespace viva::judge::packet

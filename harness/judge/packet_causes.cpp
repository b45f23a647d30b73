// Ways of misreading a packet: see packet_causes.hpp.
#include "harness/judge/packet_causes.hpp"

#include <cstdlib>
#include <vector>

namespace viva::judge::packet {
namespace {

int byte_at(const std::string& bytes, std::size_t place) {
  return place < bytes.size() ? static_cast<unsigned char>(bytes[place]) : 0;
}

int word_at(const std::string& bytes, std::size_t place, bool swapped) {
  const int high = byte_at(bytes, place);
  const int low = byte_at(bytes, place + 1);
  return swapped ? low * 256 + high : high * 256 + low;
}

/// One way of misreading a packet (RFC 791, section 3.1; RFC 9293, section 3.1).
struct Misreading {
  std::string_view symptom;
  std::string_view words;
  bool no_ip_options = false;   ///< an IP header is 20 bytes
  bool no_tcp_options = false;  ///< a TCP header is 20 bytes
  bool to_line_end = false;     ///< the packet ends where the line ends
  bool swapped_ports = false;
  bool swapped_length = false;
  bool low_byte_only = false;   ///< of the total length
  bool header_counted = false;  ///< the TCP, UDP or ICMP header belongs to the payload
  bool ip_header_counted = false;
};

const std::vector<Misreading>& misreadings() {
  static const std::vector<Misreading> table = {
      {.symptom = "ip_options",
       .words = "that is what comes out when the IP header is taken to be 20 bytes long",
       .no_ip_options = true},
      {.symptom = "ip_options",
       .words = "that is what comes out when IP and TCP headers are taken to be 20 bytes long",
       .no_ip_options = true,
       .no_tcp_options = true},
      {.symptom = "padding",
       .words = "that counts the padding behind the packet's total length",
       .to_line_end = true},
      {.symptom = "padding",
       .words = "that counts the padding behind the packet's total length",
       .no_tcp_options = true,
       .to_line_end = true},
      {.symptom = "tcp_options",
       .words = "that is what comes out when the TCP header is taken to be 20 bytes long",
       .no_tcp_options = true},
      {.symptom = "byte_order",
       .words = "that is the same number with its two bytes swapped",
       .swapped_ports = true},
      {.symptom = "byte_order",
       .words = "that comes from a total length with its two bytes swapped",
       .swapped_length = true},
      {.symptom = "low_byte",
       .words = "that comes from the second byte of the total length alone",
       .low_byte_only = true},
      {.symptom = "header_counted",
       .words = "that counts the header of TCP, UDP or ICMP as payload",
       .header_counted = true},
      {.symptom = "header_counted",
       .words = "that is the total length of the packet, headers and all",
       .header_counted = true,
       .ip_header_counted = true},
  };
  return table;
}

int transport_header(const std::string& packet, std::size_t begin, const Misreading& how) {
  if (how.header_counted) return 0;
  switch (byte_at(packet, 9)) {
    case 6:
      return how.no_tcp_options ? 20 : byte_at(packet, begin + 12) / 16 * 4;
    case 17:
    case 1:
      return 8;
    default:
      return 0;
  }
}

/// The value of "sport", "dport" or "len" as this misreading has it.
std::string misread(const std::string& packet, std::string_view field, const Misreading& how) {
  const int header = how.no_ip_options ? 20 : byte_at(packet, 0) % 16 * 4;
  const auto begin = static_cast<std::size_t>(header);
  if (field == "sport") return std::to_string(word_at(packet, begin, how.swapped_ports));
  if (field == "dport") return std::to_string(word_at(packet, begin + 2, how.swapped_ports));
  if (field != "len") return {};
  int total = word_at(packet, 2, how.swapped_length);
  if (how.low_byte_only) total %= 256;
  if (how.to_line_end) total = static_cast<int>(packet.size());
  const int length =
      total - (how.ip_header_counted ? 0 : header) - transport_header(packet, begin, how);
  return std::to_string(length);
}

}  // namespace

std::string bytes_from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    bytes += static_cast<char>(std::strtol(std::string(hex.substr(at, 2)).c_str(), nullptr, 16));
  }
  return bytes;
}

Cause cause_of(const std::string& packet, const Result& expected, const Result& actual,
               std::string_view field) {
  if (absent(actual.fields, field))
    return {"field_missing", "the line has no " + std::string(field) + "="};
  const std::string& value = actual.fields.find(field)->second;
  if (absent(expected.fields, field)) {
    return {"ports_printed", "this protocol has no ports, so the line must have none"};
  }
  if (field == "src" || field == "dst") {
    if (value.find('-') != std::string::npos)
      return {"signed_bytes", "bytes above 127 came out as negative numbers"};
    const std::string other = field == "src" ? "dst" : "src";
    if (!absent(expected.fields, other) && expected.fields.find(other)->second == value) {
      return {"swapped_addresses", "that is the other address"};
    }
    return {};
  }
  if (field == "proto") return {"proto_name", "it is TCP, UDP, ICMP, or else the number"};
  const bool has_options = byte_at(packet, 0) % 16 > 5;
  const bool padded = static_cast<int>(packet.size()) > word_at(packet, 2, false);
  for (const Misreading& how : misreadings()) {
    if ((how.no_ip_options && !has_options) || (how.to_line_end && !padded)) continue;
    if (misread(packet, field, how) == value)
      return {std::string(how.symptom), std::string(how.words)};
  }
  return {};
}

}  // namespace viva::judge::packet

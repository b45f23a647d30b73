// packet_analyzer: reads IPv4 packets from standard input, one per line in hexadecimal, and prints
// for each where it comes from, where it goes and how much it carries.

#include <cstdint>
#include <cstdio>
#include <exception>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Bytes = std::span<const std::uint8_t>;

/// Why a line is no complete packet.
struct Malformed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

void require(bool condition, const char* otherwise) {
  if (!condition) throw Malformed(otherwise);
}

unsigned digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  throw Malformed("not hexadecimal");
}

std::vector<std::uint8_t> from_hex(std::string_view text) {
  require(text.size() % 2 == 0, "an odd number of digits");
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(digit(text[i]) * 16 + digit(text[i + 1])));
  }
  return bytes;
}

/// The two bytes at `offset`, the high one first, as all numbers are sent.
std::size_t number(Bytes bytes, std::size_t offset) {
  return bytes[offset] * std::size_t{256} + bytes[offset + 1];
}

/// The four bytes at `offset`, as addresses are written.
std::string dotted(Bytes bytes, std::size_t offset) {
  std::string text = std::to_string(bytes[offset]);
  for (std::size_t i = 1; i < 4; ++i) text += "." + std::to_string(bytes[offset + i]);
  return text;
}

std::string ports(Bytes segment) {
  return " sport=" + std::to_string(number(segment, 0)) +
         " dport=" + std::to_string(number(segment, 2));
}

std::string length(std::size_t bytes) {
  return " len=" + std::to_string(bytes);
}

std::string describe_tcp(Bytes segment) {
  require(segment.size() >= 20, "the TCP header is cut off");
  const std::size_t header = (segment[12] >> 4U) * std::size_t{4};  // given in words of 4 bytes
  require(header >= 20, "the TCP header is too short");
  require(header <= segment.size(), "the TCP header is longer than the packet");
  return " proto=TCP" + ports(segment) + length(segment.size() - header);
}

std::string describe_udp(Bytes datagram) {
  require(datagram.size() >= 8, "the UDP header is cut off");
  const std::size_t total = number(datagram, 4);
  require(total >= 8, "the UDP length is too short");
  require(total <= datagram.size(), "the UDP datagram is longer than the packet");
  return " proto=UDP" + ports(datagram) + length(total - 8);
}

std::string describe_icmp(Bytes message) {
  require(message.size() >= 8, "the ICMP header is cut off");
  return " proto=ICMP" + length(message.size() - 8);
}

std::string describe_payload(unsigned protocol, Bytes payload) {
  switch (protocol) {
    case 1:
      return describe_icmp(payload);
    case 6:
      return describe_tcp(payload);
    case 17:
      return describe_udp(payload);
    default:
      return " proto=" + std::to_string(protocol) + length(payload.size());
  }
}

std::string describe(Bytes packet) {
  require(packet.size() >= 20, "the IP header is cut off");
  require(packet[0] >> 4U == 4, "not IP version 4");
  const std::size_t header = (packet[0] & 15U) * std::size_t{4};  // with options more than 20
  const std::size_t total = number(packet, 2);
  require(header >= 20, "the IP header is too short");
  require(header <= total, "the IP header is longer than the packet");
  require(total <= packet.size(), "the packet is cut off");

  // Short packets are padded on their way, so the line may hold more than the packet.
  const Bytes payload = packet.subspan(header, total - header);
  return "src=" + dotted(packet, 12) + " dst=" + dotted(packet, 16) +
         describe_payload(packet[9], payload);
}

/// Reads up to the next end of line, which is cut off. False at the end of the input.
bool read_line(std::string& line) {
  line.clear();
  int c = 0;
  while ((c = std::getchar()) != EOF && c != '\n') line += static_cast<char>(c);
  if (line.ends_with('\r')) line.pop_back();
  return c != EOF || !line.empty();
}

}  // namespace

int main() {
  std::string line;
  while (read_line(line)) {
    try {
      std::printf("%s\n", describe(from_hex(line)).c_str());
    } catch (const Malformed& why) {
      std::printf("malformed: %s\n", why.what());
    }
  }
}

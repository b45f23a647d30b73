#include <cstdint>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

using Bytes = std::vector<std::uint8_t>;

struct Malformed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  throw Malformed("not hexadecimal");
}

Bytes parse(const std::string& line) {
  if (line.size() % 2 != 0) throw Malformed("half a byte");
  Bytes bytes;
  for (std::size_t i = 0; i < line.size(); i += 2) bytes.push_back(digit(line[i]) * 16 + digit(line[i + 1]));
  return bytes;
}

int word(const Bytes& bytes, std::size_t at) { return bytes[at] << 8 | bytes[at + 1]; }

std::string address(const Bytes& bytes, std::size_t at) {
  std::string text;
  for (std::size_t i = 0; i < 4; ++i) text += (i ? "." : "") + std::to_string(bytes[at + i]);
  return text;
}

void analyze(const Bytes& packet) {
  if (packet.size() < 20) throw Malformed("shorter than an IP header");
  const std::size_t header = (packet[0] & 15) * 4, total = word(packet, 2);
  if (header < 20) throw Malformed("header length under 20");
  if (header > total) throw Malformed("header length past the total length");
  if (total > packet.size()) throw Malformed("cut off");
  const int protocol = packet[9];
  std::size_t inner = 0;
  if (protocol == 6) {
    if (total < header + 20) throw Malformed("no room for a TCP header");
    inner = 20;
  } else if (protocol == 17 || protocol == 1) {
    inner = 8;
    if (total < header + inner) throw Malformed("no room for the header");
  }
  std::cout << "src=" << address(packet, 12) << " dst=" << address(packet, 16) << " proto=";
  if (protocol == 6) std::cout << "TCP";
  else if (protocol == 17) std::cout << "UDP";
  else if (protocol == 1) std::cout << "ICMP";
  else std::cout << protocol;
  if (protocol == 6 || protocol == 17) {
    std::cout << " sport=" << word(packet, header) << " dport=" << word(packet, header + 2);
  }
  std::cout << " len=" << total - header - inner << '\n';
}

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    try {
      analyze(parse(line));
    } catch (const Malformed& error) {
      std::cout << "malformed: " << error.what() << '\n';
    }
  }
}

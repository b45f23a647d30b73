#include <arpa/inet.h>

#include <cstdio>
#include <cstring>
#include <iostream>
#include <string>
#include <vector>

#pragma pack(push, 1)
struct Ip {
  unsigned char version, tos;
  unsigned short length, id, fragment;
  unsigned char ttl, protocol;
  unsigned short checksum;
  unsigned char src[4], dst[4];
};
struct Ports {
  unsigned short source, dest;
};
#pragma pack(pop)

int main() {
  std::string line;
  while (std::getline(std::cin, line)) {
    std::vector<unsigned char> data;
    bool ok = line.size() % 2 == 0 && line.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
    for (size_t i = 0; ok && i + 1 < line.size(); i += 2) data.push_back(std::stoi(line.substr(i, 2), nullptr, 16));
    Ip ip;
    if (!ok || data.size() < sizeof ip) {
      std::puts("malformed: no packet");
      continue;
    }
    std::memcpy(&ip, data.data(), sizeof ip);
    const size_t total = ntohs(ip.length), header = (ip.version & 15) * 4u;
    if (header < 20 || header > total || total > data.size() || (ip.protocol == 6 && total < 40)) {
      std::puts("malformed: lengths do not fit");
      continue;
    }
    std::printf("src=%d.%d.%d.%d dst=%d.%d.%d.%d ", ip.src[0], ip.src[1], ip.src[2], ip.src[3], ip.dst[0], ip.dst[1],
                ip.dst[2], ip.dst[3]);
    Ports ports;
    std::memcpy(&ports, data.data() + sizeof ip, sizeof ports);  // behind the IP header
    const size_t payload = total - sizeof ip;
    if (ip.protocol == 6) {
      std::printf("proto=TCP sport=%d dport=%d len=%zu\n", ntohs(ports.source), ntohs(ports.dest),
                  payload - (data[sizeof ip + 12] >> 4) * 4);
    } else if (ip.protocol == 17) {
      std::printf("proto=UDP sport=%d dport=%d len=%zu\n", ntohs(ports.source), ntohs(ports.dest), payload - 8);
    } else if (ip.protocol == 1) {
      std::printf("proto=ICMP len=%zu\n", payload - 8);
    } else {
      std::printf("proto=%d len=%zu\n", ip.protocol, payload);
    }
  }
}

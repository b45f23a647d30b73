#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

using namespace std;

int main() {
  string line;
  while (getline(cin, line)) {
    string packet;  // a char is a byte, isn't it?
    bool good = line.size() % 2 == 0;
    for (char c : line) good = good && isxdigit(c);
    for (size_t i = 0; good && i < line.size(); i += 2) packet += (char)strtol(line.substr(i, 2).c_str(), NULL, 16);
    if (!good || packet.size() < 20) {
      puts("malformed: not a packet");
      continue;
    }
    size_t total = (packet[2] & 255) * 256 + (packet[3] & 255), header = (packet[0] & 15) * 4;
    if (header < 20 || header > total || total > packet.size()) {
      puts("malformed: wrong length");
      continue;
    }
    int proto = packet[9];
    size_t inner = proto == 6 ? 20 : proto == 17 || proto == 1 ? 8 : 0;
    if (header + inner > total) {
      puts("malformed: header cut off");
      continue;
    }
    if (proto == 6) inner = ((packet[header + 12] >> 4) & 15) * 4;
    printf("src=%d.%d.%d.%d dst=%d.%d.%d.%d proto=", packet[12], packet[13], packet[14], packet[15], packet[16],
           packet[17], packet[18], packet[19]);
    if (proto == 6) printf("TCP");
    else if (proto == 17) printf("UDP");
    else if (proto == 1) printf("ICMP");
    else printf("%d", proto);
    if (proto == 6 || proto == 17) {
      printf(" sport=%d dport=%d", (packet[header] & 255) * 256 + (packet[header + 1] & 255),
             (packet[header + 2] & 255) * 256 + (packet[header + 3] & 255));
    }
    printf(" len=%zu\n", total - header - inner);
  }
}

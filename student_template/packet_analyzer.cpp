// packet_analyzer (a bonus exercise)
//
// Reads IPv4 packets from standard input, one per line, in hexadecimal, and says what they are.
//
//   Arguments   none
//   Prints      one line for each line of the input:
//                 src=10.0.0.1 dst=10.0.0.2 proto=TCP sport=443 dport=51234 len=100
//               proto   TCP, UDP, ICMP, or else the protocol's number
//               sport, dport   only for TCP and UDP
//               len     the number of bytes after the TCP, UDP or ICMP (8 bytes) header, or after
//                       the IP header for other protocols. The IP header may hold options. Bytes
//                       after the IP total length are padding and do not count.
//               A line that is no complete packet gives
//                 malformed: <why>
//               and the next line is read as if nothing had happened. Checksums do not matter.
//   Exit code   0

int main() {
  // TODO: read line by line, take the packet apart, print.
  return 0;
}

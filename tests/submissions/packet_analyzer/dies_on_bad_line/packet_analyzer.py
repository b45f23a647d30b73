import socket
import struct
import sys

names = {1: "ICMP", 6: "TCP", 17: "UDP"}
for line in sys.stdin:
    data = bytes.fromhex(line.strip())
    ihl = (data[0] & 15) * 4
    total = struct.unpack("!H", data[2:4])[0]
    if ihl < 20 or ihl > total or total > len(data):
        print("malformed: lengths")
        continue
    proto = data[9]
    rest = data[ihl:total]
    out = f"src={socket.inet_ntoa(data[12:16])} dst={socket.inet_ntoa(data[16:20])} proto={names.get(proto, proto)}"
    if proto in (6, 17):
        out += " sport=%d dport=%d" % struct.unpack("!HH", rest[:4])
    size = {1: 8, 17: 8}.get(proto, 0)
    if proto == 6:
        size = (rest[12] >> 4) * 4
    print(f"{out} len={len(rest) - size}")

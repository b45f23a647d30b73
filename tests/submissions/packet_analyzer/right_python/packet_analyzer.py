import ipaddress
import struct
import sys

NAMES = {1: "ICMP", 6: "TCP", 17: "UDP"}


def analyze(line):
    packet = bytes.fromhex(line)
    version_ihl, _, total = struct.unpack_from("!BBH", packet)
    header = (version_ihl & 0xF) * 4
    if not 20 <= header <= total <= len(packet):
        raise ValueError(f"header {header}, total {total}, but {len(packet)} bytes")
    protocol = packet[9]
    source, target = (ipaddress.IPv4Address(packet[i : i + 4]) for i in (12, 16))
    payload = packet[header:total]
    fields = [f"src={source}", f"dst={target}", f"proto={NAMES.get(protocol, protocol)}"]
    if protocol == 6:
        sport, dport, offset = struct.unpack_from("!HH8xB7x", payload)
        fields += [f"sport={sport}", f"dport={dport}"]
        payload = payload[(offset >> 4) * 4 :]
    elif protocol == 17:
        sport, dport = struct.unpack_from("!HH4x", payload)
        fields += [f"sport={sport}", f"dport={dport}"]
        payload = payload[8:]
    elif protocol == 1:
        struct.unpack_from("!8x", payload)
        payload = payload[8:]
    fields.append(f"len={len(payload)}")
    return " ".join(fields)


for number, line in enumerate(sys.stdin, 1):
    try:
        print(f"Packet {number}: {analyze(line.strip())}")
    except (ValueError, struct.error) as error:
        print(f"Packet {number}: malformed: {error}")

import sys

names = {1: "ICMP", 6: "TCP", 17: "UDP"}
for line in sys.stdin:
    try:
        p = bytes.fromhex(line.strip())
        ihl = (p[0] & 15) * 4
        total = p[2] << 8 | p[3]
        body = p[ihl:total]
        proto = p[9]
        out = ["src=" + ".".join(map(str, p[12:16])), "dst=" + ".".join(map(str, p[16:20]))]
        out.append(f"proto={names.get(proto, proto)}")
        if proto in (6, 17):
            out += [f"sport={body[0] << 8 | body[1]}", f"dport={body[2] << 8 | body[3]}"]
        size = 8 if proto in (1, 17) else (body[12] >> 4) * 4 if proto == 6 else 0
        out.append(f"len={len(body[size:])}")
        print(" ".join(out))
    except (ValueError, IndexError) as error:
        print("malformed:", error)

import socket

from hostile import NAME, TCP, UDP, breach, judge


def reach(address, kind, family=socket.AF_INET):
    with socket.socket(family, kind) as one:
        one.settimeout(2)
        one.connect(address)
        one.send(b"hello")
    return address


judge(lambda: reach(("127.0.0.1", TCP), socket.SOCK_STREAM), "the host's TCP port")
judge(lambda: reach("\0" + NAME, socket.SOCK_STREAM, socket.AF_UNIX), "the host's abstract name")
judge(lambda: reach(("192.0.2.1", 80), socket.SOCK_DGRAM), "an address outside")
try:
    reach(("127.0.0.1", UDP), socket.SOCK_DGRAM)  # nobody answers here: who listens will tell
except OSError:
    pass
for _, name in socket.if_nameindex():
    if name not in ("lo", "sit0", "tunl0", "ip6tnl0"):
        breach("an interface: " + name)

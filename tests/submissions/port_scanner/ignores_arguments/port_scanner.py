import socket

target = "127.0.0.1"
print("Scanning target", target)
for port in range(1, 1025):
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.settimeout(0.5)
    if s.connect_ex((target, port)) == 0:
        print("Port", port, "is open")
    s.close()

import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "localhost"
start = int(sys.argv[2]) if len(sys.argv) > 2 else 1
end = int(sys.argv[3]) if len(sys.argv) > 3 else 1024

print(f"Scanning {host} from port {start} to port {end}")
for port in range(start, end):
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.settimeout(1)
    result = s.connect_ex((host, port))
    if result == 0:
        print(f"Port {port}: Open")
    s.close()
print("Scan complete")

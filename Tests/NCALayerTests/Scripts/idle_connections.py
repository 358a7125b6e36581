"""Opens idle connections to the door, writes a file when all are greeted, and keeps them until the door closes them."""

import socket
import ssl
import sys

port, authority, count = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
context = ssl.create_default_context(cafile=authority)
lines = []
for _ in range(count):
    line = context.wrap_socket(socket.create_connection(("127.0.0.1", port)), server_hostname="127.0.0.1")
    line.sendall(
        f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Origin: https://portal.example\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        "Sec-WebSocket-Version: 13\r\n\r\n".encode())
    heard = b""
    while b"1.4" not in heard:
        heard += line.recv(4096)
    lines.append(line)
with open(sys.argv[4], "w", encoding="ascii") as file:
    file.write("open")
while lines[0].recv(4096):
    pass

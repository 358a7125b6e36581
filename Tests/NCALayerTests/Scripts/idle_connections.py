"""Opens connections to the door, has a document of so many bytes signed over the first, writes a file when all is
answered, and keeps them until the door closes them."""

import socket
import ssl
import sys

port, authority, count, size, ready = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
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
if size:
    text = b'{"module":"kz.gov.pki.knca.commonUtils","method":"createCAdESFromBase64","args":["JKS","","'
    text += b"A" * (size // 4 * 4) + b'",true]}'
    # A mask of zeros leaves the payload as it is.
    lines[0].sendall(b"\x81\xff" + len(text).to_bytes(8, "big") + b"\0\0\0\0" + text)
    heard = b""
    while b'"code":"200"}' not in heard:
        heard = heard[-16:] + lines[0].recv(1 << 20)
with open(ready, "w", encoding="ascii") as file:
    file.write("open")
while lines[0].recv(4096):
    pass

"""A portal's page with the door: opens the WebSocket with the page's origin, sends each request when the one before is
answered, and prints all replies as one line of JSON. Python's standard library only, so that it shares nothing with us."""

import base64
import json
import os
import socket
import ssl
import struct
import sys

PATIENCE = 120


class Door:
    def __init__(self, port, authority, origin):
        context = ssl.create_default_context(cafile=authority)
        line = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.line = context.wrap_socket(line, server_hostname="127.0.0.1")
        key = base64.b64encode(os.urandom(16)).decode()
        head = [f"GET / HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket", "Connection: Upgrade",
                f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13"]
        if origin:
            head.append(f"Origin: {origin}")
        self.line.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self.more()
        head, self.rest = answer.split(b"\r\n\r\n", 1)
        if not head.startswith(b"HTTP/1.1 101"):
            raise ConnectionError(head.decode(errors="replace"))

    def more(self):
        chunk = self.line.recv(1 << 16)
        if not chunk:
            raise ConnectionError("the door closed")
        return chunk

    def take(self, count):
        while len(self.rest) < count:
            self.rest += self.more()
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def read(self):
        """The next text message; pings are answered (RFC 6455, 5.5.2)."""
        text = b""
        while True:
            first, second = self.take(2)
            size = second & 0x7F
            if size == 126:
                size, = struct.unpack(">H", self.take(2))
            elif size == 127:
                size, = struct.unpack(">Q", self.take(8))
            payload = self.take(size)
            if first & 0x0F == 8:
                raise ConnectionError(f"closed: {payload[2:].decode(errors='replace')}")
            if first & 0x0F == 9:
                self.send(payload, 0xA)
                continue
            text += payload
            if first & 0x80:
                return text.decode()

    def send(self, payload, kind=1):
        mask = os.urandom(4)
        size = len(payload)
        head = bytes([0x80 | kind])
        if size < 126:
            head += bytes([0x80 | size])
        elif size < 1 << 16:
            head += bytes([0x80 | 126]) + struct.pack(">H", size)
        else:
            head += bytes([0x80 | 127]) + struct.pack(">Q", size)
        masked = bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))
        self.line.sendall(head + mask + masked)


def main():
    port, authority, origin, requests = int(sys.argv[1]), sys.argv[2], sys.argv[3], json.load(open(sys.argv[4]))
    door = Door(port, authority, origin)
    replies = [door.read()]
    for request in requests:
        door.send(json.dumps(request).encode())
        replies.append(door.read())
    print(json.dumps(replies))


if __name__ == "__main__":
    main()

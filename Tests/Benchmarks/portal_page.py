"""A portal's page as the door sees it: one WebSocket over TLS."""

import base64
import secrets
import socket
import ssl
import struct

ORIGIN = "https://portal.test"


def anybody():
    """Trusts every server: the door's own authority is tested elsewhere."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Page:
    """A portal's page: one WebSocket to the door."""

    def __init__(self, port):
        raw = socket.create_connection(("127.0.0.1", port), timeout=120)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = anybody().wrap_socket(raw, server_hostname="127.0.0.1")
        key = base64.b64encode(secrets.token_bytes(16)).decode()
        self.socket.sendall(
            (f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nOrigin: {ORIGIN}\r\n\r\n").encode())
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            self.more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise SystemExit(f"the door refused: {head.decode()}")
        self.greeting = self.text()

    def more(self):
        part = self.socket.recv(1 << 20)
        if not part:
            raise SystemExit("the door closed the connection")
        self.buffer += part

    def take(self, count):
        parts = [self.buffer]
        have = len(self.buffer)
        while have < count:
            part = self.socket.recv(1 << 20)
            if not part:
                raise SystemExit("the door closed the connection")
            parts.append(part)
            have += len(part)
        whole = b"".join(parts)
        self.buffer = whole[count:]
        return whole[:count]

    def text(self):
        message = b""
        while True:
            first, second = self.take(2)
            length = second & 0x7F
            if length == 126:
                length = struct.unpack(">H", self.take(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", self.take(8))[0]
            payload = self.take(length)
            if first & 0x0F == 0x8:
                raise SystemExit(f"the door closed: {payload!r}")
            if first & 0x0F in (0x0, 0x1):
                message += payload
                if first & 0x80:
                    return message.decode()

    @staticmethod
    def frame(text):
        payload = text.encode()
        size = len(payload)
        # A mask of zeros is a mask (RFC 6455, 5.3), and costs this side nothing.
        if size < 126:
            head = struct.pack(">BB", 0x81, 0x80 | size)
        elif size < 1 << 16:
            head = struct.pack(">BBH", 0x81, 0x80 | 126, size)
        else:
            head = struct.pack(">BBQ", 0x81, 0x80 | 127, size)
        return head + b"\0\0\0\0" + payload

    def send(self, frame):
        self.socket.sendall(frame)

    def close(self):
        self.socket.close()

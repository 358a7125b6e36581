"""flood.py COUNT PORT...: opens COUNT connections to these ports of this machine in turn, writes how many the other side
keeps open, and holds them until it is ended. Every eighth goes through a TLS handshake and then says nothing; of the
others every second begins a handshake.
"""

import json
import resource
import signal
import socket
import ssl
import sys

HALF_A_HELLO = bytes([0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3])


def connect(number, port, context):
    plain = socket.create_connection(("127.0.0.1", port), timeout=60)
    if number % 8 == 0:
        return context.wrap_socket(plain)
    if number % 2 == 0:
        plain.sendall(HALF_A_HELLO)
    return plain


def is_open(line):
    """A portal that says nothing keeps it open; what it says after a handshake are tickets."""
    line.setblocking(False)
    try:
        return line.recv(1 << 16) != b""
    except (BlockingIOError, ssl.SSLWantReadError):
        return True
    except OSError:
        return False


def main():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    ports = [int(port) for port in sys.argv[2:]]
    lines, failed = [], 0
    for number in range(int(sys.argv[1])):
        try:
            lines.append(connect(number, ports[number % len(ports)], context))
        except OSError:
            failed += 1
    print(json.dumps({"open": sum(map(is_open, lines)), "failed": failed}), flush=True)
    signal.pause()


main()

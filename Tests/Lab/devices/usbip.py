"""USB devices made by this process and plugged into the machine's own kernel by vhci_hcd.

The kernel speaks USB/IP (Documentation/usb/usbip_protocol.rst) over a socket pair: no network, no daemon.
"""

import os
import socket
import struct
import subprocess
import threading
from pathlib import Path

CONTROLLER = Path("/sys/devices/platform/vhci_hcd.0")
SUBMIT, UNLINK, SUBMIT_REPLY, UNLINK_REPLY = 1, 2, 3, 4
STALLED, UNLINKED = -32, -104
HIGH_SPEED = 3


def string_descriptor(text):
    coded = text.encode("utf-16-le")
    return bytes([len(coded) + 2, 3]) + coded


class Device:
    """A device with one streaming bulk endpoint. A kind of device gives the descriptors and answers its class requests."""

    device_descriptor = b""
    configuration = b""
    strings = []

    def __init__(self):
        self.gate = threading.Condition()
        self.waiting = {}
        self.link = None
        self.port = None

    # Plug.

    def plug(self):
        subprocess.run(["modprobe", "vhci_hcd"], check=True)
        self.port = self.free_port()
        self.link, kernels = socket.socketpair()
        speed = f"{self.port} {kernels.fileno()} {self.port + 1} {HIGH_SPEED}"
        (CONTROLLER / "attach").write_text(speed)
        kernels.close()
        threading.Thread(target=self.serve, args=(self.link,), daemon=True).start()
        threading.Thread(target=self.work, args=(self.link,), daemon=True).start()

    def unplug(self):
        (CONTROLLER / "detach").write_text(str(self.port))
        with self.gate:
            self.link = None
            self.waiting = {}
            self.gate.notify_all()

    @staticmethod
    def free_port():
        for line in (CONTROLLER / "status").read_text().splitlines()[1:]:
            hub, port, state = line.split()[:3]
            if hub == "hs" and int(state) == 4:
                return int(port)
        raise RuntimeError("no free port")

    # Transfers.

    def serve(self, link):
        try:
            while True:
                head = self.read(link, 48)
                kind, number, _, inward, endpoint = struct.unpack(">5I", head[:20])
                if kind == SUBMIT:
                    length = struct.unpack(">I", head[24:28])[0]
                    data = b"" if inward else self.read(link, length)
                    self.submitted(link, number, inward, endpoint, length, head[40:48], data)
                elif kind == UNLINK:
                    with self.gate:
                        known = self.waiting.pop(struct.unpack(">I", head[20:24])[0], None)
                        status = 0 if known is None else UNLINKED
                        link.sendall(struct.pack(">5Ii24x", UNLINK_REPLY, number, 0, 0, 0, status))
        except (OSError, EOFError):
            pass

    @staticmethod
    def read(link, count):
        data = b""
        while len(data) < count:
            part = link.recv(count - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    def submitted(self, link, number, inward, endpoint, length, setup, data):
        with self.gate:
            if endpoint:
                self.waiting[number] = length
                self.gate.notify_all()
                return
            answer = self.control(setup, data)
            if answer is None:
                self.answer(link, number, STALLED)
            elif inward:
                self.answer(link, number, 0, answer[: struct.unpack("<H", setup[6:8])[0]])
            else:
                self.answer(link, number, 0, b"", len(data))

    @staticmethod
    def answer(link, number, status, data=b"", count=None):
        count = len(data) if count is None else count
        link.sendall(struct.pack(">5I5i8x", SUBMIT_REPLY, number, 0, 0, 0, status, count, 0, 0, 0) + data)

    def next_transfer(self, link):
        """Number and length of the oldest transfer that waits; None once unplugged. Holds the gate."""
        while link is self.link and not self.waiting:
            self.gate.wait()
        if link is not self.link:
            return None
        number = next(iter(self.waiting))
        return number, self.waiting.pop(number)

    # Standard requests (USB 2.0, 9.4); everything else is the device's own.

    def control(self, setup, data):
        kind, request, value, index, _ = struct.unpack("<BBHHH", setup)
        if kind & 0x60:
            return self.class_request(request, value, index, data)
        if request == 6:
            return self.descriptor(value >> 8, value & 0xFF)
        return {0: b"\0\0", 8: b"\1", 10: b"\0"}.get(request, b"" if kind < 0x80 else None)

    def descriptor(self, kind, number):
        if kind == 1:
            return self.device_descriptor
        if kind == 2:
            return self.configuration
        if kind == 3 and number == 0:
            return b"\4\3\x09\x04"
        if kind == 3 and number <= len(self.strings):
            return string_descriptor(self.strings[number - 1])
        return None

    def class_request(self, request, value, index, data):
        raise NotImplementedError

    def work(self, link):
        raise NotImplementedError

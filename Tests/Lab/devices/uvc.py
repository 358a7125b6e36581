"""A USB camera (USB Video Class 1.1) that gives MJPEG frames over a bulk endpoint."""

import struct
import threading
import time

from usbip import Device

RATE = 10
INTERVAL = 10_000_000 // RATE
PAYLOAD = 16384
SET, GET_CURRENT, GET_MINIMUM, GET_MAXIMUM, GET_RESOLUTION, GET_LENGTH, GET_INFO, GET_DEFAULT = (
    0x01, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87)
CAMERA_TERMINAL, PROCESSING_UNIT = 1, 3
# Selector: bytes of a value, minimum, maximum, step, default.
CONTROLS = {
    (CAMERA_TERMINAL, 2): (1, 1, 8, 9, 1),  # auto-exposure mode, a bit each: 1 manual, 8 aperture priority
    (CAMERA_TERMINAL, 3): (1, 0, 1, 1, 1),  # the frame rate may fall in the dark
    (CAMERA_TERMINAL, 8): (1, 0, 1, 1, 1),  # focus follows
    (PROCESSING_UNIT, 5): (1, 0, 2, 1, 2),  # mains frequency: 60 Hz
    (CAMERA_TERMINAL, 6): (2, 0, 250, 5, 50),  # where the lens stands
}


def described(kind, body):
    return bytes([len(body) + 2, kind]) + body


class Camera(Device):
    """`frames` are JPEG pictures of `size`, shown in turn."""

    strings = ["Lab", "Lab Camera", "LAB0001"]

    def __init__(self, frames, size):
        super().__init__()
        self.frames = frames
        self.size = size
        self.mode = "good"
        self.values = {}
        self.stream = 0
        self.device_descriptor = described(
            1, struct.pack("<HBBBBHHHBBBB", 0x200, 0xEF, 2, 1, 64, 0x1209, 0x0C01, 0x100, 1, 2, 3, 1))
        self.configuration = self.configured()
        self.agreed = self.agreement()

    def plug(self):
        # Without power a camera forgets what was set.
        self.values = {key: form[4] for key, form in CONTROLS.items()}
        super().plug()

    def configured(self):
        width, height = self.size
        source = described(0x24, struct.pack("<BBHBBHHHB", 2, CAMERA_TERMINAL, 0x0201, 0, 0, 0, 0, 0, 3)
                           + (0x02 | 0x04 | 0x20 | 0x20000).to_bytes(3, "little"))
        unit = described(0x24, struct.pack("<BBBHB", 5, PROCESSING_UNIT, CAMERA_TERMINAL, 0, 3)
                         + (0x400).to_bytes(3, "little") + b"\0\0")
        output = described(0x24, struct.pack("<BBHBBB", 3, 2, 0x0101, 0, PROCESSING_UNIT, 0))
        total = 13 + len(source) + len(unit) + len(output)
        header = described(0x24, struct.pack("<BHHIBB", 1, 0x110, total, 48_000_000, 1, 1))
        steering = described(4, struct.pack("<BBBBBBB", 0, 0, 0, 14, 1, 0, 0)) + header + source + unit + output

        largest = width * height * 2
        frame = described(0x24, struct.pack(
            "<BBBHHIIIIBI", 7, 1, 0, width, height, largest * 8, largest * 8 * RATE, largest, INTERVAL, 1, INTERVAL))
        form = described(0x24, struct.pack("<BBBBBBBBB", 6, 1, 1, 0, 1, 0, 0, 0, 0)) + frame
        colours = described(0x24, struct.pack("<BBBB", 13, 1, 1, 4))
        size = 14 + len(form) + len(colours)
        intake = described(0x24, struct.pack("<BBHBBBBBBBB", 1, 1, size, 0x81, 0, 2, 0, 0, 0, 1, 0))
        video = described(4, struct.pack("<BBBBBBB", 1, 0, 1, 14, 2, 0, 0)) + intake + form + colours
        video += described(5, struct.pack("<BBHB", 0x81, 2, 512, 0))

        together = described(11, struct.pack("<BBBBBB", 0, 2, 14, 3, 0, 2))
        body = together + steering + video
        return described(2, struct.pack("<HBBBBB", 9 + len(body), 2, 1, 0, 0x80, 250)) + body

    def agreement(self):
        """What both sides keep to (UVC 1.1, 4.3.1.1): the one format and size that there is."""
        width, height = self.size
        return struct.pack("<HBBIHHHHHIIIBBBB", 1, 1, 1, INTERVAL, 0, 0, 0, 0, 0, width * height * 2, PAYLOAD,
                           48_000_000, 0, 0, 0, 0)

    def class_request(self, request, value, index, data):
        selector, entity = value >> 8, index >> 8
        if index & 0xFF == 1 and selector in (1, 2):
            return self.negotiated(request, selector)
        form = CONTROLS.get((entity, selector))
        return None if form is None else self.controlled(request, (entity, selector), form, data)

    def negotiated(self, request, selector):
        if request == SET and selector == 2:
            self.stream += 1
        if request == SET:
            return b""
        if request == GET_LENGTH:
            return struct.pack("<H", len(self.agreed))
        return b"\3" if request == GET_INFO else self.agreed

    def controlled(self, request, key, form, data):
        size, low, high, step, standard = form
        if request == SET:
            self.values[key] = int.from_bytes(data, "little")
            return b""
        if request == GET_LENGTH:
            return struct.pack("<H", size)
        if request == GET_INFO:
            return b"\3"
        answers = {GET_CURRENT: self.values[key], GET_MINIMUM: low, GET_MAXIMUM: high, GET_RESOLUTION: step,
                   GET_DEFAULT: standard}
        return answers[request].to_bytes(size, "little") if request in answers else None

    def work(self, link):
        number, toggle = 0, 0
        while True:
            start = time.monotonic()
            if not self.send(link, self.picture(number), toggle):
                return
            number, toggle = number + 1, toggle ^ 1
            time.sleep(max(0, 1 / RATE - (time.monotonic() - start)))

    def picture(self, number):
        picture = self.frames[0 if self.mode == "still" else number % len(self.frames)]
        kept = {"cut": len(picture) // 2, "short": 300}.get(self.mode, len(picture))
        return picture[:kept]

    def send(self, link, picture, toggle):
        place, stream = 0, self.stream
        while place < len(picture):
            with self.gate:
                while self.mode == "silent" and link is self.link:
                    self.gate.wait(0.1)
                transfer = self.next_transfer(link)
                if transfer is None:
                    return False
                if stream != self.stream:
                    place, stream = 0, self.stream
                number, length = transfer
                part = picture[place : place + min(length, PAYLOAD) - 2]
                place += len(part)
                flags = 0x80 | toggle | (2 if place >= len(picture) else 0)
                try:
                    self.answer(link, number, 0, bytes([2, flags]) + part)
                except OSError:
                    return False
        return True

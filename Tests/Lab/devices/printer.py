"""A USB printer made of the kernel's own gadget (usb_f_printer over dummy_hcd), with the virtual printer for a mind.

The kernel's usblp meets it as it meets any printer. What it prints and answers comes from `kiosk-sim printer`, to which
the bytes are passed on; here they can be held back, and the plug can be drawn at a byte.
"""

import fcntl
import os
import select
import socket
import subprocess
import threading
import time
from pathlib import Path

GADGET = Path("/sys/kernel/config/usb_gadget/lab_printer")
NODE = "/dev/g_printer0"
# _IOWR('g', 0x22, unsigned char), linux/usb/g_printer.h; the bits are those of the USB printer class.
SET_STATUS = 0xC0016722
READY, PAPER_OUT = 0x18, 0x38


class Printer:
    def __init__(self, port, identity, vendor=0x04B8, serial="LAB0001"):
        self.identity, self.vendor, self.serial = identity, vendor, serial
        self.mind = socket.create_connection(("127.0.0.1", port))
        self.held = threading.Event()
        self.taken = 0
        self.unplug_at = None
        self.node = None

    def plug(self, limit=60):
        for module in (["dummy_hcd", "is_high_speed=1"], ["libcomposite"], ["usb_f_printer"], ["usblp"]):
            subprocess.run(["modprobe", *module], check=True)
        if not os.path.ismount("/sys/kernel/config"):
            subprocess.run(["mount", "-t", "configfs", "none", "/sys/kernel/config"], check=True)
        function = GADGET / "functions/printer.0"
        for folder in (GADGET, GADGET / "strings/0x409", function, GADGET / "configs/c.1"):
            folder.mkdir(exist_ok=True)
        for file, text in {
            "idVendor": hex(self.vendor), "idProduct": "0x0202", "strings/0x409/manufacturer": "Lab",
            "strings/0x409/product": "Lab Printer", "strings/0x409/serialnumber": self.serial,
            "functions/printer.0/pnp_string": self.identity, "functions/printer.0/q_len": "2",
        }.items():
            (GADGET / file).write_text(text)
        (GADGET / "configs/c.1/printer.0").symlink_to(function)
        (GADGET / "UDC").write_text(os.listdir("/sys/class/udc")[0])
        end = time.monotonic() + limit
        while self.node is None:
            try:
                # Refused until the host's side has configured the device.
                self.node = os.open(NODE, os.O_RDWR | os.O_NONBLOCK)
            except OSError:
                assert time.monotonic() < end, "the gadget does not open"
                time.sleep(0.05)
        self.status(READY)
        self.worker = threading.Thread(target=self.work, daemon=True)
        self.worker.start()

    def status(self, bits):
        fcntl.ioctl(self.node, SET_STATUS, bits)

    def unplug(self):
        """From any thread but the worker's own."""
        self.unplug_at = 0
        self.worker.join(timeout=30)

    def work(self):
        """Passes bytes on, both ways, until the plug is drawn."""
        while self.unplug_at is None or self.taken < self.unplug_at:
            sources = [self.mind] if self.held.is_set() else [self.mind, self.node]
            ready = select.select(sources, [], [], 0.1)[0]
            if self.node in ready:
                data = os.read(self.node, 4096)
                self.taken += len(data)
                self.mind.sendall(data)
            if self.mind in ready:
                self.answer(self.mind.recv(4096))
        # Before it is unbound: the driver keeps an open node alive.
        os.close(self.node)
        self.node, self.unplug_at = None, None
        (GADGET / "UDC").write_text("\n")
        (GADGET / "configs/c.1/printer.0").unlink()
        for folder in ("configs/c.1", "functions/printer.0", "strings/0x409", ""):
            (GADGET / folder).rmdir()

    def answer(self, data):
        while data:
            try:
                data = data[os.write(self.node, data):]
            except BlockingIOError:
                select.select([], [self.node], [], 1)

"""The machine's USB ports: QEMU's own sticks and keyboards, plugged and drawn from inside by QEMU's monitor (QMP).

Needs `lab.py --usb`. The image of a stick is a file of /run/lab, the folder that QEMU and the machine share.
"""

import json
import os
import select
import subprocess
import time
from pathlib import Path

FOLDER = Path("/run/lab")
# Writes a second of a stick that is slow enough to be drawn at a chosen write.
SLOW = 40


class Ports:
    def __init__(self, limit=120):
        for module in ("virtio_console", "xhci_pci"):
            subprocess.run(["modprobe", module], check=True)
        end = time.monotonic() + limit
        while not (ports := [port.name for port in Path("/sys/class/virtio-ports").glob("*")
                             if (port / "name").read_text().strip() == "lab.monitor"]):
            assert time.monotonic() < end, "no monitor: lab.py --usb"
            time.sleep(0.05)
        self.link = os.open(f"/dev/{ports[0]}", os.O_RDWR)
        self.unread = b""
        assert "QMP" in self.line(limit)
        self.ask("qmp_capabilities")
        self.ask("object-add", **{"qom-type": "throttle-group", "id": "slow", "limits": {"iops-write": SLOW}})

    def line(self, limit=120):
        end = time.monotonic() + limit
        while b"\n" not in self.unread:
            assert select.select([self.link], [], [], max(0, end - time.monotonic()))[0], "the monitor is silent"
            self.unread += os.read(self.link, 4096)
        line, self.unread = self.unread.split(b"\n", 1)
        return json.loads(line)

    def ask(self, order, **arguments):
        os.write(self.link, json.dumps({"execute": order, "arguments": arguments}).encode() + b"\n")
        while True:
            line = self.line()
            assert "error" not in line, f"{order}: {line['error']['desc']}"
            if "return" in line:
                return line["return"]

    def plug(self, driver, name, **more):
        self.ask("device_add", driver=driver, id=name, **more)

    def draw(self, name):
        """As fast as a hand: nobody inside is asked."""
        self.ask("device_del", id=name)


class Stick:
    """A USB stick of QEMU's; `medium` is the file with its bytes, without a folder."""

    def __init__(self, ports, medium, name="stick", attached=False):
        self.ports, self.medium, self.name, self.attached = ports, medium, name, attached

    def plug(self, read_only=False, slow=False, failing_writes=False):
        node = {"driver": "file", "filename": self.medium, "read-only": read_only}
        if failing_writes:
            node = {"driver": "blkdebug", "image": node,
                    "inject-error": [{"event": "none", "iotype": "write", "errno": 5}]}
        node = {"driver": "raw", "file": node, "read-only": read_only}
        if slow:
            node = {"driver": "throttle", "throttle-group": "slow", "file": node}
        self.ports.ask("blockdev-add", **node, **{"node-name": self.name + "-medium"})
        if self.attached:
            # USB Attached SCSI: the disk first, then the plug.
            self.ports.plug("usb-uas", self.name, bus="usb.0")
            self.ports.plug("scsi-hd", self.name + "-disk", bus=self.name + ".0", drive=self.name + "-medium", removable=True)
            self.ports.ask("qom-set", path="/machine/peripheral/" + self.name, property="attached", value=True)
        else:
            self.ports.plug("usb-storage", self.name, bus="usb.0", drive=self.name + "-medium", removable=True)

    def draw(self, limit=120):
        self.ports.draw(self.name)
        end = time.monotonic() + limit
        while True:
            try:
                return self.ports.ask("blockdev-del", **{"node-name": self.name + "-medium"})
            except AssertionError:
                # Still held by the device that goes.
                assert time.monotonic() < end, "the stick is not let go of"
                time.sleep(0.05)

    def counted(self):
        """What the stick was asked to write and to flush so far, as QEMU counts it."""
        for one in self.ports.ask("query-blockstats"):
            if one.get("node-name") == self.name + "-medium":
                return one["stats"]["wr_operations"], one["stats"]["flush_operations"]
        raise AssertionError("no such stick")

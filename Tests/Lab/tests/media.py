"""File systems of sticks, made and judged by the programs and drivers of the machine, which know nothing of kiosk-stick."""

import contextlib
import copy
import shutil
import struct
import subprocess
from pathlib import Path

FOLDER = Path("/run/lab")
PLACE = Path("/tmp/lab-medium")
MAKERS = {"vfat": ["mkfs.vfat", "-F", "32"], "exfat": ["mkfs.exfat"], "ext4": ["mkfs.ext4", "-q", "-F", "-E", "root_owner=0:0"]}
JUDGES = {"vfat": ["fsck.vfat", "-n"], "exfat": ["fsck.exfat", "-n"], "ext4": ["e2fsck", "-f", "-n"]}
# Of the partition table: first sector, sectors, kind (EFI, FAT32). A small volume stands before the owner's.
SECTOR = 512
EFI = (2048, 2048, 0xEF)
START = 8192


def run(*words, **more):
    done = subprocess.run(words, capture_output=True, text=True, **more)
    assert done.returncode == 0, f"{words}: {done.stdout} {done.stderr}"
    return done.stdout


class Medium:
    """The bytes of one stick: the file `name` of /run/lab."""

    def __init__(self, name, system, megabytes=16, partitioned=False):
        self.name, self.path = name, str(FOLDER / name)
        self.system, self.start = system, START * SECTOR if partitioned else 0
        run("truncate", "-s", f"{megabytes}M", self.path)
        if partitioned:
            self.part((megabytes << 20) // SECTOR)
        with self.loop() as device:
            run(*MAKERS[system], device)

    def part(self, sectors):
        """The master boot record."""
        rows = b"".join(
            struct.pack("<8B2I", 0, 0, 0, 0, kind, 0, 0, 0, first, count) for first, count, kind in
            [EFI, (START, sectors - START, 0x0C)])
        with open(self.path, "r+b") as file:
            file.write(bytes(446) + rows + bytes(32) + b"\x55\xaa")

    @contextlib.contextmanager
    def loop(self, *more):
        device = run("losetup", "--find", "--show", "--offset", str(self.start), *more, self.path).strip()
        try:
            yield device
        finally:
            run("losetup", "--detach", device)

    @contextlib.contextmanager
    def mounted(self, *options):
        PLACE.mkdir(exist_ok=True)
        words = [] if self.system == "ext4" else ["-o", "iocharset=utf8"]
        with self.loop(*options) as device:
            run("mount", "-t", self.system, *words, *options, device, str(PLACE))
            try:
                yield PLACE
            finally:
                run("umount", str(PLACE))

    def fill(self, left):
        """Files until `left` bytes are free."""
        with self.mounted() as folder:
            free = int(run("stat", "-f", "-c", "%a", str(folder))) * int(run("stat", "-f", "-c", "%S", str(folder)))
            with open(folder / "filler", "ab") as file:
                file.write(bytes(free - left))

    def check(self):
        """Its own checking program finds nothing to mend."""
        with self.loop("--read-only") as device:
            run(*JUDGES[self.system], device)

    def files(self):
        """Names and bytes, as another computer finds them; without what is there to fill it."""
        if self.system != "ext4":
            return self.read("--read-only")
        # A copy: the other computer replays the journal.
        other = copy.copy(self)
        other.path = "/tmp/lab-copy"
        shutil.copy(self.path, other.path)
        return other.read()

    def read(self, *options):
        with self.mounted(*options) as folder:
            return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file() and one.name != "filler"}

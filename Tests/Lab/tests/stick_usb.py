#!/usr/bin/env python3
"""kiosk-stick under its unit against the kernel's usb-storage, uas, sd_mod and file systems: saved, read, full, write-protected,
broken, pulled while it is written, a keyboard in disguise.

    stick_usb.py KIOSK-STICK       inside the lab, with --usb
"""

import grp
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "devices"))
import helper  # noqa: E402
from check import says  # noqa: E402
from disguise import Disguise  # noqa: E402
from helper import Mounts, Refused, look, look_until  # noqa: E402
from media import Medium  # noqa: E402
from ports import Ports, Stick  # noqa: E402

NAME = "EDS-2026-11-22"
BYTES = random.Random(1).randbytes(5000)


def until(what, complaint, limit=180, pause=0.05):
    end = time.monotonic() + limit
    while not what():
        assert time.monotonic() < end, complaint
        time.sleep(pause)


def refusal(what, *words):
    try:
        what(*words)
    except Refused as refused:
        return refused.code
    raise AssertionError("not refused")


def disk():
    """The one SCSI disk of the machine."""
    until(lambda: list(Path("/sys/block").glob("sd*")), "the kernel made no disk")
    return next(Path("/sys/block").glob("sd*"))


def written(place):
    """Writes that the disk has finished (Documentation/block/stat.rst)."""
    return int((place / "stat").read_text().split()[4])


def drawn(stick):
    stick.draw()
    look_until("none")
    assert helper.mounted() is None, "a stick that is gone is still mounted"


def node_of(place):
    """The owner's volume: what udev gave to whom."""
    parts = sorted(place.glob("sd*"))
    name = Path("/dev") / (parts[-1] if parts else place).name
    status = name.stat()
    return f"{grp.getgrgid(status.st_gid).gr_name} {status.st_mode & 0o777:o}"


def saved(ports, system, driver, partitioned):
    medium = Medium(f"{system}.img", system, 40 if partitioned else 16, partitioned)
    with medium.mounted() as folder:
        (folder / "ЭЦҚ").mkdir()
        (folder / "ЭЦҚ/Кілт.p12").write_bytes(b"older")
    stick = Stick(ports, medium.name, attached=driver == "uas")
    stick.plug()
    place = disk()
    with Mounts() as watch:
        look_until("ready")
        listing = helper.key_files()
        assert [one["path"] for one in listing["files"]] == ["ЭЦҚ/Кілт.p12"], listing
        assert helper.read("ЭЦҚ/Кілт.p12", listing["stick"]) == b"older"
    assert os.path.basename(os.readlink(place / "device/../../../driver")) == driver
    assert (place / "removable").read_text() == "1\n"
    until(lambda: node_of(place) == "kiosk-stick 660", "udev gives the disk to somebody else")
    assert set(watch.seen) == {"ro"} and stick.counted()[0] == 0, watch.seen
    with Mounts() as watch:
        name, read = helper.save(BYTES, NAME)
        at_once = helper.mounted()
    counted = stick.counted()
    # The person is told to take it now.
    drawn(stick)
    assert name == NAME + ".p12" and read == BYTES and at_once is None
    assert watch.seen == ["ro", "rw", "ro", "rw", "ro"], watch.seen
    assert counted[1] >= 2, f"{counted[1]} flushes of the stick's own cache"
    medium.check()
    files = medium.files()
    assert files == {name: BYTES}, files.keys()
    says(f"{system} by {driver}{', second partition' if partitioned else ''}: looked at, listed and read without a write; saved in "
         f"{counted[0]} writes and {counted[1]} flushes, mounted {' '.join(watch.seen)}; drawn at once: whole, and fsck finds nothing")
    return medium


def full(ports):
    medium = Medium("full.img", "exfat", megabytes=8)
    medium.fill(100 << 10)
    stick = Stick(ports, medium.name)
    stick.plug()
    look_until("ready")
    assert refusal(helper.save, random.Random(2).randbytes(200 << 10), NAME) == "stick.full"
    assert look() == "ready" and helper.key_files()["files"] == []
    drawn(stick)
    assert medium.files() == {}
    medium.check()
    medium.fill(20 << 10)
    stick.plug()
    look_until("stick.full")
    assert refusal(helper.save, BYTES, NAME) == "stick.full"
    drawn(stick)
    assert medium.files() == {}
    says("full while it is written, and full from the start: stick.full; nothing is left of the try")


def protected(ports, medium):
    stick = Stick(ports, medium.name)
    before = medium.files()
    stick.plug(read_only=True)
    look_until("stick.read-only")
    assert refusal(helper.save, BYTES + b"1", NAME) == "stick.read-only"
    drawn(stick)
    stick.plug(failing_writes=True)
    look_until("ready")
    assert refusal(helper.save, BYTES + b"1", NAME) == "stick.fault"
    drawn(stick)
    assert medium.files() == before
    says("write-protected: stick.read-only; one that fails every write: stick.fault; what was on it stays")


def written_of(place, gone):
    try:
        return written(place)
    except OSError:
        return gone


def pulled(ports, medium):
    """Drawn at writes from the first to the last of a saving, which is told as not saved, or is whole."""
    stick, told, halves, size = Stick(ports, medium.name), [], 0, 12_000
    stick.plug()
    look_until("ready")
    before = stick.counted()[0]
    helper.save(random.Random(100).randbytes(size), "WHOLE")
    total = stick.counted()[0] - before
    drawn(stick)
    points = [0, total // 3, total - total // 6, total]
    for number, point in enumerate(points):
        name, data, answer = f"PULLED-{number}", random.Random(number).randbytes(size), []
        stick.plug(slow=True)
        place = disk()
        look_until("ready")

        def work():
            try:
                answer.append(helper.save(data, name))
            except Refused as refused:
                answer.append(refused.code)

        start, saving = written(place), threading.Thread(target=work)
        saving.start()
        until(lambda: not saving.is_alive() or helper.mounted() and written_of(place, start + point) >= start + point,
              f"write {point} never came", pause=0.002)
        stick.draw()
        saving.join(200)
        assert answer, "no answer"
        look_until("none")
        assert helper.mounted() is None, "a stick that is gone is still mounted"
        files = medium.files()
        half = files.get(".EDS.part", data)
        halves += half != data
        told.append(answer[0] if isinstance(answer[0], str) else "saved")
        assert told[-1] == "stick.removed" or told[-1] == "saved" and name + ".p12" in files, told
        assert files.get(name + ".p12", data) == data, "half a file under a whole one's name"
        # Back again: one file, whatever the first try has left.
        stick.plug()
        look_until("ready")
        answer = helper.save(data, name)
        drawn(stick)
        files = medium.files()
        assert answer == (name + ".p12", data) and files[name + ".p12"] == data and ".EDS.part" not in files, files.keys()
        assert not [one for one in files if one.startswith(name + "-")], files.keys()
    assert told.count("stick.removed") >= 2, told
    says(f"{medium.system}, drawn at write {', '.join(map(str, points))} of {total}: {told.count('stick.removed')} times stick.removed, "
         f"{told.count('saved')} times saved and whole; {halves} times half a file under its hidden name, never under the person's; "
         "nothing stays mounted; put in again, one whole file")


def exchanged(ports, medium):
    stick = Stick(ports, medium.name)
    stick.plug()
    look_until("ready")
    listing = helper.key_files()
    drawn(stick)
    assert refusal(helper.key_files) == "stick.not-read"
    assert refusal(helper.save, BYTES, NAME) == "stick.removed"
    stick.plug()
    look_until("ready")
    assert refusal(helper.read, listing["files"][0]["path"], listing["stick"]) == "stick.not-read"
    other = Stick(ports, Medium("other.img", "ext4", megabytes=8).name, name="other")
    other.plug()
    look_until("several")
    assert refusal(helper.save, BYTES, NAME) == "stick.several"
    other.draw()
    look_until("ready")
    drawn(stick)
    says("drawn before it is asked: not read, not saved; drawn and put in again: another stick; two: stick.several")


def no_sticks(ports):
    ports.plug("usb-kbd", "keyboard", bus="usb.0")
    hid = Path("/sys/bus/hid/devices")
    until(lambda: hid.exists() and list(hid.iterdir()), "the keyboard is not seen")
    assert look() == "none"
    assert refusal(helper.save, BYTES, NAME) == "stick.removed"
    ports.draw("keyboard")
    until(lambda: not list(hid.iterdir()), "the keyboard is still there")
    subprocess.run(["modprobe", "scsi_debug", "dev_size_mb=16", "removable=1"], check=True)
    place = disk()
    until(lambda: node_of(place) == "disk 660", "udev gives the disk to somebody else")
    assert look() == "none"
    until(lambda: subprocess.run(["modprobe", "-r", "scsi_debug"], stderr=subprocess.DEVNULL).returncode == 0, "the disk is held")
    says("a USB keyboard alone, and a disk that is not behind USB: no stick, and the disk's node is not kiosk-stick's")


def confined(ports, medium):
    """DeviceAllow= of the unit, in a control group of this kernel."""
    stick = Stick(ports, medium.name)
    stick.plug()
    ports.plug("usb-kbd", "keyboard", bus="usb.0")
    until(lambda: list(Path("/dev").glob("hidraw*")), "the keyboard is not seen")
    name = disk().name
    generic = next((Path("/sys/block") / name / "device/scsi_generic").iterdir()).name
    usb = (Path("/sys/block") / name / "device/../../../..").resolve()
    bus = f"/dev/bus/usb/{int((usb / 'busnum').read_text()):03}/{int((usb / 'devnum').read_text()):03}"
    others = [f"/dev/{generic}", bus, "/dev/hidraw0", "/dev/loop0", "/dev/mem"]
    assert all(Path(one).exists() for one in others), others
    possible = helper.opened(f"/dev/{name}", *others)
    assert possible == [f"/dev/{name}"], possible
    ports.draw("keyboard")
    drawn(stick)
    says(f"under its unit the stick's disk can be opened, and not {', '.join(others)}")


def disguised():
    medium = Medium("disguised.img", "ext4", megabytes=8)
    disguise = Disguise(medium.path)
    disguise.plug(keyboard=False)
    look_until("ready")
    disguise.unplug()
    look_until("none")
    disguise.plug(keyboard=True)
    disk()
    with Mounts() as watch:
        look_until("stick.not-storage")
        assert list(Path("/sys/bus/hid/devices").iterdir()), "the kernel sees no keyboard"
        assert refusal(helper.save, BYTES, NAME) == "stick.not-storage"
        assert refusal(helper.key_files) == "stick.not-storage"
    assert watch.seen == [] and medium.files() == {}
    disguise.unplug()
    look_until("none")
    says("the same stick by itself: ready; with a keyboard's interface beside the disk's: stick.not-storage, never mounted")


def main(program):
    helper.install(program)
    ports = Ports()
    for module in ("loop", "usb_storage", "uas", "sd_mod"):
        subprocess.run(["modprobe", module], check=True)
    helper.start()
    assert look() == "none"
    fat = saved(ports, "vfat", "usb-storage", partitioned=True)
    saved(ports, "exfat", "usb-storage", partitioned=False)
    ext4 = saved(ports, "ext4", "uas", partitioned=False)
    full(ports)
    protected(ports, fat)
    pulled(ports, fat)
    pulled(ports, ext4)
    exchanged(ports, fat)
    no_sticks(ports)
    confined(ports, ext4)
    disguised()


main(*sys.argv[1:])

#!/usr/bin/env python3
"""The slip printer against the kernel's own usblp: paper out, held back, busy, unplugged, lying about itself.

    printer_usb.py KIOSKCTL KIOSK-SIM       inside the lab
"""

import glob
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "devices"))
from check import says  # noqa: E402
from printer import PAPER_OUT, READY, Printer  # noqa: E402

PORT = 9100
IDENTITY = "MFG:EPSON;CMD:ESC/POS;MDL:TM-T88V;CLS:PRINTER;"
FOLDER = Path("/tmp/lab-printer")


def order(line):
    """One order to the virtual printer that is the gadget's mind."""
    with socket.socket(socket.AF_UNIX) as link:
        link.connect(str(FOLDER / "control"))
        link.sendall((line + "\n").encode())
        return link.recv(4096).decode().strip()


def slips():
    return json.loads(order("status"))["slips"]


def kioskctl(program, verb, device="usb:serial=LAB0001"):
    configuration = FOLDER / "kioskd.yaml"
    configuration.write_text(f'mode: demonstration\nprinter:\n  device: "{device}"\n')
    run = subprocess.run(
        [program, "printer", verb, "--configuration", str(configuration), "--json"], capture_output=True, text=True)
    assert run.stdout, run.stderr
    return run.stdout


def start(simulator):
    process = subprocess.Popen(
        [simulator, "printer", "--port", str(PORT), "--folder", str(FOLDER / "slips"), "--control",
         str(FOLDER / "control")], stdout=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while True:
        try:
            order("status")
            return process
        except OSError:
            assert time.monotonic() < end and process.poll() is None, "kiosk-sim does not start"
            time.sleep(0.1)


def there(limit=60):
    """The printer's device; its number may be another one after a short break."""
    end = time.monotonic() + limit
    while not (found := glob.glob("/dev/usb/lp*")):
        assert time.monotonic() < end, "usblp made no device"
        time.sleep(0.05)
    return found[0]


def printed_and_asked(program):
    status = json.loads(kioskctl(program, "status"))
    assert status["health"] == "ok" and status["family"] == "epson" and "TM-T88V" in status["name"], status
    out = kioskctl(program, "test")
    assert "confirmed the test slip" in out and slips() == 1, out
    says("recognised by its ID, asked, printed, confirmed: one slip on paper")


def paper_out(program, printer):
    order("paper out")
    printer.status(PAPER_OUT)
    status = json.loads(kioskctl(program, "status"))
    assert status["code"] == "printer.paper-out" and status["paper"] == "out", status
    out = kioskctl(program, "test")
    assert "nothing was printed: printer.paper-out" in out, out
    order("paper ok")
    printer.status(READY)
    assert slips() == 1
    order("paper-out-after 150")
    out = kioskctl(program, "test")
    assert "not confirmed: printer.paper-out" in out, out
    before = slips()
    order("paper ok")
    torn = slips() - before
    assert torn == 1 and json.loads(order("status"))["bytesWaiting"] == 0, torn
    says("paper out before: failed; in mid slip: unconfirmed; after the refill only the torn piece, nothing bursts out")


def held_back(program, printer):
    before = slips()
    printer.held.set()
    out = kioskctl(program, "test")
    assert "confirmed the test slip" not in out, out
    printer.held.clear()
    kioskctl(program, "clear")
    whole = slips() - before
    assert whole <= 1, f"{whole} slips after the hold"
    out = kioskctl(program, "test")
    assert "confirmed the test slip" in out, out
    says("a printer that takes no bytes: an end in time, not printed; after that the next slip is confirmed")


def busy(program):
    descriptor = os.open(there(), os.O_RDWR | os.O_NONBLOCK)
    status = json.loads(kioskctl(program, "status"))
    os.close(descriptor)
    assert status["code"] == "printer.busy" and str(os.getpid()) in status["finding"], status
    says(f"held by another program: {status['finding']}")


def unplugged(program, printer):
    before = slips()
    printer.unplug_at = printer.taken + 20_000
    out = kioskctl(program, "test")
    assert "not confirmed: printer.lost" in out, out
    printer.worker.join(timeout=30)
    status = json.loads(kioskctl(program, "status"))
    assert status["code"] == "printer.missing", status
    printer.plug()
    there()
    out = kioskctl(program, "test")
    assert "confirmed the test slip" in out, out
    # The broken piece that hung under the head, and the new slip.
    assert slips() == before + 2, slips() - before
    says("the plug drawn in mid slip: unconfirmed; drawn: missing; back: the broken piece cut away, the next slip whole")


def liars(program, printer):
    printer.unplug()
    for identity, vendor, family in [("MFG:EPSON;MDL:TM-T88V;", 0x0519, None), ("", 0x04B8, "epson")]:
        printer.identity, printer.vendor = identity, vendor
        printer.plug()
        there()
        status = json.loads(kioskctl(program, "status"))
        assert status.get("family") == family, status
        if family is None:
            assert status["code"] == "printer.unknown", status
        printer.unplug()
    says("an ID that contradicts the vendor: unknown; an empty ID: known by the vendor")


def main(program, simulator):
    FOLDER.mkdir(exist_ok=True)
    process = start(simulator)
    printer = Printer(PORT, IDENTITY)
    printer.plug()
    there()
    printed_and_asked(program)
    paper_out(program, printer)
    held_back(program, printer)
    busy(program)
    unplugged(program, printer)
    liars(program, printer)
    process.terminate()


main(*sys.argv[1:])

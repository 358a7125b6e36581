#!/usr/bin/env python3
"""Takes pictures of a face, 1280 by 720, from the virtual camera.

    faces.py KIOSK-SIM MODELS FOLDER
"""

import socket
import subprocess
import sys
import time
from pathlib import Path

COUNT = 20


def pictures(link):
    """JPEG pictures back to back; within one, the end marker stands at its end only."""
    data = b""
    while True:
        data += link.recv(1 << 16)
        while (end := data.find(b"\xff\xd9")) >= 0:
            yield data[: end + 2]
            data = data[end + 2 :]


def main(simulator, models, folder):
    address = f"{folder}/frames.sock"
    process = subprocess.Popen([simulator, "frames", "--socket", address, "--models", models, "--person", "obama3"])
    try:
        link = socket.socket(socket.AF_UNIX)
        end = time.monotonic() + 120
        while link.connect_ex(address):
            if time.monotonic() > end or process.poll() is not None:
                sys.exit("no frames")
            time.sleep(0.2)
        link.settimeout(30)
        for number, picture in zip(range(COUNT), pictures(link)):
            (Path(folder) / f"{number:02}.jpg").write_bytes(picture)
    finally:
        process.terminate()
        process.wait()


main(*sys.argv[1:])

#!/usr/bin/env python3
"""The camera source against the kernel's own uvcvideo: a USB camera made by devices/uvc.py is plugged, drawn, spoiled.

    camera_usb.py CHECK FOLDER      inside the lab; FOLDER holds JPEG pictures of 1280 by 720
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "devices"))
from check import Check, says  # noqa: E402
from uvc import CONTROLS, Camera  # noqa: E402

LINK = "/dev/v4l/by-id/usb-Lab_Lab_Camera_LAB0001-video-index0"
METADATA = LINK.replace("index0", "index1")


def device_there(path, limit=60):
    end = time.monotonic() + limit
    while not os.path.exists(path):
        assert time.monotonic() < end, f"udev made no {path}: {os.listdir('/dev')}"
        time.sleep(0.05)


def frames_and_controls(check, camera):
    check.until("frame 1280x720", 60)
    says("frames of 1280x720 arrive by MJPEG through uvcvideo")
    lines, status = check.collect("controls")
    assert " ok MJPEG-1280x720 " in status and "Lab Camera" in status, status
    controls = {line.split(" ", 3)[3]: line.split(" ")[1:3] for line in lines if line.startswith("control")}
    chosen = {name: pair[1] for name, pair in controls.items() if pair[1] != "-"}
    assert sorted(chosen.values()) == ["0", "1", "1", "3"], controls
    assert list(camera.values.values()) == [8, 0, 1, 1, 50], camera.values
    says("exposure by aperture priority, steady frame rate, 50 Hz, focus by itself are set in the camera")


def focus(program, camera):
    """A lens that is told where to stay stops following; both are set back."""
    check = Check(program, f"device:{LINK}", "/tmp/controls", "123")
    check.until("frame", 60)
    lines, _ = check.collect("controls")
    assert any(line.startswith("control 125 125 Focus, Absolute") for line in lines), lines
    # The camera goes in steps of five.
    assert list(camera.values.values()) == [8, 0, 0, 1, 125], camera.values
    check.collect("close")
    assert list(camera.values.values())[2:] == [1, 2, 50], camera.values
    check.end()
    says("the lens is told where to stay: it no longer follows, stands there, and is set back")


def open_without_stream(program, check):
    """A camera that was only opened, as the one for papers is, may be used by another program."""
    check.collect("close")
    _, status = check.collect("check")
    assert " ok " in status, status
    second = Check(program, f"device:{LINK}")
    second.until("frame 1280x720", 30)
    second.end()
    check.order("go")
    check.until("frame", 30)
    says("opened without a stream: another program may stream")


def rest_and_start(check):
    check.collect("rest")
    check.nothing("frame", 1)
    start = time.monotonic()
    check.order("go")
    at, _ = check.until("frame", 30)
    says(f"rests with the stream off; first frame {1000 * (at - start):.0f} ms after the next start")


def replug(check, camera):
    drawn = time.monotonic()
    camera.unplug()
    at, line = check.until("lost", 30)
    assert "camera.lost" in line, line
    says(f"unplugged in mid stream: noticed after {1000 * (at - drawn):.0f} ms ({line.split()[1]})")
    time.sleep(1)
    camera.plug()
    device_there(LINK)
    there = time.monotonic()
    at, _ = check.until("back", 60)
    check.until("frame", 30)
    says(f"plugged again: frames {1000 * (at - there):.0f} ms after its link is back")


def replug_at_rest(check, camera):
    check.collect("rest")
    camera.unplug()
    time.sleep(1)
    lines, status = check.collect("check")
    assert any(line.startswith("lost camera.lost") for line in lines) and " fail " in status, (lines, status)
    camera.plug()
    device_there(LINK)
    time.sleep(1.5)
    lines, status = check.collect("check")
    assert "back" in lines and " ok " in status, (lines, status)
    check.order("go")
    check.until("frame", 30)
    says("unplugged and plugged again between sessions: both noticed")


def spoiled(check, camera):
    for mode, code in [("still", "camera.frozen"), ("silent", "camera.stalled")]:
        camera.mode = mode
        _, line = check.until("lost", 60)
        assert code in line, line
        camera.mode = "good"
        check.until("back", 60)
        says(f"a camera that is {mode}: {code}, and back")
    for mode, words in [("cut", "cut off"), ("short", "short")]:
        camera.mode = mode
        _, line = check.until("lost", 60)
        assert "camera.damaged" in line, line
        counted = re.search(rf"(\d+) {words}", line)
        assert counted and int(counted[1]) >= 3, line
        camera.mode = "good"
        check.until("back", 60)
        says(f"frames that are {mode}: camera.damaged with their number ({line.removeprefix('lost ')}), and back")


def held(program, check):
    """While one check streams, a second program is refused, and told by whom the camera is held."""
    check.until("frame", 30)
    second = Check(program, f"device:{LINK}")
    _, line = second.until("lost", 30)
    assert "camera.busy" in line and "camera-check" in line and str(check.process.pid) in line, line
    second.end()
    says(f"held by another program: {line.removeprefix('lost ')}")


def main(program, folder):
    frames = [path.read_bytes() for path in sorted(Path(folder).glob("*.jpg"))]
    assert len(frames) > 1, f"no pictures in {folder}"
    subprocess.run(["modprobe", "uvcvideo"], check=True)
    camera = Camera(frames, (1280, 720))
    camera.plug()
    device_there(LINK)
    # As a program before left it: the lens stands still.
    camera.values[(1, 8)] = 0
    check = Check(program, f"device:{LINK}")
    frames_and_controls(check, camera)
    rest_and_start(check)
    replug(check, camera)
    replug_at_rest(check, camera)
    held(program, check)
    open_without_stream(program, check)
    spoiled(check, camera)
    check.collect("close")
    # It was plugged again meanwhile, and had forgotten what was set.
    before = [form[4] for form in CONTROLS.values()]
    assert list(camera.values.values()) == before, (camera.values, before)
    says("closed: the controls are what they were")
    check.end()
    focus(program, camera)
    if os.path.exists(METADATA):
        check = Check(program, f"device:{METADATA}")
        check.until("frame", 60)
        check.end()
        says("the link of the node with data about frames leads to the camera, too")
    numbered = subprocess.run([program, f"device:{os.path.realpath(LINK)}"], capture_output=True, text=True)
    assert numbered.returncode == 1 and LINK in numbered.stdout, numbered.stdout
    says("a number instead of the link is refused, and the link named")


main(*sys.argv[1:])

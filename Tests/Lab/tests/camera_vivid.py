#!/usr/bin/env python3
"""The camera source against the kernel's vivid: raw pictures (YUYV), injected errors, a device that goes.

    camera_vivid.py CHECK           inside the lab
"""

import os
import subprocess
import sys
import time

from check import Check, says

LINK = "/dev/v4l/by-path/platform-vivid.0-video-index0"


def press(control, value=1):
    subprocess.run(["v4l2-ctl", "-d", LINK, "-c", f"{control}={value}"], check=True)


def main(program):
    subprocess.run(["modprobe", "vivid", "n_devs=1", "node_types=0x1"], check=True)
    end = time.monotonic() + 60
    while not os.path.exists(LINK):
        assert time.monotonic() < end, "udev made no link"
        time.sleep(0.05)
    check = Check(program, f"device:{LINK}")
    _, line = check.until("frame", 60)
    _, status = check.collect("check")
    assert "YUYV" in status, status
    size = line.split()[1]
    # vivid gives 1280x720 12.5 times a second at the most, 640x480 faster.
    assert size == "640x480", line
    says(f"raw pictures become frames, as large as 15 a second allow: {size} {status.split()[3]}")

    for pressed in range(1, 4):
        press("inject_v4l2_buf_flag_error")
        end = time.monotonic() + 30
        while (counted := check.collect("check")[1].split()[4]) != f"{pressed}/0/0":
            assert counted == f"{pressed - 1}/0/0" and time.monotonic() < end, (pressed, counted)
            check.until("frame", 30)
    says("three buffers that the driver marks as damaged: passed over, counted as error buffers, the stream goes on")

    press("percentage_of_dropped_buffers", 100)
    _, line = check.until("lost", 60)
    assert "camera.stalled" in line, line
    press("percentage_of_dropped_buffers", 0)
    check.until("back", 60)
    says("a driver that drops every buffer: camera.stalled, and back")

    press("inject_fatal_streaming_error")
    check.until("frame", 60)
    time.sleep(1)
    check.until("frame", 60)
    says("a fatal error of the stream: the stream is restarted")

    press("disconnect")
    _, line = check.until("lost", 30)
    assert "camera.lost" in line, line
    says("the device disconnects: camera.lost")
    check.until("back", 60)
    check.until("frame", 60)
    says("every handle was closed: it is there again, and back")
    check.end()


main(*sys.argv[1:])

#!/usr/bin/env python3
"""kiosk-vision under its real unit: a systemd of its own starts systemd/kiosk-vision.socket and .service, a client has a person
matched there, and a probe under the same settings tries what is forbidden.

    vision.py KIOSK-VISION MODELS FRAMES        as root; FRAMES is a folder of JPEG pictures of the person of MODELS/obama.jpg

The systemd is the first process of a namespace of processes, with /run, /etc, /usr/share and /usr/libexec of its own over the
machine's: nothing done there stays.
"""

import ctypes
import errno
import json
import mmap
import os
import pwd
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

UNITS = Path(__file__).resolve().parents[3] / "systemd"
HERE = Path("/usr/share/psc-kiosk")
SOCKET = "/run/psc-kiosk/vision.sock"
SERVICE = """[Service]
ExecStart=
ExecStart=/usr/libexec/psc-kiosk/kiosk-vision serve --source folder:{here}/frames?fps=15 --models {here}/models --controls-file \
/run/kiosk-vision/camera-controls
"""
TALK = """[Unit]
DefaultDependencies=no
After=kiosk-vision.socket
Requires=kiosk-vision.socket
[Service]
Type=oneshot
ExecStart=/usr/bin/python3 {here}/vision.py talk
StandardOutput=file:/run/results/talk
StandardError=inherit
ExecStopPost=/usr/bin/touch /run/results/ended
"""


def outer(program, models, frames):
    with tempfile.TemporaryDirectory() as results:
        command = ["unshare", "--fork", "--kill-child", "--pid", "--mount", "--cgroup", "--mount-proc", "--propagation",
                   "private", sys.executable, __file__, "inside", program, models, frames, results]
        with open(f"{results}/systemd", "w") as log:
            system = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            end = time.monotonic() + 180
            while not Path(results, "ended").exists() and time.monotonic() < end and system.poll() is None:
                time.sleep(0.2)
        finally:
            system.kill()
            system.wait()
        said = Path(results, "talk").read_text() if Path(results, "talk").exists() else ""
        print(said, end="")
        if not said.rstrip().endswith("all well"):
            sys.exit(Path(results, "systemd").read_text()[-4000:] + "\nkiosk-vision did not do under its unit what it should")


def mount(*words):
    subprocess.run(["mount", *words], check=True)


def inside(program, models, frames, results):
    files = {name: Path(name).read_bytes() for name in (__file__, program)}
    kept = {"models": models, "frames": frames}
    copies = {name: {one.name: one.read_bytes() for one in Path(path).iterdir() if one.is_file()} for name, path in kept.items()}
    mount("-t", "tmpfs", "-o", "mode=0755", "tmpfs", "/run")
    mount("-t", "cgroup2", "none", "/sys/fs/cgroup")
    for folder in ("/etc", "/usr/share", "/usr/libexec"):
        upper, work = Path(f"/run/over{folder}/upper"), Path(f"/run/over{folder}/work")
        upper.mkdir(parents=True)
        work.mkdir()
        mount("-t", "overlay", "-o", f"lowerdir={folder},upperdir={upper},workdir={work}", "overlay", folder)
    units = Path("/run/systemd/system")
    for folder in (units, Path("/run/psc-kiosk"), Path("/run/results"), HERE, Path("/usr/libexec/psc-kiosk")):
        folder.mkdir(parents=True, exist_ok=True)
    mount("--bind", results, "/run/results")
    (HERE / "vision.py").write_bytes(files[__file__])
    helper = Path("/usr/libexec/psc-kiosk/kiosk-vision")
    helper.write_bytes(files[program])
    helper.chmod(0o755)
    for name, contents in copies.items():
        (HERE / name).mkdir(exist_ok=True)
        for file, data in contents.items():
            (HERE / name / file).write_bytes(data)
    subprocess.run(["systemd-sysusers", str(UNITS / "sysusers.d/psc-kiosk.conf")], check=True)
    write_units(units)
    os.environ["container"] = "unit-test"
    os.execv("/lib/systemd/systemd", ["systemd", "--system", "--unit=talk.service", "--log-target=console", "--log-level=info"])


def write_units(units):
    text = (UNITS / "kiosk-vision.service").read_text()
    for name in ("kiosk-vision.service", "kiosk-vision.socket", "kiosk-probe.service"):
        (units / f"{name}.d").mkdir()
        (units / f"{name}.d/alone.conf").write_text("[Unit]\nDefaultDependencies=no\n")
    (units / "kiosk-vision.service").write_text(text)
    (units / "kiosk-vision.service.d/source.conf").write_text(SERVICE.format(here=HERE))
    shutil.copy(UNITS / "kiosk-vision.socket", units)
    # The same settings, another program.
    (units / "kiosk-probe.service").write_text(
        text.replace("kiosk-vision.socket", "").replace("Requires=\n", "").replace("After=\n", "")
        .replace("RuntimeDirectory=kiosk-vision", "RuntimeDirectory=kiosk-probe"))
    (units / "kiosk-probe.service.d/program.conf").write_text(
        f"[Service]\nType=oneshot\nWatchdogSec=0\nExecPaths={os.path.realpath('/usr/bin/python3')}\nExecStart=\nExecStart=/usr/bin/python3 {HERE}/vision.py probe\n"
        "StandardOutput=file:/run/results/probe\n")
    (units / "talk.service").write_text(TALK.format(here=HERE))


# Inside: the client


def send(link, kind, payload):
    link.sendall(struct.pack(">IB", len(payload) + 1, kind) + payload)


def receive(link):
    def take(count):
        data = b""
        while len(data) < count:
            part = link.recv(count - len(data))
            assert part, "kiosk-vision ended the connection"
            data += part
        return data
    length, kind = struct.unpack(">IB", take(5))
    return kind, take(length - 1)


def talk():
    link = socket.socket(socket.AF_UNIX)
    link.settimeout(60)
    link.connect(SOCKET)
    kind, payload = receive(link)
    ready = json.loads(payload)["ready"]["_0"]
    assert ready["isConfined"] and ready["matcher"]["health"] == "ok", ready
    print("ready: weights loaded, confined by landlock")
    confined()
    send(link, 2, (HERE / "models/obama.jpg").read_bytes())
    send(link, 0, json.dumps({"attempt": {"id": "1", "deadlineSeconds": 40, "challenge": "off"}}).encode())
    pictures, outcome = 0, None
    while outcome is None:
        kind, payload = receive(link)
        if kind == 1:
            assert payload[:2] == b"\xff\xd8"
            pictures += 1
        elif kind == 0:
            outcome = json.loads(payload).get("outcome")
    report = outcome["_0"]
    assert report["outcome"] == "matched" and pictures > 0, report
    print(f"{pictures} pictures for the screen, outcome matched at distance {report['distance']:.3f}")
    subprocess.run(["systemctl", "start", "kiosk-probe.service"], check=True)
    said = Path("/run/results/probe").read_text()
    print(said, end="")
    assert said.rstrip().endswith("nothing forbidden was possible"), said
    print("all well")


def confined():
    """What the kernel says of the process that serves."""
    process = subprocess.check_output(["systemctl", "show", "-P", "MainPID", "kiosk-vision.service"], text=True).strip()
    fields = dict(line.split(":\t", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines() if ":\t" in line)
    user = pwd.getpwnam("kiosk-vision").pw_uid
    assert fields["Uid"].split() == [str(user)] * 4, fields["Uid"]
    assert fields["Seccomp"] == "2" and fields["NoNewPrivs"] == "1", fields
    assert not any(int(fields[name], 16) for name in ("CapEff", "CapPrm", "CapBnd", "CapAmb")), fields
    assert os.readlink(f"/proc/{process}/ns/net") != os.readlink("/proc/self/ns/net")
    print(f"process: user kiosk-vision, seccomp filter, no capability, network of its own, {fields['VmRSS'].strip()}")


# Inside, under the unit's settings: what is forbidden


def probe():
    library = ctypes.CDLL(None, use_errno=True)

    def call(name, *words):
        if getattr(library, name)(*words) != 0:
            raise OSError(ctypes.get_errno(), name)

    def write(path):
        with open(path, "w") as file:
            file.write("x")

    def trace():
        library.ptrace.restype = ctypes.c_long
        call("ptrace", 0, 0, 0, 0)

    forbidden = {
        "socket AF_INET": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
        "socket AF_INET6": lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM),
        "socket AF_NETLINK": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
        "socket AF_PACKET": lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
        "mount": lambda: call("mount", b"none", b"/run", b"tmpfs", 0, None),
        "ptrace": trace,
        "unshare of the network": lambda: call("unshare", 0x40000000),
        "unshare of users": lambda: call("unshare", 0x10000000),
        "setuid root": lambda: call("setuid", 0),
        "chroot": lambda: call("chroot", b"/usr"),
        "memory to write and run": lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC),
        "execve of a program": lambda: subprocess.run(["/bin/true"], check=False),
        "write to /usr": lambda: write("/usr/share/psc-kiosk/models/x"),
        "write to /etc": lambda: write("/etc/x"),
        "write to /var": lambda: write("/var/tmp/../lib/x"),
        "write to /run": lambda: write("/run/x"),
        "write to /home": lambda: write(Path("/", "home", "x")),
        "open of a disk": lambda: open("/dev/vda", "rb"),
    }
    possible = []
    for name, what in forbidden.items():
        try:
            what()
        except OSError as error:
            print(f"refused: {name} ({errno.errorcode.get(error.errno, error.errno)})")
        else:
            possible.append(name)
    # What it needs is possible, so that a refusal is no accident of the probe.
    socket.socketpair()
    write("/run/kiosk-probe/x")
    print(f"possible though forbidden: {possible}" if possible else "nothing forbidden was possible", flush=True)


MODES = {"inside": inside, "talk": talk, "probe": probe}

if __name__ == "__main__":
    if sys.argv[1] in MODES:
        MODES[sys.argv[1]](*sys.argv[2:])
    else:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        outer(*sys.argv[1:])

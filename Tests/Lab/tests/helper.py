"""kiosk-stick under its own unit: a systemd of the lab's starts its socket and service, this is its client."""

import json
import os
import re
import shutil
import socket
import struct
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SOCKET = "/run/psc-kiosk/stick.sock"
PROGRAM = Path("/usr/libexec/psc-kiosk/kiosk-stick")
MOUNT_POINT = "/run/kiosk-stick/stick"
MESSAGE, DOCUMENT = 0, 3


def install(program):
    """Users, udev rules, units and the program, where a kiosk has them."""
    subprocess.run(["systemd-sysusers", str(ROOT / "systemd/sysusers.d/psc-kiosk.conf")], check=True)
    for rules in (ROOT / "udev-rules").glob("*.rules"):
        shutil.copy(rules, "/etc/udev/rules.d")
    subprocess.run(["udevadm", "control", "--reload"], check=True)
    PROGRAM.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(program, PROGRAM)
    units = Path("/run/systemd/system")
    for name in ("kiosk-stick.socket", "kiosk-stick.service"):
        (units / f"{name}.d").mkdir(parents=True)
        shutil.copy(ROOT / "systemd" / name, units)
        # Nothing else of the machine is started.
        (units / f"{name}.d/alone.conf").write_text("[Unit]\nDefaultDependencies=no\n")


def start():
    """A systemd in a namespace of processes: the machine itself has none."""
    subprocess.run(["mount", "-t", "cgroup2", "none", "/sys/fs/cgroup"], check=True)
    command = ["unshare", "--fork", "--kill-child", "--pid", "--mount", "--mount-proc", "--propagation", "private",
               "/lib/systemd/systemd", "--system", "--unit=kiosk-stick.socket", "--log-target=console", "--log-level=info"]
    log = open("/run/lab/systemd", "w")
    global system
    system = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={**os.environ, "container": "lab"})
    end = time.monotonic() + 240
    while not Path(SOCKET).exists():
        assert time.monotonic() < end, Path("/run/lab/systemd").read_text()[-2000:]
        time.sleep(0.1)


PROBE = """import os, sys
for path in sys.argv[1:]:
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
        print(path, "opened")
    except OSError as error:
        print(path, error.errno)
"""


def opened(*paths):
    """Which of these device nodes a program with kiosk-stick's settings may open."""
    units, said = Path("/run/systemd/system"), Path("/run/lab/probe")
    Path("/usr/libexec/psc-kiosk/probe.py").write_text(PROBE)
    text = (units / "kiosk-stick.service").read_text()
    for name in ("kiosk-stick.socket", "modprobe@sd_mod.service", "RuntimeDirectory=kiosk-stick"):
        text = text.replace(name, name.replace("kiosk-stick", "kiosk-probe") if "=" in name else "")
    (units / "kiosk-probe.service").write_text(text)
    (units / "kiosk-probe.service.d").mkdir(exist_ok=True)
    (units / "kiosk-probe.service.d/alone.conf").write_text(
        "[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\nExecStart=\nExecStart=/usr/bin/python3 "
        f"{PROGRAM.parent}/probe.py {' '.join(paths)}\nStandardOutput=truncate:{said}\n")
    inner = Path(f"/proc/{system.pid}/task/{system.pid}/children").read_text().split()[0]
    for words in (["daemon-reload"], ["start", "kiosk-probe.service"]):
        subprocess.run(["nsenter", "--target", inner, "--pid", "--mount", "systemctl", *words], check=True, timeout=120)
    answers = dict(line.split() for line in said.read_text().splitlines())
    assert answers.keys() == set(paths), answers
    return [path for path in paths if answers[path] == "opened"]


class Refused(Exception):
    """`code` is the first word of what kiosk-stick answers."""

    def __init__(self, code, detail):
        super().__init__(f"{code}: {detail}")
        self.code = code


def send(link, kind, payload):
    link.sendall(struct.pack(">IB", len(payload) + 1, kind) + payload)


def receive(link):
    def take(count):
        data = b""
        while len(data) < count:
            part = link.recv(count - len(data))
            assert part, "kiosk-stick ended the connection"
            data += part
        return data

    length, kind = struct.unpack(">IB", take(5))
    return kind, take(length - 1)


def ask(request, document=None, limit=180):
    """The answer and the document that came before it. kioskd waits 60 s for a saving and 15 s for a look; here it is emulated."""
    with socket.socket(socket.AF_UNIX) as link:
        link.settimeout(limit)
        link.connect(SOCKET)
        if document is not None:
            send(link, DOCUMENT, document)
        send(link, MESSAGE, json.dumps(request).encode())
        read = None
        while True:
            kind, payload = receive(link)
            if kind == DOCUMENT:
                read = payload
                continue
            answer = json.loads(payload)
            if "failure" in answer:
                raise Refused(answer["failure"]["code"], answer["failure"]["detail"])
            return answer, read


def look():
    """`none`, `several`, `ready`, or the code of a refusal."""
    sight = ask({"look": {}})[0]["sight"]["_0"]
    (kind, more), = sight.items()
    return more.get("_0", kind)


def look_until(*wanted, limit=180):
    """While the kernel and udev are at it, a stick is not there or not readable yet."""
    end = time.monotonic() + limit
    while (seen := look()) not in wanted:
        assert time.monotonic() < end, f"{seen}, not {wanted}"
        time.sleep(0.1)
    return seen


def save(data, name):
    answer, read = ask({"save": {"name": name}}, data)
    return answer["saved"]["name"], read


def key_files():
    return ask({"keyFiles": {}})[0]["files"]["_0"]


def read(path, stick):
    return ask({"read": {"path": path, "stick": stick}})[1]


def process():
    """Number of the process that serves; the unit starts it with the first client."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(folder / "exe") == str(PROGRAM):
                return int(folder.name)
        except OSError:
            continue
    return None


def mounted():
    """How the stick is mounted for kiosk-stick: None, or its options."""
    number = process()
    if number is None:
        return None
    for line in Path(f"/proc/{number}/mountinfo").read_text().splitlines():
        words = line.split()
        if words[4] == MOUNT_POINT:
            return set(words[5].split(",")) | set(words[-1].split(","))
    return None


class Mounts:
    """What kiosk-stick mounts meanwhile, as the kernel records its calls: `seen` are `ro` and `rw`, in turn."""

    FOLDER = Path("/sys/kernel/tracing")
    EVENTS = ["sys_enter_mount", "sys_exit_mount", "sys_enter_umount"]
    # mount(2): nosuid, nodev, noexec, nosymfollow, noatime.
    ALWAYS, READ_ONLY, SYNCHRONOUS = 2 | 4 | 8 | 256 | 1024, 1, 16

    def __enter__(self):
        # The program is there before its calls are followed.
        look()
        self.seen = []
        if not (self.FOLDER / "trace").exists():
            subprocess.run(["mount", "-t", "tracefs", "none", str(self.FOLDER)], check=True)
        (self.FOLDER / "trace").write_text("")
        self.follow("1")
        return self

    def __exit__(self, *_):
        self.follow("0")
        threads = {one.name for one in Path(f"/proc/{process()}/task").iterdir()}
        given, ended = None, 0
        for line in (self.FOLDER / "trace").read_text().splitlines():
            head = re.match(r" *.*-([0-9]+) +\[[0-9]+\] .*: (sys_\w+)(.*)", line)
            if head is None or head[1] not in threads:
                continue
            if head[2] == "sys_mount" and "flags: " in head[3]:
                given = int(re.search(r"flags: (?:0x)?([0-9a-f]+)", head[3])[1], 16)
            elif head[2] == "sys_mount" and head[3].endswith("-> 0x0"):
                kind = "ro" if given & self.READ_ONLY else "rw"
                assert given == self.ALWAYS | (self.READ_ONLY if kind == "ro" else self.SYNCHRONOUS), hex(given)
                self.seen.append(kind)
            elif head[2] == "sys_umount" and "flags: " in head[3]:
                ended += 1
        assert ended == len(self.seen), f"{ended} ends of {self.seen}"

    def follow(self, word):
        for event in self.EVENTS:
            (self.FOLDER / "events/syscalls" / event / "enable").write_text(word)

"""Slips: from the tap on the screen to the last byte on the printer's line, beside python-escpos with the picture."""

import glob
import json
import os
import re
import socket
import statistics
import subprocess
import threading
import time
import urllib.request

import second

SLIPS = 300
PEER_SLIPS = 60
PICTURE, CUT = b"\x1dv0\x00", b"\x1dVA"

# Warm: the module is loaded and the printer known before the first request. A request is a file of a picture.
PEER = """
import logging, sys, time
logging.disable(logging.CRITICAL)
from escpos.printer import Network
port, path, count = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(count):
    sys.stdin.readline()
    began = time.monotonic()
    printer = Network("127.0.0.1", port=port)
    printer.hw("INIT")
    printer.image(path, impl="bitImageRaster", fragment_height=255)
    printer._raw(bytes([0x1D, 0x56, 0x41, 0x00]))
    printer.close()
    print("began", began, flush=True)
"""


class Line:
    """The printer's line, passed on both ways; knows when the picture's first and the cut's last byte came."""

    def __init__(self, printer):
        self.printer = printer
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.ended = threading.Event()
        self.mark()
        threading.Thread(target=self.serve, daemon=True).start()

    def mark(self):
        self.sent, self.first, self.last = bytearray(), None, None
        self.ended.clear()

    def serve(self):
        while True:
            sender, _ = self.listener.accept()
            receiver = socket.create_connection(("127.0.0.1", self.printer))
            for link in (sender, receiver):
                link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            back = threading.Thread(target=self.back, args=(receiver, sender), daemon=True)
            back.start()
            while data := self.receive(sender):
                self.note(data)
                receiver.sendall(data)
            receiver.shutdown(socket.SHUT_RDWR)
            back.join()
            sender.close()
            receiver.close()

    @staticmethod
    def receive(link):
        try:
            return link.recv(1 << 16)
        except OSError:
            return b""

    def back(self, receiver, sender):
        while data := self.receive(receiver):
            try:
                sender.sendall(data)
            except OSError:
                return

    def note(self, data):
        now = time.monotonic()
        self.sent += data
        if self.first is None and PICTURE in self.sent:
            self.first = now
        if self.first is not None and CUT in self.sent[self.sent.index(PICTURE):]:
            self.last = self.last or now
            self.ended.set()

    def wait(self):
        if not self.ended.wait(30):
            raise SystemExit("no slip came to the printer")


class Visitor:
    """The person at the kiosk's one screen."""

    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}"
        self.token = json.loads(self.ask("POST", "/api/session"))["token"]
        self.stream = urllib.request.urlopen(f"{self.base}/api/events?token={self.token}", timeout=600)

    def ask(self, method, path, body=None):
        headers = {"Content-Type": "application/json"}
        if hasattr(self, "token"):
            headers["X-Screen-Token"] = self.token
        request = urllib.request.Request(self.base + path, data=body, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read()

    def act(self, action, **fields):
        self.ask("POST", "/api/act", json.dumps({"action": action} | fields).encode())

    def until(self, start):
        end = time.monotonic() + 30
        while not (shown := json.loads(self.ask("GET", "/api/session"))["screen"]).startswith(start):
            if time.monotonic() > end:
                raise SystemExit(f"the screen stays at {shown}, not {start}")
            time.sleep(0.002)


def slip(visitor, line):
    """Milliseconds from the tap to the picture's first byte and to the cut's last one."""
    visitor.until("idle")
    visitor.act("language", value="kk")
    visitor.until("services")
    visitor.act("service", value="queue-ticket")
    visitor.until("ticket-choosing")
    line.mark()
    began = time.monotonic()
    visitor.act("purpose", value="id-card")
    line.wait()
    visitor.until("ending")
    visitor.act("done")
    return (line.first - began) * 1000, (line.last - began) * 1000


class Peer:
    """A warm program that prints one slip whenever it is told."""

    PYTHON = os.path.join(os.path.dirname(__file__), "../../.venv/bin/python")

    def __init__(self, line, *command):
        self.line = line
        self.child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    @classmethod
    def python(cls, line, picture):
        """python-escpos with a picture that is drawn already."""
        return cls(line, cls.PYTHON, "-c", PEER, str(line.port), picture, str(PEER_SLIPS + 1))

    @classmethod
    def driver(cls, line, programs):
        """kioskd's own driver, without kioskd: it draws, asks the printer, and waits for its confirmation."""
        device = f"tcp:127.0.0.1:{line.port}"
        return cls(line, f"{programs}/slip-bench", "print", "--device", device, "--slips", str(PEER_SLIPS + 1))

    @classmethod
    def missing(cls):
        """Why there is none."""
        try:
            known = subprocess.run([cls.PYTHON, "-c", "import escpos.printer"], capture_output=True, check=False)
            there = known.returncode == 0
        except OSError:
            there = False
        return None if there else "python-escpos is not installed in .venv (.ci/install test)"

    def slip(self):
        """Milliseconds from the request to the cut's last byte."""
        self.line.mark()
        self.child.stdin.write("\n")
        self.child.stdin.flush()
        # The library says things of its own there.
        while not (said := self.child.stdout.readline()).startswith("began "):
            if not said:
                raise SystemExit(f"{self.child.args[0]} ended")
        self.line.wait()
        return (self.line.last - float(said.split()[1])) * 1000

    def end(self):
        self.child.stdin.close()
        self.child.wait(timeout=30)


class Commits:
    """Durable transactions of kioskd's journal, as its metrics count them."""

    FAMILY = "kioskd_journal_commit_duration_seconds"

    def __init__(self, path):
        self.path = path
        self.mark()

    def read(self):
        with socket.socket(socket.AF_UNIX) as link:
            link.settimeout(30)
            link.connect(self.path)
            link.sendall(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            text = b"".join(iter(lambda: link.recv(1 << 16), b"")).decode()
        return [float(re.search(rf"(?m)^{self.FAMILY}_{part}\S* (\S+)", text).group(1)) for part in ("count", "sum")]

    def mark(self):
        self.count, self.seconds = self.read()

    def since(self, slips):
        """Commits of one slip, and the milliseconds that they take together."""
        count, seconds = self.read()
        return round((count - self.count) / slips, 1), round((seconds - self.seconds) * 1000 / slips, 2)


def interleaved(visitor, line, folder, programs):
    """Slips through kioskd, and after every few of them one of each peer on the same line: milliseconds of each."""
    ours, skipped = [], Peer.missing()
    slip(visitor, line)
    newest = max(glob.glob(f"{folder}/**/slip-*.png", recursive=True), key=os.path.getmtime)
    peers = {"driver": Peer.driver(line, programs)}
    if not skipped:
        peers["peer"] = Peer.python(line, newest)
    for peer in peers.values():
        peer.slip()
    times = {name: [] for name in peers}
    for number in range(SLIPS):
        ours.append(slip(visitor, line))
        if number % (SLIPS // PEER_SLIPS) == 0:
            for name, peer in peers.items():
                times[name].append(peer.slip())
    for peer in peers.values():
        peer.end()
    return ours, times, skipped


def printer_port(folder):
    """Of the demonstration's printer."""
    with open(f"{folder}/kioskd.yaml") as file:
        return int(re.search(r'(?m)^printer:\n(?:  .*\n)*?  device: "?tcp:[^:]*:(\d+)', file.read()).group(1))


def control_socket(path):
    """Of the kioskd with this configuration."""
    with open(path) as file:
        return re.search(r'(?m)^control:\n(?:  .*\n)*?  socket: "?([^"\n]+)', file.read()).group(1)


def measure(options, folder, wait_until_ready):
    """In the folder of a demonstration that runs, whose own kioskd stands idle."""
    line = Line(printer_port(folder))
    path, port = second.configuration(folder, "slips", printer=f"tcp:127.0.0.1:{line.port}")
    log = f"{folder}/slips-kioskd.log"
    with open(log, "w") as sink:
        kioskd = subprocess.Popen(
            [f"{options.programs}/kioskd", "--configuration", path], stdout=sink, stderr=sink)
    try:
        wait_until_ready(kioskd, port, log)
        visitor = Visitor(port)
        commits = Commits(control_socket(path))
        times, others, skipped = interleaved(visitor, line, folder, options.programs)
        per_slip, commit_time = commits.since(len(times) + 1)
    finally:
        kioskd.terminate()
        kioskd.wait(timeout=20)

    def p99(values):
        return round(sorted(values)[-(-99 * len(values) // 100) - 1], 1)

    first, last = zip(*times)
    result = {
        "slips": len(times), "firstMedian": round(statistics.median(first), 1), "firstP99": p99(first),
        "lastMedian": round(statistics.median(last), 1), "lastP99": p99(last), "skipped": skipped,
        "commits": per_slip, "commitMilliseconds": commit_time,
    }
    for name, values in others.items():
        result |= {f"{name}Median": round(statistics.median(values), 1), f"{name}P99": p99(values),
                   f"{name}Slips": len(values)}
    return result


def drawn(options):
    """10,000 slips of every kind drawn by one process: the memory before and after."""
    return json.loads(subprocess.check_output([f"{options.programs}/slip-bench"], text=True))


def drawn_lines(drawn):
    """The section of docs/benchmarks.md."""
    return [
        "", "## Drawing slips", "",
        "`slip-bench` draws slips of every kind in every language on both papers, from their values to their dots, as",
        "kioskd does, after 500 that load the fonts.", "",
        "| What | Goal | Measured |", "|---|---|---|",
        f"| {drawn['slips']:,} slips drawn by one process: RssAnon before, after | no growth | "
        f"{drawn['before']:.1f}, {drawn['after']:.1f} MiB |",
        f"| one of them | | {drawn['milliseconds']:.1f} ms |",
    ]


def lines(result):
    """The section of docs/benchmarks.md."""
    text = [
        "", "## Slips", "",
        "Through kioskd's own HTTP interface and the virtual printer: from the POST of the last tap to the bytes on",
        "the printer's line. In it: the number in the journal, durably, the hall's queue, the questions to the printer, the",
        "drawing, the picture. The driver alone is that without kioskd: a queue slip from its values to the last byte, in",
        "`slip-bench print`. The same picture by python-escpos (`Network`, `bitImageRaster`, warm) is drawn already; it asks",
        "nothing and confirms nothing. Both on the same line, in the same run, after every fifth of our slips.", "",
        "| What | Goal | Measured |", "|---|---|---|",
        f"| tap → first byte of the slip, {result['slips']} slips: p99 | | {result['firstP99']} ms "
        f"(median {result['firstMedian']} ms) |",
        f"| tap → last byte of the slip: p99 | ≤ 150 ms | {result['lastP99']} ms (median {result['lastMedian']} ms) |",
        f"| of it, and of what follows: durable commits of the journal for one slip | | {result['commits']} commits, "
        f"{result['commitMilliseconds']} ms together |",
    ]
    if result["skipped"]:
        return [*text, f"\nSkipped: {result['skipped']}."]
    whole, alone = (result["peerMedian"] / result[name] for name in ("lastMedian", "driverMedian"))
    return text + [
        f"| the driver alone: request → last byte, {result['driverSlips']} slips: median | | "
        f"{result['driverMedian']} ms |",
        f"| the same picture by python-escpos, {result['peerSlips']} slips: median | ≥ 3 × ours | "
        f"{result['peerMedian']} ms: {whole:.2f} × the whole way, {alone:.2f} × the driver |"]

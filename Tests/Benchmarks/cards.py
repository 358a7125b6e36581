"""Card sessions: the daemon's code against a bare pcsclite loop, and the commands that it costs against OpenSC's."""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import time

READER = "Virtual PCD 00 00"
PIN = "482915"
MESSAGE = "to be signed"
ROUNDS = 9
# Card latency in milliseconds a command, and warm-up rounds before the nine.
LATENCIES = {0: 5, 250: 1}
HERE = os.path.dirname(os.path.abspath(__file__))


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, **options)


@contextlib.contextmanager
def alone():
    """Keeps everybody else from vpcd's fixed ports, by the lock that the tests use."""
    with open("/tmp/psc-kiosk-pcscd.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def service():
    """Debian's pcscd with vpcd: the one that runs, or one of our own."""
    if reachable():
        yield
        return
    os.makedirs("/run/pcscd", exist_ok=True)
    daemon = subprocess.Popen(["/usr/sbin/pcscd", "-f"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait(reachable, "pcscd")
        yield
    finally:
        daemon.terminate()
        daemon.wait(timeout=10)
        with contextlib.suppress(FileNotFoundError):
            os.unlink("/run/pcscd/pcscd.comm")


def reachable():
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex("/run/pcscd/pcscd.comm") == 0


def wait(condition, what):
    end = time.monotonic() + 20
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(f"{what} did not come within 20 s")
        time.sleep(0.02)


class Card:
    """A virtual card in the reader, with a key and its certificate in slot 9C."""

    def __init__(self, programs, folder, algorithm):
        self.programs, self.folder, self.algorithm = programs, folder, algorithm
        self.state, self.control = f"{folder}/{algorithm}.json", f"{folder}/{algorithm}.sock"
        bench, crt = f"{programs}/signing-bench", f"{folder}/crt"
        run(bench, "make-card", "--state", self.state, "--algorithm", algorithm, "--pin", PIN, "--public-key",
            f"{folder}/spki")
        run("openssl", "pkey", "-pubin", "-inform", "DER", "-in", f"{folder}/spki", "-out", f"{folder}/pub")
        # A certificate for a key that is only on the card: its public half is put into another key's request.
        run("openssl", "req", "-new", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=TEST authority",
            "-keyout", f"{folder}/ca.key", "-out", f"{folder}/ca")
        run("openssl", "req", "-new", "-key", f"{folder}/ca.key", "-subj", "/CN=Demo Person 1", "-out", f"{folder}/req")
        run("openssl", "x509", "-req", "-in", f"{folder}/req", "-CA", f"{folder}/ca", "-CAkey", f"{folder}/ca.key",
            "-force_pubkey", f"{folder}/pub", "-set_serial", "17", "-outform", "DER", "-out", crt)
        run(bench, "certify", "--state", self.state, "--certificate", crt)

    def __enter__(self):
        self.process = subprocess.Popen(
            [f"{self.programs}/kiosk-sim", "card", "--state", self.state, "--control", self.control],
            stdout=subprocess.DEVNULL)
        wait(lambda: os.path.exists(self.control) and "connected=true" in self.order("status"), "the virtual card")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=10)

    def order(self, text):
        with socket.socket(socket.AF_UNIX) as control:
            control.settimeout(10)
            try:
                control.connect(self.control)
            except OSError:
                return ""
            control.sendall(f"{text}\n".encode())
            return control.makefile().readline()

    def commands(self):
        words = dict(word.split("=") for word in self.order("status").split())
        return int(words["commands"])


class Sessions:
    """A process that holds one session for each line that it gets, and says in JSON what it took."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.read()

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.process.args[0]} ended")
        return line

    def session(self):
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        return json.loads(self.read())

    def end(self):
        self.process.stdin.close()
        self.process.wait(timeout=10)


def apdus(algorithm):
    """What signing-bench sends for one session, byte for byte: the sessions' counts are compared below."""
    digest = hashlib.sha256(MESSAGE.encode()).digest()
    before = ["00A404000BA000000308000010000100", "00200080", "00200081"]
    verify = "0020008008" + PIN.encode().hex() + "FFFF"
    if algorithm == "eccP256":
        template = "7C24" + "8200" + "8120" + digest.hex()
        return before + ["-", verify, "0087119C" + f"{len(template) // 2:02X}" + template + "00"]
    info = "3031300d060960864801650304020105000420" + digest.hex()
    block = "0001" + "FF" * (256 - 3 - len(info) // 2) + "00" + info
    template = "7C820106" + "8200" + "81820100" + block
    first, rest = template[:510], template[510:]
    return before + ["-", verify, "1087079CFF" + first, "0087079C" + f"{len(rest) // 2:02X}" + rest + "00",
                     "00C0000008"]


def compare(card, loop):
    """Median times of both sides, interleaved, at each latency of the card."""
    script = f"{card.folder}/{card.algorithm}.apdus"
    with open(script, "w") as file:
        file.write("\n".join(apdus(card.algorithm)) + "\n")
    ours = Sessions(f"{card.programs}/signing-bench", "card", "--reader", READER, "--pin", PIN, "--message", MESSAGE)
    bare = Sessions(loop, READER, script)
    figures = {}
    try:
        counts = []
        for side in (ours, bare):
            before = card.commands()
            side.session()
            counts.append(card.commands() - before)
        if counts[0] != counts[1]:
            raise SystemExit(f"{card.algorithm}: {counts[0]} commands against {counts[1]} of the bare loop")
        for latency, warm in LATENCIES.items():
            card.order(f"fault slow={latency} always" if latency else "fault none")
            times = {"ours": [], "bare": []}
            for number in range(warm + ROUNDS):
                for name, side in (("ours", ours), ("bare", bare)):
                    took = side.session()
                    if number >= warm:
                        times[name].append(took)
            figures[str(latency)] = {
                name: {key: statistics.median(t[key] for t in values) / 1e6 for key in ("work", "whole")}
                for name, values in times.items()}
            for key in ("work", "whole"):
                mine, other = (figures[str(latency)][name][key] for name in ("ours", "bare"))
                print(f"{card.algorithm}, card {latency} ms, {key}: {mine:.2f} ms, bare {other:.2f} ms", flush=True)
    finally:
        card.order("fault none")
        ours.end()
        bare.end()
    return {"commands": counts[0], "latency": figures}


def count(card):
    """Commands for log-in and one signature: a card never seen, a card read before, pkcs11-tool."""
    bench = (f"{card.programs}/signing-bench", "card", "--reader", READER, "--pin", PIN, "--message", MESSAGE)
    before = card.commands()
    side = Sessions(*bench)
    side.session()
    first = card.commands() - before
    before = card.commands()
    side.session()
    again = card.commands() - before
    side.end()
    message = f"{card.folder}/message"
    with open(message, "w") as file:
        file.write(MESSAGE)
    mechanism = "SHA256-RSA-PKCS" if card.algorithm == "rsa2048" else "ECDSA-SHA256"
    before = card.commands()
    run("pkcs11-tool", "--login", "--pin", PIN, "--sign", "--id", "02", "-m", mechanism, "-i", message, "-o",
        f"{card.folder}/signature")
    theirs = card.commands() - before
    print(f"{card.algorithm}: {again} commands ({first} for a card never seen), pkcs11-tool {theirs}", flush=True)
    return {"ours": again, "oursFirst": first, "pkcs11Tool": theirs}


def measure(programs, folder):
    if not shutil.which("pkcs11-tool"):
        raise SystemExit("pkcs11-tool is missing: apt-get install opensc")
    loop = f"{folder}/card_loop"
    run("cc", "-O2", "-Wall", "-I/usr/include/PCSC", "-o", loop, f"{HERE}/card_loop.c", "-lpcsclite")
    figures = {}
    for algorithm in ("rsa2048", "eccP256"):
        with Card(programs, folder, algorithm) as card:
            figures[algorithm] = compare(card, loop) | {"count": count(card)}
    return figures

"""The outbox: fleets after an outage, a month off line, the journal beside a bare sqlite3 loop.

Runs kiosk-portal on a PostgreSQL of its own and kiosk-sim fleet, and asks the database whether it holds each record once.
"""

import json
import os
import statistics
import subprocess
import tempfile
import threading
import time

import desk
import store

HERE = os.path.dirname(os.path.abspath(__file__))
LOOP_ROWS, ROW_BYTES, ROUNDS = 10_000, 256, 5
KIOSKS, PROTOCOL, MONTH = 1_000, 10_000, 100_000
# What each kiosk has waiting. With less than a few seconds of work the drain measures only the kiosks' own pauses, which have grown
# to half a minute by the end of an outage of 20 s.
BACKLOG = {"real": 200, "protocol": 20}


class Portal:
    """A portal in demonstration mode on the cluster, and the most memory it took."""

    def __init__(self, programs, cluster):
        self.state, self.port, self.most = f"{cluster.folder}/portal", desk.free_port(), 0.0
        self.process = subprocess.Popen(
            [f"{programs}/kiosk-portal", "--demonstration", "--state", self.state, "--port", str(self.port),
             "--kiosk-port", "0", "--services-port", "0", "--log-level", "error", "--database",
             f"postgresql:///portal?host={cluster.folder}&user=portal"], stdout=subprocess.PIPE, text=True)
        if "ready" not in self.process.stdout.readline():
            raise SystemExit("kiosk-portal does not start")
        self.watching = True
        threading.Thread(target=self.watch, daemon=True).start()

    def watch(self):
        while self.watching:
            try:
                with open(f"/proc/{self.process.pid}/status") as file:
                    self.most = max([self.most] + [int(l.split()[1]) / 1024 for l in file if l.startswith("RssAnon")])
            except (FileNotFoundError, ProcessLookupError):
                return
            time.sleep(0.2)

    def end(self):
        self.watching = False
        self.process.terminate()
        self.process.wait(timeout=60)


def held(cluster, ledger):
    """Records of the ledger that the database lacks, and those that it holds beyond it."""
    rows = cluster.query("portal", "SELECT source, substr(digest, 1, 16) FROM event").split("\n")
    stored = {}
    for row in filter(None, rows):
        kiosk, digest = row.split("|")
        number, mixed = stored.get(kiosk, (0, 0))
        stored[kiosk] = number + 1, mixed ^ int(digest, 16)
    lost = twice = 0
    for kiosk, wrote in ledger.items():
        number, mixed = stored.get(kiosk, (0, 0))
        lost += max(0, wrote["written"] - number)
        twice += max(0, number - wrote["written"])
        # The same number of other records is a loss of the right ones.
        if number == wrote["written"] and mixed != int(wrote["digests"], 16):
            lost += 1
    return lost, twice


def fleet(programs, *arguments):
    with store.Cluster() as cluster:
        portal = Portal(programs, cluster)
        try:
            done = subprocess.run(
                [f"{programs}/kiosk-sim", "fleet", "--json", "--portal", f"https://127.0.0.1:{portal.port}",
                 "--portal-state", portal.state, "--state", f"{cluster.folder}/fleet", *arguments],
                stdout=subprocess.PIPE, text=True)
            if not done.stdout:
                raise SystemExit("kiosk-sim fleet ended without a report")
            report = json.loads(done.stdout)
            report["lostThere"], report["twiceThere"] = held(cluster, report.pop("ledger"))
        finally:
            portal.end()
    return report | {"portalMiB": round(portal.most, 1)}


def commits(programs, folder):
    """Commits a second of the journal and of the C loop, in turn on new files: medians."""
    loop = f"{folder}/journal_loop"
    subprocess.run(["gcc", "-O2", "-o", loop, f"{HERE}/journal_loop.c", "-lsqlite3"], check=True)
    ours, bare = [], []
    for number in range(ROUNDS):
        os.mkdir(f"{folder}/{number}", 0o700)
        for command, figures in (
                ([f"{programs}/journal-bench", f"{folder}/{number}", f"--rows={LOOP_ROWS}", f"--bytes={ROW_BYTES}"], ours),
                ([loop, f"{folder}/{number}.sqlite", str(LOOP_ROWS), str(ROW_BYTES)], bare)):
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            figures.append(float(done.stdout))
    return round(statistics.median(ours), 1), round(statistics.median(bare), 1)


def measure(options):
    with tempfile.TemporaryDirectory(prefix="kb-") as folder:
        ours, bare = commits(options.programs, folder)
    month = fleet(
        options.programs, "--kiosks", "1", "--steady", "0", "--outage", "0", "--records", str(MONTH), "--days", "30",
        "--patience", "1800")
    print(f"outbox: a month drained at {month['drainPerSecond']:.0f}/s", flush=True)
    return {
        "month": month, "commitsPerSecond": ours, "bareCommitsPerSecond": bare,
        "real": fleet(options.programs, "--kiosks", str(KIOSKS), "--outage", "20", "--records",
                      str(BACKLOG["real"])),
        "protocol": fleet(
            options.programs, "--kiosks", str(PROTOCOL), "--protocol-only", "--outage", "20", "--records",
            str(BACKLOG["protocol"])),
    }


def lines(result):
    """The section of docs/benchmarks.md."""
    month, rows = result["month"], []
    ours, bare = result["commitsPerSecond"], result["bareCommitsPerSecond"]
    rows.append(("journal commits/s, sealed and chained rows, beside a bare sqlite3 loop", "≥ 0.9 ×",
                 f"{ours:.0f}, {bare:.0f}: {ours / bare:.2f} ×"))
    rows.append((f"one kiosk, 30 days off line, {month['backlog']} records: drained", "≥ 1,000/s",
                 f"{month['drainPerSecond']:.0f}/s"))
    rows.append(("journal opened with them: ready", "≤ 1 s", f"{month['reopenSeconds']:.2f} s"))
    for name, key in (("kiosks of real code", "real"), ("kiosks of the protocol only", "protocol")):
        figures = result[key]
        waited = figures["backlog"] // figures["kiosks"]
        rows.append((f"{figures['kiosks']} {name}: steady, drained after an outage ({waited} records each)", "≥ 0.5 ×",
                     f"{figures['steadyPerSecond']:.0f}/s, {figures['drainPerSecond']:.0f}/s: "
                     f"{figures['drainPerSecond'] / figures['steadyPerSecond']:.2f} ×"))
        rows.append((f"{figures['kiosks']} {name}: lost, twice; portal's RssAnon at most", "0, 0; ≤ 512 MiB",
                     f"{figures['lostThere']}, {figures['twiceThere']}; {figures['portalMiB']:.0f} MiB"))
    head = ["", "## Outbox and fleet", "",
            "Fleet, portal and PostgreSQL on this one machine. A drain lasts from the moment at which the line is back until the last",
            "record is confirmed: each kiosk comes back when its own pause is over, up to half a minute later.", "",
            "| What | Goal | Measured |", "|---|---|---|"]
    return head + [f"| {what} | {goal} | {value} |" for what, goal, value in rows]

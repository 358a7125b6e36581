#!/usr/bin/env python3
"""Measures this machine: the first flow in the demonstration, card sessions, the door for portal pages.

Runs release programs with virtual parts and drives them as people and pages do. Prints the figures, keeps them in
docs/benchmarks.json with the machine, the versions and, for each section, the commit, and sets docs/benchmarks.md from
that. What is not measured (--only) stays as it was.
"""

import argparse
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

import cards
import desk
import door
import face
import hall
import helper
import outbox
import pages
import rates
import second
import slips
import store

ROUNDS = 9
SLIPS = 100
PROGRAMS = ("kioskd", "kiosk-vision", "kiosk-portal")


def processes(root):
    """All descendants of a process, by command name."""
    children = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as file:
                name, rest = file.read().rsplit(")", 1)
            children.setdefault(int(rest.split()[1]), []).append((int(pid), name.split("(", 1)[1]))
        except (FileNotFoundError, ProcessLookupError):
            continue
    found, front = {}, [root]
    while front:
        for pid, name in children.get(front.pop(), []):
            found[name] = pid
            front.append(pid)
    return found


def memory(pid):
    """RssAnon and PSS of one process in MiB."""
    values = {}
    for path, keys in ((f"/proc/{pid}/status", ("RssAnon",)), (f"/proc/{pid}/smaps_rollup", ("Pss",))):
        with open(path) as file:
            for line in file:
                key = line.split(":")[0]
                if key in keys:
                    values[key] = int(line.split()[1]) / 1024
    return {"rssAnonMiB": round(values["RssAnon"], 1), "pssMiB": round(values["Pss"], 1)}


def cpu(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Demonstration:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder

    def __enter__(self):
        self.process = subprocess.Popen(
            [f"{self.options.programs}/kiosk-sim", "demo", "--json", "--virtual-only", "--state", self.folder,
             "--models", self.options.models, "--screens-port", "0", "--sms-limit", "1000", "--portal-port", "0",
             "--door-port", "0", "--printer-port", "0"],
            stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("the demonstration did not start; its logs are in " + self.folder)
        self.report = json.loads(line)
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)

    def citizen(self, flow):
        run = subprocess.run(
            [f"{self.options.programs}/kiosk-sim", "citizen", "--flow", flow, "--json", "--state", self.folder],
            capture_output=True, text=True)
        if run.returncode != 0:
            raise SystemExit(f"flow {flow} failed: {run.stdout}{run.stderr}")
        return json.loads(run.stdout)


def wait_until_ready(kioskd, port, log):
    """Until the screens answer; the end of the run when they do not within 20 s."""
    end = time.monotonic() + 20
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).read()
            return
        except OSError:
            if kioskd.poll() is not None or time.monotonic() > end:
                with open(log) as file:
                    raise SystemExit("kioskd did not become ready:\n" + file.read()[-2000:])
            time.sleep(0.002)


BACKLOG = 110_000


def ready_times(options, folder):
    """kioskd alone, started again and again on one state folder while its portal lives: milliseconds to an answer.

    Then the same with more than 100,000 records that wait, each start after a kill -9."""
    times, waiting = [], []
    with Demonstration(options, folder) as demo:
        path, port = second.configuration(folder, "bench")
        for _ in range(ROUNDS + 1):
            began = time.monotonic()
            with open(f"{folder}/bench-kioskd.log", "a") as sink:
                kioskd = subprocess.Popen(
                    [f"{options.programs}/kioskd", "--configuration", path], stdout=sink, stderr=sink)
            try:
                wait_until_ready(kioskd, port, f"{folder}/bench-kioskd.log")
                times.append((time.monotonic() - began) * 1000)
            finally:
                kioskd.send_signal(signal.SIGTERM)
                kioskd.wait(timeout=20)
        filled = subprocess.run(
            [f"{options.programs}/journal-bench", f"{folder}/bench-kiosk", f"--rows={BACKLOG}", "--unsent", "--killed"],
            stdout=subprocess.DEVNULL)
        if filled.returncode != -signal.SIGKILL:
            raise SystemExit("journal-bench did not fill the journal")
        for _ in range(ROUNDS):
            began = time.monotonic()
            with open(f"{folder}/bench-kioskd.log", "a") as sink:
                kioskd = subprocess.Popen(
                    [f"{options.programs}/kioskd", "--configuration", path], stdout=sink, stderr=sink)
            try:
                wait_until_ready(kioskd, port, f"{folder}/bench-kioskd.log")
                waiting.append((time.monotonic() - began) * 1000)
            finally:
                kioskd.kill()
                kioskd.wait(timeout=20)
    # The first start enrols the kiosk.
    return times[1:], waiting


def first_flow(options):
    with tempfile.TemporaryDirectory(prefix="kb-") as folder:
        ready, waiting = ready_times(options, folder)
        print(f"kioskd: process start to ready {statistics.median(ready):.0f} ms", flush=True)
    with tempfile.TemporaryDirectory(prefix="kb-") as folder, Demonstration(options, folder) as demo:
        flows = []
        for number in range(ROUNDS):
            flows.append(demo.citizen("eds"))
            print(f"eds {number + 1}/{ROUNDS}: {sum(s['seconds'] for s in flows[-1]['steps']):.1f} s", flush=True)
        found = processes(demo.process.pid)
        working = {name: memory(found[name]) for name in PROGRAMS if name in found}
        slips = []
        for _ in range(SLIPS):
            slips.append(sum(s["seconds"] for s in demo.citizen("slip")["steps"]))
        found = processes(demo.process.pid)
        before = {name: cpu(pid) for name, pid in found.items() if name in PROGRAMS}
        time.sleep(10)
        idle = {}
        for name in PROGRAMS:
            if name in found:
                idle[name] = memory(found[name]) | {
                    "cpuPercent": round((cpu(found[name]) - before[name]) * 10, 2)}
    steps = {}
    for flow in flows:
        for step in flow["steps"]:
            steps.setdefault(step["name"], []).append(step["seconds"])
    return {
        "readyMilliseconds": round(statistics.median(ready), 1),
        "readyWithBacklogMilliseconds": round(statistics.median(waiting), 1),
        "edsSeconds": round(statistics.median(sum(s["seconds"] for s in f["steps"]) for f in flows), 2),
        "slipSeconds": round(statistics.median(slips), 3),
        "stepSeconds": {name: round(statistics.median(values), 3) for name, values in steps.items()},
        "memoryAfterFlows": working,
        "idleAfterSlips": idle,
    }


def demonstration(options, body):
    """One user of pcscd and vpcd at a time, as in the tests; a demonstration starts its own service when none runs."""
    with cards.alone(), tempfile.TemporaryDirectory(prefix="kb-") as folder, Demonstration(options, folder) as demo:
        return body(folder, demo)


def with_service(body):
    with cards.alone(), cards.service(), tempfile.TemporaryDirectory(prefix="kb-") as folder:
        return body(folder)


def flow(options):
    with cards.alone():
        return first_flow(options) | {"rounds": ROUNDS, "slips": SLIPS}


# Each is measured, kept and set by itself.
SECTIONS = {
    "flow": flow,
    "cards": lambda options: with_service(lambda folder: cards.measure(options.programs, folder)),
    "door": lambda options: with_service(lambda folder: door.measure(options.programs, folder)),
    "slips": lambda options: demonstration(
        options, lambda folder, demo: slips.measure(options, folder, wait_until_ready)),
    "drawing": slips.drawn,
    "helper": lambda options: demonstration(
        options, lambda folder, demo: helper.measure(demo, processes, memory)),
    "face": face.measure,
    "rates": rates.measure, "store": store.measure, "outbox": outbox.measure, "hall": hall.measure,
}


def package(name):
    return subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True, check=False).stdout


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if "model name" in line), "unknown")
    memory_total = int(open("/proc/meminfo").readline().split()[1]) // 1024
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout.splitlines()
    return {
        "processor": model, "cores": os.cpu_count(), "memoryMiB": memory_total, "kernel": platform.release(),
        "swift": swift[0] if swift else "unknown",
        "packages": {name: package(name) for name in ("pcscd", "opensc", "openssl")},
    }


def taken(options):
    """When, of what, and beside how much other work a section is measured."""
    commit = options.commit or subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    if not options.commit and subprocess.run(["git", "diff", "--quiet", "HEAD"], check=False).returncode != 0:
        commit += " and changes"
    return {
        "commit": commit, "date": time.strftime("%Y-%m-%d"), "load": round(os.getloadavg()[0], 1),
        # chrt -r: on a machine with other work this is the only way to have a core for oneself.
        "realTime": os.sched_getscheduler(0) != os.SCHED_OTHER,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--models", required=True)
    parser.add_argument("--docs", required=True)
    parser.add_argument("--only", default=",".join(SECTIONS), help=f"of {', '.join(SECTIONS)}; the others stay")
    parser.add_argument("--commit", help="of the programs, when it is not that of the tree")
    options = parser.parse_args()
    names = options.only.split(",") if options.only else []
    if unknown := set(names) - set(SECTIONS):
        parser.error(f"no such section: {', '.join(sorted(unknown))}")
    path = f"{options.docs}/benchmarks.json"
    with open(path) as file:
        kept = json.load(file)
    for name in names:
        print(f"==> {name}", flush=True)
        when = taken(options)
        result = SECTIONS[name](options)
        kept["machine"] = machine()
        kept["sections"][name] = {"taken": when, "result": result}
        # Kept at once: what comes after may fail.
        with open(path, "w") as file:
            json.dump(kept, file, indent=2)
            file.write("\n")
    with open(f"{options.docs}/benchmarks.md", "w") as file:
        file.write(pages.page(kept))
    if "rates" in names:
        rates.keep(f"{options.docs}/calibration.md", kept["sections"]["rates"]["result"])
    print(pages.page(kept))


if __name__ == "__main__":
    sys.exit(main())

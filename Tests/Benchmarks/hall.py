"""A full centre at a real hall: kioskd keeps it, hall-bench is its terminals, desks and boards (issue 5)."""

import json
import os
import signal
import subprocess
import tempfile
import time

import desk

TERMINALS, DESKS, BOARDS, CROWD, RATE, SECONDS = 30, 60, 2, 500, 20, 60

CONFIGURATION = """\
mode: demonstration
kiosk:
  role: hall
  name: BENCH-HALL
psc:
  name:
    kk: Халыққа қызмет көрсету орталығы
    ru: Центр обслуживания населения
    en: Public Service Centre
queue:
  purposes:
    - "service-1 | Қызмет | Услуга | Service"
state:
  folder: "{folder}/hall"
screens:
  port: {screens}
control:
  socket: "{folder}/control.sock"
hall:
  listen-host: "127.0.0.1"
  listen-port: {port}
  enrolment-port: {enrolment}
  plan-file: "{folder}/plan.json"
"""

TEXT = """
## The hall

`kioskd` keeps the hall, with its journal on disk; `hall-bench` on the same machine is {terminals} terminals, {desks} desks and
{boards} boards, each with a certificate and a TLS connection of its own, through `HallClient`. {rate} slips a second for
{seconds:.0f} s; each desk calls, serves and finishes. From the desk's request to the moment at which a board has the number;
the stream of every desk is open meanwhile ({viewMegabytes} MB of views, which hall-bench does not decode, nor the events of
the boards more). A board is told of news ten times a second, and each time of the hall's twenty newest calls; its page shows
five, and gives each new one its turn. A call that a board was never told of counts as a day late in the figures.
One decision is a call of the next number at one of 60 windows, of those who wait in all four lanes.

| What | Goal | Measured |
|---|---|---|"""


def kibibytes(pid, key):
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(key + ":"))


def processor(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(options):
    result = centre(options)
    result["crowded"] = centre(options, CROWD)
    with tempfile.TemporaryDirectory(prefix="kb-") as folder:
        result["decisions"] = run(options, "decide", "--folder", f"{folder}/decide")
    return result | {
        "terminals": TERMINALS, "desks": DESKS, "boards": BOARDS, "rate": RATE, "seconds": SECONDS}


def centre(options, crowd=0):
    """A new hall under the load of a whole centre, `crowd` more boards among it."""
    with tempfile.TemporaryDirectory(prefix="kb-") as folder:
        port, enrolment = desk.free_port(), desk.free_port()
        plan = {
            "services": [{"id": f"service-{number}"} for number in range(1, 6)],
            "windows": [{"number": number} for number in range(1, DESKS + 1)],
            "terminals": [f"t{number}" for number in range(1, TERMINALS + 1)],
        }
        with open(f"{folder}/plan.json", "w") as file:
            json.dump(plan, file)
        with open(f"{folder}/hall.yaml", "w") as file:
            file.write(CONFIGURATION.format(
                folder=folder, screens=desk.free_port(), port=port, enrolment=enrolment))
        with open(f"{folder}/kioskd.log", "w") as sink:
            hall = subprocess.Popen(
                [f"{options.programs}/kioskd", "--configuration", f"{folder}/hall.yaml"], stdout=sink, stderr=sink)
        try:
            wait(options, hall, folder)
            before, began = processor(hall.pid), time.monotonic()
            result = run(options, "load", "--socket", f"{folder}/control.sock", "--address", f"https://127.0.0.1:{port}",
                         "--enrolment-port", str(enrolment), "--folder", f"{folder}/machines",
                         "--terminals", str(TERMINALS), "--desks", str(DESKS), "--boards", str(BOARDS),
                         "--crowd", str(crowd), "--rate", str(RATE), "--seconds", str(SECONDS))
            if not result["callToBoard"]["count"]:
                raise SystemExit(f"no call reached a board: {result}")
            result["cpuPercent"] = round((processor(hall.pid) - before) / (time.monotonic() - began) * 100, 1)
            result["rssMiB"] = round(kibibytes(hall.pid, "VmRSS") / 1024, 1)
            result["rssMostMiB"] = round(kibibytes(hall.pid, "VmHWM") / 1024, 1)
        finally:
            hall.send_signal(signal.SIGTERM)
            hall.wait(timeout=20)
        return result


def wait(options, hall, folder):
    end = time.monotonic() + 30
    command = [f"{options.programs}/kioskctl", "queue", "list", "--socket", f"{folder}/control.sock"]
    while subprocess.run(command, capture_output=True, check=False).returncode != 0:
        if hall.poll() is not None or time.monotonic() > end:
            with open(f"{folder}/kioskd.log") as file:
                raise SystemExit("the hall did not start:\n" + file.read()[-2000:])
        time.sleep(0.1)


def run(options, *words):
    run = subprocess.run([f"{options.programs}/hall-bench", *words], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise SystemExit(f"hall-bench: {run.stderr}{run.stdout}")
    return json.loads(run.stdout)


NEVER = 86_400_000


def milliseconds(value):
    return "never" if value >= NEVER else f"{value:.0f} ms"


def lines(hall):
    board, crowded = hall["callToBoard"], hall["crowded"]
    rows = [
        (f"call → board, {board['count']} times: p99", "≤ 200 ms",
         f"{milliseconds(board['p99'])} (median {milliseconds(board['p50'])}, most {milliseconds(board['max'])})"),
        (f"calls of which a board was never told, of {board['count']}", "0", f"{hall['unseen']}"),
        (f"a desk's call until its answer, {hall['call']['count']}: p99", "",
         f"{hall['call']['p99']:.0f} ms (median {hall['call']['p50']:.0f})"),
        (f"a slip joins, {hall['join']['count']}: p99", "",
         f"{hall['join']['p99']:.0f} ms (median {hall['join']['p50']:.0f})"),
        ("requests that failed", "0", ", ".join(f"{n} {c}" for c, n in hall["errors"].items()) or "0"),
        (f"the same with {crowded['crowd']} boards more, {crowded['callToBoard']['count']} times: p99", "≤ 200 ms",
         f"{milliseconds(crowded['callToBoard']['p99'])} (median {milliseconds(crowded['callToBoard']['p50'])}, "
         f"most {milliseconds(crowded['callToBoard']['max'])}; never: {crowded['unseen']})"),
        ("kioskd: processor, resident, most", "",
         f"{hall['cpuPercent']:.0f} % of one core, {hall['rssMiB']:.0f} MiB, {hall['rssMostMiB']:.0f} MiB"),
    ]
    rows += [
        (f"one decision, {one['waiting']} wait: median, p99; with the disk", "",
         f"{one['decide']['p50']:.2f} ms, {one['decide']['p99']:.2f} ms; {one['durable']['p50']:.2f} ms")
        for one in hall["decisions"]
    ]
    text = TEXT.format(**hall).strip("\n").split("\n")
    return [""] + text + [f"| {what} | {goal} | {value} |" for what, goal, value in rows]

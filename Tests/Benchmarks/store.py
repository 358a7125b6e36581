"""Durable events a second of two portals on one PostgreSQL, beside pgbench with the same rows in the same cluster."""

import json
import os
import pwd
import shutil
import statistics
import subprocess
import tempfile

from desk import free_port

BINARIES = "/usr/lib/postgresql/15/bin"
# 100 is what a kiosk sends (BatchBounds), 200 the most that the contract takes.
BATCHES = (10, 100, 200)
ROUNDS = 3
SECONDS = 10

TEXT = """
## The portal's store

Two portals on one PostgreSQL 15 (its defaults, `fsync` on), requests in turn from four machines with the real client:
mutual TLS, connections kept. Beside it, on the same cluster, `pgbench -c 4 -j 2` with the same
rows (`event` and `eventBody`), b rows of each in a transaction, one statement a table as the portal sends them. Medians
of 3, taking turns.

| Events of a batch | Portals | pgbench | Ratio | Goal |
|---|---|---|---|---|"""


class Cluster:
    """A PostgreSQL of its own in a folder, on a unix socket; run by the user postgres when this is root."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="kb-store-")
        self.data = f"{self.folder}/data"
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)

    def run(self, program, *arguments):
        command = [f"{BINARIES}/{program}", *arguments]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def __enter__(self):
        self.run("initdb", "-D", self.data, "-U", "portal", "-A", "trust", "-E", "UTF8", "--no-locale")
        self.run("pg_ctl", "-D", self.data, "-l", f"{self.folder}/log", "-w",
                 "-o", f"-c listen_addresses= -c unix_socket_directories={self.folder}", "start")
        self.query("postgres", "CREATE DATABASE portal")
        return self

    def __exit__(self, *_):
        self.run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def query(self, database, sql):
        return subprocess.run(
            ["psql", "-X", "-q", "-A", "-t", "-h", self.folder, "-U", "portal", "-d", database, "-c", sql],
            check=True, capture_output=True, text=True).stdout.strip()


def portal(programs, cluster, number):
    port = free_port()
    process = subprocess.Popen(
        [f"{programs}/kiosk-portal", "--port", str(port), "--kiosk-port", "0", "--services-port", "0", "--state",
         f"{cluster.folder}/portal", "--demonstration", "--log-level", "error", "--database",
         f"postgresql:///portal?host={cluster.folder}&user=portal"], stdout=subprocess.PIPE, text=True)
    if "ready" not in process.stdout.readline():
        raise SystemExit(f"portal {number} did not start")
    return process, f"https://127.0.0.1:{port}"


def ours(programs, cluster, addresses, batch):
    """Events a second, as acknowledged; the table must hold just as many more."""
    before = int(cluster.query("portal", "SELECT count(*) FROM event"))
    command = [f"{programs}/portal-load", "--authority", f"{cluster.folder}/portal/portal-ca.pem", "--code",
               f"{cluster.folder}/portal/enrolment-code", "--machines", "4", "--batch", str(batch), "--seconds",
               str(SECONDS)]
    for address in addresses:
        command += ["--portal", address]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    stored = int(cluster.query("portal", "SELECT count(*) FROM event")) - before
    if report["events"] != stored or report["refusedRequests"]:
        raise SystemExit(f"acknowledged {report['events']}, stored {stored}, refused {report['refusedRequests']}")
    return report["perSecond"]


def theirs(cluster, batch, run):
    """pgbench with the same rows: transactions a second times b."""
    digest = "e" * 64
    source = f"'kiosk-bench-{run}-' || :client_id"
    first = [f"({source}, :base + {row}, 'slip.state', '{digest}', 1, 1800000000000)" for row in range(batch)]
    body = "'\\x" + b'{"slip":100000,"state":"printed","note":"kiosk-0123456789abcdef"}'.hex() + "'"
    second = [f"({source}, :base + {row}, {body}, 1800000000000)" for row in range(batch)]
    script = f"{cluster.folder}/bench-{run}.sql"
    with open(script, "w") as file:
        file.write(
            "\\set base :number\n\\set number :number + %d\nBEGIN;\n" % batch
            + "INSERT INTO event (source, sequence, type, digest, demonstration, receivedAt) VALUES "
            + ", ".join(first) + ";\nINSERT INTO eventBody (source, sequence, body, receivedAt) VALUES "
            + ", ".join(second) + ";\nCOMMIT;\n")
    output = subprocess.run(
        [f"{BINARIES}/pgbench", "-n", "-h", cluster.folder, "-U", "portal", "-c", "4", "-j", "2", "-D", "number=1",
         "-T", str(SECONDS), "-f", script, "portal"], check=True, capture_output=True, text=True).stdout
    rate = next(line for line in output.splitlines() if line.startswith("tps"))
    return float(rate.split()[2]) * batch


def measure(options):
    result, programs = {}, options.programs
    with Cluster() as cluster:
        started = [portal(programs, cluster, number) for number in (1, 2)]
        try:
            addresses = [address for _, address in started]
            for batch in BATCHES:
                pairs = []
                for turn in range(ROUNDS):
                    pairs.append((ours(programs, cluster, addresses, batch), theirs(cluster, batch, f"{batch}-{turn}")))
                mine, other = (statistics.median(values) for values in zip(*pairs))
                result[str(batch)] = {
                    "portals": round(mine), "pgbench": round(other), "ratio": round(mine / other, 2)}
                print(f"store, batches of {batch}: {mine:.0f} events/s, pgbench {other:.0f}", flush=True)
        finally:
            for process, _ in started:
                process.terminate()
                process.wait(timeout=30)
    return result


def lines(result):
    return [""] + TEXT.strip("\n").split("\n") + [
        f"| {batch} | {value['portals']} events/s | {value['pgbench']} events/s | {value['ratio']} | ≥ 0.5 |"
        for batch, value in result.items()]

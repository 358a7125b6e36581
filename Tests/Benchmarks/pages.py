"""docs/benchmarks.md out of the figures."""

import face
import hall
import helper
import outbox
import rates
import slips
import store

NAMES = {"rsa2048": "RSA-2048", "eccP256": "P-256"}

CARDS = """
## Card sessions

A virtual PIV card behind Debian's pcscd and vpcd, key in slot 9C. Ours is `signing-bench`, which runs the classes
that kioskd runs for a page's request (`CardKeySource` and its session over `CardConnection`) in a process of its own,
without screens and without kiosk-sign: the reader's monitor watches beside it, a pad of the reader is asked for, the
signature is checked under the certificate before it is given out. Bare is `Tests/Benchmarks/card_loop.c`: the same
commands in the same transaction, nothing else. Both are warm and take turns; medians of 9. "VERIFY + sign" is from
the PIN to the signature, "session" from the context of pcsclite to its release. With RSA about two thirds of what is
added is that check.

| Key, card's latency a command | What | Ours | Bare | Added | Goal |
|---|---|---|---|---|---|"""

COUNTS = """
Commands for log-in and one signature, counted by the card. kioskd reads a card once after it was put in, to show its
certificates, and keeps that for as long as it stays in; the last column has that reading too: every slot, key history
and the PUK's counter.

| Key | `pkcs11-tool --login --sign` | Ours, card read before (goal ≤ 1/3) | Ours, card never seen |
|---|---|---|---|"""

DOOR = """
## The door for portal pages

Through the real kioskd, kiosk-sign and the consent screen's own HTTP interface; a page over TLS, a key file on a
stick (RSA-2048). A request is timed from its last byte until the question with its keys and files stands on the
screen's stream, and from the key that was chosen in the open file until the reply's last byte. Not in it: the person,
and the derivation of the file's key from its password, which is slow on purpose. In it: the durable line in the
journal.

| What | Goal | Measured |
|---|---|---|"""


def page(kept):
    """The whole page; every line of it comes from the kept figures."""
    where = kept["machine"]
    lines = [
        "# Benchmarks", "",
        "Set by `make bench` from docs/benchmarks.json, section by section; release build, demonstration with virtual",
        "parts, medians.", "",
        f"Machine: {where['processor']}, {where['cores']} cores, {where['memoryMiB']} MiB, Linux {where['kernel']}, "
        f"{where['swift']}, " + ", ".join(f"{name} {version}" for name, version in where["packages"].items()) + ".",
    ]
    for name, section in SECTIONS.items():
        if name in kept["sections"]:
            one = kept["sections"][name]
            taken = one["taken"]
            lines += section(one["result"])
            prior = ", before all other work (real-time priority)" if taken.get("realTime") else ""
            lines += [
                "", f"Taken at commit {taken['commit']}, {taken['date']}, load when it began {taken['load']}{prior}."]
    return "\n".join(lines) + "\n"


def flow_lines(result):
    lines = [
        "", "## The first flow", "",
        "| What | Goal | Measured |", "|---|---|---|",
        f"| kioskd: process start → ready | ≤ 500 ms | {result['readyMilliseconds']:.0f} ms |",
    ]
    if "readyWithBacklogMilliseconds" in result:
        lines.append(
            "| kioskd: process start → ready with 100,000 unsent records, after a kill -9 | ≤ 1 s | "
            f"{result['readyWithBacklogMilliseconds']:.0f} ms |")
    lines += [
        f"| EDS by face, whole flow by the local API | | {result['edsSeconds']:.1f} s |",
        f"| queue slip, whole flow, printed and confirmed | | {result['slipSeconds']:.2f} s |",
    ]
    for name, value in result["idleAfterSlips"].items():
        goal = "≤ 24 MiB, < 1 %" if name == "kioskd" else ""
        lines.append(
            f"| {name}, idle after {result['slips']} slips: RssAnon, PSS, processor | {goal} | {value['rssAnonMiB']} MiB, "
            f"{value['pssMiB']} MiB, {value['cpuPercent']} % |")
    for name, value in result["memoryAfterFlows"].items():
        goal = "≤ 90 MiB" if name == "kiosk-vision" else ""
        lines.append(
            f"| {name}, after {result['rounds']} EDS flows: RssAnon, PSS | {goal} | {value['rssAnonMiB']} MiB, "
            f"{value['pssMiB']} MiB |")
    lines += ["", "Seconds per step of the EDS flow:", "", "| Step | Seconds |", "|---|---|"]
    return lines + [f"| {name} | {seconds:.3f} |" for name, seconds in result["stepSeconds"].items()]


def card_lines(cards):
    lines = CARDS.strip("\n").split("\n")
    for algorithm, figures in cards.items():
        for latency, sides in figures["latency"].items():
            for key, name in (("work", "VERIFY + sign"), ("whole", "session")):
                ours, bare = sides["ours"][key], sides["bare"][key]
                goal = "" if key == "whole" else "≤ 2 ms" if latency == "0" else "≤ 1 %"
                lines.append(
                    f"| {NAMES[algorithm]}, {latency} ms | {name} | {ours:.2f} ms | {bare:.2f} ms | "
                    f"{ours - bare:.2f} ms, {(ours / bare - 1) * 100:.1f} % | {goal} |")
    lines += [""] + COUNTS.strip("\n").split("\n")
    for algorithm, figures in cards.items():
        count = figures["count"]
        lines.append(
            f"| {NAMES[algorithm]} | {count['pkcs11Tool']} | "
            f"{count['ours']}, {count['ours'] / count['pkcs11Tool']:.2f} | "
            f"{count['oursFirst']}, {count['oursFirst'] / count['pkcs11Tool']:.2f} |")
    return [""] + lines


def door_lines(door):
    large = door["large"]
    rows = [
        (f"request → signature, 100 KB, {door['requests']} requests: p99", "≤ 25 ms",
         f"{door['p99Milliseconds']:.1f} ms (median {door['medianMilliseconds']:.1f} ms: asked after "
         f"{door['askedMedian']:.1f}, signed after {door['signedMedian']:.1f})"),
        ("door open: process start → a page is greeted", "≤ 500 ms",
         f"{door['openMilliseconds']:.0f} ms ({door['firstOpenMilliseconds']:.0f} ms at the very first start)"),
        ("100 idle connections: RssAnon of kioskd", "< 10 MiB", f"{door['connectionsMiB']:.1f} MiB"),
        ("50 MB of XML: question asked, signature made", "",
         f"{large['askedSeconds']:.2f} s, {large['signedSeconds']:.2f} s"),
        ("50 MB of XML: kioskd, RssAnon before, most, 10 s after", "≤ 24 MiB after",
         f"{large['kioskdBefore']:.1f}, {large['kioskdMost']:.0f} (resident), {large['kioskdAfter']:.1f} MiB"),
        ("50 MB of XML: kiosk-sign, most, 10 s after", "",
         f"{large['signMost']:.0f} (resident), RssAnon {large['signAfter']:.1f} MiB"),
    ]
    return [""] + DOOR.strip("\n").split("\n") + [f"| {what} | {goal} | {value} |" for what, goal, value in rows]


SECTIONS = {
    "flow": flow_lines, "cards": card_lines, "door": door_lines, "slips": slips.lines,
    "drawing": slips.drawn_lines, "helper": helper.lines, "face": face.lines,
    "rates": rates.lines, "store": store.lines, "outbox": outbox.lines, "hall": hall.lines,
}

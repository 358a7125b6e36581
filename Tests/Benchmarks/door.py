"""The door for portal pages through the real kioskd and kiosk-sign, with a key file on a stick: time, connections,
memory.

One request is timed twice: from its last byte until the question stands on the consent screen's stream, and from the
key that the person chose until the reply's last byte. What lies between is the person, and the derivation of the
file's key from its password, which is slow on purpose.
"""

import base64
import contextlib
import json
import os
import statistics
import time

from consent_screen import Screen
from desk import PASSWORD, Desk
from portal_page import Page

ROUNDS = 9
REQUESTS = 200
CONNECTIONS = 100
DOCUMENT = 100 * 1024
LARGE = 50_000_000


def figures(pid):
    """RssAnon and the highest resident size since the mark was last set, in MiB."""
    with open(f"/proc/{pid}/status") as file:
        values = dict(line.split(":", 1) for line in file)
    return {key: int(values[key].split()[0]) / 1024 for key in ("RssAnon", "VmHWM")}


def children(pid):
    """Processes that any of its threads started, by command name."""
    started = []
    for thread in os.listdir(f"/proc/{pid}/task"):
        with contextlib.suppress(FileNotFoundError):
            with open(f"/proc/{pid}/task/{thread}/children") as file:
                started += file.read().split()
    found = {}
    for child in started:
        with contextlib.suppress(FileNotFoundError):
            with open(f"/proc/{child}/comm") as file:
                found[file.read().strip()] = int(child)
    return found


def request(data, kind):
    return Page.frame(json.dumps({
        "module": "kz.gov.pki.knca.basics", "method": "sign", "args": {
            "allowedStorages": ["PKCS12"], "format": kind, "data": data, "locale": "en",
            "signingParams": {"decode": kind == "cms", "encapsulate": True},
            "signerParams": {"extKeyUsageOids": [], "chain": []}}}))


def sign(page, screen, frame):
    """One request; milliseconds until it is asked, and from the key until the reply is whole."""
    page.send(frame)
    sent = time.perf_counter()
    asked, text = screen.wait("consent-keys")
    file = next(a for a in screen.actions(text) if a["action"] == "file")
    screen.act(file)
    screen.enter(screen.wait("consent-password")[1], PASSWORD)
    _, text = screen.wait("consent-keys")
    key = next(a for a in screen.actions(text) if a["action"] == "key")
    chosen = time.perf_counter()
    screen.act(key)
    reply = page.text()
    done = time.perf_counter()
    if '"status":true' not in reply or '"result"' not in reply:
        raise SystemExit(f"not signed: {reply[:300]}")
    screen.wait("consent-end")
    screen.act({"action": "close", "question": key["question"]})
    screen.wait("consent-idle")
    return (asked - sent) * 1000, (done - chosen) * 1000


def opening(desk):
    times = []
    for number in range(ROUNDS + 1):
        times.append(desk.start())
        if number < ROUNDS:
            desk.stop()
    # The first start enrols the kiosk and makes the door's identity; the last one stays.
    print(f"door open after start: {statistics.median(times[1:]):.0f} ms, at the very first {times[0]:.0f} ms",
          flush=True)
    return {"openMilliseconds": statistics.median(times[1:]), "firstOpenMilliseconds": times[0]}


def connections(desk):
    for page in [Page(desk.port) for _ in range(5)]:
        page.close()
    time.sleep(1)
    before = figures(desk.process.pid)["RssAnon"]
    pages = [Page(desk.port) for _ in range(CONNECTIONS)]
    time.sleep(2)
    cost = figures(desk.process.pid)["RssAnon"] - before
    for page in pages:
        page.close()
    print(f"{CONNECTIONS} idle connections: {cost:.1f} MiB", flush=True)
    return {"connectionsMiB": cost}


def requests(desk, screen):
    page = Page(desk.port)
    frame = request(base64.b64encode(os.urandom(DOCUMENT)).decode(), "cms")
    for _ in range(5):
        sign(page, screen, frame)
    times = [sign(page, screen, frame) for _ in range(REQUESTS)]
    page.close()
    both = sorted(asked + signed for asked, signed in times)
    result = {
        "requests": REQUESTS, "medianMilliseconds": statistics.median(both),
        "p99Milliseconds": both[int(REQUESTS * 0.99) - 1], "mostMilliseconds": both[-1],
        "askedMedian": statistics.median(t[0] for t in times), "signedMedian": statistics.median(t[1] for t in times)}
    print(f"request → signature: median {result['medianMilliseconds']:.1f} ms (asked {result['askedMedian']:.1f}, "
          f"signed {result['signedMedian']:.1f}), p99 {result['p99Milliseconds']:.1f} ms", flush=True)
    return result


def large(desk, screen):
    """One XML document of 50 MB; memory of both processes before, at most, and a while after."""
    pid = desk.process.pid
    helper = children(pid).get("kiosk-sign")
    before = figures(pid)
    for each in (pid, helper):
        with open(f"/proc/{each}/clear_refs", "w") as file:
            file.write("5")
    page = Page(desk.port)
    frame = request("<document><data>" + "A" * (LARGE - 40) + "</data></document>", "xml")
    asked, signed = sign(page, screen, frame)
    del frame
    page.close()
    most = figures(pid)["VmHWM"]
    most_helper = figures(helper)["VmHWM"]
    time.sleep(10)
    after, helper_after = figures(pid), figures(helper)
    result = {
        "askedSeconds": asked / 1000, "signedSeconds": signed / 1000, "kioskdBefore": before["RssAnon"],
        "kioskdMost": most, "kioskdAfter": after["RssAnon"], "signMost": most_helper,
        "signAfter": helper_after["RssAnon"]}
    print("50 MB of XML: " + ", ".join(f"{name} {value:.1f}" for name, value in result.items()), flush=True)
    return result


def measure(programs, folder):
    desk = Desk(programs, folder)
    try:
        result = opening(desk) | connections(desk)
        screen = Screen(desk.screens)
        result |= requests(desk, screen)
        result["large"] = large(desk, screen)
    finally:
        desk.end()
    return result

"""The consent screen's page, and the person before it."""

import contextlib
import html
import json
import queue
import re
import threading
import time
import urllib.error
import urllib.request


class Screen:
    """The consent screen's page, and the person before it."""

    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}"
        with urllib.request.urlopen(f"{self.base}/consent", timeout=10) as answer:
            page = answer.read().decode()
        self.token = re.search(r'name="screen-token" content="([^"]+)"', page).group(1)
        self.stream = urllib.request.urlopen(f"{self.base}/consent/events?token={self.token}", timeout=600)
        self.shown = queue.Queue()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            for line in self.stream:
                if line.startswith(b"data:"):
                    self.shown.put((time.perf_counter(), line[5:]))

    def wait(self, name):
        """When the screen of this name came, and its HTML."""
        end = time.monotonic() + 120
        while True:
            when, data = self.shown.get(timeout=max(0.1, end - time.monotonic()))
            screen = json.loads(data)
            if screen.get("name") == name:
                return when, screen["html"]
            if screen.get("name") == "consent-end" and name != "consent-idle":
                raise SystemExit(f"the request ended: {re.sub('<[^>]+>', ' ', screen['html'])}")

    @staticmethod
    def actions(text):
        return [json.loads(html.unescape(found)) for found in re.findall(r'data-action="([^"]+)"', text)]

    def act(self, action):
        request = urllib.request.Request(
            f"{self.base}/consent/act", data=json.dumps(action).encode(),
            headers={"Content-Type": "application/json", "X-Screen-Token": self.token})
        try:
            urllib.request.urlopen(request, timeout=30).read()
        except urllib.error.HTTPError as error:
            raise SystemExit(f"the screen refused {action['action']}: {error.read().decode()}") from error

    def enter(self, text, password):
        """The password of a file, by positions of the pad that is shown."""
        pad = re.search(r'data-pad="([^"]+)"', text).group(1)
        keys = {html.unescape(label): int(position) for position, label in
                re.findall(r'data-position="(\d+)">([^<]+)<', text)}
        question = self.actions(text)[0]["question"]
        self.act({"action": "secret", "question": question, "pad": pad, "positions": [keys[c] for c in password]})

"""Follows the program camera-check: what it says becomes events with a time."""

import queue
import subprocess
import threading
import time


class Check:
    def __init__(self, program, source, *more):
        self.process = subprocess.Popen([program, source, *more], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.lines.put((time.monotonic(), line.strip()))

    def order(self, word):
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()

    def until(self, start, limit=40):
        """The first line from now on that begins so, and when it came; what came before is passed over."""
        end = time.monotonic() + limit
        seen = []
        while True:
            try:
                at, line = self.lines.get(timeout=max(0, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no '{start}' within {limit} s; last: {seen[-8:]}") from None
            seen.append(line)
            if line.startswith(start):
                return at, line

    def collect(self, word):
        """The lines that an order gives, its status line last."""
        self.order(word)
        lines = []
        while True:
            _, line = self.until("")
            if line.startswith(f"status {word} "):
                return lines, line
            lines.append(line)

    def nothing(self, start, seconds):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                _, line = self.lines.get(timeout=left)
            except queue.Empty:
                return
            assert not line.startswith(start), f"unexpected: {line}"

    def end(self):
        self.order("end")
        self.process.wait(timeout=30)


def says(text):
    print(f"  {text}", flush=True)

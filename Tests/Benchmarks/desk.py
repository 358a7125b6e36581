"""kioskd with the door open, a stick in its media folder, and a portal where it enrols."""

import os
import signal
import socket
import subprocess
import time

from portal_page import Page

PASSWORD = "Benchmark2026"
KEY_FILE = "GOSTKNCA.p12"

CONFIGURATION = """\
mode: demonstration
kiosk:
  name: BENCH-1
psc:
  name:
    kk: Халыққа қызмет көрсету орталығы
    ru: Центр обслуживания населения
    en: Public Service Centre
queue:
  purposes:
    - "id-card | Жеке куәлік | Удостоверение личности | Identity card"
portal:
  url: "https://127.0.0.1:{portal}"
  ca-file: "{folder}/portal/tls-ca.pem"
  enrolment-code-file: "{folder}/portal/enrolment-code"
state:
  folder: "{folder}/desk"
screens:
  port: {screens}
control:
  socket: "{folder}/control.sock"
reader:
  citizen: "Virtual PCD 00 00"
camera:
  source: "stream:unix:{folder}/frames.sock"
vision:
  socket: "{folder}/vision.sock"
signing:
  socket: "{folder}/sign.sock"
  program: "{programs}/kiosk-sign"
  media-folder: "{folder}/stick"
token:
  socket: "{folder}/token.sock"
door:
  enabled: true
  port: {door}
  others: ask
printer:
  device: "tcp:127.0.0.1:{printer}"
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Desk:
    """The processes; no card, no camera."""

    def __init__(self, programs, folder):
        self.programs, self.folder, self.process = programs, folder, None
        self.port, self.screens, portal = free_port(), free_port(), free_port()
        stick = f"{folder}/stick"
        for path in (stick, f"{folder}/desk", f"{folder}/portal"):
            os.makedirs(path, mode=0o700)
        self.make_key_file(stick)
        with open(f"{folder}/portal.log", "w") as sink:
            self.portal = subprocess.Popen(
                [f"{programs}/kiosk-portal", "--port", str(portal), "--kiosk-port", "0", "--state", f"{folder}/portal",
                 "--demonstration", "--log-level", "notice"], stdout=subprocess.PIPE, stderr=sink,
                text=True)
        if "ready" not in self.portal.stdout.readline():
            raise SystemExit("kiosk-portal did not start")
        self.configuration = f"{folder}/desk.yaml"
        with open(self.configuration, "w") as file:
            file.write(CONFIGURATION.format(
                portal=portal, folder=folder, screens=self.screens, programs=programs, door=self.port,
                printer=free_port()))

    @staticmethod
    def make_key_file(stick):
        key, certificate = f"{stick}/../key.pem", f"{stick}/../certificate.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=Demo Person 1",
             "-addext", "keyUsage=critical,digitalSignature,nonRepudiation", "-keyout", key, "-out", certificate],
            check=True, capture_output=True)
        subprocess.run(
            ["openssl", "pkcs12", "-export", "-inkey", key, "-in", certificate, "-passout", f"pass:{PASSWORD}", "-out",
             f"{stick}/{KEY_FILE}"], check=True, capture_output=True)
        os.unlink(key)

    def start(self):
        """Starts kioskd; milliseconds until a page was greeted."""
        log = f"{self.folder}/desk.log"
        began = time.monotonic()
        with open(log, "a") as sink:
            self.process = subprocess.Popen(
                [f"{self.programs}/kioskd", "--configuration", self.configuration], stdout=sink, stderr=sink)
        while True:
            try:
                page = Page(self.port)
                page.close()
                return (time.monotonic() - began) * 1000
            except OSError:
                if self.process.poll() is not None or time.monotonic() - began > 20:
                    with open(log) as file:
                        raise SystemExit("the door did not open:\n" + file.read()[-2000:])
                time.sleep(0.002)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)

    def end(self):
        for process in (self.process, self.portal):
            if process and process.poll() is None:
                process.terminate()
                process.wait(timeout=20)

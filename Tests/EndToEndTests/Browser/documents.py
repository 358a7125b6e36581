"""An operator looks at a citizen's digital document: QR before the camera, eight digits, a refusal, use for a service, and
the card drawn. A picture of each step, and axe-core's judgement.

Needs a kiosk whose operator's card and document camera are virtual, and the card registered.
"""

import argparse
import json
import ssl
import sys
import urllib.request

from playwright.sync_api import TimeoutError as NotInTime

from a11y import violations
from kiosk_page import browser, move_card, shoot

SIZE = {"width": 1366, "height": 900}
STAGE = "section.documents[data-stage={}]"


class Desk:
    def __init__(self, page, arguments, language, case):
        self.page, self.arguments, self.language, self.case = page, arguments, language, case
        self.problems = []

    def work(self):
        self.sign_in()
        self.step("closed", "document-ways")
        access = self.open("identity-card")
        move_card(self.arguments.phone_socket, "empty")
        self.page.click("[data-document-do=scan]")
        self.step("scanning", "document-scanning")
        move_card(self.arguments.phone_socket, f"code {access['qr']}")
        self.step("shown", "document-shown")
        self.countdown()
        self.page.fill("[data-document-form=use] input", self.case)
        self.page.click("[data-document-form=use] button[type=submit]")
        self.page.wait_for_selector(f"[data-cases='{self.case}']")
        self.step("shown", "document-attached")
        self.page.click("[data-document-form=use] [data-document-do=close]")
        self.page.wait_for_selector(STAGE.format("closed"))
        self.type(access["shortCode"])
        self.page.wait_for_selector("[data-refused='digital.code-used']")
        self.step("closed", "document-used")
        self.type(self.open("driving-licence")["shortCode"])
        self.step("shown", "document-licence")
        self.history()
        self.leave()

    def history(self):
        """What was looked at with this desk, by keys alone; the focus stays with it."""
        self.page.focus(".history [data-document-do=history]")
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(".history table")
        self.step("shown", "document-history")
        if self.case not in self.page.inner_text(".history table"):
            self.problems.append(f"{self.language}: the service is not in the history")
        if not self.page.evaluate("() => document.activeElement.closest('.history') !== null"):
            self.problems.append(f"{self.language}: the focus left the history")
        self.page.click("[data-document-do=hide-history]")
        self.page.wait_for_selector(".history table", state="detached")

    def sign_in(self):
        move_card(self.arguments.card_socket, "remove")
        self.page.goto(f"{self.arguments.base}/operator?lang={self.language}", wait_until="load")
        self.page.wait_for_selector("[data-seat^='locked']", timeout=20000)
        move_card(self.arguments.card_socket, "insert")
        self.page.wait_for_selector("[data-pad]", timeout=20000)
        for digit in self.arguments.pin:
            self.page.click(f"[data-pad] [data-position] >> text={digit}")
        self.page.click("[data-operator*=pin]")
        self.page.wait_for_selector("[data-seat^='signed-in']", timeout=20000)

    def leave(self):
        """The card is drawn: nothing of the document stays, also when the page is looked at by Back."""
        move_card(self.arguments.card_socket, "remove")
        self.page.wait_for_selector("[data-seat^='locked operator.locked']", timeout=20000)
        for _ in range(2):
            if "000000001" in self.page.content():
                self.problems.append(f"{self.language}: the document is on a locked page")
            self.page.go_back(wait_until="load")

    def countdown(self):
        before = self.page.text_content("[data-seconds]")
        self.page.wait_for_timeout(1500)
        after = self.page.text_content("[data-seconds]")
        if seconds(after) not in (seconds(before) - 1, seconds(before) - 2):
            self.problems.append(f"{self.language}: the countdown went from {before} to {after}")

    def type(self, code):
        self.page.fill("[data-document-form=code] input", code)
        self.page.click("[data-document-form=code] button[type=submit]")

    def open(self, kind):
        """The owner opens access on the telephone."""
        listed = self.portal(f"/demonstration/digital-documents?iin={self.arguments.iin}")
        name = next(one["document"] for one in listed["documents"] if one["kind"] == kind)
        return self.portal("/demonstration/document-accesses", {"iin": self.arguments.iin, "document": name})

    def portal(self, path, body=None):
        trust = ssl.create_default_context(cafile=self.arguments.ca)
        data = json.dumps(body).encode() if body else None
        request = urllib.request.Request(
            self.arguments.portal + path, data=data, headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, context=trust, timeout=20) as answer:
            return json.load(answer)

    def step(self, stage, name):
        self.page.wait_for_selector(STAGE.format(stage), timeout=30000)
        shoot(self.page, f"{self.arguments.out}/desk/{self.language}", name)
        label = f"{self.language} {name}"
        self.problems += [f"{label}: {line}" for line in violations(self.page)]
        if self.page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
            self.problems.append(f"{label}: wider than the screen")


def seconds(clock):
    minutes, rest = clock.split(":")
    return int(minutes) * 60 + int(rest)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--portal", required=True)
    parser.add_argument("--ca", required=True, help="PEM file of the authority behind the portal's certificate")
    parser.add_argument("--card-socket", required=True, help="control socket of the operator's card")
    parser.add_argument("--phone-socket", required=True, help="control socket of the document camera")
    parser.add_argument("--pin", required=True)
    parser.add_argument("--iin", required=True, help="the owner of the documents")
    parser.add_argument("--cases", nargs=3, required=True, help="a case of the owner for each language")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    problems = []
    with browser() as chromium:
        for language, case in zip(["kk", "ru", "en"], arguments.cases):
            context = chromium.new_context(viewport=SIZE, reduced_motion="reduce")
            page = context.new_page()
            page.on("pageerror", lambda error: problems.append(f"script: {error}"))
            desk = Desk(page, arguments, language, case)
            try:
                desk.work()
            except NotInTime as error:
                shoot(page, f"{arguments.out}/desk/{language}", "document-stuck")
                problems.append(f"{language}: {error}")
            problems += desk.problems
            context.close()
    print(json.dumps({"problems": problems}, ensure_ascii=False, indent=1))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

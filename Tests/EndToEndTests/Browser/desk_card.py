"""The citizen's card at the operator's desk, both screens with the keyboard only: read without a PIN, IIN revealed, a new PIN that
the person types on their own side, an EDS written, and the operator's card drawn. With --token-pin the EDS is written onto the token
that is plugged in, and no card of the person's takes part.

Needs a desk whose operator's card is virtual and registered, and a confirmed application for each language.
"""

import argparse
import json
import sys

from playwright.sync_api import TimeoutError as NotInTime

from a11y import violations
from keys import Keys
from kiosk_page import browser, move_card, shoot

SIZE = {"width": 1366, "height": 900}
SIDE = {"width": 1080, "height": 1920}
NEW_PIN = "731904"


class Desk:
    def __init__(self, context, side, arguments, language, application, pins):
        self.page, self.side = context.new_page(), side
        self.arguments, self.language, self.application, self.pins = arguments, language, application, pins
        self.keys = Keys(self.page, f"{arguments.out}/desk-card", language)

    def work(self):
        page, keys = self.page, self.keys
        move_card(self.arguments.person_socket, "remove")
        move_card(self.arguments.card_socket, "remove")
        self.side.wait_for_selector("main [data-screen=idle]", timeout=40000)
        page.goto(f"{self.arguments.base}/operator?lang={self.language}", wait_until="load")
        keys.sign_in(self.arguments.card_socket, self.arguments.pin)
        keys.place("card")
        if self.arguments.token_pin:
            self.issue(self.arguments.token_pin, "-token")
            self.side.focus("#primary")
            self.side.keyboard.press("Enter")
            self.take()
            move_card(self.arguments.card_socket, "remove")
            return
        keys.step("closed")
        self.read()
        self.new_pin()
        self.issue(self.pins[1])
        self.take()
        self.leave()

    def stage(self, name, limit=60000):
        self.page.wait_for_selector(f"#card[data-stage='{name}']", timeout=limit)

    def person(self, screen):
        self.side.wait_for_selector(f"main [data-screen='{screen}']", timeout=60000)

    def step(self, name):
        """Both sides, judged."""
        self.keys.step(name)
        shoot(self.side, f"{self.arguments.out}/desk-card/{self.language}", f"{name}-person")
        self.keys.problems += [f"{self.language} {name}, person: {line}" for line in violations(self.side)]

    def read(self):
        self.keys.enter("[data-card-do=read]")
        self.person("card-insert")
        self.stage("card-insert")
        move_card(self.arguments.person_socket, "insert")
        self.stage("card-shown")
        self.page.wait_for_selector("#card [data-card-do=reveal]", timeout=20000)
        if self.arguments.iin in self.page.inner_text("main"):
            self.keys.problems.append(f"{self.language}: the IIN is not masked")
        self.step("report")
        self.keys.enter("[data-card-do=reveal]")
        self.page.wait_for_selector(f"#card dd:text-is('{self.arguments.iin}')", timeout=20000)

    def new_pin(self):
        self.keys.enter("[data-card-do=change-pin]")
        old, new = self.pins
        for secret in (old, new, new):
            self.person("card-pin")
            self.stage("card-pin")
            self.type(secret)
        self.person("ending-pin-renewed")
        self.stage("ending-pin-renewed")
        self.step("pin-renewed")
        self.keys.enter("[data-card-do=end]")
        self.take()

    def issue(self, pin, kind=""):
        self.keys.place("card")
        self.keys.fill("#card input[name=text]", self.application)
        self.keys.press("Enter")
        self.person("application-notice")
        self.stage("application-notice")
        self.step(f"notice{kind}")
        self.side.focus("#primary")
        self.side.keyboard.press("Enter")
        if not kind:
            self.person("eds-insert-card")
            move_card(self.arguments.person_socket, "insert")
        self.person("eds-pin")
        self.stage("eds-pin")
        if self.page.locator("#card [data-pad], #card [data-position]").count():
            self.keys.problems.append(f"{self.language}: a pad on the operator's page")
        self.step(f"pin{kind}")
        self.type(pin)
        self.person("eds-offer-new-pin")
        self.stage("eds-offer-new-pin")
        self.keys.enter("[data-card-do=end]")
        self.person("ending-issued")
        self.stage("ending-issued")
        self.page.wait_for_selector("#card [data-serial]", timeout=20000)
        self.step(f"issued{kind}")

    def type(self, secret):
        """On the person's keyboard, which is a pad of positions to the page."""
        pad = self.side.get_attribute("[data-pad]", "data-pad")
        self.side.keyboard.type(secret)
        self.side.keyboard.press("Enter")
        self.side.wait_for_selector(f"main:not(:has([data-pad='{pad}']))", timeout=60000)

    def take(self):
        move_card(self.arguments.person_socket, "remove")
        self.side.wait_for_selector("main [data-screen=idle]", timeout=60000)
        self.stage("closed")

    def leave(self):
        """The operator's card is drawn in the middle: the person is asked to take the card, nothing stays on the page."""
        self.keys.place("card")
        self.keys.enter("[data-card-do=read]")
        self.person("card-insert")
        move_card(self.arguments.person_socket, "insert")
        self.stage("card-shown")
        self.page.wait_for_selector("#card [data-card-do=reveal]", timeout=20000)
        move_card(self.arguments.card_socket, "remove")
        self.page.wait_for_selector("[data-seat^='locked operator.locked']", timeout=20000)
        self.person("take-card")
        self.step("drawn")
        if self.page.locator("#card").count() or "Demo Person" in self.page.content():
            self.keys.problems.append(f"{self.language}: a locked desk shows the card")
        move_card(self.arguments.person_socket, "remove")
        self.side.wait_for_selector("main [data-screen=idle]", timeout=60000)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--card-socket", required=True, help="control socket of the operator's card")
    parser.add_argument("--pin", required=True)
    parser.add_argument("--person-socket", required=True, help="control socket of the person's card")
    parser.add_argument("--person-pin", required=True)
    parser.add_argument("--token-pin")
    parser.add_argument("--iin", required=True, help="the person")
    parser.add_argument("--applications", nargs=3, required=True, help="confirmed ones, one for each language")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    problems = []
    pins = [arguments.person_pin, NEW_PIN]
    with browser() as chromium:
        for language, application in zip(["kk", "ru", "en"], arguments.applications):
            context = chromium.new_context(viewport=SIZE, reduced_motion="reduce")
            other = chromium.new_context(viewport=SIDE, reduced_motion="reduce")
            side = other.new_page()
            side.goto(arguments.base, wait_until="domcontentloaded")
            desk = Desk(context, side, arguments, language, application, pins)
            for page in (desk.page, side):
                page.on("pageerror", lambda error: problems.append(f"script: {error}"))
            try:
                desk.work()
            except (NotInTime, AssertionError) as error:
                shoot(desk.page, f"{arguments.out}/desk-card/{language}", "stuck")
                shoot(side, f"{arguments.out}/desk-card/{language}", "stuck-person")
                problems.append(f"{language}: {error}")
            problems += desk.keys.problems
            pins.reverse()
            context.close()
            other.close()
    print(json.dumps({"problems": problems}, ensure_ascii=False, indent=1))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

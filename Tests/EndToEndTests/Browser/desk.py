"""An operator signs in by card and PIN, checks a person, and draws the card: a picture of each step, and axe-core's judgement.

Needs a kiosk whose operator's card is virtual and registered.
"""

import argparse
import json
import sys

from playwright.sync_api import TimeoutError as NotInTime

from a11y import violations
from kiosk_page import browser, move_card, shoot, sms_code

SIZE = {"width": 1366, "height": 900}


class Desk:
    def __init__(self, page, arguments, language):
        self.page, self.arguments, self.language = page, arguments, language
        self.problems = []

    def work(self):
        self.card("remove")
        self.page.goto(f"{self.arguments.base}/operator?lang={self.language}", wait_until="load")
        self.step("locked", "locked")
        self.card("insert")
        self.step("pin", "pin ")
        self.enter("111111")
        self.page.wait_for_selector("[data-pad]:not([data-pad='" + self.pad + "'])")
        self.step("wrong", "pin ")
        self.enter(self.arguments.pin)
        self.step("open", "signed-in ")
        self.page.fill("#person input[name=iin]", self.arguments.iin)
        self.page.click("form[action='/operator/check'] button[type=submit]:not(.accept)")
        self.page.wait_for_selector("[data-failures]")
        self.step("checked", "signed-in ")
        self.page.fill("#person input[name=iin]", self.arguments.iin)
        self.page.click("button[formaction='/operator/certificates']")
        self.page.wait_for_selector("section.certificates")
        self.step("certificates", "signed-in ")
        self.phone()
        if self.arguments.applications:
            self.application(self.arguments.applications.pop(0))
        self.card("remove")
        self.step("drawn", "locked operator.locked")
        if self.page.locator("form").count():
            self.problems.append(f"{self.language}: a locked desk has forms")

    def phone(self):
        """A number for the person: no number, a wrong code, then the one that came."""
        for number, seen in (("12", "[data-failure='phone.invalid']"), ("+7 701 000 00 77", "#phone input[name=code]")):
            self.page.fill("#phone input[name=iin]:not([type=hidden])", self.arguments.iin)
            self.page.fill("#phone input[name=phone]", number)
            self.page.check("#phone input[name=papers]")
            self.page.click("form[action='/operator/phone-code'] button")
            self.page.wait_for_selector(seen)
        self.step("phone-code", "signed-in ")
        for code, seen in (("0000000", "[data-failure='sms.wrong']"), (sms_code(self.arguments, "phone"), "[data-registered]")):
            self.page.fill("#phone input[name=code]", code)
            self.page.click("form[action='/operator/phone'] button")
            self.page.wait_for_selector(seen)
        self.step("phone", "signed-in ")

    def application(self, number):
        """Opens an application, reveals the IIN, and confirms it with the papers seen."""
        self.page.fill("input[name=number]:not([type=hidden])", number)
        self.page.click("form[action='/operator/application'] button")
        self.page.wait_for_selector("[data-status=applied]")
        self.step("application", "signed-in ")
        self.page.click("form[action='/operator/reveal'] button")
        self.page.wait_for_selector("[data-status=applied] form[action='/operator/reveal']:not(:has(button))", state="attached")
        self.step("revealed", "signed-in ")
        self.page.check("#applications input[name=papers]")
        self.page.click("form[action='/operator/confirm'] button")
        self.page.wait_for_selector("[data-status=confirmed]")
        self.step("confirmed", "signed-in ")

    def step(self, name, seat):
        """Waits until the page is drawn for this seat; takes its picture and looks at it."""
        self.page.wait_for_selector(f"[data-seat^='{seat}']", timeout=20000)
        self.page.wait_for_load_state("load")
        shoot(self.page, f"{self.arguments.out}/desk/{self.language}", name)
        label = f"{self.language} {name}"
        self.problems += [f"{label}: {line}" for line in violations(self.page)]
        if self.page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
            self.problems.append(f"{label}: wider than the screen")

    def enter(self, pin):
        self.pad = self.page.get_attribute("[data-pad]", "data-pad")
        for digit in pin:
            self.page.click(f"[data-pad] [data-position] >> text={digit}")
        self.page.click("[data-operator*=pin]")

    def card(self, order):
        move_card(self.arguments.card_socket, order)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--portal", required=True, help="for the stub of the person's telephone")
    parser.add_argument("--ca", required=True, help="PEM file of the portal's TLS authority")
    parser.add_argument("--card-socket", required=True, help="control socket of the operator's card")
    parser.add_argument("--pin", required=True)
    parser.add_argument("--iin", required=True, help="the person who is checked")
    parser.add_argument("--applications", nargs="*", help="numbers of applications to confirm, one for each language")
    parser.add_argument("--out", required=True)
    parser.add_argument("--languages", default="kk,ru,en")
    arguments = parser.parse_args()
    problems = []
    with browser() as chromium:
        for language in arguments.languages.split(","):
            context = chromium.new_context(viewport=SIZE, reduced_motion="reduce")
            page = context.new_page()
            page.on("pageerror", lambda error: problems.append(f"script: {error}"))
            desk = Desk(page, arguments, language)
            try:
                desk.work()
            except NotInTime as error:
                problems.append(f"{language}: at {page.get_attribute('[data-seat]', 'data-seat')}: {error}")
            problems += desk.problems
            context.close()
    print(json.dumps({"problems": problems}, ensure_ascii=False, indent=1))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

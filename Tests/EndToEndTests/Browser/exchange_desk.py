"""An officer of the migration service checks an application for an identity card, with the keyboard only: queue, pictures beside
the register's, annulled or certified by PIN, the card that has come, its holder, and the officer's card drawn.

Needs a desk whose officer's card is virtual and registered, and an application that waits.
"""

import argparse
import json
import sys

from playwright.sync_api import TimeoutError as NotInTime

from keys import Keys
from kiosk_page import browser, move_card, shoot

SIZE = {"width": 1366, "height": 900}
REASON = "[data-exchange-form=annul] select"
PART = "section.exchanges[data-stage={}]"


class Desk:
    def __init__(self, page, arguments):
        self.page, self.arguments = page, arguments
        self.keys = Keys(page, f"{arguments.out}/officer", arguments.lang)

    def work(self):
        page, keys = self.page, self.keys
        move_card(self.arguments.card_socket, "remove")
        page.goto(f"{self.arguments.base}/operator?lang={self.arguments.lang}", wait_until="load")
        keys.sign_in(self.arguments.card_socket, self.arguments.pin)
        page.wait_for_selector(f"tr[data-slip='{self.arguments.slip}']", timeout=20000)
        keys.place("exchanges")
        keys.step("queue")
        keys.enter(f"tr[data-slip='{self.arguments.slip}'] button")
        page.wait_for_selector(PART.format("open"), timeout=20000)
        self.pictures()
        keys.step("application", full=True)
        if self.arguments.deed == "annul":
            self.choose()
        keys.enter("[data-exchange-do=reveal]")
        page.wait_for_selector(f"text={self.arguments.iin}", timeout=10000)
        (self.annul if self.arguments.deed == "annul" else self.certify)()
        self.leave()

    def pictures(self):
        """Each picture that is shown was loaded."""
        for _ in range(50):
            sizes = self.page.evaluate(
                "() => [...document.querySelectorAll('.exchanges img')].map((one) => [one.dataset.picture, one.naturalWidth])")
            if all(width > 0 for _, width in sizes):
                break
            self.page.wait_for_timeout(100)
        if not {"photo", "specimen", "register-photo"} <= {kind for kind, width in sizes if width > 0}:
            self.keys.problems.append(f"{self.arguments.lang}: pictures {sizes}")

    def choose(self):
        """No reason stands there by itself."""
        if self.page.input_value(REASON):
            self.keys.problems.append(f"{self.arguments.lang}: a reason was chosen for the officer")
        self.keys.to(REASON)
        self.keys.press("ArrowDown", {"kk": 1, "ru": 2, "en": 3}[self.arguments.lang])
        self.reason = self.page.input_value(REASON)

    def annul(self):
        """The page was drawn anew since the reason was chosen."""
        if not self.reason or self.page.input_value(REASON) != self.reason:
            self.keys.problems.append(f"{self.arguments.lang}: the chosen reason {self.reason} is lost")
        self.keys.enter("[data-exchange-form=annul] button[type=submit]")
        self.page.wait_for_selector("[data-settled=annulled][data-fee=refundable]", timeout=20000)
        self.keys.step("annulled")

    def certify(self):
        page, keys = self.page, self.keys
        keys.enter("[data-exchange-do=certify]")
        page.wait_for_selector("dialog[data-exchange-pin][open]", timeout=20000)
        keys.step("certify-pin")
        keys.press("Escape")
        page.wait_for_selector(PART.format("open"), timeout=20000)
        keys.enter("[data-exchange-do=certify]")
        page.wait_for_selector("dialog[data-exchange-pin][open]", timeout=20000)
        pad = page.get_attribute("[data-pad]", "data-pad")
        keys.type("111111")
        keys.press("Enter")
        page.wait_for_selector(f"[data-pad]:not([data-pad='{pad}'])", timeout=20000)
        keys.step("certify-wrong")
        keys.type(self.arguments.pin)
        keys.press("Enter")
        page.wait_for_selector("[data-settled=in-production]", timeout=30000)
        keys.step("certified")
        self.hand_over()

    def hand_over(self):
        page, keys, slip = self.page, self.keys, self.arguments.slip
        form = "[data-exchange-form=arrived] "
        keys.fill(form + "input[name=slip]", slip)
        keys.fill(form + "input[name=number]", "000000901")
        keys.to(form + "input[name=expires]")
        keys.type("11212036")
        keys.enter(form + "button[type=submit]")
        page.wait_for_selector("[data-settled=ready]", timeout=20000)
        keys.step("arrived")
        self.collect(self.arguments.other_iin)
        page.wait_for_selector("[data-refused='portal.other-person']", timeout=20000)
        keys.step("other-person")
        self.collect(self.arguments.iin)
        page.wait_for_selector("[data-settled=collected]", timeout=20000)
        keys.step("collected")

    def collect(self, iin):
        form = "[data-exchange-form=collected] "
        self.keys.fill(form + "input[name=slip]", self.arguments.slip)
        self.keys.fill(form + "input[name=iin]", iin)
        self.keys.enter(form + "button[type=submit]")

    def leave(self):
        """The card is drawn: nothing of the applicant stays, also when the page is looked at by Back."""
        move_card(self.arguments.card_socket, "remove")
        self.page.wait_for_selector("[data-seat^='locked operator.locked']", timeout=20000)
        self.keys.step("drawn")
        for _ in range(2):
            text = self.page.content()
            if self.arguments.iin in text or self.arguments.slip in text:
                self.keys.problems.append(f"{self.arguments.lang}: the application is on a locked page")
            self.page.go_back(wait_until="load")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--card-socket", required=True, help="control socket of the officer's card")
    parser.add_argument("--pin", required=True)
    parser.add_argument("--slip", required=True)
    parser.add_argument("--iin", required=True, help="the applicant")
    parser.add_argument("--other-iin", required=True, help="somebody else")
    parser.add_argument("--deed", choices=["annul", "certify"], required=True)
    parser.add_argument("--lang", required=True)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    problems = []
    with browser() as chromium:
        # The order of a typed date is the browser's, not the page's.
        context = chromium.new_context(viewport=SIZE, reduced_motion="reduce", locale="en-US")
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"script: {error}"))
        desk = Desk(page, arguments)
        try:
            desk.work()
        except (NotInTime, AssertionError) as error:
            shoot(page, f"{arguments.out}/officer/{arguments.lang}", "stuck")
            problems.append(f"{arguments.lang}: {error}")
        problems += desk.keys.problems
        context.close()
    print(json.dumps({"problems": problems}, ensure_ascii=False, indent=1))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

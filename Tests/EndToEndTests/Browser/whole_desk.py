"""The desk as one page, with the keyboard only: sign-in, the window's ticket, a person's attempts and certificates, an application,
a digital document, the officer's queue, cards, sites, a site that asks for a signature, the manager's page, and the card drawn.

Needs a desk whose card is virtual and registered for all three duties, one waiting ticket and one application for each language.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import TimeoutError as NotInTime

from keys import Keys
from kiosk_page import browser, move_card, shoot

SIZE = {"width": 1366, "height": 900}
DOOR = Path(__file__).parent.parent / "Door" / "portal_page.py"


class Desk:
    def __init__(self, page, arguments, language, application):
        self.page, self.arguments, self.language, self.application = page, arguments, language, application
        self.keys = Keys(page, f"{arguments.out}/whole-desk", language)

    def work(self):
        move_card(self.arguments.card_socket, "remove")
        self.page.goto(f"{self.arguments.base}/operator?lang={self.language}", wait_until="load")
        self.keys.sign_in(self.arguments.card_socket, self.arguments.pin)
        self.window()
        self.person()
        self.one_application()
        self.document()
        self.keys.place("exchanges")
        self.page.wait_for_selector("[data-waiting]", timeout=20000)
        self.keys.step("exchanges")
        self.keys.place("cards")
        self.keys.step("all", full=True)
        self.sites()
        self.asked()
        self.manager()
        self.leave()

    def go(self, path):
        """By the navigation to a page of its own."""
        self.keys.press("F2")
        self.keys.enter(f".desk-places a[href^='{path}?']")
        self.page.wait_for_url(lambda address: path in address, timeout=20000)
        self.page.wait_for_load_state("load")

    def window(self):
        """A window is chosen once, its ticket stands on the page from then on."""
        if not self.page.locator(".desk-places a[href='#ticket']").count():
            self.go("/desk")
            self.keys.step("windows")
            self.keys.enter(".windows a.button")
            self.page.wait_for_selector("[data-do=call-next]", timeout=20000)
            self.keys.step("window")
            self.keys.press("F2")
            self.keys.enter(".desk-places a[href$='#ticket']")
            self.page.wait_for_selector("#ticket h2", timeout=20000)
        self.keys.place("ticket")
        self.keys.enter("[data-do=call-next][aria-disabled=false]")
        self.page.wait_for_selector(".now .number", timeout=20000)
        self.keys.step("ticket")
        self.keys.enter("[data-do=finish][aria-disabled=false]")
        self.page.wait_for_selector(".now .free", timeout=20000)

    def person(self):
        self.keys.place("person")
        # Digits call tickets on the window's page; in a field they are typed.
        self.keys.fill("#person input[name=iin]", self.arguments.iin)
        self.keys.press("Enter")
        self.page.wait_for_selector("[data-failures]", timeout=20000)
        self.keys.step("attempts")
        self.keys.fill("#person input[name=iin]", self.arguments.iin)
        self.keys.enter("button[formaction='/operator/certificates']")
        self.page.wait_for_selector("#certificates", timeout=20000)
        self.keys.step("certificates")

    def one_application(self):
        self.keys.place("applications")
        self.keys.fill("#applications form[action='/operator/application'] input[name=number]", self.application)
        self.keys.press("Enter")
        self.page.wait_for_selector("[data-status=applied]", timeout=20000)
        if self.arguments.iin in self.page.inner_text("main"):
            self.keys.problems.append(f"{self.language}: the IIN is not masked")
        self.keys.enter("form[action='/operator/reveal'] button")
        self.page.wait_for_selector(f"#applications dd:text-is('{self.arguments.iin}')", timeout=20000)
        self.keys.to("#applications input[name=papers]")
        self.keys.press("Space")
        self.keys.enter("form[action='/operator/confirm'] button")
        self.page.wait_for_selector("[data-status=confirmed]", timeout=20000)
        self.keys.step("confirmed")

    def document(self):
        self.keys.place("documents")
        self.keys.fill("#documents input[name=text]", "00000000")
        self.keys.press("Enter")
        self.page.wait_for_selector("#documents [data-refused='digital.code-unknown']", timeout=20000)
        self.keys.step("document")

    def sites(self):
        self.go("/operator/sites")
        self.keys.fill("input[name=origin]:not([type=hidden])", "https://keys.example")
        self.keys.press("Enter")
        self.page.wait_for_selector("td.origin:has-text('keys.example')", timeout=20000)
        self.keys.step("sites")
        self.keys.press("F2")
        self.keys.enter(".desk-places a[href$='#person']")
        self.page.wait_for_selector("#person h2", timeout=20000)

    def asked(self):
        """A page asks for a key: the desk says so by itself, and the answer is given with the keyboard."""
        question = Path(self.arguments.out) / "question.json"
        question.write_text('[{"module":"kz.gov.pki.knca.commonUtils","method":"getKeyInfo","args":["PKCS12"]}]')
        site = subprocess.Popen(
            [sys.executable, DOOR, self.arguments.door, self.arguments.authority, self.arguments.origin, question],
            stdout=subprocess.PIPE)
        try:
            self.page.wait_for_selector("#asked:not([hidden])", timeout=30000)
            self.keys.step("asked")
            self.keys.enter("#asked a")
            self.page.wait_for_selector("main [data-screen^='consent-']:has(.origin)", timeout=20000)
            self.keys.step("consent")
            self.keys.enter("button[data-action*='cancel']")
            site.communicate(timeout=30)
            self.page.wait_for_selector("a[href='/operator'], button[data-action*='close']", timeout=20000)
            if self.page.locator("button[data-action*='close']").count():
                self.keys.enter("button[data-action*='close']")
            self.keys.enter("a[href='/operator']")
            self.page.wait_for_selector("#person", timeout=20000)
        finally:
            site.kill()
        self.page.goto(f"{self.arguments.base}/operator?lang={self.language}", wait_until="load")

    def manager(self):
        self.go("/manager")
        self.page.wait_for_selector("nav.places", timeout=20000)
        self.keys.step("manager")

    def leave(self):
        self.page.goto(f"{self.arguments.base}/operator?lang={self.language}", wait_until="load")
        move_card(self.arguments.card_socket, "remove")
        self.page.wait_for_selector("[data-seat^='locked operator.locked']", timeout=20000)
        self.keys.step("drawn")
        if self.page.locator("form").count() or self.page.locator(".desk-places").count():
            self.keys.problems.append(f"{self.language}: a locked desk has forms")
        self.page.goto(f"{self.arguments.base}/manager?lang={self.language}", wait_until="load")
        if self.page.locator("nav.places").count():
            self.keys.problems.append(f"{self.language}: the manager's page is open without card and PIN")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--card-socket", required=True, help="control socket of the operator's card")
    parser.add_argument("--pin", required=True)
    parser.add_argument("--iin", required=True, help="the person who is served")
    parser.add_argument("--applications", nargs=3, required=True, help="numbers of applications, one for each language")
    parser.add_argument("--door", required=True, help="port of the door for portal pages")
    parser.add_argument("--authority", required=True, help="PEM file of the door's authority")
    parser.add_argument("--origin", required=True, help="a site that may ask")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    problems = []
    with browser() as chromium:
        for language, application in zip(["kk", "ru", "en"], arguments.applications):
            context = chromium.new_context(viewport=SIZE, reduced_motion="reduce")
            page = context.new_page()
            page.on("pageerror", lambda error: problems.append(f"script: {error}"))
            desk = Desk(page, arguments, language, application)
            try:
                desk.work()
            except (NotInTime, AssertionError) as error:
                shoot(page, f"{arguments.out}/whole-desk/{language}", "stuck")
                problems.append(f"{language}: {error}")
            problems += desk.keys.problems
            context.close()
    print(json.dumps({"problems": problems}, ensure_ascii=False, indent=1))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

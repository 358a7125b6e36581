"""A person with a finger: clicks through "EDS by face", "queue slip", "my application", "revoke the EDS" or the exchange of an
identity card on a running kiosk, with a picture of every screen.

Needs the demonstration: the portal's SMS stub and the virtual card's control socket.
"""

import argparse
import json
import ssl
import sys
import time
import urllib.request

from playwright.sync_api import TimeoutError as NotInTime

from kiosk_page import ORIENTATIONS, browser, kiosk, look, move_card, shoot

ENDINGS = "ending-"
PRESS_PRIMARY = {"eds-consent", "eds-notice", "eds-no-portrait", "eds-retry", "application-notice",
                 "exchange-summary", "exchange-last-try"}
SERVICES = {"slip": "queue-ticket", "eds": "eds-by-face", "application": "my-application",
            "revoke": "my-card", "exchange": "card-exchange", "exchange-standing": "card-exchange"}
WANTED = {"slip": "ending-ticket", "eds": "ending-issued", "application": "application-shown",
          "revoke": "ending-eds-revoked", "exchange": "ending-exchanged", "exchange-standing": "exchange-shown"}


class Person:
    def __init__(self, page, arguments, orientation):
        self.page, self.arguments, self.orientation = page, arguments, orientation
        self.seen, self.problems, self.slip = [], [], None

    def visit(self):
        """Answers each screen once it is there, until the session has ended and the kiosk is free again."""
        end, started, ended = time.monotonic() + 4 * self.arguments.limit, False, None
        while time.monotonic() < end:
            self.page.wait_for_function(
                "() => { const one = document.querySelector('main [data-screen]'); return one && one !== window.answered; }",
                timeout=self.arguments.limit * 1000)
            screen = self.page.evaluate(
                "() => (window.answered = document.querySelector('main [data-screen]')).dataset.screen")
            self.note(screen)
            if screen == "idle" and started:
                return ended
            started = started or screen == "services"
            if screen.startswith(ENDINGS) or screen in ("application-shown", "exchange-shown"):
                ended = screen
            self.answer(screen)
        raise TimeoutError(f"stopped at {self.seen[-1:]}")

    def note(self, screen):
        self.page.wait_for_load_state("load")
        label = f"{self.arguments.lang}-{self.orientation}-{screen}"
        self.problems += look(self.page, label)
        if screen not in self.seen:
            folder = f"{self.arguments.out}/{self.orientation}/{self.arguments.lang}"
            shoot(self.page, folder, f"{len(set(self.seen)):02d}-{screen}")
        self.seen.append(screen)

    def answer(self, screen):
        page = self.page
        if screen == "idle":
            page.click(f"button.tile[lang={self.arguments.lang}]")
        elif screen == "services":
            page.click(f"button.tile:has(img[src*='{SERVICES[self.arguments.flow]}'])")
        elif screen == "ticket-choosing":
            page.click(".purposes button.tile:not(.reservation) >> nth=0")
        elif screen in PRESS_PRIMARY:
            page.click("#primary")
        elif screen == "eds-identity":
            self.identity()
        elif screen in ("eds-code", "application-code"):
            self.type_digits(self.sms_code())
            page.click("#primary")
        elif screen == "application-number":
            for field, text in (("value", self.arguments.application.lstrip("E")), ("iin", self.arguments.iin)):
                page.click(f"#{field}")
                self.type_digits(text)
            page.click("#primary")
        elif screen == "application-shown":
            # The form is printed once; then the person goes.
            page.click("#cancel" if page.locator(".notice").count() else "#primary")
        elif screen.startswith("exchange-"):
            self.exchange(screen)
        elif screen == "eds-positioning":
            self.see_oneself()
            page.click("#primary")
        elif screen == "eds-failed":
            page.click("#primary")
        elif screen in ("eds-insert-card", "card-insert"):
            self.card("insert")
        elif screen == "card-shown":
            page.click("#revoke-eds")
        elif screen == "revocation-cause":
            page.click(".purposes button.tile >> nth=0")
        elif screen in ("eds-pin", "revocation-pin"):
            self.pin()
        elif screen == "eds-offer-new-pin":
            page.click("#cancel")
        elif screen.startswith(ENDINGS) and page.locator("#primary").count():
            if screen == "ending-exchanged":
                self.slip = page.inner_text(".ending .value")
                self.picture(f"{screen}-slip")
            self.card("remove")
            self.finish()
        elif screen in ("take-card", "former-card"):
            self.card("remove")

    def exchange(self, screen):
        """I1-I6: a card in the reader, a photo that is looked at, a signature drawn by hand, a fee that was paid."""
        page = self.page
        if screen == "exchange-choosing":
            page.click(f"button.tile:has(img[src*='{'card-exchange' if self.arguments.flow == 'exchange' else 'my-application'}'])")
        elif screen == "exchange-reason":
            page.click(".purposes button.tile >> nth=0")
        elif screen in ("exchange-insert-card", "exchange-insert-to-sign"):
            self.card("insert")
        elif screen in ("exchange-number", "exchange-payment", "exchange-slip"):
            self.type_digits({"exchange-number": lambda: self.arguments.document, "exchange-payment": self.pay,
                              "exchange-slip": lambda: self.arguments.slip.lstrip("M")}[screen]())
            page.click("#primary")
        elif screen == "exchange-positioning":
            self.see_oneself("exchange-positioning")
            page.click("#primary")
        elif screen == "exchange-photo":
            page.wait_for_function("() => document.querySelector('[data-photo]').naturalWidth >= 300")
            self.picture("exchange-photo-loaded")
            page.click("#primary")
        elif screen == "exchange-specimen":
            self.draw()
        elif screen == "exchange-pin":
            self.pin()
        elif screen == "exchange-shown":
            self.finish("exchange-shown")
        elif screen in PRESS_PRIMARY:
            page.click("#primary")

    def draw(self):
        """An empty field is refused in words; what is drawn can be cleared."""
        page = self.page
        page.click("#primary")
        page.wait_for_selector("#problem:not([hidden])")
        for clears in (True, False):
            box = page.locator("canvas").bounding_box()
            page.mouse.move(box["x"] + box["width"] * 0.15, box["y"] + box["height"] * 0.6)
            page.mouse.down()
            for step in range(1, 20):
                page.mouse.move(box["x"] + box["width"] * (0.15 + step * 0.035),
                                box["y"] + box["height"] * (0.3 if step % 2 else 0.7))
            page.mouse.up()
            if clears:
                page.click("#clear")
        self.picture("exchange-specimen-drawn")
        page.click("#primary")

    def pay(self):
        """At the treasury's stub; what stands on the receipt."""
        trust = ssl.create_default_context(cafile=self.arguments.ca)
        request = urllib.request.Request(
            f"{self.arguments.portal}/demonstration/payments", method="POST",
            data=json.dumps({"iin": self.arguments.iin}).encode(), headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, context=trust, timeout=20) as answer:
            return json.load(answer)["reference"]

    def picture(self, name):
        shoot(self.page, f"{self.arguments.out}/{self.orientation}/{self.arguments.lang}", name)

    def see_oneself(self, name="eds-positioning"):
        """The guidance is content, and the live picture is there."""
        page, limit = self.page, self.arguments.limit * 1000
        page.wait_for_selector(".camera[data-guidance=good]", timeout=limit)
        page.wait_for_function("() => document.querySelector('[data-preview]').naturalWidth > 0", timeout=limit)
        self.picture(f"{name}-good")

    def finish(self, screen=ENDINGS):
        """The drawn card may have ended the session already; then there is nothing left to press."""
        try:
            self.page.click(f"[data-screen^={screen}] #primary", timeout=2000)
        except NotInTime:
            pass

    def identity(self):
        page = self.page
        if page.locator("#use-card").count():
            page.uncheck("#use-card", force=True)
        for field, text in (("iin", self.arguments.iin), ("documentNumber", self.arguments.document),
                            ("birthDate", "".join(reversed_date(self.arguments.birth)))):
            page.click(f"#{field}")
            self.type_digits(text)
        page.click("#primary")

    def type_digits(self, text):
        for digit in text:
            self.page.click(f".keypad [data-key='{digit}']")

    def pin(self):
        for digit in self.arguments.pin:
            self.page.click(f"[data-pad] [data-position] >> text={digit}")
        self.page.click("#primary")

    def sms_code(self):
        trust = ssl.create_default_context(cafile=self.arguments.ca)
        address = f"{self.arguments.portal}/sms-stub.json?iin={self.arguments.iin}"
        with urllib.request.urlopen(address, context=trust, timeout=20) as answer:
            purpose = "application" if self.arguments.flow == "application" else "identification"
            return next(one["code"] for one in json.load(answer) if one["purpose"] == purpose)

    def card(self, order):
        if self.arguments.card_socket:
            move_card(self.arguments.card_socket, order)


def reversed_date(iso):
    """`1985-03-15` as it is typed: 15 03 1985."""
    return reversed(iso.split("-"))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="http://127.0.0.1:8080")
    parser.add_argument("--portal", default="https://127.0.0.1:8443")
    parser.add_argument("--ca", help="PEM file of the portal's TLS authority")
    parser.add_argument("--card-socket")
    parser.add_argument("--out", required=True)
    parser.add_argument("--lang", choices=["kk", "ru", "en"], default="ru")
    parser.add_argument("--flow", choices=list(SERVICES), default="eds")
    parser.add_argument("--orientations", default=",".join(ORIENTATIONS))
    parser.add_argument("--iin", default="850315300019")
    parser.add_argument("--document", default="000000001")
    parser.add_argument("--birth", default="1985-03-15")
    parser.add_argument("--application", help="number of the application that is asked for")
    parser.add_argument("--slip", help="number of the registration slip that is asked for")
    parser.add_argument("--pin", default="482915")
    parser.add_argument("--limit", type=int, default=60, help="seconds for a screen, and for the whole visit four times")
    arguments = parser.parse_args()
    visits, problems = [], []
    with browser() as chromium:
        for orientation in arguments.orientations.split(","):
            with kiosk(chromium, arguments.base, orientation) as page:
                person = Person(page, arguments, orientation)
                person.card("remove")
                ended = person.visit()
                visits.append({"orientation": orientation, "ended": ended, "screens": person.seen, "slip": person.slip})
                problems += person.problems + [f"{orientation}: script: {error}" for error in page.errors]
    print(json.dumps({"visits": visits, "problems": problems}, ensure_ascii=False, indent=1))
    return 1 if problems or any(visit["ended"] != WANTED[arguments.flow] for visit in visits) else 0


if __name__ == "__main__":
    sys.exit(main())

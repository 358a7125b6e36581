"""A person with a finger: clicks through "EDS by face" to its end or to a referral, "queue slip" with a reservation or without
one, "my application", "my card" with a new PIN, a re-issue, an EDS obtained anew or its revocation, with the card or without it, the
EDS of an organisation, the exchange of an identity card or the personal account on a running kiosk, with a picture of every
screen.

Needs the demonstration: the portal's SMS stub and the virtual card's control socket.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request

from playwright.sync_api import TimeoutError as NotInTime

from kiosk_page import ORIENTATION_OF, browser, kiosk, look, move_card, shoot, sms_code

ENDINGS = "ending-"
PRESS_PRIMARY = {"eds-consent", "eds-notice", "eds-no-portrait", "eds-retry", "application-notice",
                 "exchange-summary", "reissue-notice", "exchange-last-try", "account-no-phone", "missing-code-report",
                 "lost-eds-confirming"}
SERVICES = {"slip": "queue-ticket", "reservation": "queue-ticket", "eds": "eds-by-face", "referral": "eds-by-face",
            "reissue": "my-card", "pin-change": "my-card", "pin-unblock": "my-card",
            "obtain-anew": "my-card", "application": "my-application", "file": "my-application",
            "eds-file": "eds-by-face", "organisation": "my-card", "reissue-file": "my-card",
            "revoke": "my-card", "revoke-by-face": "my-card", "revoke-by-phone": "my-card",
            "exchange": "card-exchange", "exchange-standing": "card-exchange",
            "account": "pictures/account", "account-by-phone": "pictures/account",
            "account-missing-code": "pictures/account"}
WANTED = {"slip": "ending-ticket", "reservation": "ending-ticket", "eds": "ending-issued", "referral": "ending-referral",
          "reissue": "ending-issued", "pin-change": "ending-pin-renewed", "pin-unblock": "ending-pin-renewed",
          "obtain-anew": "ending-issued", "application": "application-shown",
          "file": "ending-saved-on-stick", "eds-file": "ending-saved-on-stick",
          "organisation": "ending-saved-on-stick", "reissue-file": "ending-saved-on-stick",
          "revoke": "ending-eds-revoked", "revoke-by-face": "ending-eds-revoked",
          "revoke-by-phone": "ending-eds-revoked",
          "exchange": "ending-exchanged", "exchange-standing": "exchange-shown",
          "account": "account-shown", "account-by-phone": "account-shown",
          "account-missing-code": "missing-code-reported"}
# What is pressed where the card is shown; whoever has nothing else in mind revokes.
WISHES = {"organisation": "#organisation-eds", "reissue": "#reissue", "pin-change": "#change-pin",
          "pin-unblock": "#unblock-pin", "obtain-anew": "#obtain-anew"}


class Person:
    def __init__(self, page, arguments, orientation):
        self.page, self.arguments, self.orientation = page, arguments, orientation
        self.seen, self.problems, self.slip = [], [], None
        self.typed, self.done, self.pads = False, set(), 0

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
            if screen.startswith(ENDINGS) or screen in ("application-shown", "exchange-shown", "account-shown", "missing-code-reported"):
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
            reserved = self.arguments.flow == "reservation"
            page.click("#reservation" if reserved else ".purposes button.tile:not(.reservation) >> nth=0")
        elif screen == "ticket-reservation":
            self.reservation()
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
        elif screen in self.ONCE and screen not in self.done:
            # These screens are drawn anew while they are answered.
            self.done.add(screen)
            self.ONCE[screen](self)
        elif screen.startswith("exchange-"):
            self.exchange(screen)
        elif screen.startswith(("account-", "missing-")):
            self.account(screen)
        elif screen == "eds-positioning":
            # Whose attempts are to fail does not wait for a good picture.
            if self.arguments.flow != "referral":
                self.see_oneself()
            page.click("#primary")
        elif screen == "eds-failed":
            page.click("#primary")
        elif screen == "card-insert" and self.arguments.flow == "reissue-file":
            page.click("button.other")
        elif screen.startswith("key-file-"):
            self.key_file(screen)
        elif screen == "card-insert" and self.arguments.flow == "revoke-by-face":
            page.click("#choice")
        elif screen in ("eds-insert-card", "card-insert"):
            self.card("insert")
        elif screen == "card-shown":
            page.click(WISHES.get(self.arguments.flow, "#revoke-eds"))
        elif screen == "card-pin":
            self.new_pin()
        elif screen.startswith("organisation-"):
            self.organisation(screen)
        elif screen == "eds-medium":
            page.click(f"button.tile:has(img[src*='{'stick-out' if self.arguments.flow == 'eds-file' else 'card-in'}'])")
        elif screen in ("revocation-cause", "lost-eds-choosing", "lost-eds-reason"):
            page.click(".purposes button.tile >> nth=0")
        elif screen == "revocation-pin" and self.arguments.flow == "revoke-by-phone":
            page.click("#choice")
        elif screen == "phone-signing" and screen not in self.done:
            # Drawn anew once the code was scanned.
            self.done.add(screen)
            self.sign_on_phone()
        elif screen in ("eds-pin", "revocation-pin", "reissue-pin"):
            self.pin()
        elif screen == "eds-offer-new-pin":
            page.click("#cancel")
        elif screen.startswith(ENDINGS) and page.locator("#primary").count():
            if screen == "ending-exchanged" and not self.slip:
                self.slip = page.inner_text(".ending .value")
                self.picture(f"{screen}-slip")
            if screen == "ending-ticket":
                self.slip = page.inner_text(".big-number")
            if self.arguments.flow.startswith("reissue") and not page.locator("main .what").count():
                self.problems.append(f"{screen}: not a word of the former EDS")
            self.card("remove")
            self.finish()
        elif screen in ("take-card", "former-card"):
            self.card("remove")

    def new_pin(self):
        """E2a, E9: a wrong PIN or PUK, then the right one; each time with the new PIN twice. The former PIN comes back by PUK."""
        changes = self.arguments.flow == "pin-change"
        wrong, proof, new = ("111111", self.arguments.pin, self.arguments.new_pin) if changes else (
            "11111111", self.arguments.puk, self.arguments.pin)
        step = self.pads
        self.pads += 1
        if step == 3:
            self.page.wait_for_selector(".notice")
        if step in (1, 2, 3):
            self.picture(("card-pin-new", "card-pin-again", "card-pin-wrong")[step - 1])
        self.pin((wrong, new, new, proof, new, new)[step])

    def password(self):
        """Letters of both sizes, digits and signs: every layer of the keyboard; too short a one first."""
        page, good = self.page, "Abc-48291537"
        for text in ("abc", good, good):
            title = page.inner_text("h1")
            for one in text:
                layer = "small" if one.islower() or one.isdigit() else "capital" if one.isupper() else "signs"
                page.click(f"label[for=layer-{layer}]")
                page.locator(f".layer-{layer} [data-position]", has_text=re.compile(f"^{re.escape(one)}$")).click()
            if text == good:
                self.picture(f"eds-file-password-{'first' if not self.typed else 'again'}")
            page.click("#primary")
            if text == "abc":
                page.wait_for_selector(".notice")
                self.picture("eds-file-password-simple")
            elif not self.typed:
                page.wait_for_selector(f"h1:not(:text-is('{title}'))")
            self.typed = text == good

    def bad_sticks(self):
        """A keyboard in disguise, two sticks, then the right one, which is pulled while it is written."""
        if self.arguments.flow != "file":
            return self.stick("in")
        for order, name in (("keyboard", "disguised"), ("two", "several")):
            self.stick(order)
            self.page.wait_for_selector(".notice", timeout=self.arguments.limit * 1000)
            self.picture(f"eds-insert-stick-{name}")
            self.stick("out")
            self.page.wait_for_selector(".notice", state="detached", timeout=self.arguments.limit * 1000)
        self.stick("pull")

    def key_file(self, screen):
        """E6: a keyboard in disguise, then the stick; a wrong password, then the right one."""
        page, again = self.page, screen in self.done
        self.done.add(screen)
        if screen == "key-file-stick" and not again:
            self.stick("keyboard")
            page.wait_for_selector(".notice", timeout=self.arguments.limit * 1000)
            self.picture("key-file-stick-disguised")
            self.stick("out")
            page.wait_for_selector(".notice", state="detached", timeout=self.arguments.limit * 1000)
            self.stick("in")
        elif screen == "key-file-choosing":
            page.click(".purposes button.tile >> nth=0")
        elif screen == "key-file-password":
            if again:
                page.wait_for_selector(".notice")
                self.picture("key-file-password-wrong")
            for digit in "48291537" if again else "1111":
                page.locator(".layer-small [data-position]", has_text=re.compile(f"^{digit}$")).click()
            page.click("#primary")
        elif screen == "key-file-shown":
            page.click("#reissue")

    def reservation(self):
        """Q3: a mistyped IIN is told at once; then the right one."""
        page, iin, again = self.page, self.arguments.iin, "ticket-reservation" in self.done
        self.done.add("ticket-reservation")
        if again:
            page.wait_for_selector(".notice")
            self.picture("ticket-reservation-mistyped")
            for _ in iin:
                page.click(".keypad [data-key='erase']")
        # No other last digit fits the rest (P1).
        self.type_digits(iin if again else f"{iin[:-1]}{(int(iin[-1]) + 1) % 10}")
        page.click("#primary")

    def organisation(self, screen):
        """E3: a wrong number and the ID card are refused in words; then the right ones."""
        page, again = self.page, screen in self.done
        self.done.add(screen)
        if again:
            page.wait_for_selector(".notice")
            self.picture(f"{screen}-refused")
        if screen == "organisation-bin":
            for _ in range(12 if again else 0):
                page.click(".keypad [data-key='erase']")
            self.type_digits("230440000010" if again else "230440000011")
            page.click("#primary")
        else:
            page.click(f".purposes button.tile >> nth={0 if again else -1}")

    def stick(self, order):
        move_card(self.arguments.stick_socket, order)

    def save_again(self):
        self.stick("in")
        self.page.wait_for_selector("#primary", timeout=self.arguments.limit * 1000)
        self.picture("eds-not-saved-ready")
        self.page.click("#primary")

    ONCE = {"eds-file-password": password, "eds-insert-stick": bad_sticks, "eds-not-saved": save_again}

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

    def account(self, screen):
        """L1-L4: by card and code, or by the phone that scans; another number; a code that did not come."""
        page, flow = self.page, self.arguments.flow
        if screen == "account-choosing":
            page.click(f"button.tile:has(img[src*='log-in-{'phone' if flow == 'account-by-phone' else 'card'}'])")
        elif screen == "account-insert-card":
            self.card("insert")
        elif screen == "account-pin":
            self.pin()
        elif screen == "account-scanning":
            self.scan()
        elif screen == "account-code" and flow == "account-missing-code":
            page.click("#choice")
        elif screen in ("account-code", "account-phone-code"):
            self.type_digits(self.sms_code("phone" if screen == "account-phone-code" else "login"))
            page.click("#primary")
        elif screen == "account-shown":
            # A list is looked at and a number changed once, after a log-in by card; then the person goes.
            if "account-list" not in self.seen and page.locator(".account .head .button").count():
                page.click(".account .head .button >> nth=0")
            elif flow == "account" and not page.locator(".phone-line.new").count():
                page.click("#choice")
            else:
                # The card stays in until the end: whoever takes it has closed the account.
                self.picture("account-shown-at-the-end")
                self.finish("account-shown")
        elif screen == "account-list":
            page.click("#primary" if page.locator("#primary").count() else "#cancel")
        elif screen in ("account-phone", "missing-code-phone"):
            self.type_digits("7010000077")
            page.click("#primary")
        elif screen == "missing-code":
            page.click(".purposes button.tile >> nth=2")
        elif screen == "missing-code-reported":
            page.click("#cancel")
        elif screen in PRESS_PRIMARY:
            page.click("#primary")

    def read_code(self):
        """What ZBar reads from the picture of the screen, as a phone's camera would."""
        self.page.wait_for_selector(".qr path")
        picture = f"{self.arguments.out}/{self.orientation}/{self.arguments.lang}/qr.png"
        self.page.locator(".qr").screenshot(path=picture)
        read = subprocess.run(["zbarimg", "-q", "--raw", picture], capture_output=True, text=True, timeout=20, check=True)
        return read.stdout.strip()

    def ask(self, path, body):
        """At a stub of the portal."""
        request = urllib.request.Request(f"{self.arguments.portal}{path}", method="POST", data=json.dumps(body).encode(),
                                         headers={"Content-Type": "application/json"})
        trust = ssl.create_default_context(cafile=self.arguments.ca)
        with urllib.request.urlopen(request, context=trust, timeout=20) as answer:
            return json.load(answer)

    def sign_on_phone(self):
        """The mobile app, played by OpenSSL: a key and certificate of the person, the scan, the digest, the signature."""
        code, iin = self.read_code(), self.arguments.iin
        shown = self.ask("/demonstration/phone-signature-scans", {"iin": iin, "qr": code})
        document = base64.b64decode(shown["document"])
        if hashlib.sha256(document).hexdigest() != shown["digest"] or iin.encode() not in document:
            raise ValueError("the phone is shown something else")
        self.page.wait_for_selector(".qr", state="detached", timeout=self.arguments.limit * 1000)
        self.picture("phone-signing-scanned")
        with tempfile.TemporaryDirectory() as folder:
            def openssl(*arguments, **more):
                return subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, check=True, timeout=30, **more)
            openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key",
                    "-subj", "/", "-outform", "DER", "-out", "request")
            with open(f"{folder}/request", "rb") as file:
                wish = {"use": "signature", "request": base64.b64encode(file.read()).decode()}
            issued = self.ask("/demonstration/certificates", {"iin": iin, "requests": [wish]})
            with open(f"{folder}/der", "wb") as file:
                file.write(base64.b64decode(issued["certificates"][0]["certificate"]["certificate"]))
            openssl("x509", "-inform", "DER", "-in", "der", "-out", "certificate")
            signed = openssl("cms", "-sign", "-nodetach", "-binary", "-cades", "-md", "sha256", "-signer", "certificate",
                             "-inkey", "key", "-outform", "DER", input=document).stdout
        self.ask("/demonstration/phone-signatures", {"qr": code, "signature": base64.b64encode(signed).decode()})

    def scan(self):
        """The portal's stub is the phone that logs in."""
        self.ask("/demonstration/log-in-scans", {"iin": self.arguments.iin, "qr": self.read_code()})

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
        return self.ask("/demonstration/payments", {"iin": self.arguments.iin})["reference"]

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

    def pin(self, digits=None):
        for digit in digits or self.arguments.pin:
            self.page.click(f"[data-pad] [data-position] >> text={digit}")
        self.page.click("#primary")

    def sms_code(self, purpose=None):
        applied = self.arguments.flow in ("application", "file")
        return sms_code(self.arguments, purpose or ("application" if applied else "identification"))

    def card(self, order):
        if self.arguments.card_socket:
            move_card(self.arguments.card_socket, order)


def reversed_date(iso):
    """`1985-03-15` as it is typed: 15 03 1985."""
    return reversed(iso.split("-"))


def options(description):
    """Where everything is, who comes, and what for."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--base", default="http://127.0.0.1:8080")
    parser.add_argument("--portal", default="https://127.0.0.1:8443")
    parser.add_argument("--ca", help="PEM file of the portal's TLS authority")
    parser.add_argument("--card-socket")
    parser.add_argument("--stick-socket", help="orders to the virtual stick")
    parser.add_argument("--out", required=True)
    parser.add_argument("--lang", choices=["kk", "ru", "en"], default="ru")
    parser.add_argument("--flow", choices=list(SERVICES), nargs="+", default=["eds"], help="one visit after the other")
    parser.add_argument("--iin", default="850315300019")
    parser.add_argument("--document", default="000000001")
    parser.add_argument("--birth", default="1985-03-15")
    parser.add_argument("--application", help="number of the application that is asked for")
    parser.add_argument("--slip", help="number of the registration slip that is asked for")
    parser.add_argument("--pin", default="482915")
    parser.add_argument("--new-pin", default="731904", help="chosen in the flow pin-change")
    parser.add_argument("--puk", default="73915486")
    parser.add_argument("--limit", type=int, default=60, help="seconds for a screen, and for the whole visit four times")
    return parser


def main():
    arguments = options(__doc__).parse_args()
    # Every screen in every language and orientation is for ScreenTests.
    visits, problems, orientation = [], [], ORIENTATION_OF[arguments.lang]
    with browser() as chromium:
        for arguments.flow in arguments.flow:
            with kiosk(chromium, arguments.base, orientation) as page:
                person = Person(page, arguments, orientation)
                person.card("remove")
                ended = person.visit()
                visits.append({"flow": arguments.flow, "orientation": orientation, "ended": ended,
                               "screens": person.seen, "slip": person.slip})
                problems += person.problems + [f"{orientation}: script: {error}" for error in page.errors]
    print(json.dumps({"visits": visits, "problems": problems}, ensure_ascii=False, indent=1))
    return 1 if problems or any(visit["ended"] != WANTED[visit["flow"]] for visit in visits) else 0


if __name__ == "__main__":
    sys.exit(main())

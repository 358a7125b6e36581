"""What an operator decides at the desk, with the keyboard only: an application accepted and refused, another one accepted, confirmed
and taken back, a person's number changed, an identity document looked at, an EDS revoked. What lacks a word or the check of the
papers is not sent. Ends in one JSON object that names what was done, to be found at the portal.

Needs a desk whose operator's card and document camera are virtual, the card registered, and an EDS of the holder for each language.
"""

import argparse
import json
import ssl
import sys
import urllib.request

from playwright.sync_api import TimeoutError as NotInTime

from keys import Keys
from kiosk_page import browser, move_card, shoot, sms_code

SIZE = {"width": 1366, "height": 900}
# No sign needs to be written otherwise in HTML, and none of these is what the page proposes.
REFUSED = {"kk": "Өтініш берушінің қолы жоқ", "ru": "Нет подписи заявителя", "en": "No signature of the applicant"}
WITHDRAWN = {"kk": "Кілттер файлда керек", "ru": "Ключи нужны в файле", "en": "The keys are wanted in a file"}
# As a person may say it, and as the portal keeps it.
PHONES = {
    "kk": ("+77010000071", "+77010000071"),
    "ru": ("8 (701) 000-00-72", "+77010000072"),
    "en": ("+7 701 000 00 73", "+77010000073"),
}
CAUSES = {"kk": "cessation-of-operation", "ru": "key-compromise", "en": "superseded"}
CASE = "#applications form[action='/operator/{}']"


class Desk:
    def __init__(self, page, arguments, language):
        self.page, self.arguments, self.language = page, arguments, language
        self.keys = Keys(page, f"{arguments.out}/desk-deeds", language)

    def work(self, is_locked):
        """What was done."""
        self.page.goto(f"{self.arguments.base}/operator?lang={self.language}", wait_until="load")
        if is_locked:
            self.keys.sign_in(self.arguments.card_socket, self.arguments.pin)
        self.shown("[data-seat^='signed-in']")
        refused = self.accept("file")
        self.keys.step("accepted")
        self.answer("refuse", REFUSED[self.language])
        self.keys.step("refused")
        withdrawn = self.accept("id-card")
        self.confirm()
        self.answer("withdraw", WITHDRAWN[self.language])
        self.keys.step("withdrawn")
        self.phone()
        self.document()
        return {
            "language": self.language, "refused": refused, "refusal": REFUSED[self.language], "withdrawn": withdrawn,
            "withdrawal": WITHDRAWN[self.language], "phone": PHONES[self.language][1], "serials": self.revoke(),
            "cause": CAUSES[self.language],
        }

    def shown(self, selector):
        """The page that answers a form, its scripts at work."""
        self.page.wait_for_selector(selector, timeout=20000)
        self.page.wait_for_load_state("load")

    def held_back(self, form, field):
        """A form that lacks something is not sent: the focus is led to what it lacks."""
        self.keys.enter(f"{form} button[type=submit]")
        self.page.wait_for_selector(f"{form} {field}:focus", timeout=5000)

    def accept(self, medium):
        """The check of five attempts, and the application that may follow it; its number."""
        keys = self.keys
        keys.place("person")
        keys.fill("#person input[name=iin]", self.arguments.iin)
        keys.press("Enter")
        self.shown("[data-failures]")
        keys.place("person")
        keys.choose("#person select[name=medium]", medium)
        keys.enter("#person button[formaction='/operator/accept']")
        self.shown("#applications [data-status=submitted]")
        return self.page.get_attribute("#applications [data-application]", "data-application")

    def answer(self, deed, reason):
        """No, with a word; it stands on the page then, and nothing is left to answer."""
        form = CASE.format(deed)
        self.held_back(form, "input[name=justification]")
        self.keys.fill(f"{form} input[name=justification]", reason)
        self.keys.enter(f"{form} button[type=submit]")
        self.shown("#applications [data-status=refused]")
        if reason not in self.page.inner_text("#applications dl"):
            self.keys.problems.append(f"{self.language}: the page does not say why: {reason}")
        for other in ("confirm", "refuse", "withdraw"):
            if self.page.locator(CASE.format(other)).count():
                self.keys.problems.append(f"{self.language}: {other} is offered after {deed}")

    def confirm(self):
        form = CASE.format("confirm")
        self.held_back(form, "input[name=papers]")
        self.keys.press("Space")
        self.keys.enter(f"{form} button[type=submit]")
        self.shown("#applications [data-status=confirmed]")

    def phone(self):
        """No number, a code that did not come, then the one that came."""
        keys, (typed, number) = self.keys, PHONES[self.language]
        ask = "#phone form[action='/operator/phone-code']"
        code = "#phone form[action='/operator/phone'] input[name=code]"
        for one, seen in (("12", "[data-failure='phone.invalid']"), (typed, code)):
            keys.place("phone")
            keys.fill(f"{ask} input[name=iin]", self.arguments.iin)
            keys.fill(f"{ask} input[name=phone]", one)
            self.held_back(ask, "input[name=papers]")
            keys.press("Space")
            keys.enter(f"{ask} button[type=submit]")
            self.shown(seen)
        keys.step("phone-code")
        for one, seen in (("0000000", "[data-failure='sms.wrong']"), (None, "[data-registered]")):
            keys.fill(code, one or sms_code(self.arguments, "phone"))
            keys.press("Enter")
            self.shown(seen)
        if number[-2:] not in self.page.inner_text("[data-registered]"):
            keys.problems.append(f"{self.language}: the page does not say which number")
        keys.step("phone")

    def document(self):
        """The telephone is held before the camera; its code is good for one look."""
        keys, part = self.keys, "#documents[data-stage={}]"
        access = self.opened("identity-card")
        move_card(self.arguments.phone_socket, f"code {access['qr']}")
        keys.place("documents")
        keys.enter("#documents [data-document-do=scan]")
        self.page.wait_for_selector(part.format("shown") + " [data-kind=identity-card] [data-seconds]", timeout=30000)
        if self.arguments.document not in self.page.inner_text("#documents dl"):
            keys.problems.append(f"{self.language}: the document has no number")
        keys.step("document")
        keys.enter("#documents [data-document-form=use] [data-document-do=close]")
        self.page.wait_for_selector(part.format("closed"), timeout=20000)
        if self.arguments.document in self.page.inner_text("#documents"):
            keys.problems.append(f"{self.language}: a closed document is on the page")
        move_card(self.arguments.phone_socket, "empty")
        keys.fill("#documents [data-document-form=code] input", access["shortCode"])
        keys.press("Enter")
        self.page.wait_for_selector("#documents [data-refused='digital.code-used']", timeout=20000)

    def revoke(self):
        """The holder's newest EDS, after the check of the identity; its serial numbers."""
        keys, form = self.keys, "form[action='/operator/revoke']"
        keys.place("person")
        keys.fill("#person input[name=iin]", self.arguments.holder)
        keys.enter("#person button[formaction='/operator/certificates']")
        self.shown("#certificates")
        serials = self.page.get_attribute(f"{form} input[name=serials]", "value").split(",")
        keys.choose(f"{form} select[name=cause]", CAUSES[self.language])
        self.held_back(form, "input[name=papers]")
        keys.press("Space")
        keys.step("revoking")
        keys.enter(f"{form} button[type=submit]")
        self.shown("[data-revoked]")
        keys.step("revoked")
        return serials

    def opened(self, kind):
        """The owner opens access on the telephone."""
        listed = self.portal(f"/demonstration/digital-documents?iin={self.arguments.holder}")
        name = next(one["document"] for one in listed["documents"] if one["kind"] == kind)
        return self.portal("/demonstration/document-accesses", {"iin": self.arguments.holder, "document": name})

    def portal(self, path, body=None):
        trust = ssl.create_default_context(cafile=self.arguments.ca)
        data = json.dumps(body).encode() if body else None
        request = urllib.request.Request(
            self.arguments.portal + path, data=data, headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, context=trust, timeout=20) as answer:
            return json.load(answer)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--portal", required=True, help="for the stubs of the persons' telephones")
    parser.add_argument("--ca", required=True, help="PEM file of the authority behind the portal's certificate")
    parser.add_argument("--card-socket", required=True, help="control socket of the operator's card")
    parser.add_argument("--phone-socket", required=True, help="control socket of the document camera")
    parser.add_argument("--pin", required=True)
    parser.add_argument("--iin", required=True, help="who has failed five times, and gets another number")
    parser.add_argument("--holder", required=True, help="IIN of whose EDS is revoked and whose document is looked at")
    parser.add_argument("--document", required=True, help="number of the holder's identity card")
    parser.add_argument("--out", required=True)
    parser.add_argument("--languages", default="kk,ru,en")
    arguments = parser.parse_args()
    done, problems = [], []
    move_card(arguments.card_socket, "remove")
    with browser() as chromium:
        page = chromium.new_context(viewport=SIZE, reduced_motion="reduce").new_page()
        page.on("pageerror", lambda error: problems.append(f"script: {error}"))
        for language in arguments.languages.split(","):
            desk = Desk(page, arguments, language)
            try:
                done.append(desk.work(is_locked=not done))
            except (NotInTime, AssertionError) as error:
                shoot(page, f"{arguments.out}/desk-deeds/{language}", "stuck")
                problems.append(f"{language}: {error}")
            problems += desk.keys.problems
            # The next one stands on what this one has left.
            if not done or done[-1]["language"] != language:
                break
    print(json.dumps({"done": done, "problems": problems}, ensure_ascii=False, indent=1))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""Chromium as a person at a desk uses it: /sign-test in one window asks over the real door, the consent screen in the other
is answered by clicks. No certificate error is overlooked: the door's authority stands in the NSS database of HOME."""

import argparse
import json
import os
import sys
import tempfile

from playwright.sync_api import TimeoutError as NotInTime
from playwright.sync_api import sync_playwright

from a11y import violations
from kiosk_page import CHROMIUM, ORIENTATIONS, look, shoot

METHODS = ["changeLocale", "basics.sign cms batch", "getKeyInfo", "createCAdESFromBase64", "signXml", "basics.sign cms tsa"]


class Person:
    """Answers what the consent screen shows."""

    def __init__(self, page, arguments, language, orientation):
        self.page, self.arguments, self.language, self.orientation = page, arguments, language, orientation
        self.seen, self.problems = set(), []

    def answer(self):
        """From the question to its end."""
        while True:
            self.page.wait_for_function(
                "() => { const one = document.querySelector('main [data-screen]');"
                " return one && one !== window.answered && !/wait|idle/.test(one.dataset.screen); }", timeout=30_000)
            screen = self.page.evaluate(
                "() => (window.answered = document.querySelector('main [data-screen]')).dataset.screen")
            self.note("consent-files" if self.page.locator(f"text={self.arguments.file}").count() else screen)
            if screen == "consent-keys":
                self.choose()
            elif screen == "consent-password":
                for digit in self.arguments.password:
                    self.page.click(f".layer-small [data-position] >> text='{digit}'")
                self.page.click("#primary")
            elif screen == "consent-end":
                return self.leave()

    def leave(self):
        """The ending goes by itself after a while; then there is nothing left to press."""
        try:
            self.page.click("[data-screen=consent-end] #primary", timeout=2000)
        except NotInTime:
            pass

    def choose(self):
        file = self.page.locator(f"button.choice:has-text('{self.arguments.file}')")
        (file if file.count() else self.page.locator("button.choice:not([disabled])")).first.click()

    def note(self, screen):
        if screen in self.seen:
            return
        self.seen.add(screen)
        self.page.wait_for_load_state("load")
        label = f"{self.language} {self.orientation} {screen}"
        self.problems += look(self.page, label)
        self.problems += [f"{label}: {line}" for line in violations(self.page)]
        if self.page.evaluate("document.documentElement.lang") != self.language:
            self.problems.append(f"{label}: not in the page's language")
        shoot(self.page, f"{self.arguments.out}/door/{self.orientation}/{self.language}", f"{len(self.seen)}-{screen}")


def visit(screens, sites, arguments, language, orientation):
    width, height = ORIENTATIONS[orientation]
    desk = screens.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    site = sites.new_page()
    person = Person(desk, arguments, language, orientation)
    for page in (desk, site):
        page.on("pageerror", lambda error: person.problems.append(f"script: {error}"))
    desk.goto(arguments.consent, wait_until="domcontentloaded")
    site.goto(f"{arguments.sign_test}?lang={language}")
    site.wait_for_selector("#state[data-state=open]")
    for method in METHODS:
        section = site.locator(f"section[data-method='{method}']")
        section.locator("button").click()
        if method != "changeLocale":
            person.answer()
        section.locator("output[data-kind=good], output[data-kind=bad]").wait_for(timeout=30_000)
        reply = section.locator("output").inner_text()
        if section.locator("output[data-kind=good]").count() == 0:
            person.problems.append(f"{language} {orientation} {method}: {reply[:200]}")
    desk.close()
    site.close()
    return person.problems


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--consent", required=True)
    parser.add_argument("--sign-test", required=True)
    parser.add_argument("--file", required=True, help="name of the key file")
    parser.add_argument("--password", required=True)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    problems = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        options.append("--disable-dev-shm-usage")
        sites = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=options, ignore_https_errors=False)
        screens = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        for orientation, languages in (("landscape", ("kk", "ru", "en")), ("portrait", ("kk",))):
            for language in languages:
                problems += visit(screens, sites, arguments, language, orientation)
        screens.close()
        sites.close()
    print(json.dumps({"problems": problems}, ensure_ascii=False, indent=1))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

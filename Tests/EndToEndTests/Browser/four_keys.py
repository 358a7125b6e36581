"""A person who does not see, with headphones and four keys: a queue slip from the first screen to the last, without one touch.

Needs a kiosk with a voice; `+`, `-`, `Enter` and `*` of a numeric pad are all that is pressed.
"""

import argparse
import json
import sys

from playwright.sync_api import TimeoutError as NotInTime

from a11y import violations
from kiosk_page import browser, kiosk, shoot

NEXT, PREVIOUS, CHOOSE, REPEAT = "NumpadAdd", "NumpadSubtract", "NumpadEnter", "NumpadMultiply"
LISTEN = "window.heard = []; document.addEventListener('spoken', (event) => window.heard.push(event.detail));"
GREETING = {"kk": "Дауыспен сүйемелдеу", "ru": "Голосовое сопровождение", "en": "Voice guidance"}


class Listener:
    def __init__(self, page, arguments):
        self.page, self.arguments = page, arguments
        self.limit = arguments.limit * 1000
        self.seen, self.heard, self.problems = [], [], []

    def press(self, key):
        self.page.keyboard.press(key)

    def screen(self):
        return self.page.locator("main [data-screen]").get_attribute("data-screen")

    def wait_for_screen(self, *names):
        selector = ", ".join(f"main [data-screen='{name}']" for name in names)
        self.page.wait_for_selector(selector, timeout=self.limit)
        self.seen.append(self.screen())
        if self.arguments.out:
            shoot(self.page, f"{self.arguments.out}/voice/{self.arguments.lang}", f"{len(self.seen):02d}-{self.seen[-1]}")
        self.problems += [f"{self.seen[-1]}: {line}" for line in violations(self.page)]
        return self.seen[-1]

    def said(self):
        """All texts so far; each with its language and the bytes of its sound."""
        return self.page.evaluate("window.heard")

    def wait_to_hear(self, text):
        """Waits until the voice has said it, in the person's language."""
        try:
            self.page.wait_for_function(
                "(text) => window.heard.some((one) => one.text.includes(text))", arg=text, timeout=self.limit)
        except NotInTime:
            raise TimeoutError(f"not heard: {text!r} of {[one['text'] for one in self.said()][-6:]}") from None
        try:
            # The sound is fetched after the text is there.
            self.page.wait_for_function(
                "(text) => window.heard.some((one) => one.text.includes(text) && one.bytes >= 5000)", arg=text,
                timeout=self.limit)
        except NotInTime:
            self.problems.append(f"no sound for {text!r}")
        return [one for one in self.said() if text in one["text"]][-1]

    def go_to(self, selector, key=NEXT):
        """Presses `next` until the item is there; no more often than there are items."""
        for _ in range(60):
            self.press(key)
            if self.page.evaluate("(wanted) => document.querySelector('.heard-here')?.matches(wanted) ?? false", selector):
                return
        raise TimeoutError(f"the keys do not lead to {selector}")

    def choose(self, selector):
        self.go_to(selector)
        self.press(CHOOSE)

    def visit(self):
        page, language = self.page, self.arguments.lang
        self.wait_for_screen("idle")
        if self.said():
            self.problems.append("the kiosk speaks before anybody asked for it")
        self.press(NEXT)
        if self.said():
            self.problems.append("moving by keys alone makes a sound")
        self.press(REPEAT)
        for greeting in GREETING.values():
            self.wait_to_hear(greeting)
        self.choose(f"button[lang={language}].tile")
        self.wait_for_screen("services")
        self.wait_to_hear(page.locator("main h1").inner_text())
        self.choose("button.tile:has(img[src*='queue-ticket'])")
        self.wait_for_screen("ticket-choosing")
        # Q6: offered, and heard to be chosen.
        self.choose("#preference")
        page.wait_for_selector("#preference[aria-checked=true]", timeout=self.limit)
        self.go_to(".purposes button.tile:not(.reservation)", PREVIOUS)
        self.press(REPEAT)
        self.press(CHOOSE)
        self.wait_for_screen("ending-ticket")
        number = page.locator(".big-number").inner_text()
        self.wait_to_hear(number)
        page.wait_for_selector("#primary", timeout=self.limit)
        self.choose("#primary")
        self.wait_for_screen("idle")
        self.heard = self.said()
        if page.evaluate("sessionStorage.length") or page.evaluate("'voice' in document.documentElement.dataset"):
            self.problems.append("the voice stays for the next person")
        # The buttons of the languages are said in their own.
        wrong = [one["text"] for one in self.heard[4:] if one["language"] != language and "," not in one["text"]]
        if wrong:
            self.problems.append(f"said in another language: {wrong[:3]}")
        return number


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--lang", choices=["kk", "ru", "en"], default="kk")
    parser.add_argument("--out")
    parser.add_argument("--limit", type=int, default=30, help="seconds for a screen or a sentence")
    arguments = parser.parse_args()
    with browser() as chromium:
        with kiosk(chromium, arguments.base, "portrait") as page:
            page.evaluate(f"() => {{ {LISTEN} }}")
            listener = Listener(page, arguments)
            number = listener.visit()
            problems = listener.problems + [f"script: {error}" for error in page.errors]
    print(json.dumps({"number": number, "screens": listener.seen, "heard": len(listener.heard), "problems": problems},
                     ensure_ascii=False, indent=1))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

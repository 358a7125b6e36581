"""The fleet page in Chromium, by a client certificate: three languages, two orientations, axe-core; an alarm is handled and a
fence lifted on one page, and another page shows it by itself."""

import argparse
import json
import re
import sys

from a11y import violations
from kiosk_page import ORIENTATIONS, browser

# Anything wider than the screen that does not scroll in its own place, and SVG texts outside of their picture.
WIDE = """() => {
    const problems = [];
    if (document.documentElement.scrollWidth > innerWidth) problems.push("wider than the screen");
    for (const text of document.querySelectorAll("figure svg text, #map svg text")) {
        const box = text.getBoundingClientRect(), frame = text.ownerSVGElement.getBoundingClientRect();
        if (box.left < frame.left - 1 || box.right > frame.right + 1) problems.push(`${text.textContent} leaves its picture`);
    }
    return problems;
}"""


class Fleet:
    def __init__(self, chromium, arguments):
        self.chromium, self.arguments = chromium, arguments
        self.problems = []

    def open(self, orientation="landscape", query="l=en"):
        width, height = ORIENTATIONS[orientation]
        context = self.chromium.new_context(
            viewport={"width": width, "height": height}, ignore_https_errors=True, reduced_motion="reduce",
            client_certificates=[{
                "origin": self.arguments.base, "certPath": self.arguments.certificate, "keyPath": self.arguments.key}])
        page = context.new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda line: self.problems.append(line.text) if line.type == "error" else None)
        page.goto(f"{self.arguments.base}/fleet?{query}", wait_until="domcontentloaded")
        page.wait_for_selector("#line.live")
        return page

    def looks(self):
        for language in ("kk", "ru", "en"):
            for orientation in ORIENTATIONS:
                page = self.open(orientation, f"l={language}")
                name = f"fleet-{language}-{orientation}"
                for details in page.locator("details").all():
                    details.locator("summary").click()
                self.problems += [f"{name}: {line}" for line in violations(page) + page.evaluate(WIDE)]
                for details in page.locator("details").all():
                    details.locator("summary").click()
                if self.arguments.out:
                    page.screenshot(path=f"{self.arguments.out}/{name}.png", full_page=True, animations="disabled")
                page.context.close()
        narrow = self.open("portrait", "l=ru")
        narrow.set_viewport_size({"width": 360, "height": 720})
        self.problems += [f"360 px: {line}" for line in narrow.evaluate(WIDE)]
        narrow.context.close()

    def filters(self):
        page = self.open()
        page.select_option("select[name=state]", "fault")
        page.click("#kiosks button")
        page.wait_for_url(re.compile("state=fault"))
        page.wait_for_selector("#line.live")
        rows = page.locator("#kiosks tbody tr")
        if rows.count() != 1 or "printer.slip" not in rows.first.inner_text():
            self.problems.append(f"the filter shows {rows.count()} rows: {rows.all_inner_texts()}")
        page.context.close()

    def live(self):
        watching, acting = self.open(), self.open()
        for page in (watching, acting):
            if page.locator("article.alarm").count() != 2:
                self.problems.append(f"{page.locator('article.alarm').count()} alarms are shown, not 2")
        gap = acting.locator("article.alarm", has_text="audit.chain-gap")
        gap.locator("input[name=person]").fill("Demo Person 1")
        gap.locator("input[name=note]").fill("compared with the kiosk's folder")
        gap.locator("button[value=handled]").click()
        for page in (acting, watching):
            page.locator("article.alarm", has_text="audit.chain-gap").wait_for(state="detached", timeout=30000)
        fence = acting.locator("article.alarm", has_text="kiosk.fenced")
        fence.locator("input[name=person]").fill("Demo Person 1")
        fence.locator("button[value=lift]").click()
        acting.locator("#answer:not(:empty)").wait_for(timeout=30000)
        words = acting.locator("#answer").inner_text().split()
        if len(words[-1]) != 32:
            self.problems.append(f"no code is shown: {words}")
        for page in (acting, watching):
            page.locator("article.alarm").wait_for(state="detached", timeout=30000)
        for page in (acting, watching):
            page.context.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("base", "certificate", "key"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--out")
    arguments = parser.parse_args()
    with browser() as chromium:
        fleet = Fleet(chromium, arguments)
        fleet.looks()
        fleet.filters()
        fleet.live()
    print(json.dumps({"problems": fleet.problems}, ensure_ascii=False, indent=1))
    return 1 if fleet.problems else 0


if __name__ == "__main__":
    sys.exit(main())

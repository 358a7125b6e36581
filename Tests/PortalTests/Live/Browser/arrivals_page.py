"""The page of what arrived in Chromium: three languages, two orientations, axe-core, a narrow screen, all of it by clicks and
without scripts."""

import argparse
import json
import re
import sys

from a11y import violations
from kiosk_page import ORIENTATIONS, browser

# Anything wider than the screen that does not scroll in its own place, and links too small to be touched (WCAG 2.5.8).
LOOK = """() => {
    const problems = [];
    if (document.documentElement.scrollWidth > innerWidth) problems.push("wider than the screen");
    for (const link of document.querySelectorAll("a"))
        if (link.getBoundingClientRect().height < 24) problems.push(`${link.textContent} is too small`);
    for (const table of document.querySelectorAll("table")) {
        if (!table.caption || !table.caption.textContent.trim()) problems.push("a table without a caption");
        for (const head of table.querySelectorAll("th"))
            if (!head.scope) problems.push(`${head.textContent} has no scope`);
    }
    return problems;
}"""
KINDS = 11


class Arrivals:
    def __init__(self, chromium, arguments):
        self.chromium, self.arguments = chromium, arguments
        self.problems = []

    def open(self, path, orientation="landscape", scripts=True):
        width, height = ORIENTATIONS[orientation]
        context = self.chromium.new_context(
            viewport={"width": width, "height": height}, ignore_https_errors=True, reduced_motion="reduce",
            java_script_enabled=scripts)
        page = context.new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self.hear)
        page.goto(self.arguments.base + path, wait_until="domcontentloaded")
        return page

    def hear(self, line):
        """Browsers ask for an icon by themselves; the portal has none."""
        if line.type == "error" and not line.location["url"].endswith("/favicon.ico"):
            self.problems.append(f"{line.text} {line.location['url']}")

    def look(self, page, name):
        self.problems += [f"{name}: {line}" for line in violations(page) + page.evaluate(LOOK)]
        if self.arguments.out:
            page.screenshot(path=f"{self.arguments.out}/{name}.png", full_page=True, animations="disabled")

    def looks(self):
        for language in ("kk", "ru", "en"):
            for orientation in ORIENTATIONS:
                page = self.open(f"/arrivals?l={language}", orientation)
                self.look(page, f"arrivals-{language}-{orientation}")
                page.goto(f"{self.arguments.base}/arrivals?l={language}&kind=missing-codes")
                self.look(page, f"arrivals-{language}-{orientation}-missing-codes")
                page.context.close()
        narrow = self.open("/arrivals?l=kk", "portrait")
        narrow.set_viewport_size({"width": 360, "height": 720})
        self.problems += [f"360 px: {line}" for line in narrow.evaluate(LOOK)]
        narrow.context.close()

    def expect(self, what, found, wanted):
        if found != wanted:
            self.problems.append(f"{what}: {found}, not {wanted}")

    def clicks(self):
        """From the portal's first page to the oldest report, in another language, and back; no script runs."""
        page = self.open("/", scripts=False)
        page.click("a[href^='/arrivals']")
        page.wait_for_url(re.compile(r"/arrivals\?l=en$"))
        self.expect("lists of the overview", page.locator("main table").count(), KINDS)
        page.click("a[data-kind=missing-codes]")
        page.wait_for_url(re.compile("kind=missing-codes"))
        self.expect("lists of one kind", page.locator("main table").count(), 1)
        self.expect("rows", page.locator("tbody tr").count(), 20)
        page.click("nav a[lang=ru]")
        page.wait_for_url(re.compile("l=ru"))
        page.click("a.older")
        page.wait_for_url(re.compile("after="))
        self.expect("rows of the second part", page.locator("tbody tr").count(), 6)
        self.expect("older ones", page.locator("a.older").count(), 0)
        page.click("a.newest")
        page.wait_for_selector("a.older")
        self.expect("language", page.locator("html").get_attribute("lang"), "ru")
        page.context.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out")
    arguments = parser.parse_args()
    with browser() as chromium:
        arrivals = Arrivals(chromium, arguments)
        arrivals.looks()
        arrivals.clicks()
    print(json.dumps({"problems": arrivals.problems}, ensure_ascii=False, indent=1))
    return 1 if arrivals.problems else 0


if __name__ == "__main__":
    sys.exit(main())

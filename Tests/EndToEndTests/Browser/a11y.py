"""axe-core's judgement (WCAG 2.2 A and AA) of a page: of any address, or of the screen that another script drives."""

import argparse
import json
import sys

from axe_playwright_python.sync_playwright import Axe

from kiosk_page import ORIENTATIONS, browser, kiosk

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


# Every kind of element that the page has, by its parent, classes, roles and states; not which text is in it.
KINDS = """() => {
    const told = ["class", "role", "type", "disabled", "aria-pressed", "aria-checked", "aria-invalid", "aria-current", "aria-hidden"];
    const own = (element) => [element.localName, ...told.map((name) => element.getAttribute(name))].join();
    const modes = Object.entries(document.documentElement.dataset).join() + document.documentElement.className + document.body.className;
    return [...new Set([...document.querySelectorAll("body *")].map((one) => `${own(one.parentElement)}>${own(one)}`))].map((one) => modes + one);
}"""


def is_new(page, known):
    """Whether the page has a kind of element that no page before it had; notes those that it has."""
    kinds = set(page.evaluate(KINDS))
    return not kinds <= known and (known.update(kinds) or True)


def violations(page):
    """One line for each violation, with the first element that it concerns."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:160]}" for one in found]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="address of the kiosk")
    parser.add_argument("--paths", default="/,/board,/operator")
    arguments = parser.parse_args()
    problems = []
    with browser() as chromium:
        for orientation in ORIENTATIONS:
            for path in arguments.paths.split(","):
                with kiosk_or_page(chromium, arguments.base, path, orientation) as page:
                    problems += [f"{orientation} {path}: {line}" for line in violations(page)]
    print(json.dumps({"problems": problems}, ensure_ascii=False, indent=1))
    return 1 if problems else 0


def kiosk_or_page(chromium, base, path, orientation):
    if path == "/":
        return kiosk(chromium, base, orientation)
    return plain_page(chromium, base + path, orientation)


class plain_page:
    """A page that is not the citizen screen."""

    def __init__(self, chromium, address, orientation):
        width, height = ORIENTATIONS[orientation]
        self.context = chromium.new_context(viewport={"width": width, "height": height})
        self.address = address

    def __enter__(self):
        page = self.context.new_page()
        page.goto(self.address, wait_until="domcontentloaded")
        return page

    def __exit__(self, *_):
        self.context.close()


if __name__ == "__main__":
    sys.exit(main())

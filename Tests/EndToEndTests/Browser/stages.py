"""Walks a scripted host through every stage: a picture of each, and what is wrong with it.

The host (ScreenTests) lists its stages at /test/stages and shows one at POST /test/show.
"""

import argparse
import json
import sys
import urllib.request

from a11y import is_new, violations
from frame import look_large
from kiosk_page import LANGUAGES, ORIENTATIONS, SHOW, TO_THE_TOP, browser, examine, kiosk, look, press, shoot
from ways import look_ways


def call(base, path, method="GET"):
    with urllib.request.urlopen(urllib.request.Request(base + path, method=method), timeout=20) as answer:
        return json.load(answer)


class Walk:
    """Through every stage, in one orientation."""

    def __init__(self, page, orientation, arguments):
        self.page, self.orientation, self.arguments = page, orientation, arguments
        self.known, self.judged, self.is_judged = set(), 0, False

    def problems(self):
        found, arguments = [], self.arguments
        languages = arguments.languages.split(",")
        for language in languages:
            self.is_judged = arguments.axe and language == languages[0]
            for index, name in enumerate(call(arguments.base, f"/test/stages?language={language}")["names"]):
                if arguments.only and not name.startswith(arguments.only):
                    continue
                self.page.evaluate(SHOW, f"/test/show?language={language}&index={index}")
                label = f"{language}-{self.orientation}-{name}"
                found += self.large(label) if arguments.large else self.ways(label) if arguments.ways else self.usual(label, name)
        return found

    def usual(self, label, name):
        language = label.split("-")[0]
        self.picture(f"{self.orientation}/{language}", name)
        return look(self.page, label) + self.judge(label)

    def large(self, label):
        """At 200 % text; axe judges strong contrast, standing at 200 % and lying at the usual size."""
        problems = look_large(self.page, label)
        examine(self.page, TO_THE_TOP)
        self.picture("large", label)
        if self.is_judged:
            examine(self.page, press("contrast", True), press("text", self.orientation == "portrait"))
            problems += self.judge(f"{label}, contrast")
            self.picture("contrast", label)
            examine(self.page, press("contrast", False))
        examine(self.page, press("text", False))
        return problems

    def ways(self, label):
        def judge(way):
            self.picture(way.split(", ")[-1], label)
            return self.judge(way)

        return look_ways(self.page, label, judge)

    def judge(self, label):
        """Of the usual look each screen; in the other ways those with something that no screen before them had."""
        is_usual = not self.arguments.large and not self.arguments.ways
        if not self.is_judged or not (is_usual or is_new(self.page, self.known)):
            return []
        self.judged += 1
        return [f"{label}: {violation}" for violation in violations(self.page)]

    def picture(self, folder, name):
        if self.arguments.out:
            shoot(self.page, f"{self.arguments.out}/{folder}", name)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", help="folder for the pictures")
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    parser.add_argument("--orientations", default=",".join(ORIENTATIONS))
    parser.add_argument("--axe", action="store_true", help="axe-core judges each screen in the first language")
    parser.add_argument("--large", action="store_true", help="at 200 %% text and with strong contrast instead")
    parser.add_argument("--ways", action="store_true", help="buttons low down, plain words, four keys instead")
    parser.add_argument("--only", help="names that begin so")
    arguments = parser.parse_args()
    problems, judged = [], 0
    with browser() as chromium:
        for orientation in arguments.orientations.split(","):
            with kiosk(chromium, arguments.base, orientation) as page:
                walk = Walk(page, orientation, arguments)
                problems += walk.problems()
                problems += [f"{orientation}: script: {error}" for error in page.errors]
                judged += walk.judged
    print(json.dumps({"judged": judged, "problems": problems}, ensure_ascii=False, indent=1))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

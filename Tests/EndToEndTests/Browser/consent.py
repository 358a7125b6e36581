"""Walks a scripted desk through every question of the consent screen: a picture of each, and what is wrong with it; then
enters a PIN and a password on a hardware keyboard. The desk (ScreenTests) asks what POST /test/ask tells it to."""

import argparse
import json
import sys

from a11y import plain_page, violations
from frame import look_large
from kiosk_page import LANGUAGES, ORIENTATIONS, SHOW, browser, examine, kiosk, look, press, shoot
from stages import call


def ask(page, language, index):
    page.evaluate(SHOW, f"/test/ask?language={language}&index={index}")


def walk(base, page, orientation, out):
    problems = []
    for language in LANGUAGES:
        for index, name in enumerate(call(base, f"/test/questions?language={language}")["names"]):
            ask(page, language, index)
            label = f"{language}-{orientation}-{name}"
            problems += look(page, label)
            if language == LANGUAGES[0]:
                problems += [f"{label}: {violation}" for violation in violations(page)]
            if out:
                shoot(page, f"{out}/{orientation}/{language}", f"consent-{name}")
            problems += look_large(page, label)
            if out:
                shoot(page, f"{out}/large", f"consent-{label}")
            examine(page, press("text", False))
    return problems


def enter(base, page, name, text):
    """What is typed appears as dots only, and goes out with Enter."""
    names = call(base, "/test/questions?language=en")["names"]
    ask(page, "en", names.index(name))
    page.keyboard.type(text)
    problems = [] if page.inner_text("[data-dots]") == "●" * len(text) else [f"{name}: not {len(text)} dots"]
    if text in page.content():
        problems.append(f"{name}: what was typed stands in the page")
    with page.expect_response("**/consent/act") as answer:
        page.keyboard.press("Enter")
    return problems + ([] if answer.value.ok else [f"{name}: refused"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="address of the desk")
    parser.add_argument("--out", help="folder for the pictures")
    arguments = parser.parse_args()
    problems = []
    with browser() as chromium:
        for orientation in ORIENTATIONS:
            with kiosk(chromium, arguments.base + "/consent", orientation) as page:
                problems += walk(arguments.base, page, orientation, arguments.out)
                if orientation == "landscape":
                    problems += enter(arguments.base, page, "pin", "385")
                    problems += enter(arguments.base, page, "password", "aB3!")
                problems += [f"{orientation}: script: {error}" for error in page.errors]
            with plain_page(chromium, arguments.base + "/operator/sites", orientation) as page:
                problems += [f"{orientation} sites: {line}" for line in violations(page)]
                if arguments.out:
                    shoot(page, f"{arguments.out}/{orientation}", "sites")
    print(json.dumps({"problems": problems}, ensure_ascii=False, indent=1))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

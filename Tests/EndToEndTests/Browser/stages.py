"""Walks a scripted host through every stage: a picture of each, and what is wrong with it.

The host (ScreenTests) lists its stages at /test/stages and shows one at POST /test/show.
"""

import argparse
import json
import sys
import urllib.request

from playwright.sync_api import TimeoutError as NotInTime

from a11y import violations
from frame import look_large, switch
from kiosk_page import ORIENTATIONS, browser, kiosk, look, shoot
from ways import look_ways


def call(base, path, method="GET"):
    with urllib.request.urlopen(urllib.request.Request(base + path, method=method), timeout=20) as answer:
        return json.load(answer)


def show(base, page, language, index):
    before = page.evaluate("window.shown")
    call(base, f"/test/show?language={language}&index={index}", "POST")
    try:
        page.wait_for_function("(before) => window.shown > before", arg=before, timeout=3000)
    except NotInTime:
        pass  # It looks just like the stage before.
    page.wait_for_function("() => [...document.images].every((image) => image.complete || image.hasAttribute('data-preview'))")


def walk(base, page, orientation, arguments):
    problems = []
    for language in arguments.languages.split(","):
        for index, name in enumerate(call(base, f"/test/stages?language={language}")["names"]):
            if arguments.only and not name.startswith(arguments.only):
                continue
            show(base, page, language, index)
            label = f"{language}-{orientation}-{name}"
            if arguments.large:
                problems += large(page, label, orientation, arguments)
                continue
            if arguments.ways:
                problems += look_ways(page, label, arguments)
                continue
            problems += look(page, label)
            if arguments.axe and language == arguments.axe:
                problems += [f"{label}: {violation}" for violation in violations(page)]
            if arguments.out:
                shoot(page, f"{arguments.out}/{orientation}/{language}", name)
    return problems


def large(page, label, orientation, arguments):
    """At 200 % text; axe judges strong contrast, standing at 200 % and lying at the usual size."""
    problems = look_large(page, label)
    if arguments.out:
        page.evaluate("() => { document.querySelector('main .body').scrollTop = 0; }")
        shoot(page, f"{arguments.out}/large", label)
    if arguments.axe and label.startswith(arguments.axe):
        switch(page, "contrast", True)
        if orientation == "landscape":
            switch(page, "text", False)
        problems += [f"{label}, contrast: {violation}" for violation in violations(page)]
        if arguments.out:
            shoot(page, f"{arguments.out}/contrast", label)
        switch(page, "contrast", False)
    switch(page, "text", False)
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", help="folder for the pictures")
    parser.add_argument("--languages", default="kk,ru,en")
    parser.add_argument("--orientations", default=",".join(ORIENTATIONS))
    parser.add_argument("--axe", help="language in which axe-core judges each screen")
    parser.add_argument("--large", action="store_true", help="at 200 %% text and with strong contrast instead")
    parser.add_argument("--ways", action="store_true", help="buttons low down, plain words, four keys instead")
    parser.add_argument("--only", help="names that begin so")
    arguments = parser.parse_args()
    problems = []
    with browser() as chromium:
        for orientation in arguments.orientations.split(","):
            with kiosk(chromium, arguments.base, orientation) as page:
                problems += walk(arguments.base, page, orientation, arguments)
                problems += [f"{orientation}: script: {error}" for error in page.errors]
    print(json.dumps({"problems": problems}, ensure_ascii=False, indent=1))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

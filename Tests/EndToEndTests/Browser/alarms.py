"""The manager's page on a machine of its own while a terminal elsewhere runs out of paper: its alarm comes by itself, at that
terminal alone, and goes when the paper is back."""

import argparse
import json
import sys
import time

from a11y import violations
from kiosk_page import browser, move_card, shoot

# A terminal looks at its printer every five seconds and reports every fifteen.
LIMIT = 90_000


def place(terminal, code):
    return f"[data-region=terminals] li:has(h3:text-is('{terminal}')) .code:text-is('{code}')"


def watch(page, arguments):
    page.goto(f"{arguments.base}/manager?lang=ru", wait_until="load")
    page.wait_for_selector("[data-pad]")
    page.keyboard.type(arguments.staff_pin)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"[data-region=terminals] h3:text-is('{arguments.terminal}')")
    problems = []
    # These machines have no card reader: both terminals have told of themselves.
    for terminal in (arguments.terminal, arguments.other):
        page.wait_for_selector(place(terminal, "card.no-reader"))
        if page.query_selector(place(terminal, "printer.paper-out")):
            problems.append(f"{terminal} has an alarm before there is a reason")
    move_card(arguments.printer, "paper out")
    page.wait_for_selector(place(arguments.terminal, "printer.paper-out"))
    heard = page.get_attribute(f"[data-region=terminals] li:has(h3:text-is('{arguments.terminal}')) [data-since]", "data-since")
    if time.time() - int(heard) / 1000 > 15:
        problems.append("the alarm is newer than the moment at which the terminal is said to have been heard")
    page.locator("[data-region=terminals] li").last.scroll_into_view_if_needed()
    problems += [f"manager with an alarm: {line}" for line in violations(page)]
    shoot(page, f"{arguments.out}/hall", "manager-alarm-elsewhere")
    if page.query_selector(place(arguments.other, "printer.paper-out")):
        problems.append(f"{arguments.other} has the alarm of {arguments.terminal}")
    move_card(arguments.printer, "paper ok")
    page.wait_for_selector(place(arguments.terminal, "printer.paper-out"), state="detached")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="the manager's machine")
    parser.add_argument("--staff-pin", required=True)
    parser.add_argument("--terminal", required=True, help="whose printer runs out of paper")
    parser.add_argument("--other", required=True, help="another terminal, which has paper")
    parser.add_argument("--printer", required=True, help="control socket of the virtual printer")
    parser.add_argument("--out", required=True, help="folder for the pictures")
    arguments = parser.parse_args()
    with browser() as chromium:
        page = chromium.new_context(viewport={"width": 1366, "height": 900}).new_page()
        page.set_default_timeout(LIMIT)
        problems = []
        page.on("pageerror", lambda error: problems.append(f"script: {error}"))
        problems += watch(page, arguments)
    print(json.dumps({"problems": problems}, ensure_ascii=False, indent=1))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""Kiosk, desk, board and manager of one running kioskd together: a slip, its call by keyboard, the board, the board while the
hall is away and after it is back, the staff PIN, and the manager's forms. Pictures of each; axe-core judges the new pages.

The test ends kioskd when the file `stop` appears in the folder for orders and starts it again for `start`; it answers with
`stopped` and `started`.
"""

import argparse
import json
import sys
from pathlib import Path
from types import SimpleNamespace

from a11y import violations
from flow import Person
from kiosk_page import ask_test, browser, kiosk, move_card, shoot

LIMIT = 60_000


class Day:
    def __init__(self, chromium, arguments):
        self.chromium, self.arguments = chromium, arguments
        self.problems = []

    def page(self, path, width, height):
        page = self.chromium.new_context(viewport={"width": width, "height": height}).new_page()
        page.set_default_timeout(LIMIT)
        page.on("pageerror", lambda error: self.problems.append(f"{path}: script: {error}"))
        page.goto(self.arguments.base + path, wait_until="load")
        return page

    def look(self, page, name):
        shoot(page, f"{self.arguments.out}/hall-day", name)
        self.problems += [f"{name}: {line}" for line in violations(page)]
        if page.evaluate("() => document.documentElement.scrollWidth > innerWidth + 1"):
            self.problems.append(f"{name}: wider than the screen")

    def run(self):
        board = self.page("/board", 1920, 1080)
        for _ in range(3):
            self.slip()
        desk = self.page("/desk?lang=ru&window=2", 1366, 900)
        self.sign_in(desk)
        first = self.call(desk, board)
        self.look(board, "board-called")
        self.look(desk, "desk-called")
        desk.keyboard.press("5")
        desk.wait_for_selector(".now .free")
        second = self.call(desk, board)
        if first == second:
            self.problems.append(f"{first} was called twice")
        self.away(board, second)
        self.manager()

    def slip(self):
        """A person takes a slip by touch."""
        wish = SimpleNamespace(flow="slip", lang="ru", limit=60, out=self.arguments.out, card_socket=None)
        with kiosk(self.chromium, self.arguments.base, "portrait") as page:
            person = Person(page, wish, "portrait")
            ended = person.visit()
            self.problems += person.problems
            if ended != "ending-ticket":
                self.problems.append(f"no slip: {ended}")

    def sign_in(self, desk):
        """The operator's own card and PIN, on the lock of the desk's page."""
        move_card(self.arguments.operator_socket, "insert")
        desk.wait_for_selector("[data-pad]")
        self.look(desk, "desk-locked")
        for digit in self.arguments.operator_pin:
            desk.keyboard.press(digit)
        desk.keyboard.press("Enter")
        # The page's own script gives the focus to the first button when it listens to keys.
        desk.wait_for_selector("[data-do]:focus")

    def call(self, desk, board):
        """One key calls; number and window are on the board."""
        desk.wait_for_selector("[data-do=call-next][aria-disabled=false]")
        desk.keyboard.press("1")
        desk.wait_for_selector(".now .number")
        number = desk.inner_text(".now .number")
        row = board.wait_for_selector(f"#called tr:first-child[data-number='{number}']")
        if row.inner_text().split() != [number, "2"]:
            self.problems.append(f"the board shows {row.inner_text()!r} for {number} at window 2")
        return number

    def away(self, board, number):
        """The hall is killed: the board keeps its numbers and says since when; it comes back by itself."""
        ask_test(self.arguments.orders, "stop", "stopped")
        board.wait_for_selector("#stale:not([hidden])")
        if number not in board.inner_text("#called"):
            self.problems.append("the stale board lost its numbers")
        self.look(board, "board-stale")
        ask_test(self.arguments.orders, "start", "started")
        board.wait_for_selector("#stale[hidden]", state="attached")
        board.wait_for_selector(f"#called tr:first-child[data-number='{number}']")
        self.look(board, "board-back")

    def manager(self):
        page = self.page("/manager?lang=ru", 1366, 900)
        page.wait_for_selector("[data-pad]")
        self.look(page, "staff-pin")
        for digit in "00000000":
            page.keyboard.press(digit)
        page.keyboard.press("Enter")
        page.wait_for_selector(".failure")
        # Its script hears keys once the page is loaded.
        page.wait_for_load_state("load")
        self.look(page, "staff-pin-wrong")
        for digit in self.arguments.staff_pin:
            page.keyboard.press(digit)
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-region=terminals] li")
        self.look(page, "manager")
        page.goto(self.arguments.base + "/manager/hours?lang=ru")
        page.check("#limited")
        page.fill("#day-1-from", "26:00")
        page.fill("#holiday-0-date", "16.12.2030")
        page.click(".save button")
        page.wait_for_selector("#day-1-from[aria-invalid]")
        if page.input_value("#day-1-from") != "26:00" or not page.locator("#holiday-0-name-wrong").count():
            self.problems.append("a refused form lost what was typed")
        self.look(page, "manager-hours-wrong")
        page.fill("#day-1-from", "08:30")
        page.fill("#holiday-0-name", "Тәуелсіздік күні")
        # The day itself stays open, so that the other tests of this kiosk get slips.
        for day in range(1, 8):
            page.check(f"#day-{day}")
            page.fill(f"#day-{day}-from", "00:00")
            page.fill(f"#day-{day}-to", "23:59")
        page.click(".save button")
        page.wait_for_selector(".success")
        self.look(page, "manager-hours")
        page.goto(self.arguments.base + "/manager/windows?lang=ru")
        page.uncheck("#window-9")
        page.click(".save button")
        page.wait_for_selector(".success")
        self.look(page, "manager-windows")
        page.goto(self.arguments.base + "/manager/report?lang=ru")
        page.wait_for_function("() => document.querySelector('.chart')?.naturalWidth > 0")
        self.look(page, "manager-report")
        page.goto(self.arguments.base + "/staff?lang=ru")
        page.click("form[action='/staff/paper'] button")
        page.wait_for_selector(".success")
        page.click("form[action='/staff/test'] button")
        page.wait_for_selector(".success")
        self.look(page, "staff")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--operator-socket", required=True, help="control socket of the operator's card")
    parser.add_argument("--operator-pin", required=True)
    parser.add_argument("--staff-pin", required=True)
    parser.add_argument("--orders", required=True, type=Path, help="folder for the files that stop and start kioskd")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    with browser() as chromium:
        day = Day(chromium, arguments)
        day.run()
    print(json.dumps({"problems": day.problems}, ensure_ascii=False, indent=1))
    return 1 if day.problems else 0


if __name__ == "__main__":
    sys.exit(main())

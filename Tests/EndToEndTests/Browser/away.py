"""A person with a finger at a kiosk whose portal is away: services that ask it say so and can be left, a queue slip is given
out, and once the portal is back, "try again" goes on in the same page. A picture of every screen.

The visits follow each other in one page; in the last one the person waits until the portal is back. The test ends the portal
when the file `stop` appears in the folder for orders and starts it again for `start`; it answers with `stopped` and `started`.
"""

import json
import sys
from pathlib import Path

from flow import WANTED, Person, options
from kiosk_page import ORIENTATION_OF, ask_test, browser, kiosk


class Stranded(Person):
    """Somebody who is told that the portal does not answer."""

    def __init__(self, page, arguments, waits):
        super().__init__(page, arguments, ORIENTATION_OF[arguments.lang])
        self.waits, self.told = waits, False

    def answer(self, screen):
        if not screen.endswith("-retry"):
            return super().answer(screen)
        page, self.told = self.page, True
        code = page.text_content(".code-line span")
        if code != "portal.unreachable" or not page.locator(".heading .lead").count():
            self.problems.append(f"{screen}: {code} instead of the portal, or no advice")
        if self.waits:
            ask_test(self.arguments.orders, "start", "started")
        page.click("#primary" if self.waits else "#cancel")

    def go(self):
        # The free screen is the same as at the end of the visit before.
        self.page.evaluate("() => { window.answered = null; }")
        flow, ended = self.arguments.flow, self.visit()
        needs_portal = flow != "slip"
        if ended != (None if needs_portal and not self.waits else WANTED[flow]) or self.told != needs_portal:
            self.problems.append(f"{flow} ended with {ended} after {self.seen}")
        return {"flow": flow, "orientation": self.orientation, "ended": ended, "screens": self.seen, "slip": self.slip}


def main():
    parser = options(__doc__)
    parser.add_argument("--orders", required=True, type=Path, help="folder for the files that stop and start the portal")
    arguments = parser.parse_args()
    visits, problems, flows = [], [], arguments.flow
    with browser() as chromium, kiosk(chromium, arguments.base, ORIENTATION_OF[arguments.lang]) as page:
        ask_test(arguments.orders, "stop", "stopped")
        for index, arguments.flow in enumerate(flows, 1):
            person = Stranded(page, arguments, waits=index == len(flows))
            visits.append(person.go())
            problems += person.problems
        problems += [f"script: {error}" for error in page.errors]
    print(json.dumps({"visits": visits, "problems": problems}, ensure_ascii=False, indent=1))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

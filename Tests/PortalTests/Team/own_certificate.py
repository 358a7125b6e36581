"""Opens the fleet page in Chromium with what the person's own store of certificates holds: no certificate is handed over here,
and none is accepted that the store does not trust. Prints the page's title."""

import sys

from kiosk_page import CHROMIUM, browser

with browser(CHROMIUM) as chromium:
    page = chromium.new_context().new_page()
    page.goto(sys.argv[1], wait_until="domcontentloaded")
    page.wait_for_selector("#line.live", timeout=30_000)
    print(page.title())

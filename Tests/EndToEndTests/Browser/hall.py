"""The hall's pages in Chromium: the board under two calls a second, the desk by keyboard alone, the pages of manager and staff,
large text, axe-core, staleness.

Served by ScreenTests: POST /test/call?window=N, /test/burst, /test/calm, /test/later?seconds=N,
/test/slips, /test/silence and /test/sound move its scripted hall.
"""

import argparse
import json
import sys
import time
import urllib.request

from a11y import violations
from kiosk_page import browser, shoot

WATCH = """() => {
    window.changes = { added: 0, removed: 0, other: 0, numbers: [] };
    const rows = document.getElementById("called");
    new MutationObserver((records) => {
        for (const record of records) {
            if (record.target === rows) {
                changes.added += record.addedNodes.length;
                changes.numbers.push(...[...record.addedNodes].map((row) => row.dataset.number));
                changes.removed += record.removedNodes.length;
            } else if (record.type === "childList") changes.other += 1;
        }
    }).observe(rows, { childList: true, subtree: true, characterData: true });
    window.sounds = 0;
    window.voices = [];
    document.addEventListener("call-sound", () => { sounds += 1; });
    document.addEventListener("call-voice", (event) => voices.push(event.detail));
    window.blank = 0;
    const look = () => { if (!rows.children.length) blank += 1; requestAnimationFrame(look); };
    if (rows.children.length) look();
}"""

# Text that its box cuts off, at any size of text.
CLIPPED = """() => [...document.querySelectorAll("main *, header *")].filter((element) => {
    if (!element.getClientRects().length || element.closest(".unseen")) return false;
    const style = getComputedStyle(element);
    const cuts = style.overflowX !== "visible" || style.overflowY !== "visible";
    return cuts && !element.matches("dialog, textarea, select, input, .scroll") && (element.scrollWidth > element.clientWidth + 2 || element.scrollHeight > element.clientHeight + 2);
}).map((element) => `${element.tagName.toLowerCase()}.${element.className} is cut off`)"""

FOCUS = "() => document.activeElement.outerHTML.slice(0, 120)"
# The element with the focus has a size and an outline.
SEEN = """() => {
    const element = document.activeElement;
    if (element === document.body) return true;
    const [box, style] = [element.getBoundingClientRect(), getComputedStyle(element)];
    return box.width > 0 && box.height > 0 && (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 1);
}"""


class Hall:
    def __init__(self, chromium, arguments):
        self.chromium, self.arguments = chromium, arguments
        self.problems = []

    def order(self, path):
        request = urllib.request.Request(self.arguments.base + path, method="POST")
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.read().decode()

    def page(self, path, width=1920, height=1080, motion="no-preference"):
        context = self.chromium.new_context(viewport={"width": width, "height": height}, reduced_motion=motion)
        page = context.new_page()
        page.on("pageerror", lambda error: self.problems.append(f"{path}: script: {error}"))
        page.goto(self.arguments.base + path, wait_until="load")
        return page

    def expect(self, holds, what):
        if not holds:
            self.problems.append(what)

    def shoot(self, page, name):
        if self.arguments.out:
            shoot(page, f"{self.arguments.out}/hall", name)

    def judge(self, page, name):
        self.problems += [f"{name}: {line}" for line in violations(page)]
        if page.evaluate("() => document.documentElement.scrollWidth > innerWidth + 1"):
            self.problems.append(f"{name}: wider than the screen")
        self.problems += [f"{name}: {line}" for line in page.evaluate(CLIPPED)]

    # The board

    def board(self):
        page = self.page("/board")
        page.wait_for_selector("body.hall")
        # Another window than the next call's: there is a row while that window's person goes.
        self.order("/test/call?window=5")
        page.wait_for_selector("#called tr")
        self.shoot(page, "board-first")
        page.evaluate(WATCH)
        # Two a second by the clock, whether the page keeps up or not: it must not lose one.
        numbers, began = [], time.monotonic()
        for turn in range(10):
            page.wait_for_timeout(max(0, 1000 * (began + turn / 2 - time.monotonic())))
            numbers.append(self.order(f"/test/call?window={turn % 5 + 1}"))
        took = time.monotonic() - began
        self.expect(took < 5.5, f"board: ten calls took {took:.1f} s, which is less than two a second")
        page.wait_for_selector(f"#called tr[data-number='{numbers[-1]}']")
        page.wait_for_function("() => !document.querySelector('.lit')")
        found = page.evaluate("() => ({ ...changes, sounds, voices, blank, rows: document.querySelectorAll('#called tr').length })")
        self.expect(found["numbers"] == numbers, f"board: {numbers} were called, {found['numbers']} were shown")
        self.expect(found["added"] == 10, f"board: {found['added']} rows were drawn for 10 calls")
        self.expect(found["removed"] <= 10 and found["other"] <= 20, f"board: more changed than what changed: {found}")
        self.expect(found["blank"] == 0, "board: it was blank for a moment")
        self.expect(found["sounds"] == 10, f"board: {found['sounds']} chimes for 10 calls")
        self.expect(any("терезе" in one["kk"] and "окно" in one["ru"] for one in found["voices"]), "board: no voice")
        self.size(page)
        self.judge(page, "board")
        self.shoot(page, "board-full")
        self.burst(page)
        self.whole(page, "board")
        portrait = self.page("/board", 1080, 1920)
        self.whole(portrait, "board, upright")
        self.judge(portrait, "board, upright")
        self.shoot(portrait, "board-upright")
        self.stale(page)
        for one in (page, portrait):
            one.context.close()

    def burst(self, page):
        """Calls of more windows than the board has places, in one event: each has its turn, is seen meanwhile, and no turn twice."""
        page.evaluate("""() => {
            window.turns = [];
            const rows = document.getElementById("called");
            new MutationObserver(() => {
                const lit = rows.querySelector(".lit")?.dataset.number;
                if (lit && turns.at(-1) !== lit) turns.push(lit);
            }).observe(rows, { childList: true, subtree: true, attributes: true });
        }""")
        numbers = self.order("/test/burst").split(",")
        page.wait_for_function("(count) => turns.length >= count && !document.querySelector('.lit')", arg=len(numbers))
        self.expect(page.evaluate("() => turns") == numbers, f"board: {numbers} were called at once, and {page.evaluate('() => turns')} had a turn")
        shown = page.evaluate("() => [...document.querySelectorAll('#called tr')].map((row) => row.dataset.number)")
        self.expect(shown == numbers[::-1][:5], f"board: after {numbers} it shows {shown}")
        self.order("/test/calm")

    def whole(self, page, name):
        """Every number has its place, four digits too, and nothing goes below the edge."""
        self.problems += [f"{name}: {line}" for line in page.evaluate("""() => {
            const main = document.querySelector("main").getBoundingClientRect();
            const cells = [...document.querySelectorAll(".called td, .waiting li")];
            const texts = cells.map((cell) => cell.textContent);
            for (const cell of cells) if (/^\\D/.test(cell.textContent)) cell.textContent += "0";
            const found = cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => `${cell.textContent} is wider than its place`);
            cells.forEach((cell, place) => { cell.textContent = texts[place]; });
            for (const part of [".called", "#waiting", "#more"])
                if (document.querySelector(part).getBoundingClientRect().bottom > main.bottom + 1) found.push(`${part} is cut off below`);
            return found;
        }""")]

    def size(self, page):
        """Capitals are 0.714 of the font's size: the newest number is an eighth of the screen's height and more."""
        height = page.evaluate("() => parseFloat(getComputedStyle(document.querySelector('#called tr td')).fontSize) * 0.714")
        self.expect(height >= 1080 / 8, f"board: the newest number is {height} px high")

    def stale(self, page):
        """Without news for 10 s the board says so and keeps its numbers; with the line back it goes on by itself."""
        before = page.inner_text("#called")
        self.order("/test/silence")
        page.wait_for_selector("#stale:not([hidden])", timeout=60000)
        self.expect(page.inner_text("#called") == before, "board: a stale board lost its numbers")
        self.shoot(page, "board-stale")
        self.judge(page, "stale board")
        self.order("/test/sound")
        page.wait_for_selector("#stale[hidden]", state="attached", timeout=60000)
        number = self.order("/test/call?window=4")
        page.wait_for_selector(f"#called tr:first-child[data-number='{number}']")

    # The desk

    def desk(self, language):
        page = self.page(f"/desk?lang={language}&window=3", 1366, 900)
        page.wait_for_selector("[data-do]")
        name = f"desk-{language}"
        self.keyboard(page, name)
        self.judge(page, name)
        self.shoot(page, name)
        page.keyboard.press("4")
        page.wait_for_selector("dialog[open]")
        self.judge(page, f"{name}, transfer")
        self.shoot(page, f"{name}-transfer")
        page.keyboard.press("Escape")
        page.wait_for_selector("dialog:not([open])", state="attached")
        page.keyboard.press("5")
        page.wait_for_selector(".now .free")
        large = self.page(f"/desk?lang={language}&window=3", 683, 900)
        large.evaluate("() => document.body.style.setProperty('zoom', 1.5)")
        large.wait_for_selector("[data-do]")
        self.problems += [f"{name}, 200 %: {line}" for line in large.evaluate(CLIPPED)]
        self.expect(not large.evaluate("() => document.documentElement.scrollWidth > innerWidth + 1"), f"{name}, 200 %: wider than the screen")
        self.shoot(large, f"{name}-large")
        for one in (page, large):
            one.context.close()

    def keyboard(self, page, name):
        """Every step by keys; the focus is always on something that can be seen, and no key types."""
        press = page.keyboard.press
        self.order("/test/slips")
        press("1")
        page.wait_for_selector(".now .number")
        first = page.inner_text(".now .number")
        self.expect(page.evaluate("() => document.activeElement.dataset.do") == "call-next", f"{name}: the focus left the key's button")
        press("2")
        page.wait_for_function("(number) => document.getElementById('said').textContent.includes(number)", arg=first)
        press("3")
        page.wait_for_selector(f"#again-{first}")
        page.focus(f"#again-{first}")
        press("Enter")
        page.wait_for_function("(number) => document.querySelector('.now .number')?.textContent === number", arg=first)
        press("4")
        page.wait_for_selector("dialog[open]")
        self.expect(page.evaluate("() => document.activeElement.closest('dialog') !== null"), f"{name}: the focus is behind the dialog")
        press("Enter")
        page.wait_for_selector(".now .free")
        press("6")
        page.wait_for_function("() => document.querySelector('[data-do=call-next]').getAttribute('aria-disabled') === 'true'")
        press("1")
        press("6")
        page.wait_for_function("() => document.querySelector('[data-do=call-next]').getAttribute('aria-disabled') === 'false'")
        press("1")
        page.wait_for_selector(".now .number")
        press("5")
        page.wait_for_selector(".now .free")
        press("1")
        page.wait_for_selector(".now .number")
        self.timer(page)
        self.focus(page, name, 14)

    def timer(self, page):
        """How long somebody is served goes by the hall's clock, as minutes and seconds."""
        shows = "(text) => document.querySelector('.now .timer').textContent === text"
        page.wait_for_function(shows, arg="0:00")
        self.order("/test/later?seconds=95")
        page.wait_for_function(shows, arg="1:35")

    # The office

    def office(self, language):
        """Manager and staff: signing in by keys, each page with axe, at 200 % text, and with every focus to be seen."""
        page = self.page(f"/manager?lang={language}", 1366, 900)
        page.wait_for_selector("[data-pad]")
        self.judge(page, f"staff-pin-{language}")
        self.shoot(page, f"staff-pin-{language}")
        page.keyboard.type("00000000")
        page.keyboard.press("Enter")
        page.wait_for_selector(".failure")
        # Its script hears keys once the page is loaded.
        page.wait_for_load_state("load")
        page.keyboard.type(self.arguments.staff_pin)
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-region=terminals] li")
        self.one(page, f"manager-{language}")
        for path in ("/manager/hours", "/manager/windows", "/manager/report", "/staff"):
            page.goto(f"{self.arguments.base}{path}?lang={language}", wait_until="load")
            self.one(page, path.strip("/").replace("/", "-") + f"-{language}")
        page.goto(f"{self.arguments.base}/manager/hours?lang={language}")
        page.check("#limited")
        page.fill("#day-1-from", "26:00")
        page.fill("#last", "many")
        page.focus("#last")
        page.keyboard.press("Enter")
        page.wait_for_selector("#last-wrong")
        self.expect(page.input_value("#day-1-from") == "26:00" and page.is_checked("#limited"), "what was typed was lost")
        self.one(page, f"manager-hours-wrong-{language}")
        self.focus(page, f"manager-hours-{language}", 20)
        page.context.close()

    def one(self, page, name):
        self.judge(page, name)
        self.shoot(page, name)
        page.set_viewport_size({"width": 683, "height": 900})
        page.evaluate("() => document.body.style.setProperty('zoom', 1.5)")
        self.problems += [f"{name}, 200 %: {line}" for line in page.evaluate(CLIPPED)]
        wide = page.evaluate("() => document.documentElement.scrollWidth > innerWidth + 1")
        self.expect(not wide, f"{name}, 200 %: wider than the screen")
        self.shoot(page, f"{name}-large")
        page.evaluate("() => document.body.style.removeProperty('zoom')")
        page.set_viewport_size({"width": 1366, "height": 900})

    def focus(self, page, name, steps):
        for _ in range(steps):
            page.keyboard.press("Tab")
            self.expect(page.evaluate(SEEN), f"{name}: a focus that nobody sees: {page.evaluate(FOCUS)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", help="folder for the pictures")
    parser.add_argument("--staff-pin", required=True)
    parser.add_argument("--languages", default="kk,ru,en")
    arguments = parser.parse_args()
    with browser() as chromium:
        hall = Hall(chromium, arguments)
        hall.board()
        for language in arguments.languages.split(","):
            hall.desk(language)
            hall.office(language)
    print(json.dumps({"problems": hall.problems}, ensure_ascii=False, indent=1))
    return 1 if hall.problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""A page used with the keyboard only: nothing here clicks."""

from a11y import violations
from kiosk_page import move_card, shoot

FOCUSED = "(selector) => document.activeElement !== null && document.activeElement.matches(selector)"
# What has the focus and does not show it; empty when all is well, or when the focus is between the end and the start of the page.
UNSEEN = """() => {
    const one = document.activeElement;
    if (!one || one === document.body || one === document.documentElement) return "";
    // Headings of new screens get the focus from their script, and nobody acts on them.
    if (one.matches("h1[tabindex='-1']")) return "";
    const style = getComputedStyle(one);
    const isSeen = one.getClientRects().length > 0 && (style.outlineStyle !== "none" || style.boxShadow !== "none");
    return isSeen ? "" : one.outerHTML.slice(0, 120);
}"""

# At 200 %: what is cut off, what lies over something else to be pressed, and what is wider than the page without scrolling by
# itself.
CUT = """() => {
    const problems = [];
    if (document.documentElement.scrollWidth > innerWidth) problems.push("wider than the screen");
    const shown = (one) => one.checkVisibility({checkVisibilityCSS: true}) && one.getClientRects().length > 0;
    const name = (one) => `${one.tagName.toLowerCase()} ${(one.textContent || one.name || "").trim().slice(0, 40)}`;
    for (const one of document.querySelectorAll("body *")) {
        if (!shown(one) || ![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
        const style = getComputedStyle(one);
        const hides = (value) => value === "hidden" || value === "clip";
        if (hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1) problems.push(`${name(one)} is cut`);
        if (hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1) problems.push(`${name(one)} is cut`);
    }
    // What stays in sight while the page scrolls lies over it by its nature.
    const stays = (one) => one && (["sticky", "fixed"].includes(getComputedStyle(one).position) || stays(one.parentElement));
    const parts = [...document.querySelectorAll("a, button, input, select, textarea")]
        .filter((one) => shown(one) && !stays(one));
    const boxes = parts.map((one) => one.getBoundingClientRect());
    for (let i = 0; i < parts.length; i++) for (let j = i + 1; j < parts.length; j++) {
        const [a, b] = [boxes[i], boxes[j]];
        if (parts[i].contains(parts[j]) || parts[j].contains(parts[i])) continue;
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 1 && high > 1) problems.push(`${name(parts[i])} lies over ${name(parts[j])}`);
    }
    return problems;
}"""


class Keys:
    """The Tab key, Enter, and what is typed; each step has its picture and axe-core's judgement."""

    def __init__(self, page, out, language):
        self.page, self.out, self.language = page, out, language
        self.problems = []

    def press(self, key, times=1):
        for _ in range(times):
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def to(self, selector, most=90):
        """Tab until the element has the focus, which must be seen all the way."""
        for _ in range(most):
            if self.page.evaluate(FOCUSED, selector):
                return
            self.page.keyboard.press("Tab")
            unseen = self.page.evaluate(UNSEEN)
            if unseen:
                self.problems.append(f"{self.language}: the focus is not seen on {unseen}")
        raise AssertionError(f"{self.language}: {selector} is not reached by Tab")

    def enter(self, selector):
        self.to(selector)
        self.press("Enter")

    def fill(self, selector, text):
        self.to(selector)
        self.press("Control+a")
        self.type(text)

    def choose(self, selector, value):
        """By the arrow, down a list."""
        self.to(selector)
        for _ in range(20):
            if self.page.evaluate("() => document.activeElement.value") == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"{self.language}: {selector} has no {value}")

    def place(self, name):
        """By F2 to the navigation, and from there to a part of the page."""
        self.press("F2")
        self.enter(f".desk-places a[href$='#{name}']")
        self.page.wait_for_selector(f"#{name} h2:focus", timeout=5000)

    def sign_in(self, socket, pin):
        self.page.wait_for_selector("[data-seat^='locked']", timeout=20000)
        move_card(socket, "insert")
        self.page.wait_for_selector("[data-pad]", timeout=20000)
        self.step("pin")
        self.type(pin)
        self.press("Enter")
        self.page.wait_for_selector("[data-seat^='signed-in']", timeout=20000)

    def step(self, name, full=False):
        self.page.wait_for_load_state("load")
        if full:
            self.page.screenshot(path=f"{self.out}/{self.language}/{name}.png", full_page=True, animations="disabled")
        else:
            shoot(self.page, f"{self.out}/{self.language}", name)
        label = f"{self.language} {name}"
        self.problems += [f"{label}: {line}" for line in violations(self.page)]
        if self.page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
            self.problems.append(f"{label}: wider than the screen")
        self.large(name)

    def large(self, name):
        """At 200 % in the browser there are half as many pixels of CSS either way (WCAG 2.2, 1.4.4 and 1.4.10)."""
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": size["width"] // 2, "height": size["height"] // 2})
        self.problems += [f"{self.language} {name}, 200 %: {line}" for line in self.page.evaluate(CUT)]
        self.page.screenshot(
            path=f"{self.out}/{self.language}/{name}-large.png", full_page=True, animations="disabled")
        self.page.set_viewport_size(size)

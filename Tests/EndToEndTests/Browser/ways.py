"""Ways to use the citizen screen: buttons low down, plain words, four keys; and what no colour alone may say."""

from frame import FRAME, OVERLAPS, TURNED
from kiosk_page import TO_THE_TOP, check, examine, press

# All that is touched stands in the lower half, whole and uncovered; what scrolls is reached within it.
LOW = """() => {
    const problems = [];
    const half = innerHeight / 2 - 1;
    const shown = (element) => element.getClientRects().length > 0 && !element.closest(".unseen");
    const dialog = document.querySelector("dialog[open]");
    const view = document.querySelector("main .body");
    const controls = "button, a.button, input:not([type=radio], [type=checkbox]), summary, .holder, label.tab";
    const name = (element) => `"${element.textContent.trim().slice(0, 30) || element.getAttribute("aria-label") || element.id}"`;
    const check = (element, frame) => {
        const box = element.getBoundingClientRect();
        // Larger than its place: what is seen of it stands within the place, which is in the lower half.
        if (frame && box.height > frame.height) return frame.top < half ? problems.push("the middle is not in the lower half") : null;
        if (box.top < half || box.bottom > innerHeight + 1 || box.left < -1 || box.right > innerWidth + 1)
            return problems.push(`${name(element)} is not in the lower half: ${Math.round(box.top)} to ${Math.round(box.bottom)}`);
        if (frame && (box.top < frame.top - 1 || box.bottom > frame.bottom + 1) && box.height <= frame.height)
            problems.push(`${name(element)} is not reached by scrolling`);
        const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, innerHeight - box.top) / 2);
        if (!top || !(element.contains(top) || top.contains(element))) problems.push(`${name(element)} is covered`);
    };
    if (dialog) {
        dialog.querySelectorAll(controls).forEach((one) => check(one));
        return problems;
    }
    const inside = [...view.querySelectorAll(controls)].filter(shown);
    for (const element of inside) {
        element.scrollIntoView({ block: "nearest" });
        check(element, view.getBoundingClientRect());
    }
    view.scrollTop = 0;
    document.querySelectorAll("header button, main .actions button, main .rail button").forEach((one) => { if (shown(one)) check(one); });
    if (view.clientHeight < 150) problems.push(`the middle is only ${view.clientHeight} px high`);
    if (view.scrollWidth > view.clientWidth + 1) problems.push("the middle is wider than its place");
    if (document.documentElement.scrollHeight > innerHeight + 1) problems.push("the whole page scrolls");
    const heading = document.querySelector("main .heading");
    if (heading && getComputedStyle(heading).position === "fixed") {
        const [box, header] = [heading.getBoundingClientRect(), document.querySelector("header").getBoundingClientRect()];
        if (box.top < header.bottom - 1) problems.push(`the heading begins ${Math.round(header.bottom - box.top)} px too high`);
        if (box.bottom > half + 1) problems.push("the heading reaches into the lower half");
    }
    return problems;
}"""

# The plain words stand there, and no lead that they replace.
PLAIN = """() => {
    const plain = document.querySelector("main .lead.plain");
    const full = document.querySelector("main .lead.full");
    const shown = (element) => element && element.getClientRects().length > 0;
    if (!plain) return [];
    const problems = shown(plain) ? [] : ["the plain words are not shown"];
    if (shown(full)) problems.push("the usual words stand there, too");
    const sentences = plain.textContent.split(/[.!?:]/);
    if (Math.max(...sentences.map((one) => one.trim().split(/\\s+/).length)) > 14) problems.push("a plain sentence has more than 14 words");
    return problems;
}"""

# Each control is an item of the four keys, and no digit of a pad is one.
KEYS = """async () => {
    const { items, name } = await import("/assets/voice.js");
    const all = items();
    const problems = all.filter((one) => one.matches("[data-position]")).map(() => "a digit of the pad is spoken");
    const dialog = document.querySelector("dialog[open]");
    for (const control of (dialog ?? document).querySelectorAll("button, .field input, summary, .holder input")) {
        if (control.getClientRects().length === 0 || control.closest("[data-position], .rail, .layer") || (!dialog && control.closest("dialog"))) continue;
        if (!all.includes(control)) problems.push(`no key leads to "${control.textContent.trim() || control.id}"`);
    }
    for (const one of all) if (!name(one)) problems.push(`nothing to say for ${one.outerHTML.slice(0, 80)}`);
    if (document.querySelector("main h1:not(.unseen)") && !dialog && all[0]?.tagName !== "H1") problems.push("the title is not the first");
    return [...new Set(problems)];
}"""

# Puts each state out and looks whether anything but colours changes.
COLOUR = """() => {
    const facts = ["borderTopStyle", "borderTopWidth", "fontWeight", "textDecorationLine", "backgroundImage", "outlineStyle", "outlineWidth", "content", "display"];
    const shape = (value) => value.replace(/(rgb|color|oklch)a?\\([^)]*\\)/g, "");
    const look = (element) => [element, ...element.querySelectorAll("*")].flatMap((one) => ["", "::before", "::after"].map((part) => {
        const style = getComputedStyle(one, part || null);
        return facts.map((name) => style[name]).join() + shape(style.boxShadow);
    })).join();
    const states = [
        ["[aria-pressed=true]", (one) => one.setAttribute("aria-pressed", "false"), (one) => one.setAttribute("aria-pressed", "true")],
        ["[aria-checked=true]", (one) => one.setAttribute("aria-checked", "false"), (one) => one.setAttribute("aria-checked", "true")],
        [".steps .current", (one) => one.classList.remove("current"), (one) => one.classList.add("current")],
        [".attempts .used", (one) => one.classList.remove("used"), (one) => one.classList.add("used")],
        [".work .done", (one) => one.classList.remove("done"), (one) => one.classList.add("done")],
        [".work .current", (one) => one.classList.remove("current"), (one) => one.classList.add("current")],
    ];
    const problems = [];
    for (const [selector, off, on] of states) for (const element of document.querySelectorAll(selector)) {
        const before = look(element);
        off(element);
        const after = look(element);
        on(element);
        if (before === after) problems.push(`${selector} is told by its colour alone`);
    }
    for (const field of document.querySelectorAll("main .field:has(input)")) {
        const before = look(field);
        field.querySelector("input").setAttribute("aria-invalid", "true");
        const after = look(field);
        field.querySelector("input").removeAttribute("aria-invalid");
        if (before === after) problems.push("a field that is wrong is told by its colour alone");
    }
    return problems;
}"""


def look_ways(page, label, judge):
    """What is wrong with the screen in its other ways; leaves it as it was.

    `judge` is asked of axe-core's judgement, in each way.
    """
    problems = examine(
        page, check(KEYS, f"{label}: "), check(COLOUR, f"{label}: "), press("plain", True),
        *(check(script, f"{label}, plain: ") for script in (PLAIN, OVERLAPS, FRAME, TURNED)))
    problems += judge(f"{label}, plain")
    problems += examine(page, press("plain", False), press("reach", True), *low(f"{label}, low: "))
    problems += judge(f"{label}, low")
    return problems + examine(
        page, press("text", True), *low(f"{label}, low, 200 %: "), press("text", False), press("reach", False))


def low(label):
    return check(LOW, label), check(OVERLAPS, label), TO_THE_TOP, check(TURNED, label)

"""The citizen screen at 200 % text and with strong contrast: what has to stay in sight, what may scroll, and how."""

from kiosk_page import TO_THE_TOP, check, examine, press

# Every text with its size, in the order of the page.
SIZES = """() => [...document.querySelectorAll("header *, main *")]
    .filter((element) => !element.closest("[aria-hidden]") && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((element) => parseFloat(getComputedStyle(element).fontSize))"""

# Twice the size, or twice that of running text, for what is large already.
GROWN = """([before, running]) => {
    const problems = [];
    const texts = [...document.querySelectorAll("header *, main *")]
        .filter((element) => !element.closest("[aria-hidden]") && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
    if (texts.length !== before.length) return ["the texts changed with their size"];
    texts.forEach((element, index) => {
        const size = parseFloat(getComputedStyle(element).fontSize);
        if (size < Math.min(2 * before[index], 2 * running) - 0.5)
            problems.push(`"${element.textContent.trim().slice(0, 20)}" grows from ${before[index]} to ${size} px only`);
    });
    return problems;
}"""

# Header, steps, keys and actions are in sight and whole, wherever the middle stands.
FRAME = """() => {
    const problems = [];
    const shown = (element) => element.getClientRects().length > 0 && !element.closest(".unseen");
    const dialog = document.querySelector("dialog[open]");
    const view = document.querySelector("main .body");
    const rail = document.querySelector("main .rail");
    const fixed = dialog ? [...dialog.querySelectorAll("button, h2, .seconds")] : [
        ...document.querySelectorAll("header .psc, header p, header button, .steps .number, .steps .current .name"),
        ...document.querySelectorAll("main .actions .button, main .keypad button, main .keyboard button, main .keyboard .tab, main .rail button"),
    ];
    for (const element of fixed) {
        if (!shown(element)) continue;
        const box = element.getBoundingClientRect();
        const name = `"${element.textContent.trim().slice(0, 30) || element.getAttribute("aria-label") || element.className}"`;
        if (box.top < -1 || box.left < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) {
            problems.push(`${name} leaves the screen`);
            continue;
        }
        const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        if (!top || !(element.contains(top) || top.contains(element))) problems.push(`${name} is covered`);
        if (element.scrollWidth > element.clientWidth + 2 && element.clientWidth > 0) problems.push(`${name} is cut off`);
        // Letters reach a little beyond their line.
        const room = 2 + 0.4 * parseFloat(getComputedStyle(element).fontSize);
        if (element.matches("button") && element.scrollHeight > element.clientHeight + room) problems.push(`${name} is cut off below`);
    }
    if (document.documentElement.scrollHeight > innerHeight + 1 || document.body.scrollHeight > innerHeight + 1)
        problems.push("the whole page scrolls");
    if (view.scrollWidth > view.clientWidth + 1) problems.push("the middle is wider than its place");
    if (view.clientHeight < innerHeight * 0.3) problems.push(`the middle is only ${view.clientHeight} px high`);
    if (view.scrollHeight > view.clientHeight + 1 && rail.hidden) problems.push("nothing says that there is more below");
    for (const element of view.querySelectorAll("*")) {
        const box = element.getBoundingClientRect();
        if (shown(element) && box.width > 1 && (box.left < -1 || box.right > innerWidth + 1))
            problems.push(`${element.tagName.toLowerCase()}.${element.className} leaves the screen`);
    }
    return [...new Set(problems)];
}"""

# No text lies on another one.
OVERLAPS = """() => {
    const problems = [];
    const view = document.querySelector("main .body");
    const keys = view.querySelector(".keypad, .keyboard");
    const texts = [...document.querySelectorAll("header *, main *")].filter((element) =>
        element.getClientRects().length > 0 && !element.closest(".unseen, dialog, .steps li:not(.current) .name")
        && !keys?.contains(element) && element.checkVisibility()
        && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
    const boxes = texts.map((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return [...range.getClientRects()];
    });
    const inside = (index) => view.contains(texts[index]);
    for (let i = 0; i < texts.length; i += 1) for (let j = i + 1; j < texts.length; j += 1) {
        if (texts[i].contains(texts[j]) || texts[j].contains(texts[i]) || inside(i) !== inside(j)) continue;
        const touches = boxes[i].some((one) => boxes[j].some((other) =>
            Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2
            && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 6));
        if (touches)
            problems.push(`"${texts[i].textContent.trim().slice(0, 20)}" and "${texts[j].textContent.trim().slice(0, 20)}" lie on each other`);
    }
    return problems;
}"""

# The end of the middle is reached by its button alone.
TURNED = """async () => {
    const view = document.querySelector("main .body");
    const rail = document.querySelector("main .rail");
    if (rail.hidden || document.querySelector("dialog[open]")) return [];
    const [up, down] = ["up", "down"].map((way) => rail.querySelector(`[data-scroll=${way}]`));
    const problems = [];
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    await frame();
    if (!up.disabled) problems.push("does not begin at the top");
    if (!view.parentElement.hasAttribute("data-below")) problems.push("no shade says that there is more below");
    for (const button of [up, down]) {
        const box = button.getBoundingClientRect();
        if (Math.min(box.width, box.height) < 95) problems.push("the buttons to scroll by are small");
    }
    for (let times = 0; !down.disabled && times < 30; times += 1) {
        const before = view.scrollTop;
        down.click();
        await frame();
        if (view.scrollTop <= before) problems.push("a touch moves nothing");
    }
    if (!down.disabled || view.scrollTop + view.clientHeight < view.scrollHeight - 2) problems.push("the end is not reached");
    return problems;
}"""

CAMERA = """() => {
    const view = document.querySelector("main .body").getBoundingClientRect();
    return [...document.querySelectorAll("main .mirror, main .guidance")].filter((element) => {
        const box = element.getBoundingClientRect();
        return box.top < view.top - 1 || box.bottom > view.bottom + 1;
    }).map((element) => `${element.className} is not in sight`);
}"""


# A field that is typed into is in sight above the keys.
FIELD = """() => [...document.querySelectorAll("main .field input")].filter((input) => {
    if (!input.getClientRects().length) return false;
    input.scrollIntoView({ block: "nearest" });
    const box = input.getBoundingClientRect();
    return document.elementFromPoint(box.left + box.width / 2, box.bottom - 4) !== input;
}).map((input) => `the field ${input.name} lies behind something`)"""


def look_large(page, name):
    """What is wrong with the screen at 200 % text; leaves it at 200 %, turned to its end."""
    label = f"{name}, 200 %: "
    problems = examine(
        page, f"const before = ({SIZES})();", "const running = parseFloat(getComputedStyle(document.documentElement).fontSize);",
        press("text", True), check(GROWN, label, "[before, running]"), check(FRAME, label), check(OVERLAPS, label),
        check(CAMERA, label), check(FIELD, label), TO_THE_TOP, check(TURNED, label), check(FRAME, label))
    return list(dict.fromkeys(problems))

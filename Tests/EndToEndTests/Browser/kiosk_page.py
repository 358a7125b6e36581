"""What the browser tests share: Debian's Chromium, the two orientations, and checks of what a screen shows."""

import json
import os
import re
import socket
import ssl
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

ORIENTATIONS = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
# As the tests have it: all, or those that are named.
LANGUAGES = os.environ.get("KIOSK_TEST_LANGUAGES", "kk,ru,en").split(",")
ORIENTATION_OF = {"kk": "portrait", "ru": "landscape", "en": "portrait"}
CHROMIUM = "/usr/bin/chromium"
# The same engine without windows, policies and a store of certificates: quicker, and enough to look at a screen.
HEADLESS_SHELL = "/usr/bin/chromium-headless-shell"

# Looks at what a person would see: nothing cut off, nothing too small to touch, nothing to scroll.
LOOK = """() => {
    const problems = [];
    const shown = (element) => element.getClientRects().length > 0;
    const body = document.querySelector("main .body");
    if (!body) problems.push("no screen");
    if (body && body.scrollHeight > body.clientHeight + 1)
        problems.push(`scrolls by ${body.scrollHeight - body.clientHeight} px`);
    if (document.documentElement.scrollWidth > innerWidth) problems.push("wider than the screen");
    for (const element of document.querySelectorAll("main *, header *")) {
        if (!shown(element) || element.closest(".unseen")) continue;
        const box = element.getBoundingClientRect();
        const name = `${element.tagName.toLowerCase()}.${element.className}`;
        if (box.left < -1 || box.right > innerWidth + 1) problems.push(`${name} leaves the screen`);
        if (element.scrollWidth > element.clientWidth + 2 && element.clientWidth > 0
            && getComputedStyle(element).overflowX !== "visible" && !element.matches(".body, .mirror"))
            problems.push(`${name} is cut off`);
    }
    for (const button of document.querySelectorAll("button, a.button, .field input, .holder")) {
        if (!shown(button)) continue;
        const box = button.getBoundingClientRect();
        if (box.height < 71.5 || box.width < 71.5)
            problems.push(`${button.textContent.trim() || button.name} is ${Math.round(box.width)}x${Math.round(box.height)} px`);
    }
    const large = document.querySelector("main img.large");
    if (large && shown(large) && large.getBoundingClientRect().height < 90) problems.push("the picture is squeezed");
    return [...new Set(problems)];
}"""


# Works in one trip to the page: a press, then a look once the page has drawn itself.
STEPS = """async () => {
    const found = [];
    const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const press = async (mode, wanted) => {
        const button = document.querySelector(`header [data-mode=${mode}]`);
        // More time? A dialog makes all else inert, for a person, too.
        if ((button.getAttribute("aria-pressed") === "true") !== wanted) button.dispatchEvent(new MouseEvent("click", { bubbles: true }));
        await drawn();
    };
    %s
    return found;
}"""

# Asks the host to show something, and waits until it is there. It may look just like what was there before.
SHOW = """async (path) => {
    const shown = new Promise((done) => document.addEventListener("shown", done, { once: true }));
    const late = new Promise((done) => setTimeout(done, 3000));
    const answer = await fetch(path, { method: "POST" });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    await Promise.race([shown, late]);
    const isThere = (image) => image.complete || image.hasAttribute("data-preview");
    while (![...document.images].every(isThere)) await new Promise((done) => setTimeout(done, 5));
}"""


def press(mode, wanted):
    """A step: the header's button, as a person presses it."""
    return f"await press({json.dumps(mode)}, {json.dumps(wanted)});"


def check(script, label="", given="undefined"):
    """A step: what a script finds wrong, each with the label before it."""
    return f"for (const one of await ({script})({given})) found.push({json.dumps(label)} + one);"


TO_THE_TOP = "document.querySelector('main .body').scrollTop = 0;"


def examine(page, *steps):
    """Takes the steps one after the other; all that was found wrong."""
    return page.evaluate(STEPS % "\n".join(steps))


@contextmanager
def browser(program=HEADLESS_SHELL):
    """Chromium without anything of a person in it."""
    with sync_playwright() as playwright:
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        options += ["--autoplay-policy=no-user-gesture-required", "--hide-scrollbars", "--disable-dev-shm-usage"]
        chromium = playwright.chromium.launch(executable_path=program, args=options)
        try:
            yield chromium
        finally:
            chromium.close()


@contextmanager
def kiosk(chromium, base, orientation):
    """The citizen screen in one orientation. Errors of its scripts are collected in `page.errors`."""
    width, height = ORIENTATIONS[orientation]
    context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda line: page.errors.append(line.text) if is_complaint(line) else None)
    page.add_init_script("window.shown = 0; document.addEventListener('shown', () => { window.shown += 1; });")
    page.goto(base, wait_until="domcontentloaded")
    page.wait_for_selector("main [data-screen]")
    try:
        yield page
    finally:
        context.close()


def is_complaint(line):
    """Refused actions are answered with 4xx on purpose; anything else in the console is a fault."""
    return line.type == "error" and not re.search(r"status of 4(00|03|09|13)", line.text)


def look(page, name):
    return [f"{name}: {problem}" for problem in page.evaluate(LOOK)]


def shoot(page, folder, name):
    """Writes a picture of the screen as it is."""
    path = Path(folder) / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(path), animations="disabled")


def move_card(path, order):
    """`insert` or `remove` to a virtual card's control socket."""
    with socket.socket(socket.AF_UNIX) as link:
        link.settimeout(10)
        link.connect(path)
        link.sendall(f"{order}\n".encode())
        if link.makefile().readline().startswith("error"):
            raise RuntimeError(f"the virtual card refused: {order}")


def ask_test(folder, wish, answer):
    """Asks the test for something by a file in the folder for orders, and waits until it is done."""
    (folder / wish).touch()
    end = time.monotonic() + 60
    while not (folder / answer).exists():
        if time.monotonic() > end:
            raise TimeoutError(answer)
        time.sleep(0.05)


def sms_code(arguments, purpose):
    """The code that the portal's stub of a sender has for the person of `--iin`."""
    trust = ssl.create_default_context(cafile=arguments.ca)
    address = f"{arguments.portal}/sms-stub.json?iin={arguments.iin}"
    with urllib.request.urlopen(address, context=trust, timeout=20) as answer:
        return next(one["code"] for one in json.load(answer) if one["purpose"] == purpose)

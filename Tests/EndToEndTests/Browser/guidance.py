"""What the camera screen tells a person: picture or arrow, text, oval, ring and sound of each guidance.

The host (ScreenTests) lists the guidances with their texts at /test/guidance and shows one at POST /test/guidance.
"""

import argparse
import json
import sys

from kiosk_page import LANGUAGES, ORIENTATIONS, browser, kiosk
from stages import call

GREEN = "rgb(95, 227, 155)"
CONTENT = {"good", "hold-still"}

# Notes what is announced and which tones the browser is asked for.
LISTEN = """() => {
    window.heard = [];
    document.addEventListener("guidance-sound", (event) => window.heard.push({ name: event.detail, tones: [] }));
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) {
        window.heard.at(-1)?.tones.push(Math.round(this.frequency.value));
        return start.apply(this, when);
    };
}"""

SEEN = """async () => {
    const box = document.querySelector(".camera");
    const picture = box.querySelector("[data-guidance-picture]");
    await picture.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 120, height: 120 });
    const paper = canvas.getContext("2d");
    paper.drawImage(picture, 0, 0, 120, 120);
    const pixels = paper.getImageData(0, 0, 120, 120).data;
    // Arrows are golden; where the tip is, there is more of it.
    const gold = [0, 0];
    for (let at = 0; at < pixels.length; at += 4)
        if (pixels[at] > 220 && pixels[at + 1] > 150 && pixels[at + 2] < 60 && pixels[at + 3] > 200)
            gold[(at / 4) % 120 < 60 ? 0 : 1] += 1;
    const place = (element) => element && (({ left, top, right, bottom }) => ({ left, top, right, bottom }))(element.getBoundingClientRect());
    const oval = box.querySelector(".oval"), ring = box.querySelector(".ring"), style = getComputedStyle(oval);
    return {
        text: box.querySelector("[data-guidance-text]").textContent, gold, drawing: canvas.toDataURL(),
        oval: place(oval), mirror: place(box.querySelector(".mirror")), picture: place(picture), ring: place(ring),
        border: `${style.borderTopStyle} ${style.borderTopColor}`, round: style.borderTopLeftRadius,
        now: ring?.getAttribute("aria-valuenow"), role: ring?.getAttribute("role"),
        done: ring?.querySelector(".done").getAttribute("stroke-dasharray"),
    };
}"""


def inside(inner, outer):
    return inner["left"] >= outer["left"] - 1 and inner["right"] <= outer["right"] + 1 \
        and inner["top"] >= outer["top"] - 1 and inner["bottom"] <= outer["bottom"] + 1


def judge(name, text, share, seen, capturing):
    """What is wrong with one guidance."""
    wrong = []
    if seen["text"] != text:
        wrong.append(f"says {seen['text']!r}, not {text!r}")
    oval, mirror = seen["oval"], seen["mirror"]
    if not inside(oval, mirror) or oval["right"] - oval["left"] < 120 or oval["bottom"] - oval["top"] < 160:
        wrong.append(f"the oval is at {oval} in {mirror}")
    border = f"solid {GREEN}" if name in CONTENT else "dashed rgb(255, 255, 255)"
    if seen["border"] != border or seen["round"] != "50%":
        wrong.append(f"the oval is drawn {seen['border']}, {seen['round']}")
    left, right = seen["gold"]
    if (name == "turn-left" and left < 1.2 * right) or (name == "turn-right" and right < 1.2 * left):
        wrong.append(f"the arrow has {left} of its pixels left and {right} right")
    if not capturing:
        return wrong + (["has a ring though nothing is counted"] if seen["ring"] else [])
    if not seen["ring"] or not inside(seen["picture"], seen["ring"]) or seen["role"] != "progressbar":
        wrong.append(f"the ring is at {seen['ring']}, the picture at {seen['picture']}")
    if seen["now"] != str(share) or seen["done"] != f"{share} 100":
        wrong.append(f"the ring shows {seen['now']} ({seen['done']}) of {share}")
    return wrong


def walk(base, page, language, capturing):
    problems, drawings, announced = [], {}, []
    guidances = call(base, f"/test/guidance?language={language}")
    for number, (name, text) in enumerate(sorted(guidances.items())):
        share = 5 + 6 * number % 95
        call(base, f"/test/guidance?language={language}&name={name}&share={share}&capturing={int(capturing)}", "POST")
        page.wait_for_selector(f".camera{'[data-capturing]' if capturing else ''}[data-guidance={name}]", timeout=5000)
        if capturing:
            page.wait_for_selector(f".ring[aria-valuenow='{share}']", timeout=5000)
        seen = page.evaluate(SEEN)
        problems += [f"{language} {name}: {one}" for one in judge(name, text, share, seen, capturing)]
        drawings.setdefault(seen["drawing"], []).append(name)
        announced.append(name)
    problems += [f"{names} have one picture" for names in drawings.values() if len(names) > 1]
    return problems + sounds(page, announced if capturing else [])


def sounds(page, announced):
    """Each change is heard once in an attempt, and none outside it; left falls, right rises."""
    heard = page.evaluate("window.heard.splice(0)")
    tones = {one["name"]: one["tones"] for one in heard}
    if [one["name"] for one in heard] != announced:
        return [f"heard {[one['name'] for one in heard]} of {announced}"]
    problems = [f"{name} is silent" for name, played in tones.items() if not played]
    if tones and not (tones["turn-left"][0] > tones["turn-left"][1] and tones["turn-right"][0] < tones["turn-right"][1]):
        problems.append(f"left is {tones['turn-left']}, right is {tones['turn-right']}")
    if tones and tones["good"] in (tones["too-dark"], tones["come-closer"]):
        problems.append("well and not well sound alike")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    arguments = parser.parse_args()
    problems = []
    with browser() as chromium:
        for orientation in ORIENTATIONS:
            # What the page before saw last would be heard when this one opens, or not: nothing is heard outside an attempt.
            call(arguments.base, "/test/guidance?name=good&capturing=0", "POST")
            with kiosk(chromium, arguments.base, orientation) as page:
                page.evaluate(LISTEN)
                for language in arguments.languages.split(","):
                    for capturing in (False, True):
                        problems += [f"{orientation} {one}" for one in walk(arguments.base, page, language, capturing)]
                problems += [f"{orientation}: script: {error}" for error in page.errors]
    print(json.dumps({"problems": problems}, ensure_ascii=False, indent=1))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

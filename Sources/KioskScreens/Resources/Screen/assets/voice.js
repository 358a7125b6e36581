// Voice guidance with four keys: next, previous, choose, repeat. They move through what stands on the screen, with or
// without sound; sound comes only when somebody asked for it, or when headphones were plugged in (docs/accessibility.md).
// Digits of a pad, and whatever a person types, are never spoken: the page does not ask for them, the kiosk would not.
import { act, speech } from "./link.js";
import { playKey } from "./sound.js";

const ways = {
    ArrowDown: "next", NumpadAdd: "next", ArrowUp: "previous", NumpadSubtract: "previous",
    Enter: "choose", NumpadEnter: "choose", NumpadMultiply: "repeat", F1: "repeat",
    // A keypad with a socket for headphones tells of the plug by these.
    F15: "plugged", F16: "unplugged",
};
/** Who listens is here, though nothing is touched: told to the kiosk this often at most, in milliseconds. */
const presence = 15_000;
const texts = "h1, h2, p, li, dt, dd, tr, summary, .label > strong";
const controls = "button, input:not([type=radio]), summary, a.button, label.tab";

const main = document.getElementById("main");
let context;
let source;
let turn = 0;
let current;
let told;
let lastPresence = 0;
/** The four keys are in use: what they stand at is shown. */
let byKeys = false;

export const isOn = () => sessionStorage.getItem("voice") !== null;
const language = (element) => element?.closest("[lang]")?.lang ?? document.documentElement.lang;
const offered = () => document.querySelector("[data-mode=voice]");
const words = (tongue) => JSON.parse(offered()?.dataset.words ?? "{}")[tongue] ?? {};
const isShown = (element) => element.checkVisibility() && !element.closest("[aria-hidden=true]");
const tidy = (text) => (text ?? "").replace(/\s+/g, " ").trim();

/** Everything to hear or to use, in the order of the screen; what is typed on a PIN pad is left out. */
export function items() {
    const dialog = document.querySelector("dialog[open]");
    const places = ["#problem", "main .body", "main .actions", "header .tongues", "header .tools"];
    const roots = dialog ? [dialog] : places.flatMap((place) => [...document.querySelectorAll(place)]);
    return roots.flatMap((root) => {
        const found = [...root.querySelectorAll(`${texts}, ${controls}`)].filter(isShown);
        if (root.id === "problem" && isShown(root)) found.unshift(root);
        return found.filter((one) => isItem(one, root));
    });
}

function isItem(element, root) {
    if (element.closest("[data-position], .tabs ~ .layer")) return false;
    if (element.matches(controls)) return !element.closest(".holder") || element.matches("input");
    if (element.closest("button, label")) return false;
    const outer = element.parentElement.closest(texts);
    return !(outer && root.contains(outer)) && tidy(element.innerText) !== "";
}

/** What is said of an item: its name and what it is. Never what a field holds. */
export function name(element) {
    const own = words(language(element));
    if (element.matches("[data-dots]")) return own.pin ?? "";
    if (element.matches("input[type=checkbox]")) {
        return `${tidy(element.closest("label")?.innerText)}, ${element.checked ? own.on : own.off}`;
    }
    if (element.matches("input")) {
        return `${tidy(document.querySelector(`label[for="${element.id}"]`)?.innerText)}, ${own.field}`;
    }
    const text = element.getAttribute("aria-label") ?? tidy(element.innerText.replace(/\n+/g, ", "));
    if (!element.matches("button, a, summary, label")) return text;
    const state = element.getAttribute("aria-checked") ?? element.getAttribute("aria-pressed");
    const chosen = state === null ? "" : `, ${state === "true" ? own.on : own.off}`;
    return `${text}, ${own.button}${chosen}${element.disabled ? `, ${own.unavailable}` : ""}`;
}

export function hush() {
    turn += 1;
    source?.stop();
    source = undefined;
}

/** Says texts one after the other, each `{ text, language }`; what was said before ends. */
export async function say(list) {
    hush();
    const mine = turn;
    for (const one of list.filter((each) => each.text)) {
        try {
            const sound = await speech(one.text, one.language);
            if (mine !== turn) return;
            document.dispatchEvent(new CustomEvent("spoken", { detail: { ...one, bytes: sound?.byteLength ?? 0 } }));
            if (sound) await play(sound, mine);
        } catch {
            // No sound device, or none that plays this: the screen says the same.
        }
        if (mine !== turn) return;
    }
}

async function play(sound, mine) {
    context ??= new AudioContext();
    await context.resume();
    const buffer = await context.decodeAudioData(sound);
    if (mine !== turn) return;
    source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    const end = new Promise((done) => { source.onended = done; });
    source.start();
    await end;
}

/** A sentence that stands on no screen is shown while it is spoken. */
function caption(text) {
    const box = document.getElementById("caption");
    box.textContent = text ?? "";
    box.hidden = !text;
}

function tell(elements) {
    if (isOn()) say(elements.map((one) => ({ text: name(one), language: language(one) })));
}

function mark(element) {
    document.querySelector(".heard-here")?.classList.remove("heard-here");
    current = element;
    if (!element) return;
    element.classList.add("heard-here");
    element.scrollIntoView({ block: "nearest" });
    if (element.matches(controls)) element.focus({ preventScroll: true });
}

function move(step) {
    const all = items();
    if (all.length === 0) return;
    const from = all.indexOf(current?.isConnected ? current : document.activeElement);
    mark(all[(from + step + all.length) % all.length] ?? all[0]);
    caption(current.matches("[data-dots]") && isOn() ? name(current) : null);
    tell([current]);
}

function choose() {
    const element = current?.isConnected ? current : document.activeElement;
    if (element?.matches("input:not([type=checkbox])")) return document.getElementById("primary")?.click();
    if (!element?.matches(controls)) return tell([element ?? main]);
    if (element.matches("[data-key]")) playKey();
    element.click();
    // A key that stays on the screen with another state says it.
    if (element.isConnected && element.matches("input, [aria-pressed], [aria-checked], summary")) tell([element]);
}

function turnOn(isWanted) {
    if (!offered() || isOn() === isWanted) return;
    offered().click();
}

function steer(way) {
    if (way === "plugged" || way === "unplugged") return turnOn(way === "plugged");
    byKeys = true;
    if (performance.now() - lastPresence > presence && !main.querySelector("[data-capturing]")) {
        lastPresence = performance.now();
        act({ action: "more-time" });
    }
    if (way === "next") return move(1);
    if (way === "previous") return move(-1);
    if (way === "choose") return choose();
    if (!isOn()) return turnOn(true);
    if (current?.isConnected) tell([current]); else announce(true);
}

/** What is new on the screen: its name, what it says first, what went wrong; or a question above all else. */
function announce(again = false) {
    const dialog = document.querySelector("dialog[open]");
    const place = dialog ?? main.firstElementChild;
    const guidance = main.querySelector("[data-guidance-text]");
    if (!again && told === place) {
        if (isOn() && guidance && guidance.textContent !== guidance.dataset.told) {
            guidance.dataset.told = guidance.textContent;
            tell([guidance]);
        }
        return;
    }
    told = place;
    const first = dialog ? dialog.querySelectorAll("h2, p") : main.querySelectorAll(".heading h1, .heading p, main h1.unseen, .notice p, .big-number, .take");
    caption(null);
    if (main.querySelector("[data-screen=idle]") && !isOn()) byKeys = false;
    if (!isOn() && !byKeys) return;
    if (dialog) mark(dialog.querySelector(".primary"));
    else mark(main.querySelector(".heading h1") ?? null);
    tell([...first].filter((one) => isShown(one) || one.matches(".unseen")));
}

function greet() {
    const tongues = main.querySelector("[data-screen=idle]") ? ["kk", "ru", "en"] : [document.documentElement.lang];
    const list = tongues.map((tongue) => ({ text: words(tongue).help, language: tongue }));
    caption(list.map((one) => one.text).join(" "));
    say(list);
}

// Before every other listener: the keys of the pad and of the fields would take them.
document.addEventListener("keydown", (event) => {
    const way = ways[event.code];
    if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
    // Signs of a password come from the same keys.
    if (event.code.startsWith("Numpad") && way !== "choose" && main.querySelector("[data-kind=password]")) return;
    if (way === "choose" && !current?.isConnected) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) steer(way);
}, true);
document.addEventListener("keydown", (event) => { if (isOn() && /^(\d|Backspace)$/.test(event.key)) playKey(); });

document.addEventListener("shown", () => announce());
document.addEventListener("click", (event) => {
    const mode = event.target.closest?.("[data-mode=voice]");
    if (mode) queueMicrotask(() => { if (isOn()) greet(); else { hush(); caption(null); } });
});
document.addEventListener("modes", () => { if (!isOn()) { hush(); caption(null); } });

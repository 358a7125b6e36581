// The citizen screen: shows what the server sends, posts what the person does. All rules are the server's.
import { act, events, photoAddress } from "./link.js";
import { prepareEntry, showPlace } from "./entry.js";
import { preparePad } from "./pin.js";
import { showGuidance, stopCamera, startCamera } from "./camera.js";
import { prepareSpecimen } from "./specimen.js";
import { playFor } from "./sound.js";
import { prepareSpeech, stopSpeech } from "./speech.js";
import { askForTime } from "./time.js";
import { prepareFrame, scrollBack, scrolled } from "./frame.js";
import { showModes } from "./modes.js";
import "./voice.js";

const main = document.getElementById("main");
const header = document.getElementById("header");
let shownHeader = "";
let shownScreen = "";

function show(screen) {
    const before = main.querySelector("[data-screen]")?.dataset.screen;
    const kept = screen.name === before ? typedFields() : new Map();
    const focused = screen.name === before ? document.activeElement?.id : null;
    stopSpeech();
    document.documentElement.lang = screen.language;
    document.title = screen.title;
    if (shownHeader !== screen.header) header.innerHTML = shownHeader = screen.header;
    if (shownScreen === screen.html) return showModes(screen.name);
    // What changed on the same screen is in its place; a notice stands on top.
    const place = screen.name === before ? scrolled() : 0;
    main.innerHTML = shownScreen = screen.html;
    hideProblem();
    prepare(kept);
    if (!main.querySelector(".notice")) scrollBack(place);
    const first = focused && document.getElementById(focused) || firstFocus();
    first?.focus({ preventScroll: true });
    if (first?.matches("input")) showPlace(first);
}

/** Fields that the person mends after a refusal keep what was typed, as long as the screen is the same. */
function typedFields() {
    return new Map([...main.querySelectorAll("input[data-keep]")].map((input) => [input.name, input.value]));
}

function firstFocus() {
    return main.querySelector("input:not([type=checkbox])") ?? main.querySelector("h1");
}

function prepare(kept) {
    showModes(main.querySelector("[data-screen]")?.dataset.screen);
    prepareFrame(main);
    prepareEntry(main, kept);
    preparePad(main);
    prepareSpecimen(main);
    for (const photo of main.querySelectorAll("[data-photo]")) photo.src = photoAddress(photo.dataset.photo);
    prepareSpeech(main);
    if (main.querySelector("[data-preview]")) startCamera(main); else stopCamera();
    playFor(main.querySelector("[data-screen]")?.dataset.sound);
}

/** How much of a document is read. */
function showReading(root, progress) {
    const bar = root.querySelector("[data-bar]");
    if (!bar) return;
    const share = Math.round(100 * (progress ?? 0));
    bar.setAttribute("aria-valuenow", share);
    bar.firstElementChild.style.inlineSize = `${share}%`;
}

async function press(button) {
    const screen = main.firstElementChild;
    const action = JSON.parse(button.dataset.action);
    const form = button.dataset.form && main.querySelector(`[data-entry="${button.dataset.form}"], [data-pad]`);
    if (form && !form.send && !form.complete?.(action)) return;
    button.disabled = true;
    hideProblem();
    const problem = form?.send ? await form.send() : await act(action);
    if (screen === main.firstElementChild) button.disabled = false;
    if (problem) showProblem(problem);
}

function showProblem(problem) {
    const box = document.getElementById("problem");
    const [text, remedy] = [document.createElement("strong"), document.createElement("span")];
    text.textContent = problem.text;
    remedy.textContent = problem.remedy;
    box.replaceChildren(text, remedy);
    box.hidden = false;
}

function hideProblem() {
    document.getElementById("problem").hidden = true;
}

document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-action]");
    if (button && !button.disabled) press(button);
});
document.addEventListener("submit", (event) => {
    event.preventDefault();
    document.getElementById("primary")?.click();
});
document.addEventListener("contextmenu", (event) => event.preventDefault());

prepare(new Map());
events({
    screen(screen) {
        show(screen);
        document.dispatchEvent(new Event("shown"));
    },
    live(live) {
        showGuidance(main, live);
        showReading(main, live.progress);
        askForTime(main, live.secondsLeft);
        document.dispatchEvent(new Event("shown"));
    },
});

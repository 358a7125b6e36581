// The operator's desk: draws the regions that changed, runs the timers, and posts what the operator does. A request has
// its name from here, so that the same one again has its effect once.
import { Live, post, newRequest, tellProblem } from "./office.js";

const work = document.querySelector(".work");
const window_ = Number(work.dataset.window);
const said = document.getElementById("said");
const transfer = document.getElementById("transfer");
const keys = document.getElementById("keys");
let possible = [...document.querySelectorAll("[data-do][aria-disabled=false]")].map((button) => button.dataset.do);
let isPaused = false;
/** Names this page: two of them at one desk have requests of their own. */
const page = newRequest();
/** What is being posted, as text. */
let busy = null;
/** What was pressed meanwhile: the screen may show the effect before the answer is here. */
let next = null;
/** What was posted without an answer: the same again keeps its name. */
let unanswered = null;

const live = new Live(`/desk/events?lang=${document.documentElement.lang}&window=${window_}`, {
    desk(frame) {
        live.draw(frame.regions);
        ({ possible, isPaused } = frame);
        for (const button of document.querySelectorAll("[data-do]")) {
            enable(button, possible.includes(button.dataset.do));
        }
        const label = document.querySelector("[data-do=pause] span");
        const text = isPaused ? work.dataset.goOn : work.dataset.pause;
        if (label.textContent !== text) label.textContent = text;
        if (transfer.open && !possible.includes("transfer")) transfer.close();
        document.dispatchEvent(new Event("shown"));
    },
});

/** Stays in the order of the Tab key, so that the focus never jumps away. */
function enable(button, isOn) {
    if (button.getAttribute("aria-disabled") !== String(!isOn)) button.setAttribute("aria-disabled", String(!isOn));
}

async function act(order) {
    const plain = JSON.stringify(order);
    // The same again is a finger that slipped.
    if (busy) return void (next = plain === busy ? next : order);
    busy = plain;
    await send(order, plain);
    busy = null;
    const waiting = next;
    next = null;
    if (waiting) act(waiting);
}

async function send(order, plain) {
    if (unanswered?.plain !== plain) unanswered = { plain, request: newRequest() };
    document.getElementById("problem").hidden = true;
    said.textContent = "";
    const answer = await post("/desk/act", { ...order, window: window_, page, request: unanswered.request });
    if (!answer) return tellProblem({ text: work.dataset.failed });
    unanswered = null;
    if (answer.code) return tellProblem(answer, work.dataset.code);
    if (order.action === "call-next" || order.action === "recall") {
        said.textContent = answer.serving ? work.dataset.called.replace("{}", answer.serving) : work.dataset.nobody;
    }
}

function press(name) {
    if (!possible.includes(name)) return;
    if (name === "transfer") return transfer.showModal();
    act(name === "pause" ? { action: name, paused: !isPaused } : { action: name });
}

document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const { do: name, again, toWindow, toService } = button.dataset;
    if (name) return press(name);
    if (again) return act({ action: "recall", number: again });
    if (toWindow || toService || "close" in button.dataset) transfer.close();
    if (toWindow) act({ action: "transfer", toWindow: Number(toWindow) });
    if (toService) act({ action: "transfer", toService });
});

// Keys are the operator's choice (WCAG 2.1.4), and none of them types anything.
keys.checked = localStorage.getItem("desk-keys") !== "off";
keys.addEventListener("change", () => localStorage.setItem("desk-keys", keys.checked ? "on" : "off"));
document.addEventListener("keydown", (event) => {
    if (!keys.checked || document.querySelector("dialog[open]") || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    // On the page with fields a digit belongs to the field.
    if (event.target.closest?.("input:not([type=checkbox]), select")) return;
    const button = document.querySelector(`[data-do][aria-keyshortcuts="${event.key}"]`);
    if (!button) return;
    button.focus();
    press(button.dataset.do);
});

if (document.body.classList.contains("at-window")) document.querySelector("[data-do]").focus();

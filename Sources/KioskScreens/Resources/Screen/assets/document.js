// Digital documents on the operator's page: the part is fetched anew whenever its state changed, counts down, and goes by
// itself at the end of the time or when the kiosk does not answer any more. Nothing of it is kept by this page.

import { follow, fetchPart, post } from "./part.js";

const address = "/operator/document";
const touchEvery = 10000;
let end = null;
let touched = performance.now();

const part = () => document.querySelector("[data-document]");

function draw(html) {
    const old = part();
    const hadFocus = old.contains(document.activeElement);
    const wasInHistory = old.querySelector(".history").contains(document.activeElement);
    const typed = old.querySelector("[data-document-form=use] input")?.value;
    old.outerHTML = html;
    const field = part().querySelector("[data-document-form=use] input");
    if (field && typed && part().dataset.document.includes("true")) field.value = typed;
    if (wasInHistory) part().querySelector(".history button").focus();
    else if (hadFocus) (part().querySelector("[role=alert] button, input, button") ?? part().querySelector("h2")).focus();
    start();
}

function start() {
    const left = part()?.querySelector("[data-seconds]");
    end = left ? performance.now() + Number(left.dataset.seconds) * 1000 : null;
}

/** The document is gone from this page, whatever the kiosk says. */
function wipe() {
    for (const gone of part()?.querySelectorAll(".view, .history table") ?? []) gone.remove();
    part()?.setAttribute("data-document", "");
    end = null;
}

function tick() {
    if (end === null) return;
    const seconds = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    const left = part()?.querySelector("[data-seconds]");
    if (left) left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (seconds === 0) wipe();
}

async function changed(key) {
    if (key === part().dataset.document) return;
    const html = await fetchPart(address);
    if (html === null) wipe(); else draw(html);
}

if (part()) {
    start();
    setInterval(tick, 250);
    follow("document", { changed, wipe });

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-document-do]");
        if (button) post(address, { action: button.dataset.documentDo, text: button.dataset.text });
    });
    document.addEventListener("submit", (event) => {
        const form = event.target.closest?.("[data-document-form]");
        if (!form) return;
        event.preventDefault();
        if (form.querySelector("[aria-disabled=true]")) return;
        post(address, { action: form.dataset.documentForm, text: new FormData(form).get("text") });
    });
    for (const name of ["pointerdown", "keydown"]) {
        document.addEventListener(name, () => {
            if (end === null || performance.now() - touched < touchEvery) return;
            touched = performance.now();
            post(address, { action: "here" });
        });
    }
}

// Exchanges of identity cards on the officer's page: drawn anew whenever their state changed. Pictures and names are in this
// part only and go with it.
import { follow, fetchPart, post } from "./part.js";
import { preparePad } from "./pin.js";

const address = "/operator/exchange";
const touchEvery = 10000;
let touched = performance.now();
let asked = 0;

const part = () => document.querySelector("[data-exchange]");

/** An annulment's reason belongs to its application. */
const nameOf = (field) =>
    [field.closest(".file")?.dataset.slip ?? "", field.form.dataset.exchangeForm, field.name].join(" ");

const fields = () => part().querySelectorAll("[data-exchange-form] :is(select, input)");

function draw(html) {
    const old = part();
    const kept = new Map([...fields()].map((field) => [nameOf(field), field.value]));
    const hadFocus = old.contains(document.activeElement) || old.querySelector("dialog") !== null;
    old.outerHTML = html;
    for (const field of fields()) field.value = kept.get(nameOf(field)) ?? field.value;
    start();
    if (!hadFocus || part().querySelector("dialog")) return;
    (part().querySelector("[role=alert] button, .refused button") ?? part().querySelector("h2")).focus();
}

function start() {
    const dialog = part()?.querySelector("dialog");
    if (!dialog) return;
    preparePad(dialog);
    dialog.showModal();
    // Escape leaves the application where it is.
    dialog.addEventListener("cancel", (event) => {
        event.preventDefault();
        post(address, { action: "back" });
    });
}

/** The application and the names are gone from this page, whatever the kiosk says. */
function wipe() {
    if (!part()) return;
    for (const element of part().querySelectorAll(".file, table, dialog")) element.remove();
    for (const form of part().querySelectorAll("form")) form.reset();
    part().setAttribute("data-exchange", "");
}

async function changed(key) {
    if (key === part().dataset.exchange) return;
    asked += 1;
    const mine = asked;
    const html = await fetchPart(address);
    // An answer that was overtaken by the next is not drawn over it.
    if (mine !== asked) return;
    if (html === null) wipe(); else draw(html);
}

function press(button) {
    const { exchangeDo: action, text, pin } = button.dataset;
    const order = text === undefined ? { action } : { action, text };
    if (pin !== undefined) {
        order.pad = pin;
        if (!part().querySelector("[data-pad]").complete(order)) return;
    }
    post(address, order);
}

if (part()) {
    start();
    follow("exchange", { changed, wipe });
    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-exchange-do]");
        if (button) press(button);
    });
    document.addEventListener("submit", (event) => {
        const form = event.target.closest?.("[data-exchange-form]");
        if (!form) return;
        event.preventDefault();
        const order = { action: form.dataset.exchangeForm, ...Object.fromEntries(new FormData(form)) };
        // What was sent is not kept: the next slip and IIN are somebody else's.
        form.reset();
        post(address, order);
    });
    for (const name of ["pointerdown", "keydown"]) {
        document.addEventListener(name, () => {
            if (!part()?.querySelector(".file") || performance.now() - touched < touchEvery) return;
            touched = performance.now();
            post(address, { action: "here" });
        });
    }
}

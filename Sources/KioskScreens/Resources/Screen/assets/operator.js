// The desk's lock: the page is drawn anew whenever the card or the PIN changed who sits here.
import { preparePad } from "./pin.js";

const lock = document.querySelector("[data-seat]");
const token = lock.dataset.token;

async function post(action) {
    const answer = await fetch("/operator/seat", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Screen-Token": token },
        body: JSON.stringify(action),
    });
    if (answer.status === 403) location.reload();
}

preparePad(document);
document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-operator]");
    if (!button) return;
    const action = JSON.parse(button.dataset.operator);
    const pad = document.querySelector("[data-pad]");
    if (action.action === "pin" && !pad.complete(action)) return;
    button.disabled = true;
    post(action).finally(() => { button.disabled = false; });
});

// One navigation: F2 leads to it from anywhere, and its places take the focus along.
document.addEventListener("keydown", (event) => {
    if (event.key !== "F2" || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    document.querySelector(".desk-places a")?.focus();
});
document.addEventListener("click", (event) => {
    const place = event.target.closest?.(".desk-places a[href^='#']");
    if (!place) return;
    // The browser's own way to a part would take the focus from its heading.
    event.preventDefault();
    arrive(place.hash);
});

function arrive(hash) {
    const heading = hash && document.querySelector(hash)?.querySelector("h2");
    if (!heading) return;
    heading.focus();
    heading.scrollIntoView();
}

if (!document.querySelector("[autofocus]")) arrive(location.hash);

const source = new EventSource("/operator/events");
source.addEventListener("seat", (event) => {
    if (JSON.parse(event.data).key !== lock.dataset.seat) location.replace(lock.dataset.home);
});
source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 3000);
});
addEventListener("beforeunload", () => source.close());

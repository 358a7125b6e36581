// Digital documents on the operator's page: the part is fetched anew whenever its state changed, counts down, and goes by
// itself at the end of the time or when the kiosk does not answer any more. Nothing of it is kept by this page.

const touchEvery = 10000;
const page = document.querySelector("[data-seat]");
const headers = { "Content-Type": "application/json", "X-Screen-Token": page.dataset.token };
let end = null;
let touched = performance.now();

const part = () => document.querySelector("[data-document]");

async function post(action, text) {
    const answer = await fetch("/operator/document", {
        method: "POST", headers, body: JSON.stringify(text === undefined ? { action } : { action, text }),
    });
    if (!answer.ok) location.replace(page.dataset.home);
}

function draw(html) {
    const old = part();
    const hadFocus = old.contains(document.activeElement);
    const typed = old.querySelector("[data-document-form=use] input")?.value;
    old.outerHTML = html;
    const field = part().querySelector("[data-document-form=use] input");
    if (field && typed && part().dataset.document.includes("true")) field.value = typed;
    if (hadFocus) (part().querySelector("[role=alert] button, input, button") ?? part().querySelector("h2")).focus();
    start();
}

function start() {
    const left = part()?.querySelector("[data-seconds]");
    end = left ? performance.now() + Number(left.dataset.seconds) * 1000 : null;
}

/** The document is gone from this page, whatever the kiosk says. */
function wipe() {
    part()?.querySelector(".view")?.remove();
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

async function fetchPart() {
    try {
        const answer = await fetch(`/operator/document?lang=${document.documentElement.lang}`, { headers, cache: "no-store" });
        if (answer.ok) return draw(await answer.text());
    } catch { /* The kiosk is away: what it cannot confirm is not shown. */ }
    wipe();
}

if (part()) {
    start();
    setInterval(tick, 250);
    const source = new EventSource("/operator/document/events");
    source.addEventListener("document", (event) => {
        if (JSON.parse(event.data).key !== part().dataset.document) fetchPart();
    });
    source.addEventListener("error", wipe);
    addEventListener("beforeunload", () => source.close());
    // A page that comes back from the browser's memory shows nobody's document.
    addEventListener("pagehide", wipe);

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-document-do]");
        if (button) post(button.dataset.documentDo);
    });
    document.addEventListener("submit", (event) => {
        const form = event.target.closest?.("[data-document-form]");
        if (!form) return;
        event.preventDefault();
        if (form.querySelector("[aria-disabled=true]")) return;
        post(form.dataset.documentForm, new FormData(form).get("text"));
    });
    for (const name of ["pointerdown", "keydown"]) {
        document.addEventListener(name, () => {
            if (end === null || performance.now() - touched < touchEvery) return;
            touched = performance.now();
            post("here");
        });
    }
}

// The citizen's card on the operator's page: drawn anew whenever what the person's side shows has changed. No pad is ever here.
import { follow, fetchPart, post } from "./part.js";

const address = "/operator/card";
let asked = 0;

const part = () => document.querySelector("[data-card]");
const language = () => part().querySelector("select[name=language]")?.value ?? document.documentElement.lang;

function draw(html) {
    const old = part();
    const kept = new Map([...old.querySelectorAll("select, input")].map((field) => [field.name, field.value]));
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const action = focused?.dataset.cardDo;
    old.outerHTML = html;
    for (const field of part().querySelectorAll("select, input")) field.value = kept.get(field.name) ?? field.value;
    if (!focused) return;
    const same = action && part().querySelector(`[data-card-do="${action}"]`);
    (part().querySelector("[role=alert] button") ?? same ?? part().querySelector("h2")).focus();
}

/** Names and certificates are gone from this page, whatever the kiosk says. */
function wipe() {
    if (!part()) return;
    for (const element of part().querySelectorAll(".side, .line")) element.remove();
    for (const form of part().querySelectorAll("form")) form.reset();
    part().setAttribute("data-card", "");
}

async function changed(key) {
    if (key === part().dataset.card) return;
    asked += 1;
    const mine = asked;
    const html = await fetchPart(address);
    // An answer that was overtaken by the next is not drawn over it.
    if (mine !== asked) return;
    if (html === null) wipe(); else draw(html);
}

if (part()) {
    follow("card", { changed, wipe });
    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-card-do], [data-card-issue]");
        if (!button) return;
        const { cardDo: action, cardIssue: text } = button.dataset;
        if (text === undefined) return post(address, { action, language: language() });
        part().querySelector("h2").focus();
        post(address, { action: "issue", text, language: language() });
    });
    document.addEventListener("submit", (event) => {
        const form = event.target.closest?.("[data-card-form]");
        if (!form) return;
        event.preventDefault();
        const order = { action: "issue", ...Object.fromEntries(new FormData(form)) };
        // What was sent is not kept: the next number is somebody else's.
        form.querySelector("input").value = "";
        post(address, order);
    });
}

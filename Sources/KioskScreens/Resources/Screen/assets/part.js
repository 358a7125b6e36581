// Parts of the desk's page that change by themselves. One stream tells which of them has another key; the part is fetched
// then, with the page's token. What the kiosk cannot confirm is not shown.

const page = document.querySelector("[data-seat]");
const headers = { "Content-Type": "application/json", "X-Screen-Token": page.dataset.token };
const parts = new Map();
let source = null;

/** A part: its name, where it is fetched, what wipes it, and what is done when it was drawn. */
export function follow(name, part) {
    parts.set(name, part);
    source ??= listen();
    source.addEventListener(name, (event) => part.changed(JSON.parse(event.data).key));
}

function listen() {
    const stream = new EventSource("/operator/parts");
    const wipe = () => { for (const part of parts.values()) part.wipe(); };
    stream.addEventListener("error", wipe);
    addEventListener("beforeunload", () => stream.close());
    // A page that comes back from the browser's memory shows nobody's data.
    addEventListener("pagehide", wipe);
    return stream;
}

/** The part's new HTML; null when the kiosk does not give it. */
export async function fetchPart(address) {
    try {
        const answer = await fetch(`${address}?lang=${document.documentElement.lang}`, { headers, cache: "no-store" });
        return answer.ok ? await answer.text() : null;
    } catch {
        return null;
    }
}

/** Posts what was done; a refusal draws the whole page anew. */
export async function post(address, body) {
    const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) location.replace(page.dataset.home);
}

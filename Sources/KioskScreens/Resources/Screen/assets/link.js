// The link to the kiosk: events come in, actions go out. The token of this page goes with both.
const token = document.querySelector("meta[name=screen-token]").content;
// The consent screen speaks to addresses of its own.
const path = document.querySelector("meta[name=screen-path]")?.content;
// On a kiosk a site's question comes to the citizen's screen by itself, which comes back after it.
const follows = document.querySelector("meta[name=consent-follows]") !== null;

export function previewAddress() {
    return `/preview.mjpeg?token=${encodeURIComponent(token)}`;
}

export function photoAddress(number) {
    return `/photo.jpg?token=${encodeURIComponent(token)}&number=${encodeURIComponent(number)}`;
}

/** Posts the drawn specimen; answers as `act`. */
export function sendSpecimen(picture) {
    return post("/api/specimen", "image/png", picture);
}

/** Posts an action; answers null, or the problem that the kiosk has with it. */
export function act(action) {
    return post(path ? `${path}/act` : "/api/act", "application/json", JSON.stringify(action));
}

async function post(address, type, body) {
    try {
        const answer = await fetch(address, {
            method: "POST", headers: { "Content-Type": type, "X-Screen-Token": token }, body,
        });
        if (answer.ok) return null;
        if (answer.status === 403) location.reload();
        return await answer.json();
    } catch {
        setLost(true);
        return null;
    }
}

/**
 * A text as sound, an ArrayBuffer with a WAV file; null when there is nothing to hear. Texts that nobody waits for any more,
 * because keys were pressed quickly, may still be in the making: this one asks again for a second.
 */
export async function speech(text, language, tries = 5) {
    const answer = await fetch(`${path ?? ""}/voice`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Screen-Token": token },
        body: JSON.stringify({ text, language }),
    });
    if (answer.status === 409 && tries > 0) {
        await new Promise((done) => { setTimeout(done, 200); });
        return speech(text, language, tries - 1);
    }
    return answer.status === 200 ? answer.arrayBuffer() : null;
}

export function events(handlers) {
    const source = new EventSource(`${path ?? ""}/events?token=${encodeURIComponent(token)}`);
    for (const [name, handle] of Object.entries(handlers)) {
        source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
    }
    if (follows && path) {
        source.addEventListener("screen", (event) => {
            if (JSON.parse(event.data).name === "consent-idle") location.assign("/");
        });
    } else if (follows) {
        const asked = new EventSource(`/consent/waiting?token=${encodeURIComponent(token)}`);
        asked.addEventListener("asked", () => location.assign("/consent"));
        addEventListener("beforeunload", () => asked.close());
    }
    source.addEventListener("open", () => setLost(false));
    source.addEventListener("error", () => {
        setLost(true);
        // Closed for good: the kiosk was started again and does not know this page any more.
        if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 1000);
    });
    // Gives the screen up before a page that is loaded again asks for it.
    addEventListener("beforeunload", () => source.close());
}

let lostTimer;

/** Says so only when the line stays away, so that a short gap does not alarm anybody. */
function setLost(isLost) {
    clearTimeout(lostTimer);
    const box = document.getElementById("lost");
    if (isLost) lostTimer = setTimeout(() => { box.hidden = false; }, 1500); else box.hidden = true;
}

// What the live pages of the office share: events with regions, timers, staleness, posts that can be repeated.

import { Wall } from "./wall.js";

const staleAfter = 10_000;
const token = document.body.dataset.token;

/** The name of one request, unguessable enough to be unique at this machine. */
export function newRequest() {
    return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Posts JSON; answers the JSON, or null when no answer came. */
export async function post(address, body) {
    try {
        const answer = await fetch(`${address}?lang=${document.documentElement.lang}`, {
            method: "POST",
            headers: { "Content-Type": "application/json", "X-Screen-Token": token },
            body: JSON.stringify(body),
            signal: AbortSignal.timeout(10_000),
        });
        if (answer.status === 403) location.reload();
        return await answer.json();
    } catch {
        return null;
    }
}

export function tellProblem(problem, codeLabel = "") {
    const box = document.getElementById("problem");
    const lines = [problem.text, problem.remedy, problem.code && `${codeLabel}: ${problem.code}`].filter(Boolean);
    box.replaceChildren(...lines.map((line, place) => {
        const element = document.createElement("p");
        element.textContent = line;
        if (place === 2) element.className = "code";
        return element;
    }));
    box.hidden = false;
}

/** The event stream of a page: it comes back by itself, and says since when it is away. */
export class Live {
    #address;
    #handlers;
    #heard = performance.now();
    #wall = new Wall();
    #touch = true;
    /** The machine's clock less that of the browser. */
    #ahead = 0;
    #source;

    constructor(address, handlers) {
        this.#address = address;
        this.#handlers = handlers;
        this.#follow();
        this.#tick();
        setInterval(() => this.#tick(), 1000);
        addEventListener("beforeunload", () => this.#source.close());
    }

    /** Draws the regions that changed; what has the focus keeps it. */
    draw(regions) {
        for (const [name, html] of Object.entries(regions)) {
            const region = document.querySelector(`[data-region="${name}"]`);
            if (!region || region.drawn === html) continue;
            const focused = region.contains(document.activeElement) ? document.activeElement.id : null;
            region.innerHTML = region.drawn = html;
            if (focused !== null) (document.getElementById(focused) ?? document.querySelector("[data-do]"))?.focus();
        }
        this.#run();
    }

    #follow() {
        this.#source = new EventSource(this.#address);
        for (const [name, handle] of Object.entries(this.#handlers)) {
            this.#source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
        }
        this.#source.addEventListener("beat", (event) => {
            const beat = JSON.parse(event.data);
            this.#ahead = beat.now - Date.now();
            this.#touch = beat.inTouch;
            this.#wall.set(beat.wall);
            if (beat.inTouch) this.#heard = performance.now();
            this.#tick();
        });
        this.#source.addEventListener("error", () => {
            if (this.#source.readyState === EventSource.CLOSED) setTimeout(() => this.#follow(), 2000);
        });
    }

    #tick() {
        this.#run();
        const isStale = performance.now() - this.#heard > staleAfter || !this.#touch;
        const box = document.getElementById("stale");
        if (!box || box.hidden === !isStale) return;
        box.querySelector("time").textContent = this.#wall.text(this.#heard);
        box.hidden = !isStale;
        document.body.classList.toggle("is-stale", isStale);
    }

    #run() {
        for (const timer of document.querySelectorAll("[data-since]")) {
            const seconds = Math.max(0, Math.floor((Date.now() + this.#ahead - Number(timer.dataset.since)) / 1000));
            const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
            const pair = (number) => String(number).padStart(2, "0");
            const text = hours ? `${hours}:${pair(minutes)}:${pair(seconds % 60)}` : `${minutes}:${pair(seconds % 60)}`;
            if (timer.textContent !== text) timer.textContent = text;
        }
    }
}

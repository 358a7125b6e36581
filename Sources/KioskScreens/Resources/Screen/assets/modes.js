// Other ways to see, reach, read and hear, for the person who is here: chosen in the header, gone with the person.
const modes = { text: "large", contrast: "high", reach: "low", plain: "on", voice: "on" };
/** So long after the last touch the first screen is ready for another person. */
const untouched = 60_000;
let last;
let timer;

/** Draws what is chosen; at the first screen of another person nothing is. */
export function showModes(screen) {
    if (screen === "idle" && last !== "idle") sessionStorage.clear();
    last = screen;
    wait();
    draw();
}

function draw() {
    for (const [name, value] of Object.entries(modes)) {
        const isOn = sessionStorage.getItem(name) !== null;
        if (isOn) document.documentElement.dataset[name] = value; else delete document.documentElement.dataset[name];
        for (const button of document.querySelectorAll(`[data-mode=${name}]`)) button.setAttribute("aria-pressed", isOn);
    }
    document.dispatchEvent(new Event("modes"));
}

function wait() {
    clearTimeout(timer);
    if (last !== "idle") return;
    timer = setTimeout(() => {
        sessionStorage.clear();
        draw();
    }, untouched);
}

document.addEventListener("click", (event) => {
    const name = event.target.closest?.("[data-mode]")?.dataset.mode;
    if (!name) return;
    if (sessionStorage.getItem(name) === null) sessionStorage.setItem(name, "on"); else sessionStorage.removeItem(name);
    wait();
    draw();
});
document.addEventListener("keydown", wait, true);

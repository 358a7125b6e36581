// The pad of a PIN or a password: keeps positions, never what stands there. They live in this closure only and go with
// the pad's drawing.

export function preparePad(root) {
    const pad = root.querySelector("[data-pad]");
    if (!pad) return;
    const longest = Number(pad.dataset.longest ?? 12);
    const dots = root.querySelector("[data-dots]");
    let positions = [];
    const draw = () => {
        dots.textContent = "●".repeat(positions.length);
        dots.setAttribute("aria-label", dots.dataset.label.replace("{}", positions.length));
    };
    const add = (position) => {
        if (positions.length < longest) positions.push(position);
        draw();
    };
    const erase = () => {
        positions.pop();
        draw();
    };
    for (const key of pad.querySelectorAll("[data-position]")) {
        key.addEventListener("click", () => add(Number(key.dataset.position)));
    }
    pad.querySelector("[data-key=erase]").addEventListener("click", erase);
    pad.addEventListener("pad-key", (event) => {
        if (event.detail === "Backspace") return erase();
        const key = [...pad.querySelectorAll("[data-position]")].find((one) => one.textContent === event.detail);
        if (key) add(Number(key.dataset.position));
    });
    pad.complete = (action) => {
        if (positions.length === 0) return false;
        action.positions = positions;
        positions = [];
        draw();
        return true;
    };
    draw();
}

// A hardware keyboard: its digit or sign is looked up on the pad and becomes a position like any other.
document.addEventListener("keydown", (event) => {
    const pad = document.querySelector("[data-pad]");
    if (!pad || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" && !document.activeElement?.closest("button, label")) {
        event.preventDefault();
        document.getElementById("primary")?.click();
        return;
    }
    const keys = pad.dataset.kind === "password" ? /^([!-~]|Backspace)$/ : /^(\d|Backspace)$/;
    if (keys.test(event.key)) {
        event.preventDefault();
        pad.dispatchEvent(new CustomEvent("pad-key", { detail: event.key }));
    }
});

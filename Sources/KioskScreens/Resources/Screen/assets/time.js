// "More time?" (RULES R2): counts on between the server's own counts.
import { act } from "./link.js";

let timer;
// Who types a PIN or a password is there, though the server hears of it at the end only: nobody asks in between.
const typing = 20_000;
let typedAt = -Infinity;
document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-pad] button")) typedAt = performance.now();
}, true);

export function askForTime(root, secondsLeft) {
    clearInterval(timer);
    const dialog = root.querySelector("dialog.more-time");
    if (!dialog) return;
    if (secondsLeft === undefined || secondsLeft === null) {
        if (dialog.open) dialog.close();
        return;
    }
    if (!dialog.open && performance.now() - typedAt < typing) {
        act(JSON.parse(dialog.querySelector(".primary").dataset.action));
        return;
    }
    const end = performance.now() + secondsLeft * 1000;
    const count = () => {
        const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
        dialog.querySelector(".seconds").textContent = String(left);
    };
    count();
    timer = setInterval(count, 250);
    if (!dialog.open) {
        dialog.showModal();
        dialog.querySelector(".primary").focus();
    }
}

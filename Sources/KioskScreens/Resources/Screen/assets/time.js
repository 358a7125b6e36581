// "More time?" (RULES R2): counts on between the server's own counts.
let timer;

export function askForTime(root, secondsLeft) {
    clearInterval(timer);
    const dialog = root.querySelector("dialog.more-time");
    if (!dialog) return;
    if (secondsLeft === undefined || secondsLeft === null) {
        if (dialog.open) dialog.close();
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

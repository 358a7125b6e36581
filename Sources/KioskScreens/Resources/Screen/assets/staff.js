// The staff PIN goes as positions of the pad; a wait counts down; a page that nobody uses gives the screen back.
import { preparePad } from "./pin.js";

preparePad(document);
const form = document.querySelector("[data-sign-in]");
form?.addEventListener("submit", (event) => {
    const entry = {};
    if (!document.querySelector("[data-pad]").complete(entry)) return event.preventDefault();
    form.elements.positions.value = entry.positions.join(",");
});

const wait = document.querySelector("[data-wait]");
if (wait) {
    const end = performance.now() + Number(wait.dataset.wait) * 1000;
    setInterval(() => {
        const left = Math.ceil((end - performance.now()) / 1000);
        wait.textContent = String(Math.max(0, left));
        if (left <= 0) location.replace(location.pathname === "/staff/sign-in" ? document.querySelector("nav a[aria-current]").href : location.href);
    }, 500);
}

const leave = Number(document.body.dataset.leave ?? 0);
if (leave) {
    let timer;
    const begin = () => {
        clearTimeout(timer);
        timer = setTimeout(() => location.assign("/"), leave * 1000);
    };
    for (const name of ["pointerdown", "keydown"]) addEventListener(name, begin);
    begin();
}

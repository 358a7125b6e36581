// Live picture and guidance. Leaving the screen ends the picture's connection.
import { previewAddress } from "./link.js";
import { playGuidance } from "./sound.js";

let shown = null;

export function startCamera(root) {
    const image = root.querySelector("[data-preview]");
    if (image === shown) return;
    shown = image;
    image.src = previewAddress();
}

export function stopCamera() {
    shown?.removeAttribute("src");
    shown = null;
}

export function showGuidance(root, live) {
    const box = root.querySelector(".camera");
    if (!box || !live.guidance) return;
    if (box.dataset.guidance !== live.guidance) playGuidance(live.guidance, "capturing" in box.dataset);
    box.dataset.guidance = live.guidance;
    const text = box.querySelector("[data-guidance-text]");
    if (text.textContent !== live.guidanceText) text.textContent = live.guidanceText;
    const picture = box.querySelector("[data-guidance-picture]");
    const address = `/assets/pictures/guidance/${live.guidance}.svg`;
    if (picture.getAttribute("src") !== address) picture.src = address;
    showProgress(box, live);
}

function showProgress(box, live) {
    const ring = box.querySelector(".ring");
    if (!ring) return;
    const share = Math.round(100 * (live.progress ?? 0));
    ring.setAttribute("aria-valuenow", share);
    ring.querySelector(".done").setAttribute("stroke-dasharray", `${share} 100`);
    const step = box.querySelector("[data-step]");
    step.hidden = !live.stepText;
    if (live.stepText && step.textContent !== live.stepText) step.textContent = live.stepText;
}

// Live picture and guidance. Leaving the screen ends the picture's connection.
import { previewAddress } from "./link.js";

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
    box.dataset.guidance = live.guidance;
    const text = box.querySelector("[data-guidance-text]");
    if (text.textContent !== live.guidanceText) text.textContent = live.guidanceText;
    const picture = box.querySelector("[data-guidance-picture]");
    const address = `/assets/pictures/guidance/${live.guidance}.svg`;
    if (picture.getAttribute("src") !== address) picture.src = address;
    const progress = box.querySelector("progress");
    if (progress) progress.value = live.progress ?? 0;
}

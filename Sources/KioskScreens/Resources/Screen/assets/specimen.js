// The signature specimen: drawn here, sent once, kept nowhere in the page. Black on white, as it is printed on the card.
import { sendSpecimen } from "./link.js";

/** A dot or a slip of the finger is no signature: so many pixels of the drawing at least. */
const shortest = 200;

export function prepareSpecimen(root) {
    const form = root.querySelector("[data-entry=specimen]");
    if (!form) return;
    const canvas = form.querySelector("canvas");
    const pen = canvas.getContext("2d");
    let drawn = 0;
    let last = null;
    const clear = () => {
        pen.fillStyle = "#ffffff";
        pen.fillRect(0, 0, canvas.width, canvas.height);
        drawn = 0;
    };
    const place = (event) => {
        const box = canvas.getBoundingClientRect();
        return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
    };
    canvas.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        canvas.setPointerCapture(event.pointerId);
        last = place(event);
        document.getElementById("problem").hidden = true;
    });
    canvas.addEventListener("pointermove", (event) => {
        if (!last) return;
        const next = place(event);
        pen.strokeStyle = "#000000";
        pen.lineWidth = 5;
        pen.lineCap = pen.lineJoin = "round";
        pen.beginPath();
        pen.moveTo(...last);
        pen.lineTo(...next);
        pen.stroke();
        drawn += Math.hypot(next[0] - last[0], next[1] - last[1]);
        last = next;
    });
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { last = null; });
    form.querySelector("#clear").addEventListener("click", clear);
    form.send = async () => {
        if (drawn < shortest) return { text: form.dataset.unsigned, remedy: form.dataset.advice };
        const picture = await new Promise((done) => canvas.toBlob(done, "image/png"));
        return sendSpecimen(picture);
    };
    clear();
}

// A site asks for a signature: the desk's page says so, and leads to the screen of consent.
import { follow } from "./part.js";

const box = document.getElementById("asked");
if (box) {
    follow("asked", {
        changed: (key) => { box.hidden = key === ""; },
        wipe: () => {},
    });
}

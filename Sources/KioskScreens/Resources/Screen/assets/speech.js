// "Read aloud": by the kiosk's own voice, else by one that the browser has for the language; else the button stays hidden.
import { browserVoice } from "./announce.js";
import { hush, say } from "./voice.js";

const speech = globalThis.speechSynthesis;
let isReading = false;

export function prepareSpeech(root) {
    const isOffered = document.querySelector("[data-mode=voice]") !== null;
    for (const button of root.querySelectorAll("[data-speak]")) {
        const offer = () => { button.hidden = !isOffered && !browserVoice(); };
        offer();
        if (!isOffered && speech) speech.onvoiceschanged = offer;
        button.addEventListener("click", () => read(document.getElementById(button.dataset.speak), isOffered));
    }
}

export function stopSpeech() {
    isReading = false;
    speech?.cancel();
    hush();
}

async function read(element, byKiosk) {
    if (isReading || speech?.speaking) return stopSpeech();
    if (byKiosk) {
        isReading = true;
        const parts = [...element.querySelectorAll("h2, li, dt, dd, summary, tr, p")].filter((one) => one.getClientRects().length > 0);
        await say(parts.map((one) => ({ text: one.innerText, language: document.documentElement.lang })));
        isReading = false;
        return;
    }
    const words = new SpeechSynthesisUtterance(element.innerText);
    words.voice = browserVoice();
    words.lang = document.documentElement.lang;
    speech.speak(words);
}

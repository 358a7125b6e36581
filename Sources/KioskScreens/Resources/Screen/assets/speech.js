// "Read aloud": by the kiosk's own voice, else by one that the browser has for the language; else the button stays hidden.
import { hush, say } from "./voice.js";

const speech = globalThis.speechSynthesis;
let isReading = false;

export function prepareSpeech(root) {
    const isOffered = document.querySelector("[data-mode=voice]") !== null;
    for (const button of root.querySelectorAll("[data-speak]")) {
        const offer = () => { button.hidden = !isOffered && !(speech && voice()); };
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

/** Sentences that wait for the voice. More than these would be said when nobody looks for the number any more. */
const mostUnsaid = 16;
let unsaid = 0;

/** Says a called number in the official languages that the browser has a voice for; `call-voice` is for other voices. */
export function speakCall(number, window) {
    const spelt = number.replace(/^(\D)0*/, "$1 ");
    const sentences = { kk: `${spelt} нөмірі, ${window}-терезе`, ru: `Номер ${spelt}, окно ${window}` };
    document.dispatchEvent(new CustomEvent("call-voice", { detail: sentences }));
    for (const [language, sentence] of Object.entries(sentences)) {
        const spoken = speech && voice(language);
        if (!spoken || unsaid >= mostUnsaid) continue;
        const words = new SpeechSynthesisUtterance(sentence);
        words.voice = spoken;
        words.lang = language;
        unsaid += 1;
        words.onend = words.onerror = () => { unsaid -= 1; };
        speech.speak(words);
    }
}

function voice(language = document.documentElement.lang) {
    return speech.getVoices().find((one) => one.lang.toLowerCase().startsWith(language));
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
    words.voice = voice();
    words.lang = document.documentElement.lang;
    speech.speak(words);
}

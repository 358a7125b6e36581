// The browser's own voices, and what a board says by them: a board has no kiosk behind it.
const speech = globalThis.speechSynthesis;

/** The browser's voice for a language; undefined when it has none. */
export function browserVoice(language = document.documentElement.lang) {
    return speech?.getVoices().find((one) => one.lang.toLowerCase().startsWith(language));
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
        const spoken = speech && browserVoice(language);
        if (!spoken || unsaid >= mostUnsaid) continue;
        const words = new SpeechSynthesisUtterance(sentence);
        words.voice = spoken;
        words.lang = language;
        unsaid += 1;
        words.onend = words.onerror = () => { unsaid -= 1; };
        speech.speak(words);
    }
}

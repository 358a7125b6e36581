// "Read aloud" where the browser has a voice for the language; else the button stays hidden.
const speech = globalThis.speechSynthesis;

export function prepareSpeech(root) {
    for (const button of root.querySelectorAll("[data-speak]")) {
        const offer = () => { button.hidden = !voice(); };
        if (!speech) continue;
        offer();
        speech.onvoiceschanged = offer;
        button.addEventListener("click", () => read(document.getElementById(button.dataset.speak)));
    }
}

export function stopSpeech() {
    speech?.cancel();
}

function voice() {
    const language = document.documentElement.lang;
    return speech.getVoices().find((one) => one.lang.toLowerCase().startsWith(language));
}

function read(element) {
    if (speech.speaking) return stopSpeech();
    const words = new SpeechSynthesisUtterance(element.innerText);
    words.voice = voice();
    words.lang = document.documentElement.lang;
    speech.speak(words);
}

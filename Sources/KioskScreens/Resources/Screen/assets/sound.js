// "Take your card" is heard as well as seen (RULES R3): three short tones, repeated while the card is in. During an attempt
// each change of the guidance is heard, too: a rising pair asks for something, one high tone says that all is well.
const pause = 4000;
let timer;
let context;

const asked = [440, 550];
/** What is heard for each guidance; a name that is missing is silent. */
const guidanceTones = {
    "good": [880], "hold-still": [880], "look-ahead": [660, 880],
    "turn-left": [523, 392], "turn-right": [523, 659], "come-closer": [523, 523],
    "too-dark": asked, "too-bright": asked, "uneven-light": asked, "blurred": asked, "fogged": asked, "too-far": asked,
    "too-near": asked, "no-face": asked, "several-faces": asked, "turned": asked, "off-centre": asked,
};

export function playFor(name) {
    clearInterval(timer);
    if (name !== "take-card") return;
    chime();
    timer = setInterval(chime, pause);
}

/** Free positioning stays quiet: nothing counts there, and it may last. */
export function playGuidance(name, isCapturing) {
    if (!isCapturing) return;
    document.dispatchEvent(new CustomEvent("guidance-sound", { detail: name }));
    play(guidanceTones[name] ?? []);
}

/** A key was pressed whose sign is not spoken. */
export function playKey() {
    play([990]);
}

/** A number was called to a window: two tones, falling, shorter than the shortest turn of the board. */
export function playCall() {
    document.dispatchEvent(new CustomEvent("call-sound"));
    play([784, 622]);
}

function chime() {
    if (!play([660, 880, 660])) clearInterval(timer);
}

/** False where the browser gives no sound. */
function play(frequencies) {
    try {
        context ??= new AudioContext();
        context.resume();
        frequencies.forEach((frequency, index) => tone(frequency, context.currentTime + index * 0.22));
        return true;
    } catch {
        return false;
    }
}

function tone(frequency, start) {
    const [source, volume] = [context.createOscillator(), context.createGain()];
    source.frequency.value = frequency;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.25, start + 0.02);
    volume.gain.linearRampToValueAtTime(0, start + 0.18);
    source.connect(volume).connect(context.destination);
    source.start(start);
    source.stop(start + 0.2);
}

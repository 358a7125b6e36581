// "Take your card" is heard as well as seen (RULES R3): three short tones, repeated while the card is in.
const pause = 4000;
let timer;
let context;

export function playFor(name) {
    clearInterval(timer);
    if (name !== "take-card") return;
    chime();
    timer = setInterval(chime, pause);
}

function chime() {
    try {
        context ??= new AudioContext();
        context.resume();
        [660, 880, 660].forEach((frequency, index) => tone(frequency, context.currentTime + index * 0.22));
    } catch {
        clearInterval(timer);
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

// The hall board: follows the queue by itself and changes only what changed. Each new call has its turn of light, chime
// and voice; the numbers themselves are there at once. Without news it says since when, and keeps what it shows.
import { playCall } from "./sound.js";
import { speakCall } from "./speech.js";
import { Wall } from "./wall.js";

const staleAfter = 10_000;
const longestTurn = 2500;
const shortestTurn = 450;
const rows = document.getElementById("called");
const calls = document.querySelector(".calls");
const waiting = document.getElementById("waiting");
const more = document.getElementById("more");
const turns = [];
let lit = null;

function show(board) {
    const wanted = board.called.map((call) => row(call));
    for (const old of [...rows.children]) if (!wanted.includes(old)) old.remove();
    wanted.forEach((one, place) => {
        if (rows.children[place] !== one) rows.insertBefore(one, rows.children[place] ?? null);
    });
    set(calls, "empty", String(wanted.length === 0));
    if (lit === null) nextTurn();
    board.waiting.forEach((number, place) => {
        if (!waiting.children[place]) waiting.append(document.createElement("li"));
        write(waiting.children[place], number);
    });
    while (waiting.children.length > board.waiting.length) waiting.lastElementChild.remove();
    write(more, board.more ? `+${board.more}` : "");
}

/** The row of a call, its own from before if there is one. */
function row(call) {
    let one = rows.querySelector(`tr[data-number="${call.number}"]`);
    if (!one) {
        one = document.createElement("tr");
        one.dataset.number = call.number;
        one.append(document.createElement("td"), document.createElement("td"));
    }
    write(one.children[0], call.number);
    write(one.children[1], String(call.window));
    if (one.dataset.at !== String(call.at)) {
        one.dataset.at = call.at;
        turns.push(one);
    }
    return one;
}

function nextTurn() {
    lit?.classList.remove("lit");
    // Who has left the board meanwhile needs no turn.
    do lit = turns.shift() ?? null; while (lit && !lit.isConnected);
    if (!lit) return;
    lit.classList.add("lit");
    playCall();
    if (turns.length < 2) speakCall(lit.children[0].textContent, lit.children[1].textContent);
    setTimeout(nextTurn, Math.max(shortestTurn, longestTurn / (turns.length + 1)));
}

function write(element, text) {
    if (element.textContent !== text) element.textContent = text;
}

function set(element, name, value) {
    if (element.dataset[name] !== value) element.dataset[name] = value;
}

const clock = document.querySelector("[data-clock]");
const wall = new Wall();
let heard = performance.now();
let touch = true;

function hear(beat) {
    wall.set(beat.wall);
    if (beat.inTouch) heard = performance.now();
    touch = beat.inTouch;
    tick();
}

/** Says since when there is no news; nothing that is shown goes away. */
function judge() {
    const isStale = performance.now() - heard > staleAfter || !touch;
    const box = document.getElementById("stale");
    if (box.hidden === !isStale) return;
    for (const place of box.querySelectorAll("[data-since]")) write(place, wall.text(heard));
    box.hidden = !isStale;
    document.body.classList.toggle("is-stale", isStale);
}

function tick() {
    judge();
    write(clock, wall.text());
}

function follow() {
    const source = new EventSource("/board/events");
    source.addEventListener("board", (event) => show(JSON.parse(event.data)));
    source.addEventListener("beat", (event) => hear(JSON.parse(event.data)));
    source.addEventListener("error", () => {
        // The browser comes back by itself, but not after an answer that was no stream.
        if (source.readyState === EventSource.CLOSED) setTimeout(follow, 2000);
    });
}

wall.set(Number(clock.dataset.wall));
tick();
setInterval(tick, 1000);
follow();

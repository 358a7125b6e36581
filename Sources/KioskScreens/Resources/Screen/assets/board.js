// The hall board: follows the queue by itself and changes only what changed. Each new call has its turn of light, chime
// and voice; the newest numbers themselves are there at once, and one that was pushed out comes back for its turn. Without news it says since when, and keeps what it shows.
import { playCall } from "./sound.js";
import { speakCall } from "./announce.js";
import { Wall } from "./wall.js";

const staleAfter = 10_000;
const longestTurn = 2000;
const shortestTurn = 450;
const rows = document.getElementById("called");
const calls = document.querySelector(".calls");
const waiting = document.getElementById("waiting");
const more = document.getElementById("more");
const places = Number(rows.dataset.places);
/** Calls whose turn is still to come, oldest first. */
let turns = [];
/** The call whose turn it is. */
let lit = null;
let called = [];
/** Each call that had its turn, or was there before the page: its time by its number. */
const known = new Map([...rows.children].map((one) => [one.dataset.number, Number(one.dataset.at)]));
let isFirst = true;

function show(board) {
    called = board.called;
    const fresh = called.filter(isNew).reverse();
    isFirst = false;
    for (const call of called) known.set(call.number, call.at);
    for (const number of known.keys()) if (!called.some((call) => call.number === number)) known.delete(number);
    // Who was called again has the new turn; who has left the hall's list needs none.
    turns = turns.filter((turn) => called.some((call) => same(call, turn))).concat(fresh);
    draw();
    if (lit === null) nextTurn();
    board.waiting.forEach((number, place) => {
        if (!waiting.children[place]) waiting.append(document.createElement("li"));
        write(waiting.children[place], number);
    });
    while (waiting.children.length > board.waiting.length) waiting.lastElementChild.remove();
    write(more, board.more ? `+${board.more}` : "");
}

function same(one, other) {
    return one.number === other.number && one.at === other.at;
}

/** What was called before the rows that the page was made with is not new to it. */
function isNew(call) {
    if (isFirst && known.size > 0 && call.at < Math.min(...known.values())) return false;
    return known.get(call.number) !== call.at;
}

/** The newest calls; one that has no place among them has the last place as long as its turn is. */
function draw() {
    let wanted = called.slice(0, places);
    if (lit && !wanted.some((call) => same(call, lit)) && called.some((call) => same(call, lit)))
        wanted = [...wanted.slice(0, places - 1), lit];
    const elements = wanted.map(row);
    for (const old of [...rows.children]) if (!elements.includes(old)) old.remove();
    elements.forEach((one, place) => {
        if (rows.children[place] !== one) rows.insertBefore(one, rows.children[place] ?? null);
    });
    for (const one of elements) one.classList.toggle("lit", lit !== null && one.dataset.number === lit.number);
    set(calls, "empty", String(elements.length === 0));
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
    set(one, "at", String(call.at));
    return one;
}

function nextTurn() {
    lit = turns.shift() ?? null;
    draw();
    if (!lit) return;
    playCall();
    speakCall(lit.number, String(lit.window));
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

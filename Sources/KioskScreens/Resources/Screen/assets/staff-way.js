// The way of the staff from the citizen's first screen to their page, which asks for the staff PIN: the centre's name held
// for three seconds, or touched five times within four, for whoever cannot hold. It is nothing to a person who passes by.
const held = 3000;
const touches = 5;
const within = 4000;
let timer;
let times = [];

function begin(event) {
    if (!event.target.closest?.(".bar .psc") || !document.querySelector("[data-screen=idle]")) return;
    times = [...times.filter((time) => time > event.timeStamp - within), event.timeStamp];
    if (times.length >= touches) return go();
    timer = setTimeout(go, held);
}

function go() {
    end();
    times = [];
    // Somebody may have begun meanwhile.
    if (document.querySelector("[data-screen=idle]")) location.assign(`/staff?lang=${document.documentElement.lang}`);
}

function end() {
    clearTimeout(timer);
}

document.addEventListener("pointerdown", begin);
for (const name of ["pointerup", "pointercancel", "pointerleave"]) document.addEventListener(name, end);

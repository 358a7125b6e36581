// The middle of the screen: where it is longer than its place, two large buttons turn it, and a shade says that there is
// more below.
const watch = new ResizeObserver(() => measure());
let view;

export function prepareFrame(root) {
    view = root.querySelector(".body");
    watch.disconnect();
    if (!view) return;
    view.addEventListener("scroll", mark, { passive: true });
    for (const element of [view, ...view.children]) watch.observe(element);
    measure();
}

export const scrolled = () => view?.scrollTop ?? 0;

export function scrollBack(place) {
    if (view) view.scrollTop = place;
}

/** Without the buttons first: they take room themselves. */
function measure() {
    const rail = view?.parentElement.querySelector(".rail");
    if (!rail) return;
    const place = view.scrollTop;
    rail.hidden = true;
    rail.hidden = view.scrollHeight <= view.clientHeight + 1;
    if (rail.hidden) view.removeAttribute("tabindex"); else view.tabIndex = 0;
    // A field that gets the focus is not to lie behind the keys.
    const keys = view.querySelector(".keypad, .keyboard");
    const isBelow = keys && getComputedStyle(keys).position === "sticky" && getComputedStyle(keys).bottom !== "auto";
    view.style.scrollPaddingBlockEnd = isBelow ? `${keys.offsetHeight}px` : "";
    view.scrollTop = place;
    mark();
}

function mark() {
    const rail = view.parentElement.querySelector(".rail");
    const left = view.scrollHeight - view.clientHeight - view.scrollTop;
    const isBelow = !rail.hidden && left > 1;
    view.parentElement.toggleAttribute("data-below", isBelow);
    const [up, down] = ["up", "down"].map((way) => rail.querySelector(`[data-scroll=${way}]`));
    [up.disabled, down.disabled] = [view.scrollTop <= 1, !isBelow];
    // A disabled button keeps the focus and does not show it: the other one takes it.
    if (document.activeElement === up && up.disabled) down.focus();
    else if (document.activeElement === down && down.disabled) up.focus();
}

document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-scroll]");
    if (!button || !view) return;
    const keys = parseFloat(view.style.scrollPaddingBlockEnd) || 0;
    const step = (view.clientHeight - keys) * 0.8;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    view.scrollBy({ top: button.dataset.scroll === "down" ? step : -step, behavior: calm ? "instant" : "smooth" });
});
document.addEventListener("modes", measure);

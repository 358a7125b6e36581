// Fields with the keypad of the screen. A hardware keyboard works as well.
export function prepareEntry(root, kept) {
    const form = root.querySelector("[data-entry]");
    if (!form) return;
    const inputs = [...form.querySelectorAll("input[name]")];
    for (const input of inputs) {
        if (kept.get(input.name)) input.value = kept.get(input.name);
        input.addEventListener("input", () => { input.value = tidy(input, input.value); });
        input.addEventListener("focus", () => noteCurrent(form, input));
    }
    const useCard = form.querySelector("#use-card");
    const showIIN = () => { form.querySelector("[data-for=iin]").hidden = useCard.checked; };
    if (useCard) {
        showIIN();
        useCard.addEventListener("change", showIIN);
    }
    for (const key of form.querySelectorAll("[data-key]")) {
        // The field keeps the focus, so that its caret and the screen reader stay with it.
        key.addEventListener("pointerdown", (event) => event.preventDefault());
        key.addEventListener("click", () => press(form, inputs, key.dataset.key));
    }
    form.complete = (action) => complete(inputs, useCard?.checked ?? false, action);
    noteCurrent(form, inputs.find((input) => !isHidden(input)) ?? inputs[0]);
}

function noteCurrent(form, input) {
    form.current = input;
    for (const field of form.querySelectorAll(".field")) field.classList.toggle("current", field.contains(input));
    const letter = form.querySelector("[data-key=N]");
    if (letter) letter.hidden = input.dataset.kind !== "document" || input.value.length > 0;
}

/** With large text the field may lie outside the middle, behind the keys. */
export function showPlace(input) {
    input.scrollIntoView({ block: "nearest" });
}

const isHidden = (input) => input.closest("[hidden]") !== null;

function press(form, inputs, key) {
    const input = form.current;
    showPlace(input);
    if (key === "next") return next(inputs, input);
    const value = key === "erase" ? input.value.replace(/\.?.$/, "") : input.value + key;
    if (value.length > input.maxLength) return;
    input.value = key === "erase" ? value : tidy(input, value);
    noteCurrent(form, input);
    if (input.value.length === Number(input.dataset.length)) next(inputs, input, true);
}

/** The next field; a full field moves on by itself only to an empty one. */
function next(inputs, input, onlyEmpty = false) {
    const shown = inputs.filter((other) => !isHidden(other));
    const following = shown[(shown.indexOf(input) + 1) % shown.length];
    if (!onlyEmpty || following.value === "") following.focus();
}

function tidy(input, text) {
    if (input.dataset.kind === "document") {
        const capital = text.toUpperCase().replace(/[^N0-9]/g, "");
        return (capital.slice(0, 1) + capital.slice(1).replace(/N/g, "")).slice(0, 9);
    }
    const digits = text.replace(/\D/g, "");
    if (input.dataset.kind !== "date") return digits.slice(0, input.maxLength);
    const [day, month, year] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 8)];
    return [day, month, year].filter((part, index) => part || index === 0).join(".");
}

const isoDate = (text) => text.split(".").reverse().join("-");

/** Fills the action; the first field that is not complete gets the focus instead. */
function complete(inputs, usesCard, action) {
    const missing = inputs.find((input) => !isHidden(input) && input.value.length < Number(input.dataset.length));
    if (missing) {
        missing.setAttribute("aria-invalid", "true");
        missing.focus();
        return false;
    }
    for (const input of inputs) {
        input.removeAttribute("aria-invalid");
        if (input.name === "code") action.value = input.value;
        else if (input.name === "documentKey") action.value = input.dataset.kind === "date" ? isoDate(input.value) : input.value;
        else if (input.name === "birthDate") action.birthDate = isoDate(input.value);
        else if (input.name === "iin") action.iin = usesCard ? null : input.value;
        else action[input.name] = input.value;
    }
    return true;
}

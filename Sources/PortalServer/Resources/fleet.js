// The fleet page: takes its sections anew when the portal says that something changed, and sends what somebody says of an alarm.
const line = document.getElementById("line");
const answer = document.getElementById("answer");
let loading = false;
let again = false;

const isChanged = (select) =>
  select.selectedIndex !== Math.max(0, [...select.options].findIndex((option) => option.defaultSelected));

/** A section in which somebody writes or chooses is left as it is. */
function isBusy(section) {
  if (section.contains(document.activeElement) && document.activeElement !== document.body) return true;
  if ([...section.querySelectorAll("select")].some(isChanged)) return true;
  return [...section.querySelectorAll("input:not([type=hidden])")].some((field) => field.value !== "");
}

async function refresh() {
  if (loading) { again = true; return; }
  loading = true;
  try {
    const response = await fetch(location.pathname + location.search, { cache: "no-store" });
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const next of page.querySelectorAll("main > section")) {
      const present = document.getElementById(next.id);
      if (!present || isBusy(present) || present.innerHTML === next.innerHTML) continue;
      for (const [index, details] of present.querySelectorAll("details").entries()) {
        const other = next.querySelectorAll("details")[index];
        if (other) other.open = details.open;
      }
      present.replaceChildren(...next.childNodes);
    }
    say(true);
  } catch {
    say(false);
  }
  loading = false;
  if (again) { again = false; refresh(); }
}

function say(isLive) {
  const text = isLive ? line.dataset.liveText : line.dataset.staleText;
  if (line.textContent !== text) line.textContent = text;
  line.className = isLive ? "live" : "stale";
}

async function send(form, standing) {
  const person = form.elements.person.value.trim();
  const note = form.elements.note.value.trim();
  const kiosk = encodeURIComponent(form.dataset.kiosk);
  const lifts = standing === "lift";
  const path = lifts ? `/v1/kiosks/${kiosk}/fence-lifting` : `/v1/alarms/${kiosk}/${encodeURIComponent(form.dataset.code)}`;
  const body = lifts ? { person, note } : { standing, person, note, findings: Number(form.dataset.findings) };
  const response = await fetch(path, {
    method: lifts ? "POST" : "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
  const value = await response.json();
  if (!response.ok) throw new Error(value.code);
  answer.textContent = lifts ? `${document.body.dataset.code} ${value.code}` : "";
  form.reset();
  document.activeElement?.blur();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.classList.contains("word")) return;
  event.preventDefault();
  try {
    await send(form, event.submitter?.value ?? "seen");
  } catch (error) {
    answer.textContent = `${document.body.dataset.failed} (${error.message})`;
  }
  refresh();
});

const events = new EventSource("/fleet/events");
events.addEventListener("changed", refresh);
events.addEventListener("open", () => say(true));
events.addEventListener("error", () => say(false));

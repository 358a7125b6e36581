// The manager's first page: draws the regions that changed; when the session is over it asks for the PIN again.
import { Live } from "./office.js";

const live = new Live(`/manager/events?lang=${document.documentElement.lang}`, {
    manager(frame) { live.draw(frame.regions); },
    over() { location.reload(); },
});

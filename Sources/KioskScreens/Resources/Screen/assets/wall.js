// The clock on the centre's wall, as the machine tells it: the browser's own clock and zone may be any.
export class Wall {
    #ahead = null;

    /** Milliseconds of the wall now, as if the wall were in UTC. */
    set(milliseconds) { this.#ahead = milliseconds - performance.now(); }

    /** `HH:MM` at a moment of this page; nothing before the machine was heard. */
    text(moment = performance.now()) {
        return this.#ahead === null ? "" : new Date(this.#ahead + moment).toISOString().slice(11, 16);
    }
}

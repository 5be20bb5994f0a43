// Blinks, from how open the eyes are over time, and from what is seen where they are closed. Pure apart from what it remembers.
import { LEAST_LASHES } from './lashes.ts';

/** Of what is usual for these eyes, in this light. */
const CLOSED_BELOW = 0.7;
const CLOSING_BELOW = 0.85;
/** 2 to 12 pictures at 25 a second; longer is a closed eye, shorter a slip of the points. */
const SHORTEST_MS = 60;
const LONGEST_MS = 500;
const REMEMBERED_MS = 8_000;
/** Before so much is known of these eyes nothing is called a blink. */
const FEWEST_OPEN = 8;

type Seen = { readonly atMs: number; readonly openness: number };

export class BlinkWatch {
  #open: Seen[] = [];
  #closed: { readonly sinceMs: number; readonly untilMs: number; readonly lashes: number } | undefined;

  /** Enough is known of these eyes that a blink would be seen. */
  get isReady(): boolean {
    return this.#open.length >= FEWEST_OPEN;
  }

  /** Eyes that are closed now do not count: a blink that is asked for begins afterwards. */
  startAnew(): void {
    this.#closed = undefined;
  }

  /** What is less open may belong to a blink. */
  get closingBelow(): number {
    return this.#closed ? Infinity : CLOSING_BELOW * this.#usual();
  }

  /** `openness`: the height of the eyes by their width; `lashes`: see `lashes.ts`. @returns true when a blink has just ended */
  observe({ openness, lashes }: { openness: number; lashes: number }, atMs: number): boolean {
    // What was usual is known however long the eyes were not read, as while a head turned.
    const newest = this.#open.length - FEWEST_OPEN;
    this.#open = this.#open.filter((seen, index) => index >= newest || atMs - seen.atMs <= REMEMBERED_MS);
    const isClosed = this.isReady && openness < CLOSED_BELOW * this.#usual();
    if (isClosed) {
      const before = this.#closed ?? { sinceMs: atMs, lashes: Infinity };
      this.#closed = { sinceMs: before.sinceMs, untilMs: atMs, lashes: Math.min(before.lashes, lashes) };
      return false;
    }
    const closed = this.#closed;
    this.#closed = undefined;
    this.#open.push({ atMs, openness });
    // Where few pictures are read, the time until they were seen open says little of how long they were closed.
    if (!closed || closed.lashes < LEAST_LASHES) return false;
    return atMs - closed.sinceMs >= SHORTEST_MS && closed.untilMs - closed.sinceMs <= LONGEST_MS;
  }

  #usual(): number {
    const sorted = this.#open.map(({ openness }) => openness).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  }
}

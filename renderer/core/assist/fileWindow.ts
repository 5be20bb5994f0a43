// How much of files may be under way at once, sent and not yet heard of. The path's own control only slows down once
// something was lost, and what is lost at the end of a burst is waited for 400 ms and more (RFC 9260, section 6.3.3).

/** What the buffer of a socket holds on every system: more at once is lost when the other side is busy for a moment. */
const LEAST_BYTES = 160_000;
const MOST_BYTES = 4_000_000;
/** About 100 Mbit/s: a long path needs more under way than a short one. */
const BYTES_PER_MS = 12_000;
const MOST_MARKS = 200;

type Mark = { bytes: number; atMs: number };

export class FileWindow {
  #shortestMs = 0;
  readonly #marks: Mark[] = [];
  #sent = 0;
  #arrived = 0;

  get room(): number {
    const most = Math.min(MOST_BYTES, Math.max(LEAST_BYTES, BYTES_PER_MS * this.#shortestMs));
    return most - (this.#sent - this.#arrived);
  }

  sent(bytes: number, nowMs: number): void {
    this.#sent += bytes;
    if (this.#marks.length < MOST_MARKS) this.#marks.push({ bytes: this.#sent, atMs: nowMs });
  }

  /** So many more bytes are there. */
  arrived(bytes: number, nowMs: number): void {
    this.#arrived = Math.min(this.#sent, this.#arrived + bytes);
    for (let mark = this.#marks[0]; mark && mark.bytes <= this.#arrived; mark = this.#marks[0]) {
      this.#marks.shift();
      const tookMs = nowMs - mark.atMs;
      this.#shortestMs = this.#shortestMs === 0 ? tookMs : Math.min(this.#shortestMs, tookMs);
    }
  }
}

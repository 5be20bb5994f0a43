// How many letters may be sent now: no more in any ten seconds than was agreed, pastes included (RFC 4103, 5.2: `cps` is an average over
// ten seconds, 30 where nothing else is said). Pure.

const LETTERS_A_SECOND = 28.5;
/** Typing is never held up; 10 × 28.5 + 15 is what may come in ten seconds. */
const AT_ONCE = 15;

export class Pace {
  #allowed = AT_ONCE;
  #atMs: number;

  constructor(nowMs: number) {
    this.#atMs = nowMs;
  }

  /** At most `wanted`, and none while there is no whole one. */
  take(wanted: number, nowMs: number): number {
    const passedMs = Math.max(0, nowMs - this.#atMs);
    this.#atMs = nowMs;
    this.#allowed = Math.min(AT_ONCE, this.#allowed + (passedMs * LETTERS_A_SECOND) / 1_000);
    const taken = Math.min(wanted, Math.floor(this.#allowed));
    this.#allowed -= taken;
    return taken;
  }
}

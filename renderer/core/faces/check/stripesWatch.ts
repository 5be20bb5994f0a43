// Whether a face has the stripes of a screen, over several pictures: of one picture chance may make some. Pure apart from what it remembers.
import { MANY_RIPPLES } from '../liveness/ripples.ts';

/** Finding them takes as long as all the rest of a picture. */
const APART_MS = 1_000;
const FEWEST = 4;

export class StripesWatch {
  readonly #seen: number[] = [];
  #lastAtMs: number | undefined;

  wants(atMs: number): boolean {
    return this.#lastAtMs === undefined || atMs - this.#lastAtMs >= APART_MS;
  }

  /** There are many in the middle one of all. */
  get isScreen(): boolean {
    const sorted = this.#seen.toSorted((one, other) => one - other);
    return sorted.length >= FEWEST && (sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) >= MANY_RIPPLES;
  }

  /** `ripples`: undefined where nothing was told. */
  observe(ripples: number | undefined, atMs: number): void {
    if (ripples === undefined) return;
    this.#lastAtMs = atMs;
    this.#seen.push(ripples);
  }
}

// What each of the others writes, by their page: their lines, and what a screen reader has been told of them.
import type { OtherPage } from '../../core/assist/otherPage.ts';
import { LiveLines } from '../../core/realTimeText/liveLines.ts';
import { Sentences } from './sentences.ts';

export class LiveWriter {
  /** Counts up from 1. */
  readonly number: number;
  readonly lines = new LiveLines();
  readonly sentences = new Sentences();
  pause: ReturnType<typeof setTimeout> | undefined;

  constructor(number: number) {
    this.number = number;
  }
}

export class LiveWriters {
  readonly #writers = new Map<OtherPage, LiveWriter>();

  of(page: OtherPage): LiveWriter {
    const writer = this.#writers.get(page) ?? new LiveWriter(this.#writers.size + 1);
    this.#writers.set(page, writer);
    return writer;
  }

  close(): void {
    for (const { pause } of this.#writers.values()) clearTimeout(pause);
  }
}

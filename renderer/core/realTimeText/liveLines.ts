// Text as it comes letter by letter, as the lines that it makes. Bounded, whatever comes. Pure.
import { BACKSPACE, NEW_LINE } from './control.ts';

export type LiveLine = {
  /** Counts up from 1. */
  readonly number: number;
  readonly text: string;
  /** Nothing more is added to it, and nothing erased. */
  readonly isDone: boolean;
};

/** A line that is longer goes on as another; of more lines the oldest are forgotten. */
export const MOST_IN_A_LINE = 1_000;
const MOST_LINES = 200;

/** Controls that write nothing, the mark of byte order, which keeps a channel alive, and what turns the words beside it round. */
const SAYS_NOTHING = /^[\p{Cc}\uFEFF\u202A-\u202E\u2066-\u2069]$/u;

export class LiveLines {
  #lines: readonly LiveLine[] = [];
  #letters: string[] = [];
  #count = 0;
  #endedWithReturn = false;

  /** The last one may still be written. */
  get lines(): readonly LiveLine[] {
    return this.#lines;
  }

  take(text: string): void {
    for (const letter of text) this.#takeOne(letter);
    this.#show();
  }

  #takeOne(letter: string): void {
    const followsReturn = this.#endedWithReturn;
    this.#endedWithReturn = letter === '\r';
    if (letter === BACKSPACE) this.#letters.pop();
    else if (letter === '\n' && followsReturn) return;
    else if (letter === '\n' || letter === '\r' || letter === NEW_LINE) this.#end();
    else if (!SAYS_NOTHING.test(letter)) {
      this.#letters.push(letter);
      if (this.#letters.length >= MOST_IN_A_LINE) this.#end();
    }
  }

  #end(): void {
    if (this.#letters.length === 0) return;
    this.#show();
    this.#lines = this.#lines.map((line) => ({ ...line, isDone: true }));
    this.#letters = [];
  }

  #show(): void {
    const last = this.#lines.at(-1);
    const isNew = last === undefined || last.isDone;
    const text = this.#letters.join('');
    if (isNew && text === '') return;
    if (isNew) this.#count += 1;
    const line = { number: this.#count, text, isDone: false };
    const before = isNew ? this.#lines : this.#lines.slice(0, -1);
    // A line that was erased whole stays the one that is written.
    this.#lines = [...before, line].slice(-MOST_LINES);
  }
}

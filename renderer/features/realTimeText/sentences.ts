// What a screen reader is told of text that comes letter by letter: whole sentences, each once. Pure.

/** A sentence is over where its last sign is followed by a space, or where the line is. */
const SENTENCE_END = /[.!?…。！？]["'”’»)]*\s/gu;

export class Sentences {
  #line = 0;
  #toldLength = 0;

  /** What is new and whole of a line; `isWhole`: nothing more comes, or nothing has come for a while. */
  next(line: { readonly number: number; readonly text: string }, isWhole: boolean): string {
    if (line.number !== this.#line) {
      this.#line = line.number;
      this.#toldLength = 0;
    }
    // What was told and is erased again is not told anew until it is longer.
    const fresh = line.text.slice(this.#toldLength);
    const end = isWhole ? fresh.length : ([...fresh.matchAll(SENTENCE_END)].at(-1)?.index ?? -1) + 1;
    const told = fresh.slice(0, end).trim();
    if (told !== '') this.#toldLength += end;
    return told;
  }
}

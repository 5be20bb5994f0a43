// Text that is seen as it is typed, from one side: what the other has written, what is being written here, and what a screen reader is told.
// Nothing of it is kept anywhere else.
import { createSubscriber } from 'svelte/reactivity';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import { changeOf, NEW_LINE } from '../../core/realTimeText/control.ts';
import { LiveLines, MOST_IN_A_LINE, type LiveLine } from '../../core/realTimeText/liveLines.ts';
import { Sentences } from './sentences.ts';

/** In the order in which they were begun. */
export type ShownLine = LiveLine & { readonly isMine: boolean };

/** Whoever stops in the middle of a sentence is heard all the same. */
const PAUSE_MS = 3_000;
const MOST_OWN_LINES = 200;

export class LiveText {
  readonly #room: AssistRoom;
  readonly #other = new LiveLines();
  readonly #sentences = new Sentences();
  readonly #subscribe: () => void;
  readonly #stop: () => void;
  #lines = $state.raw<readonly ShownLine[]>([]);
  #told = $state.raw<{ readonly text: string }>();
  #isOn = $state(false);
  #isSeen = $state(false);
  #seenNumber = $state(0);
  #typed = '';
  #ownCount = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(room: AssistRoom) {
    this.#room = room;
    this.#subscribe = createSubscriber((update) => room.text.onReady(update));
    this.#stop = room.text.onText((text) => this.#heard(text));
  }

  /** The other side's page knows of it, and there is a link. */
  get isPossible(): boolean {
    this.#subscribe();
    return this.#room.text.isPossible;
  }

  /** Letters go as they are typed here. */
  get isOn(): boolean {
    return this.#isOn;
  }

  /** The own line that is being written is not among them. */
  get lines(): readonly ShownLine[] {
    return this.#lines;
  }

  /** For a screen reader: the newest whole sentence of the other side. */
  get told(): { readonly text: string } | undefined {
    return this.#told;
  }

  /** Lines of the other side that were begun since the panel was last open. */
  get unread(): number {
    return this.#lines.filter(({ isMine, number }) => !isMine && number > this.#seenNumber).length;
  }

  turn(on: boolean): void {
    if (!on) this.endLine();
    this.#isOn = on;
  }

  /** The panel is open, or not. */
  see(isOpen: boolean): void {
    this.#isSeen = isOpen;
    if (isOpen) this.#noteSeen();
    else this.endLine();
  }

  /** The line that is being written here is now this. */
  type(text: string): void {
    const bounded = Array.from(text)
      .slice(0, MOST_IN_A_LINE - 1)
      .join('');
    const change = changeOf(this.#typed, bounded);
    this.#typed = bounded;
    if (change !== '') this.#room.text.say(change);
  }

  endLine(): void {
    if (this.#typed.trim() === '') {
      this.type('');
      return;
    }
    this.#room.text.say(NEW_LINE);
    this.#ownCount += 1;
    const line = { number: this.#ownCount, text: this.#typed, isDone: true, isMine: true };
    const own = this.#lines.filter(({ isMine }) => isMine);
    const forgotten = own.length < MOST_OWN_LINES ? undefined : own[0];
    this.#lines = [...this.#lines.filter((one) => one !== forgotten), line];
    this.#typed = '';
  }

  close(): void {
    clearTimeout(this.#pause);
    this.#stop();
  }

  #heard(text: string): void {
    const before = this.#other.lines.at(-1)?.number ?? 0;
    this.#other.take(text);
    const kept = this.#lines.flatMap((line): ShownLine[] => {
      if (line.isMine) return [line];
      const now = this.#other.lines.find(({ number }) => number === line.number);
      return now === undefined ? [] : [{ ...now, isMine: false }];
    });
    const begun = this.#other.lines.filter(({ number }) => number > before);
    this.#lines = [...kept, ...begun.map((line) => ({ ...line, isMine: false }))];
    if (this.#isSeen) this.#noteSeen();
    for (const line of this.#other.lines.slice(-1 - begun.length)) this.#tell(line, line.isDone);
    clearTimeout(this.#pause);
    const last = this.#other.lines.at(-1);
    if (last && !last.isDone) this.#pause = setTimeout(() => this.#tell(last, true), PAUSE_MS);
  }

  #tell(line: LiveLine, isWhole: boolean): void {
    const told = this.#sentences.next(line, isWhole);
    // Another object each time: who says yes twice is heard twice.
    if (told !== '') this.#told = { text: told };
  }

  #noteSeen(): void {
    this.#seenNumber = this.#other.lines.at(-1)?.number ?? 0;
  }
}

// Text that is seen as it is typed, from one side: what each of the others has written, what is being written here, and what a screen reader
// is told. Nothing of it is kept anywhere else.
import { createSubscriber } from 'svelte/reactivity';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import type { OtherPage } from '../../core/assist/otherPage.ts';
import { changeOf, NEW_LINE } from '../../core/realTimeText/control.ts';
import { MOST_IN_A_LINE, type LiveLine } from '../../core/realTimeText/liveLines.ts';
import { LiveWriters, type LiveWriter } from './liveWriters.ts';

/** In the order in which they were begun. `name`: of who writes it, among several. */
export type ShownLine = LiveLine & {
  readonly isMine: boolean;
  readonly key: string;
  readonly writer: number;
  readonly name: string | undefined;
};

/** Whoever stops in the middle of a sentence is heard all the same. */
const PAUSE_MS = 3_000;
const MOST_OWN_LINES = 200;
const ME = 0;

export class LiveText {
  readonly #room: AssistRoom;
  readonly #writers = new LiveWriters();
  readonly #subscribe: () => void;
  readonly #stop: () => void;
  #lines = $state.raw<readonly ShownLine[]>([]);
  #told = $state.raw<{ readonly text: string; readonly name: string | undefined }>();
  #isOn = $state(false);
  #isSeen = $state(false);
  #unread = $state(0);
  #typed = '';
  #ownCount = 0;

  constructor(room: AssistRoom) {
    this.#room = room;
    this.#subscribe = createSubscriber((update) => room.text.onReady(update));
    this.#stop = room.text.onText((text, from) => this.#heard(text, from));
  }

  /** Somebody's page knows of it, and there is a link. */
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

  /** For a screen reader: the newest whole sentence of somebody else. */
  get told(): { readonly text: string; readonly name: string | undefined } | undefined {
    return this.#told;
  }

  /** Lines of others that were begun since the panel was last open. */
  get unread(): number {
    return this.#unread;
  }

  turn(on: boolean): void {
    if (!on) this.endLine();
    this.#isOn = on;
  }

  /** The panel is open, or not. */
  see(isOpen: boolean): void {
    this.#isSeen = isOpen;
    if (isOpen) this.#unread = 0;
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
    const line = { number: this.#ownCount, text: this.#typed, isDone: true };
    const own = this.#lines.filter(({ isMine }) => isMine);
    const forgotten = own.length < MOST_OWN_LINES ? undefined : own[0];
    const kept = this.#lines.filter((one) => one !== forgotten);
    this.#lines = [...kept, { ...line, ...keyed(ME, line), isMine: true, name: undefined }];
    this.#typed = '';
  }

  close(): void {
    this.#writers.close();
    this.#stop();
  }

  #heard(text: string, from: OtherPage): void {
    const writer = this.#writers.of(from);
    const { lines } = writer;
    const before = lines.lines.at(-1)?.number ?? 0;
    lines.take(text);
    const name = this.#room.authors.nameOf(from.key);
    const shown = (line: LiveLine): ShownLine => ({ ...line, ...keyed(writer.number, line), isMine: false, name });
    const kept = this.#lines.flatMap((line): ShownLine[] => {
      if (line.writer !== writer.number) return [line];
      const now = lines.lines.find(({ number }) => number === line.number);
      return now === undefined ? [] : [shown(now)];
    });
    const begun = lines.lines.filter(({ number }) => number > before);
    this.#lines = [...kept, ...begun.map(shown)];
    if (!this.#isSeen) this.#unread += begun.length;
    for (const line of lines.lines.slice(-1 - begun.length)) this.#tell(writer, line, line.isDone, name);
    clearTimeout(writer.pause);
    const last = lines.lines.at(-1);
    if (last && !last.isDone) writer.pause = setTimeout(() => this.#tell(writer, last, true, name), PAUSE_MS);
  }

  #tell({ sentences }: LiveWriter, line: LiveLine, isWhole: boolean, name: string | undefined): void {
    const told = sentences.next(line, isWhole);
    // Another object each time: who says yes twice is heard twice.
    if (told !== '') this.#told = { text: told, name };
  }
}

function keyed(writer: number, { number }: LiveLine): { writer: number; key: string } {
  return { writer, key: `${String(writer)}:${String(number)}` };
}

// Filling in a form together: what stands in each field, and whose turn it is to type in one.
import { createSubscriber } from 'svelte/reactivity';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';

const LONGEST_VALUE = 4_000;
const LONGEST_NAME = 200;

export class Forms {
  readonly #room: AssistRoom;
  readonly #subscribe: () => void;

  constructor(room: AssistRoom) {
    this.#room = room;
    this.#subscribe = createSubscriber((update) => {
      const stops = [room.maps.fields, room.maps.turns].map((map) => map.onChange(update));
      return () => {
        for (const stop of stops) stop();
      };
    });
  }

  /** What stands in the fields of a document, by name; a field nobody has touched is not there. */
  valuesOf(fileId: string): Readonly<Record<string, string>> {
    this.#subscribe();
    const fields = [...this.#room.maps.fields.entries.values()].filter((field) => field.fileId === fileId);
    return Object.fromEntries(fields.map(({ name, value }) => [name, value]));
  }

  /** The other side is typing in this field. */
  isTaken(fileId: string, name: string): boolean {
    this.#subscribe();
    const turn = this.#room.maps.turns.get(this.#room.me === 'agent' ? 'customer' : 'agent');
    return turn?.fileId === fileId && turn.name === name;
  }

  change(fileId: string, name: string, value: string): void {
    if (this.isTaken(fileId, name)) return;
    const field = { fileId, name: name.slice(0, LONGEST_NAME), value: value.slice(0, LONGEST_VALUE) };
    this.#room.maps.fields.set(`${fileId}:${field.name}`, field);
  }

  take(fileId: string, name: string): void {
    const { me } = this.#room;
    if (!this.isTaken(fileId, name)) {
      this.#room.maps.turns.set(me, { by: me, fileId, name: name.slice(0, LONGEST_NAME) });
    }
  }

  release(): void {
    if (this.#room.maps.turns.get(this.#room.me)) this.#room.maps.turns.delete(this.#room.me);
  }
}

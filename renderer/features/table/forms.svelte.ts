// Filling in a form together: what stands in each field, and whose turn it is to type in one.
import { createSubscriber } from 'svelte/reactivity';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import { Seats } from '../../core/assist/seats.ts';
import { LONGEST_VALUE } from './fieldLook.ts';

export class Forms {
  readonly #room: AssistRoom;
  readonly #isFrozen: (fileId: string) => boolean;
  readonly #turns: Seats<'turns'>;
  readonly #subscribe: () => void;

  /** `isFrozen`: nothing may be filled in on a document while it is being agreed to. */
  constructor(room: AssistRoom, isFrozen: (fileId: string) => boolean = () => false) {
    this.#room = room;
    this.#isFrozen = isFrozen;
    this.#turns = new Seats(room, 'turns');
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

  /** Somebody else is typing in this field. */
  isTaken(fileId: string, name: string): boolean {
    this.#subscribe();
    return this.#turns.others.some((turn) => turn.fileId === fileId && turn.name === name);
  }

  change(fileId: string, name: string, value: string): void {
    // Inputs take no more than that; a name that is too long has no input (`closedReason`).
    if (this.isTaken(fileId, name) || this.#isFrozen(fileId) || value.length > LONGEST_VALUE) return;
    this.#room.maps.fields.set(`${fileId}:${name}`, { fileId, name, value });
  }

  take(fileId: string, name: string): void {
    const { me } = this.#room;
    if (!this.isTaken(fileId, name)) this.#turns.set({ by: me, fileId, name });
  }

  release(): void {
    this.#turns.clear();
  }
}

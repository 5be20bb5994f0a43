// What each side has one of in the shared whole – a turn in a form, where they look, a screen – and whose it is: by side between two, as
// pages of before do it, by leg among several. Knows no meaning.
import type { SharedMapName, SharedValue } from '../../../signalling/protocol/assist.ts';
import type { AssistRoom } from './assistRoom.ts';
import type { SharedMap } from './sharedDoc.ts';

type SeatMapName = Extract<SharedMapName, 'gazes' | 'turns' | 'screens'>;

export class Seats<N extends SeatMapName> {
  readonly #room: AssistRoom;
  readonly #name: N;
  readonly #map: SharedMap<N>;

  constructor(room: AssistRoom, name: N) {
    this.#room = room;
    this.#name = name;
    this.#map = room.maps[name];
  }

  get own(): SharedValue<N> | undefined {
    return this.#entries(true)[0]?.[1];
  }

  /** Of all others. */
  get others(): readonly SharedValue<N>[] {
    return this.#entries(false).map(([, value]) => value);
  }

  /** Whose the first of these is; undefined between two, and of a page that does not say so. */
  get firstOwner(): { readonly leg: string; readonly name: string | undefined } | undefined {
    const { authors } = this.#room;
    const key = this.#entries(false)[0]?.[0];
    const leg = key === undefined ? undefined : authors.legOf(this.#name, key);
    return leg === undefined ? undefined : { leg, name: authors.nameOf(leg) };
  }

  set(value: SharedValue<N>): void {
    const { me, leg, isAmongSeveral } = this.#room;
    const seat = (isAmongSeveral ? leg : undefined) ?? me;
    this.#room.together(() => {
      this.#clear(seat);
      this.#map.set(seat, value);
    });
  }

  clear(): void {
    this.#clear(undefined);
  }

  onChange(listener: () => void): () => void {
    return this.#map.onChange(listener);
  }

  #clear(except: string | undefined): void {
    const keys = this.#entries(true).flatMap(([key]) => (key === except ? [] : [key]));
    if (keys.length > 0) this.#map.delete(...keys);
  }

  #entries(isMine: boolean): [string, SharedValue<N>][] {
    const { me, leg, authors } = this.#room;
    const isOwn = (key: string): boolean => authors.isMine(this.#name, key) ?? (key === me || key === leg);
    return [...this.#map.entries].filter(([key]) => isOwn(key) === isMine);
  }
}

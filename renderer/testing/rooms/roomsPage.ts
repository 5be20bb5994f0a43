// What the page of a room lets a journey do and see. Contract only.
import type { RoomAsk, RoomTell } from '../../../signalling/protocol/index.ts';
import type { RoomAsked } from '../../core/sfuLink/roomPort.ts';

/** What came in of one person, as the browser counts it. */
export type Seen = { readonly framesDecoded: number; readonly audioEnergy: number };

export type RoomsPage = {
  /** Opens camera and microphone, unless it only listens, and goes into the room. `credentialsMs`: how long those of a relay are good. */
  enter(listensOnly: boolean, credentialsMs?: number): Promise<void>;
  take(tell: RoomTell): void;
  resync(): void;
  turnCamera(isOn: boolean): void;
  readonly state: string;
  /** By the other's leg. */
  seen(): Promise<Readonly<Record<string, Seen>>>;
  /** What each of the others sends now. */
  sending(): Readonly<Record<string, readonly string[]>>;
  /** The longest time without a new picture of each of these since this was last asked; what lasts counts as well. In ms. */
  longestGaps(legIds: readonly string[]): readonly number[];
  /** To one leg alone. False: they would not get it. */
  say(text: string, to: string): boolean;
  /** What others said, for example `ada: hello`, in the order in which it came. */
  readonly heard: readonly string[];
  /** To whom what is said arrives now. */
  readonly reaches: readonly string[];
  /** Of each connection that is open, by whose credentials it would take another path. */
  relays(): readonly string[];
  /** Its data goes out over this many connections that are open. */
  sends(): Promise<number>;
};

export type RoomsWindow = {
  readonly roomsPage: RoomsPage;
  readonly askRoom: <A extends RoomAsk>(ask: A) => Promise<RoomAsked<A>>;
};

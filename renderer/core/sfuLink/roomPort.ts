// How a page talks with the media server of a room: through the signalling server. Contract only.
import type { IceServer, RoomAnswers, RoomAsk, RoomLine, RoomRefusal } from '../../../signalling/protocol/index.ts';

export type RoomPort = {
  /** Never rejects: who is not reached is `unavailable`, and `resync` is called when the server is back. */
  ask<A extends RoomAsk>(ask: A): Promise<RoomAsked<A>>;
  /** Media servers whose credentials are good from now on. Never rejects; undefined: the server was not reached. */
  renewServers(): Promise<MediaServers | undefined>;
};
/** What a page reaches a room by, besides its address. */
export type MediaServers = {
  readonly iceServers: readonly IceServer[];
  /** Only through a relay, never directly. */
  readonly relayOnly: boolean;
  /** How much longer the relay takes the credentials, in milliseconds. Undefined: there are none. */
  readonly expiresInMs: number | undefined;
};
export type RoomAsked<A extends RoomAsk> =
  | { readonly ok: true; readonly answer: RoomAnswers[A['type']] }
  | { readonly ok: false; readonly refusal: RoomRefusal };

/** What comes in of one leg. Its tracks come and go as they are sent. */
export type RemoteMedia = {
  readonly legId: string;
  readonly incoming: MediaStream;
  readonly incomingScreen: MediaStream;
  /** What is being sent now; a line that is not here stands still or is not there. */
  readonly sending: ReadonlySet<RoomLine>;
  /** Their camera is on, and the path to here does not take its picture. */
  readonly isPictureHeldBack: boolean;
};

export class RoomRefused extends Error {
  readonly refusal: RoomRefusal;

  constructor(refusal: RoomRefusal) {
    super(`the room refused: ${refusal}`);
    this.refusal = refusal;
  }
}

/** @throws RoomRefused */
export async function demand<A extends RoomAsk>(port: RoomPort, ask: A): Promise<RoomAnswers[A['type']]> {
  const asked = await port.ask(ask);
  if (asked.ok) return asked.answer;
  throw new RoomRefused(asked.refusal);
}

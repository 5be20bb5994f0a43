// How a page talks with the media server of a room: through the signalling server. Contract only.
import type { RoomAnswers, RoomAsk, RoomLine, RoomRefusal } from '../../../signalling/protocol/index.ts';

export type RoomPort = {
  /** Never rejects: who is not reached is `unavailable`, and `resync` is called when the server is back. */
  ask<A extends RoomAsk>(ask: A): Promise<RoomAsked<A>>;
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

// Rooms: where the media of more than two legs meets. Contract only.
import type { RoomAnswers, RoomAsk, RoomLine, RoomRefusal, RoomTell } from '../../protocol/index.ts';

/**
 * `noWorker`: the program that carries media is not there (yet). `off`: the settings say so. `noAddress`: the
 * settings do not say where pages would find it. `starting`: it will be there in a moment.
 * `failing`: it ends again and again; rooms are tried again after a pause.
 */
export type MediaBridgeState =
  | { readonly is: 'available' }
  | { readonly is: 'unavailable'; readonly why: 'noWorker' | 'off' | 'noAddress' | 'starting' | 'failing' };

/** What a leg is allowed to send, by the media process and not by its page. Empty: it has no way to send anything at all. */
export type LegRights = { readonly mayProduce: readonly RoomLine[]; readonly mayProduceData: boolean };

/** `legId` gets this of `of`. What is not named it does not get. */
export type Hearing = {
  readonly legId: string;
  readonly of: string;
  readonly sound: boolean;
  readonly picture: boolean;
  readonly data: boolean;
};

export type MediaBridgeEvent =
  /** For the page of that leg, in order. */
  | { readonly type: 'legTold'; readonly roomId: string; readonly legId: string; readonly tell: RoomTell }
  /** First sound or picture of this leg. */
  | { readonly type: 'producerAppeared'; readonly roomId: string; readonly legId: string; readonly line: RoomLine }
  /** The room goes on elsewhere; its legs have been told by `legTold`. */
  | { readonly type: 'roomMoved'; readonly roomId: string }
  | { readonly type: 'workerDied'; readonly rooms: number }
  | { readonly type: 'stateChanged'; readonly state: MediaBridgeState };

/** One worker of the media server. Bits a second are of the moment; the rest is since it began. */
export type MediaWorker = {
  readonly rooms: number;
  readonly legs: number;
  readonly cpuSeconds: number;
  readonly peakMemoryBytes: number;
  readonly receivedBps: number;
  readonly sentBps: number;
};

export type Asked<A extends RoomAsk> = { readonly ok: true; readonly answer: RoomAnswers[A['type']] } | Refused;
export type Refused = { readonly ok: false; readonly refusal: RoomRefusal };

/**
 * Rooms are said as they are to be, and the bridge makes and keeps them so: across a worker that dies, a media process that is started
 * again and a restart of the service. No call here waits or fails; whatever is said twice changes nothing.
 */
export type MediaBridge = {
  readonly state: MediaBridgeState;
  /** MUST be said of every room that is to go on after a start of the service; see `keepOnly`. Another generation is a room made anew. */
  ensureRoom(roomId: string, generation: number): void;
  /** Adds a leg or changes its rights. What it may not send any more ends at once. A new leg hears nobody. */
  addLeg(roomId: string, legId: string, rights: LegRights): void;
  /** Who gets what of whom, all of it. Holds for legs that come later, too. */
  setHearing(roomId: string, hearing: readonly Hearing[]): void;
  removeLeg(roomId: string, legId: string): void;
  closeRoom(roomId: string): void;
  /** Rooms of before the start that are none of these are closed. MUST be said once after a start. */
  keepOnly(roomIds: ReadonlySet<string>): void;
  /** Passes on what a leg's page asks. Never rejects. */
  ask<A extends RoomAsk>(roomId: string, legId: string, ask: A): Promise<Asked<A>>;
  /** Of the moment. None where there is no media server, or it does not say in time. Never rejects. */
  measure(): Promise<readonly MediaWorker[]>;
  /** Returns the way to stop. */
  listen(listener: (event: MediaBridgeEvent) => void): () => void;
  /** The rooms go on for a while: a service that is started again takes them up. */
  stop(): void;
};

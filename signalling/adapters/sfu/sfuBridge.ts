// Rooms through a media process of this machine: remembers what the service wants, and says it again to whichever process is there.
import * as z from 'zod/mini';
import { roomAnswerSchemas, type RoomAnswers, type RoomAsk } from '../../protocol/index.ts';
import {
  commandSchema,
  type Command,
  type LegState,
  type MediaOptions,
  type Report,
  type RoomState,
} from '../../mediaProcess/contract.ts';
import type { Log } from '../../service/ports/log.ts';
import type {
  Asked,
  Hearing,
  LegRights,
  MediaBridge,
  MediaBridgeEvent,
  MediaWorker,
} from '../../service/ports/mediaBridge.ts';
import { MediaConnection, type Hello } from './mediaConnection.ts';

type Room = { generation: number; readonly legs: Map<string, LegState>; hearing: readonly Hearing[] };
type Answer = Extract<Report, { says: 'answer' }>;

const ASK_DEADLINE_MS = 10_000;
/** Whoever reads figures waits no longer. */
const MEASURE_DEADLINE_MS = 2000;
const UNAVAILABLE: Answer = { says: 'answer', askId: 0, answer: null, refusal: 'unavailable' };

export function createSfuBridge(options: MediaOptions, log: Log): MediaBridge {
  return new SfuBridge(options, log);
}

class SfuBridge implements MediaBridge {
  readonly #log: Log;
  readonly #connection: MediaConnection;
  readonly #rooms = new Map<string, Room>();
  readonly #listeners = new Set<(event: MediaBridgeEvent) => void>();
  readonly #asks = new Map<number, (answer: Answer) => void>();
  readonly #measures = new Map<number, (workers: readonly MediaWorker[]) => void>();
  #lastAskId = 0;
  /** Of these the process does not know yet what they are to be. */
  readonly #unsaid = new Set<string>();
  /** The process has rooms of before: nothing is said until all that go on have been named. */
  #waitsForAll = false;
  #hasNamedAll = false;
  #isConnected = false;

  constructor(options: MediaOptions, log: Log) {
    this.#log = log;
    this.#connection = new MediaConnection(options, log, {
      connected: (hello) => this.#connected(hello),
      reported: (report) => this.#take(report),
      lost: () => this.#lost(),
      stateChanged: (state) => this.#emit({ type: 'stateChanged', state }),
    });
  }

  get state(): MediaBridge['state'] {
    return this.#connection.state;
  }

  ensureRoom(roomId: string, generation: number): void {
    if (this.#rooms.get(roomId)?.generation === generation) return;
    this.#rooms.set(roomId, { generation, legs: new Map(), hearing: [] });
    this.#changed(roomId);
  }

  addLeg(roomId: string, legId: string, { mayProduce, mayProduceData }: LegRights): void {
    this.#rooms.get(roomId)?.legs.set(legId, { legId, mayProduce: [...mayProduce], mayProduceData });
    this.#changed(roomId);
  }

  setHearing(roomId: string, hearing: readonly Hearing[]): void {
    const room = this.#rooms.get(roomId);
    if (room === undefined) return;
    room.hearing = hearing;
    this.#changed(roomId);
  }

  removeLeg(roomId: string, legId: string): void {
    this.#rooms.get(roomId)?.legs.delete(legId);
    this.#changed(roomId);
  }

  closeRoom(roomId: string): void {
    this.#rooms.delete(roomId);
    this.#changed(roomId);
  }

  keepOnly(roomIds: ReadonlySet<string>): void {
    for (const roomId of this.#rooms.keys()) if (!roomIds.has(roomId)) this.closeRoom(roomId);
    this.#waitsForAll = false;
    this.#hasNamedAll = true;
    this.#send({ do: 'keepOnly', roomIds: [...this.#rooms.keys()] });
    this.#sayAll();
  }

  async ask<A extends RoomAsk>(roomId: string, legId: string, ask: A): Promise<Asked<A>> {
    this.#sayAll();
    const { answer, refusal } = await this.#asked({ roomId, legId, ask });
    if (refusal !== null) return { ok: false, refusal };
    const parsed = z.safeParse(roomAnswerSchemas[ask.type], answer);
    if (!parsed.success) return { ok: false, refusal: 'unfit' };
    return { ok: true, answer: parsed.data as RoomAnswers[A['type']] };
  }

  measure(): Promise<readonly MediaWorker[]> {
    this.#sayAll();
    if (!this.#isConnected) return Promise.resolve([]);
    this.#lastAskId += 1;
    const askId = this.#lastAskId;
    return new Promise((resolve) => {
      const settle = (workers: readonly MediaWorker[]): void => {
        clearTimeout(deadline);
        this.#measures.delete(askId);
        resolve(workers);
      };
      const deadline = setTimeout(() => settle([]), MEASURE_DEADLINE_MS);
      this.#measures.set(askId, settle);
      this.#send({ do: 'measure', askId });
    });
  }

  listen(listener: (event: MediaBridgeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  stop(): void {
    this.#sayAll();
    if (this.#rooms.size === 0 && !this.#waitsForAll) this.#send({ do: 'end' });
    this.#connection.stop();
    this.#lost();
  }

  #asked(about: Pick<Extract<Command, { do: 'ask' }>, 'roomId' | 'legId' | 'ask'>): Promise<Answer> {
    if (!this.#isConnected) return Promise.resolve(UNAVAILABLE);
    this.#lastAskId += 1;
    const askId = this.#lastAskId;
    return new Promise((resolve) => {
      const settle = (answer: Answer): void => {
        clearTimeout(deadline);
        this.#asks.delete(askId);
        resolve(answer);
      };
      const deadline = setTimeout(() => settle(UNAVAILABLE), ASK_DEADLINE_MS);
      this.#asks.set(askId, settle);
      if (!this.#send({ do: 'ask', askId, ...about })) settle({ ...UNAVAILABLE, refusal: 'unfit' });
    });
  }

  #connected({ roomIds }: Hello): void {
    this.#isConnected = true;
    // A process that was lost and found has what we said before; one of before our start has rooms that we may not know yet.
    if (this.#hasNamedAll) this.#send({ do: 'keepOnly', roomIds: [...this.#rooms.keys()] });
    else this.#waitsForAll = roomIds.some((roomId) => !this.#rooms.has(roomId));
    for (const roomId of this.#rooms.keys()) this.#unsaid.add(roomId);
    this.#sayAll();
  }

  #lost(): void {
    this.#isConnected = false;
    for (const settle of this.#asks.values()) settle(UNAVAILABLE);
    for (const settle of this.#measures.values()) settle([]);
  }

  /** What is said in one go is sent as one. */
  #changed(roomId: string): void {
    if (this.#unsaid.size === 0) queueMicrotask(() => this.#sayAll());
    this.#unsaid.add(roomId);
  }

  #sayAll(): void {
    if (!this.#isConnected || this.#waitsForAll) return;
    for (const roomId of this.#unsaid) {
      const room = this.#rooms.get(roomId);
      this.#send(room === undefined ? { do: 'close', roomId } : { do: 'room', room: stateOf(roomId, room) });
    }
    this.#unsaid.clear();
  }

  /** What the process would not understand is not sent: it would end the connection, and with it all rooms would stand still. */
  #send(command: Command): boolean {
    // As it arrives there: without what is undefined.
    const isFit = z.safeParse(commandSchema, JSON.parse(JSON.stringify(command))).success;
    if (isFit) this.#connection.send(command);
    else this.#log.error({ command: command.do }, 'a room cannot be as it is wanted', null);
    return isFit;
  }

  #take(report: Exclude<Report, Hello>): void {
    switch (report.says) {
      case 'answer':
        this.#asks.get(report.askId)?.(report);
        return;
      case 'measured':
        this.#measures.get(report.askId)?.(report.workers);
        return;
      case 'told': {
        const { roomId, legId, tell } = report;
        this.#emit({ type: 'legTold', roomId, legId, tell });
        return;
      }
      case 'produced': {
        const { roomId, legId, line } = report;
        this.#emit({ type: 'producerAppeared', roomId, legId, line });
        return;
      }
      case 'moved':
        this.#log.info({ roomId: report.roomId }, 'room moved to another worker');
        this.#emit({ type: 'roomMoved', roomId: report.roomId });
        return;
      case 'workerDied':
        this.#log.warn({ rooms: report.rooms }, 'media worker died');
        this.#emit({ type: 'workerDied', rooms: report.rooms });
    }
  }

  #emit(event: MediaBridgeEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function stateOf(roomId: string, { generation, legs, hearing }: Room): RoomState {
  return { roomId, generation, legs: [...legs.values()], hearing: [...hearing] };
}

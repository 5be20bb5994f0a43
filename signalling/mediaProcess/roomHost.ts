// The rooms of this machine as the service wants them: places each on a worker, and on another one when that dies.
import { complain } from './complain.ts';
import type { MediaOptions, Report, RoomState, WorkerMeasure } from './contract.ts';
import type { RoomAsk } from '../protocol/room.ts';
import { RoomEpoch, type AskResult } from './roomEpoch.ts';
import { addedUp } from './traffic.ts';
import { WorkerPool, type PooledWorker } from './workerPool.ts';

type Room = {
  state: RoomState;
  epoch: RoomEpoch | null;
  /** One thing after the other; the last of what was wanted holds. */
  turn: Promise<void>;
  isClosed: boolean;
};

const RETRY_AFTER_MS = 200;

export class RoomHost {
  readonly #pool: WorkerPool;
  readonly #report: (report: Report) => void;
  readonly #rooms = new Map<string, Room>();

  constructor(options: MediaOptions, report: (report: Report) => void) {
    this.#report = report;
    this.#pool = new WorkerPool(options, (dead) => this.#move(dead));
  }

  get roomIds(): string[] {
    return [...this.#rooms.keys()];
  }

  begin(): Promise<void> {
    return this.#pool.begin();
  }

  /** Another generation is a room made anew. */
  want(state: RoomState): void {
    const known = this.#rooms.get(state.roomId);
    if (known !== undefined && known.state.generation === state.generation) {
      known.state = state;
      this.#settle(known);
      return;
    }
    if (known !== undefined) this.close(state.roomId);
    const room: Room = { state, epoch: null, turn: Promise.resolve(), isClosed: false };
    this.#rooms.set(state.roomId, room);
    this.#settle(room);
  }

  close(roomId: string): void {
    const room = this.#rooms.get(roomId);
    if (room === undefined) return;
    this.#rooms.delete(roomId);
    room.isClosed = true;
    this.#settle(room);
  }

  keepOnly(roomIds: readonly string[]): void {
    for (const roomId of this.roomIds) if (!roomIds.includes(roomId)) this.close(roomId);
  }

  /** What was wanted before the ask is so when it is looked at. */
  async ask(roomId: string, legId: string, ask: RoomAsk): Promise<AskResult> {
    const room = this.#rooms.get(roomId);
    if (room === undefined) return { answer: null, refusal: 'unknown' };
    if (ask.type === 'enter') this.#renew(room, legId);
    await room.turn;
    return room.epoch?.ask(legId, ask) ?? { answer: null, refusal: 'unavailable' };
  }

  /** Worker by worker; one that dies meanwhile is left out. */
  async measure(): Promise<WorkerMeasure[]> {
    const measured = await Promise.allSettled(this.#pool.workers.map((pooled) => this.#measureOne(pooled)));
    return measured.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  }

  end(): void {
    this.#pool.close();
  }

  async #measureOne(pooled: PooledWorker): Promise<WorkerMeasure> {
    const epochs = [...this.#rooms.values()].flatMap(({ epoch }) => (epoch?.pooled === pooled ? [epoch] : []));
    const [usage, ...traffic] = await Promise.all([
      pooled.worker.getResourceUsage(),
      ...epochs.map((epoch) => epoch.traffic()),
    ]);
    return {
      rooms: epochs.length,
      legs: pooled.load,
      cpuSeconds: (usage.ru_utime + usage.ru_stime) / 1000,
      peakMemoryBytes: usage.ru_maxrss * 1024,
      ...addedUp(traffic),
    };
  }

  #renew(room: Room, legId: string): void {
    room.turn = room.turn
      .then(() => room.epoch?.renew(legId))
      .catch((cause: unknown) => complain(`leg ${legId} could not begin anew`, cause));
  }

  #settle(room: Room): void {
    room.turn = room.turn.then(() => this.#make(room)).catch((cause: unknown) => this.#failed(room, cause));
  }

  async #make(room: Room): Promise<void> {
    if (room.isClosed) {
      room.epoch?.close();
      room.epoch = null;
      return;
    }
    room.epoch ??= await this.#open(room);
    await room.epoch.become(room.state);
  }

  async #open({ state: { roomId } }: Room): Promise<RoomEpoch> {
    return RoomEpoch.open(await this.#pool.take(), {
      told: (legId, tell) => this.#report({ says: 'told', roomId, legId, tell }),
      produced: (legId, line) => this.#report({ says: 'produced', roomId, legId, line }),
    });
  }

  #move(dead: PooledWorker): void {
    const lost = [...this.#rooms.values()].filter(({ epoch }) => epoch?.pooled === dead);
    this.#report({ says: 'workerDied', rooms: lost.length });
    for (const room of lost) {
      room.epoch?.lose();
      room.epoch = null;
      this.#settle(room);
      this.#report({ says: 'moved', roomId: room.state.roomId });
    }
  }

  /** A worker that dies in the middle is told by its own event, unless the room was not on it yet. */
  #failed(room: Room, cause: unknown): void {
    if (room.epoch?.pooled.worker.closed === true) return;
    complain(`room ${room.state.roomId} could not be made as it is to be`, cause);
    setTimeout(() => this.#settle(room), RETRY_AFTER_MS).unref();
  }
}

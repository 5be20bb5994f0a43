// How many rooms of three one worker carries before frames are lost: ours and bare mediasoup's, level by level in turns.
import type { Socket } from 'node:dgram';
import { pause } from '../measure/progress.ts';
import { openBlackHole, type BlackHole } from './blackHole.ts';
import { FrameLoss } from './frameLoss.ts';
import { openSocket, Sending } from './sending.ts';
import { openBare, openOurs, type Three, type Threes } from './threes.ts';

export type Level = {
  readonly rooms: number;
  /** Share of frames, from 0 to 1. */
  readonly lost: number;
  /** Of the worker, in ms, for a second of one leg. */
  readonly cpuMsPerLeg: number;
  /** Share of one core that the worker had. */
  readonly core: number;
};
export type Capacity = { readonly ours: readonly Level[]; readonly bare: readonly Level[] };

export const MOST_LOST = 0.01;
export const LEGS = 3;
const STEP = 5;
const MOST_ROOMS = 160;
/** Those whose pictures are counted; what goes to the others is not read. */
const WATCHED = 5;
const SETTLE_MS = 400;
const WINDOW_MS = 2000;
const LONGEST_S = 60;

export async function measureCapacity(workerFile: string): Promise<Capacity> {
  const hole = await openBlackHole();
  const ours = await Side.open(await openOurs(workerFile), hole);
  const bare = await Side.open(await openBare(workerFile), hole);
  try {
    for (let rooms = STEP; rooms <= MOST_ROOMS && (ours.isFit || bare.isFit); rooms += STEP) {
      for (const [name, side] of [['ours', ours] as const, ['bare', bare] as const]) {
        if (!side.isFit) continue;
        const { lost, core } = await side.carry(rooms);
        console.log(`  ${rooms} rooms, ${name}: ${percent(lost)} of frames lost, ${percent(core)} of a core`);
      }
    }
    return { ours: ours.levels, bare: bare.levels };
  } finally {
    for (const side of [ours, bare]) side.close();
    await hole.close();
  }
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

class Side {
  readonly levels: Level[] = [];
  readonly #threes: Threes;
  readonly #hole: BlackHole;
  readonly #sending: Sending;
  readonly #receiver: Socket;
  readonly #loss = new FrameLoss();
  readonly #rooms: Three[] = [];

  private constructor(threes: Threes, hole: BlackHole, sending: Sending, receiver: Socket) {
    this.#threes = threes;
    this.#hole = hole;
    this.#sending = sending;
    this.#receiver = receiver;
    receiver.on('message', (packet) => this.#loss.take(packet));
  }

  static async open(threes: Threes, hole: BlackHole): Promise<Side> {
    return new Side(threes, hole, await Sending.open(LONGEST_S), await openSocket());
  }

  /** Carried the last level without losing more than may be lost. */
  get isFit(): boolean {
    return (this.levels.at(-1)?.lost ?? 0) <= MOST_LOST;
  }

  /** Of two tries the better one: something else on the machine may have had its moment. */
  async carry(rooms: number): Promise<Level> {
    let level = await this.#measure(rooms);
    if (level.lost > MOST_LOST) {
      const again = await this.#measure(rooms);
      if (again.lost < level.lost) level = again;
    }
    this.levels.push(level);
    return level;
  }

  close(): void {
    this.#sending.close();
    this.#receiver.close();
    this.#threes.close();
  }

  async #measure(rooms: number): Promise<Level> {
    while (this.#rooms.length < rooms) await this.#add();
    this.#sending.resume();
    await pause(SETTLE_MS);
    const before = await this.#cpuMs();
    const beganMs = performance.now();
    this.#loss.begin(this.#rooms.slice(0, WATCHED).flatMap(({ pictureSsrcs }) => pictureSsrcs));
    await pause(WINDOW_MS);
    const seconds = (performance.now() - beganMs) / 1000;
    const cpuMs = (await this.#cpuMs()) - before;
    const lost = this.#loss.share;
    this.#sending.pause();
    const core = cpuMs / 1000 / seconds;
    return { rooms, lost, core, cpuMsPerLeg: cpuMs / seconds / (rooms * LEGS) };
  }

  async #add(): Promise<void> {
    const { port } = this.#receiver.address();
    const receivers = this.#rooms.length < WATCHED ? port : this.#hole.port;
    const room = await this.#threes.open({ senders: this.#sending.port, receivers });
    this.#rooms.push(room);
    this.#sending.add(room.ins);
  }

  async #cpuMs(): Promise<number> {
    const usage = await this.#threes.worker.getResourceUsage();
    return usage.ru_utime + usage.ru_stime;
  }
}

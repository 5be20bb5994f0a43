// Two ends of a link's lanes without a network, for tests: what is sent waits until it is flushed.
import type { DataLane, DataLanes, LaneData, LaneListener, LaneName } from '../../peerLink/dataLanes.ts';

const NAMES = ['state', 'files', 'pointer'] as const;

class FakeLane implements DataLane {
  isOpen = false;
  readonly waiting: LaneData[] = [];
  other: FakeLane | undefined;
  #listener: LaneListener | undefined;

  get bufferedBytes(): number {
    return this.waiting.reduce((sum, data) => sum + data.length, 0);
  }
  send(data: LaneData): boolean {
    if (!this.isOpen) return false;
    this.waiting.push(typeof data === 'string' ? data : data.slice());
    return true;
  }
  listen(listener: LaneListener): void {
    this.#listener = listener;
    if (this.isOpen) listener.onOpen();
  }
  setOpen(open: boolean): void {
    this.isOpen = open;
    if (open) this.#listener?.onOpen();
    else this.#listener?.onClosed();
  }
  receive(data: LaneData): void {
    this.#listener?.onMessage(data);
  }
  room(): void {
    this.#listener?.onRoom();
  }
  /** Delivers one message to the other end. */
  flushOne(): boolean {
    const data = this.waiting.shift();
    if (data === undefined) return false;
    this.other?.receive(data);
    if (this.waiting.length === 0) this.#listener?.onRoom();
    return true;
  }
}

type FakeLanes = Readonly<Record<LaneName, FakeLane>>;

export type LanePair = {
  here: DataLanes;
  there: DataLanes;
  open(): void;
  /** Delivers everything, also what that gives rise to; between rounds promises get their turn. */
  flush(): Promise<void>;
  /** Delivers at most so many messages of one lane towards `there`. */
  flushSome(name: LaneName, count: number): void;
  /** What waits on one lane towards `there` is lost. */
  lose(name: LaneName): void;
  /** Says on this side that there is room. */
  room(name: LaneName): void;
  /** What was on its way is lost. */
  cut(): void;
  /** As if the other side had sent it. */
  inject(name: LaneName, data: LaneData): void;
};

export function lanePair(): LanePair {
  const make = (): FakeLanes => ({ state: new FakeLane(), files: new FakeLane(), pointer: new FakeLane() });
  const [here, there] = [make(), make()];
  for (const name of NAMES) {
    here[name].other = there[name];
    there[name].other = here[name];
  }
  const lanes = NAMES.flatMap((name) => [here[name], there[name]]);
  return {
    here,
    there,
    open: () => lanes.forEach((lane) => lane.setOpen(true)),
    async flush() {
      for (let idle = 0; idle < 5;) {
        const moved = lanes.map((lane) => lane.flushOne()).some(Boolean);
        idle = moved ? 0 : idle + 1;
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    },
    flushSome(name, count) {
      for (let index = 0; index < count; index += 1) here[name].flushOne();
    },
    lose: (name) => void here[name].waiting.splice(0),
    room: (name) => here[name].room(),
    cut() {
      for (const lane of lanes) lane.waiting.length = 0;
      for (const lane of lanes) lane.setOpen(false);
    },
    inject: (name, data) => here[name].receive(data),
  };
}

// Two ends of a link's data channels without a network, for tests: what is sent waits until it is flushed.
import type {
  DataChannel,
  DataChannels,
  ChannelData,
  ChannelListener,
  ChannelName,
} from '../../peerLink/dataChannels.ts';
import { EarlyData } from '../../peerLink/earlyData.ts';

const NAMES = ['state', 'files', 'pointer', 't140'] as const;

class FakeDataChannel implements DataChannel {
  isOpen = false;
  readonly waiting: ChannelData[] = [];
  other: FakeDataChannel | undefined;
  #listener: ChannelListener | undefined;
  readonly #early = new EarlyData();

  get bufferedBytes(): number {
    return this.waiting.reduce((sum, data) => sum + data.length, 0);
  }
  send(data: ChannelData): boolean {
    if (!this.isOpen) return false;
    this.waiting.push(typeof data === 'string' ? data : data.slice());
    return true;
  }
  listen(listener: ChannelListener): void {
    this.#listener = listener;
    if (this.isOpen) listener.onOpen();
    for (const data of this.#early.take()) listener.onMessage(data);
  }
  setOpen(open: boolean): void {
    this.isOpen = open;
    if (open) this.#listener?.onOpen();
    else this.#listener?.onClosed();
  }
  receive(data: ChannelData): void {
    if (this.#listener) this.#listener.onMessage(data);
    else this.#early.keep(typeof data === 'string' ? data : data.slice());
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

type FakeDataChannels = Readonly<Record<ChannelName, FakeDataChannel>>;

export type ChannelPair = {
  here: DataChannels;
  there: DataChannels;
  open(): void;
  /** One way alone: from this side, or from `there`; all channels, or these. As in a room, where what one says arrives sooner. */
  openFrom: (side: 'here' | 'there', names?: readonly ChannelName[]) => void;
  /** Delivers everything, also what that gives rise to; between rounds promises get their turn. */
  flush(): Promise<void>;
  /** Delivers one message of each channel and direction. @returns false when there was none */
  flushOnce(): boolean;
  /** Delivers at most so many messages of one channel towards `there`. */
  flushSome(name: ChannelName, count: number): void;
  /** The same towards `here`. */
  flushBack(name: ChannelName, count: number): void;
  /** On its way towards `there`. */
  waitingOf(name: ChannelName): readonly ChannelData[];
  /** What waits on one channel towards `there` is lost. */
  lose(name: ChannelName): void;
  /** Says on this side that there is room. */
  room(name: ChannelName): void;
  /** What was on its way is lost. */
  cut(): void;
  /** As if the other side had sent it. */
  inject(name: ChannelName, data: ChannelData): void;
  /** The same towards `there`. */
  injectThere(name: ChannelName, data: ChannelData): void;
};

export function channelPair(): ChannelPair {
  const make = (): FakeDataChannels => ({
    state: new FakeDataChannel(),
    files: new FakeDataChannel(),
    pointer: new FakeDataChannel(),
    t140: new FakeDataChannel(),
  });
  const [here, there] = [make(), make()];
  for (const name of NAMES) {
    here[name].other = there[name];
    there[name].other = here[name];
  }
  const dataChannels = NAMES.flatMap((name) => [here[name], there[name]]);
  return {
    here,
    there,
    open: () => dataChannels.forEach((channel) => channel.setOpen(true)),
    openFrom: (side, names = NAMES) => {
      for (const name of names) (side === 'here' ? here : there)[name].setOpen(true);
    },
    async flush() {
      for (let idle = 0; idle < 5;) {
        const moved = this.flushOnce();
        idle = moved ? 0 : idle + 1;
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    },
    flushSome(name, count) {
      for (let index = 0; index < count; index += 1) here[name].flushOne();
    },
    flushBack(name, count) {
      for (let index = 0; index < count; index += 1) there[name].flushOne();
    },
    waitingOf: (name) => here[name].waiting,
    lose: (name) => void here[name].waiting.splice(0),
    room: (name) => here[name].room(),
    cut() {
      for (const channel of dataChannels) channel.waiting.length = 0;
      for (const channel of dataChannels) channel.setOpen(false);
    },
    inject: (name, data) => here[name].receive(data),
    injectThere: (name, data) => there[name].receive(data),
    flushOnce: () => dataChannels.map((channel) => channel.flushOne()).some(Boolean),
  };
}

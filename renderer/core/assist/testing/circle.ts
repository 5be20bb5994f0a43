// Several rooms with data channels between each two, as in a room of the media server. The key of each is its name.
import { expect, vi } from 'vitest';
import type { ChannelData, ChannelName } from '../../peerLink/dataChannels.ts';
import { AssistRoom } from '../assistRoom.ts';
import { channelPair, type ChannelPair } from './fakeDataChannels.ts';

type Link = { readonly from: string; readonly to: string; readonly pair: ChannelPair };

const CHANNELS = ['state', 'files', 'pointer', 't140'] as const;

export class Circle {
  readonly rooms = new Map<string, AssistRoom>();
  #links: Link[] = [];

  /** Linked with all who are there. */
  enter(name: string): AssistRoom {
    const me = name === 'ada' ? 'customer' : 'agent';
    const room = new AssistRoom({ me, maxFileBytes: 10_000_000, nowMs: () => performance.now() });
    this.rooms.set(name, room);
    for (const other of this.rooms.keys()) this.link(name, other);
    return room;
  }

  leave(name: string): void {
    for (const other of this.rooms.keys()) this.cut(name, other);
    this.rooms.delete(name);
  }

  /** What was on its way is lost. */
  cut(one: string, other: string): void {
    const cut = this.#links.filter(
      ({ from, to }) => [from, to].includes(one) && [from, to].includes(other) && from !== to,
    );
    if (one === other) return;
    this.#links = this.#links.filter((link) => !cut.includes(link));
    for (const { pair } of cut) pair.cut();
  }

  /** Another link between two; one that is there goes on beside it. One of them is heard first: the other once something has arrived. */
  link(from: string, to: string): ChannelPair | undefined {
    const [here, there] = [this.rooms.get(from), this.rooms.get(to)];
    if (from === to || !here || !there) return undefined;
    const pair = channelPair();
    here.attach(pair.here, to);
    there.attach(pair.there, from);
    pair.openFrom('here');
    this.#links.push({ from, to, pair });
    return pair;
  }

  linkAll(): void {
    const names = [...this.rooms.keys()];
    for (const [index, one] of names.entries())
      for (const other of names.slice(index + 1)) if (this.#between(one, other).length === 0) this.link(one, other);
  }

  /** Everything arrives, also what that gives rise to. */
  async flush(): Promise<void> {
    for (let isStill = false; !isStill;) {
      const moved = this.#links.map(({ pair }) => pair.flushOnce());
      await new Promise((resolve) => setTimeout(resolve, 0));
      for (const { pair } of this.#links) openRest(pair);
      isStill = !moved.some(Boolean);
    }
  }

  /** What a file is called is worked out beside, however long that takes. */
  until(isSo: () => boolean): Promise<void> {
    const look = async (): Promise<void> => {
      await this.flush();
      expect(isSo()).toBe(true);
    };
    return vi.waitFor(look, { timeout: 30_000 });
  }

  /** A few messages of each channel arrive. */
  flushSome(one: string, other: string): void {
    for (const { pair } of this.#between(one, other))
      for (const name of ['state', 'files'] as const) {
        pair.flushSome(name, 2);
        pair.flushBack(name, 2);
        openRest(pair);
      }
  }

  /** How many bytes of files one sends the other from now on. */
  countSent(from: string, to: string): () => number {
    let bytes = 0;
    for (const link of this.#between(from, to)) {
      const { files } = link.from === from ? link.pair.here : link.pair.there;
      const send = files.send.bind(files);
      files.send = (data) => {
        if (typeof data !== 'string') bytes += data.length - 12;
        return send(data);
      };
    }
    return () => bytes;
  }

  /** As if `from` had sent it. */
  inject(from: string, to: string, name: ChannelName, data: ChannelData): void {
    for (const link of this.#between(from, to)) {
      if (link.to === from) link.pair.inject(name, data);
      else link.pair.injectThere(name, data);
    }
  }

  close(): void {
    for (const room of this.rooms.values()) room.close();
  }

  #between(one: string, other: string): Link[] {
    return this.#links.filter(({ from, to }) => (from === one && to === other) || (from === other && to === one));
  }
}

/** What is said there arrives from now on, too. */
function openRest({ there, openFrom }: ChannelPair): void {
  openFrom(
    'there',
    CHANNELS.filter((name) => !there[name].isOpen),
  );
}

// Text that goes letter by letter, both ways, over the `t140` channels of successive links (RFC 8865). Each side says first on every channel how
// much it has heard, and the other goes on from there: what a lost link swallowed is sent again, or marked where it is not kept any more.
import type { ChannelData, DataChannel } from '../peerLink/dataChannels.ts';
import { heardReport, MISSING, readHeardReport } from './control.ts';
import { Pace } from './pace.ts';

/** Letters that can be sent again. */
const MOST_KEPT = 1_000;
/** Letters that wait to be sent: half an hour of typing while the link is away. */
const MOST_WAITING = 10_000;
/** How soon more is sent when the pace allows no more now. */
const AGAIN_MS = 100;
/** No message of ours is longer. */
const MOST_IN_A_MESSAGE = 1_000;

export type TextStreamOptions = {
  nowMs: () => number;
};

export class TextStream {
  readonly #nowMs: () => number;
  readonly #pace: Pace;
  readonly #listeners = new Set<(text: string) => void>();
  readonly #readyListeners = new Set<() => void>();
  #channels: DataChannel[] = [];
  /** What comes over any other was heard already, or will be sent again. */
  #listensTo: DataChannel | undefined;
  /** Where the other side listens. */
  #granted: DataChannel | undefined;
  #heard = 0;
  #sent = 0;
  #kept: string[] = [];
  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ nowMs }: TextStreamOptions) {
    this.#nowMs = nowMs;
    this.#pace = new Pace(nowMs());
  }

  /** The other side has said that it listens: pages of before never do. */
  get isPossible(): boolean {
    return this.#granted !== undefined;
  }

  attach(channel: DataChannel): void {
    this.#channels = [...this.#channels, channel];
    channel.listen({
      onOpen: () => {
        if (channel === this.#newest()) this.#listenTo(channel);
      },
      onClosed: () => this.#lost(channel),
      onMessage: (data) => this.#take(channel, data),
      onRoom: () => undefined,
    });
  }

  /** Sent at once, as far as the pace allows, and when there is a link again. */
  say(text: string): void {
    this.#waiting.push(...Array.from(text));
    if (this.#waiting.length > MOST_WAITING) this.#waiting = [MISSING, ...this.#waiting.slice(-MOST_WAITING / 2)];
    this.#pump();
  }

  onText(listener: (text: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** `isPossible` may have changed. */
  onReady(listener: () => void): () => void {
    this.#readyListeners.add(listener);
    return () => this.#readyListeners.delete(listener);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#channels = [];
    this.#granted = undefined;
    this.#listeners.clear();
    this.#readyListeners.clear();
  }

  #newest(): DataChannel | undefined {
    return this.#channels.findLast(({ isOpen }) => isOpen);
  }

  #listenTo(channel: DataChannel): void {
    this.#listensTo = channel;
    channel.send(heardReport(this.#heard));
  }

  #lost(channel: DataChannel): void {
    this.#channels = this.#channels.filter((one) => one !== channel);
    if (channel === this.#granted) this.#grant(undefined);
    if (channel !== this.#listensTo) return;
    this.#listensTo = undefined;
    const newest = this.#newest();
    if (newest) this.#listenTo(newest);
  }

  #take(channel: DataChannel, data: ChannelData): void {
    if (typeof data !== 'string' || data.length > MOST_IN_A_MESSAGE) return;
    const heard = readHeardReport(data);
    if (heard !== undefined) this.#goOn(channel, heard);
    else if (channel === this.#listensTo) {
      this.#heard += Array.from(data).length;
      for (const listener of this.#listeners) listener(data);
    }
  }

  /** The other side listens to this channel, and has heard so much. */
  #goOn(channel: DataChannel, heard: number): void {
    const missing = this.#sent - heard;
    if (missing > 0) {
      const again = this.#kept.slice(-missing);
      this.#kept = this.#kept.slice(0, this.#kept.length - again.length);
      this.#waiting = [...(again.length < missing ? [MISSING] : []), ...again, ...this.#waiting];
    }
    this.#sent = heard;
    this.#grant(channel);
    this.#pump();
  }

  #grant(channel: DataChannel | undefined): void {
    this.#granted = channel;
    for (const listener of this.#readyListeners) listener();
  }

  #pump(): void {
    clearTimeout(this.#timer);
    if (this.#waiting.length === 0 || this.#granted === undefined) return;
    const letters = this.#waiting.slice(0, this.#pace.take(this.#waiting.length, this.#nowMs()));
    if (letters.length > 0 && this.#granted.send(letters.join(''))) {
      this.#waiting = this.#waiting.slice(letters.length);
      this.#sent += letters.length;
      this.#kept = [...this.#kept, ...letters].slice(-MOST_KEPT);
    }
    if (this.#waiting.length > 0) this.#timer = setTimeout(() => this.#pump(), AGAIN_MS);
  }
}

// The channel 'state' with one other page: hello, the shared whole, and passing messages. Brings both to the same after every new link.
import {
  ASSIST_VERSION,
  MAX_CHANNEL_BYTES,
  MAX_SHARED_BYTES,
  readStateMessage,
  stateMessageSchema,
  type StateMessage,
} from '../../../signalling/protocol/assist.ts';
import type { ChannelData } from '../peerLink/dataChannels.ts';
import type { AssistLine } from './assistLine.ts';
import { parsedJson } from './parsedJson.ts';
import type { SharedDoc } from './sharedDoc.ts';
import type { SkippedFrames } from './skippedFrames.ts';

/** First byte of what is not text: what I have seen · a change, whole or its last part · a part of a change. */
const TAG = { description: 1, update: 2, part: 3 } as const;
/**
 * Small changes are said once more on the channel that loses rather than waits: over a poor line a lost one would else keep all
 * behind it waiting for SCTP's timer, 400 ms and more. Later than the first, as losses come in bursts.
 */
const ECHO_AFTER_MS = 25;
const ECHO_MOST_BYTES = 1_000;
/** From this coordinate on arrows and rectangles say where they end. */
const ARROW_END = 2;
/** A message that both sides spoke of when it was made; anything else is passed on to who listens. */
export type PassingMessage = Exclude<StateMessage, { kind: 'hello' }>;
export type Incompatibility = 'version' | 'malformed';

export type StateChannelEvents = {
  /** The other page has been heard of over another link, or is another page. */
  onPeerReady: () => void;
  onMessage: (message: PassingMessage) => void;
  /** The other page speaks another version, or nonsense: nothing more is taken from it. */
  onIncompatible: (reason: Incompatibility) => void;
  /** No link is open any more. */
  onGone: () => void;
};
export type StateChannelOptions = {
  readonly line: AssistLine;
  readonly doc: SharedDoc;
  /** This page. */
  readonly page: string;
  readonly skipped: SkippedFrames;
  readonly events: StateChannelEvents;
};

/** What is said first over every link: who this is, and what has been seen here. */
export function greeting(page: string, doc: SharedDoc): readonly ChannelData[] {
  return [JSON.stringify({ kind: 'hello', version: ASSIST_VERSION, page }), tagged(TAG.description, doc.describe())];
}

/** Whose hello it is; undefined for what is none. */
export function greeterOf(data: ChannelData): string | undefined {
  if (typeof data !== 'string' || data.length > MAX_CHANNEL_BYTES) return undefined;
  const message = readStateMessage(parsedJson(data))?.message;
  return message?.kind === 'hello' ? message.page : undefined;
}

export class StateChannel {
  readonly #line: AssistLine;
  readonly #doc: SharedDoc;
  readonly #page: string;
  readonly #events: StateChannelEvents;
  readonly #skipped: SkippedFrames;
  #otherPage: string | undefined;
  /** Of changes that come in parts, by link: those of two links must not be mixed. */
  readonly #parts = new WeakMap<object, Uint8Array[]>();
  #bytesTaken = 0;
  /** What the other page has and this one lacks is on its way. */
  #isAsked = false;
  /** The other page said hello before what is said here arrives: ways into a room open one by one. */
  #isHeardOfEarly = false;
  /** What it said then that it has. */
  #describedEarly: Uint8Array | undefined;
  #isIncompatible = false;

  constructor({ line, doc, page, skipped, events }: StateChannelOptions) {
    this.#line = line;
    this.#doc = doc;
    this.#page = page;
    this.#skipped = skipped;
    this.#events = events;
    line.serve('state', {
      onOpen: () => this.#open(),
      onMessage: (data, link) => this.take(data, link),
      onGone: () => events.onGone(),
    });
  }

  /** The page on the other side, once it has said hello. */
  get otherPage(): string | undefined {
    return this.#otherPage;
  }

  /** What the page that is on the other side now has said that it can do. */
  get otherCan(): readonly string[] {
    return (this.#otherPage === undefined ? undefined : this.#doc.maps.capabilities.get(this.#otherPage)) ?? [];
  }

  send(message: PassingMessage): void {
    const text = JSON.stringify(message);
    this.#line.send('state', text);
    // What is put in place of an arrow's end must not come late: only what a stroke has grown by is said again.
    if (message.kind === 'inkContinued' && message.from > ARROW_END) this.#echoSoon(text);
  }

  /** A change made while no link is open is part of what the other side is told at the next. */
  sendUpdate(update: Uint8Array): void {
    this.#echoSoon(tagged(TAG.update, update));
    const room = MAX_CHANNEL_BYTES - 1;
    for (let from = 0; from < update.length; from += room) {
      const isLast = from + room >= update.length;
      this.#line.send('state', tagged(isLast ? TAG.update : TAG.part, update.subarray(from, from + room)));
    }
  }

  /** Says what has been seen here: each then gives the other what it lacks, for example of somebody who has gone. */
  compare(): void {
    if (this.#isIncompatible) return;
    this.#isAsked = this.#line.send('state', tagged(TAG.description, this.#doc.describe()));
  }

  /** What is said first has been said to it. */
  greeted(): void {
    this.#isAsked = true;
  }

  /** What came over the channel that may lose: known already, or sooner than the first. Nothing else is taken from there. */
  takeEcho(data: ChannelData): void {
    if (this.#isIncompatible || data.length > ECHO_MOST_BYTES) return;
    if (typeof data !== 'string') {
      if (data[0] === TAG.update) this.#takeUpdate(data.subarray(1));
      return;
    }
    const message = stateMessageSchema.safeParse(parsedJson(data));
    if (message.success && message.data.kind === 'inkContinued') this.#events.onMessage(message.data);
  }

  take(data: ChannelData, link: object): void {
    if (this.#isIncompatible) return;
    if (data.length > MAX_CHANNEL_BYTES) this.#stop('malformed');
    else if (typeof data === 'string') this.#takeText(data);
    else this.#takeBytes(data, link);
  }

  #open(): void {
    if (this.#isIncompatible) return;
    for (const data of greeting(this.#page, this.#doc)) this.#isAsked = this.#line.send('state', data);
    const described = this.#describedEarly;
    this.#describedEarly = undefined;
    if (described) this.#answer(described);
    if (this.#isHeardOfEarly) this.#ready();
  }

  #echoSoon(data: ChannelData): void {
    if (data.length <= ECHO_MOST_BYTES) setTimeout(() => this.#line.send('pointer', data), ECHO_AFTER_MS);
  }

  #takeText(text: string): void {
    const read = readStateMessage(parsedJson(text));
    if (!read) {
      this.#stop('malformed');
      return;
    }
    const { message } = read;
    // What a later release says beside what this one knows is not for it.
    if (!message) this.#skipped.skip('state');
    else if (message.kind !== 'hello') this.#events.onMessage(message);
    else if (message.version !== ASSIST_VERSION) this.#stop('version');
    else {
      const before = this.#otherPage;
      this.#otherPage = message.page;
      // What a page could do that is gone, after a reload or on another device.
      if (before !== undefined && before !== message.page) this.#doc.maps.capabilities.delete(before);
      if (this.#line.isOpen('state')) this.#ready();
      else this.#isHeardOfEarly = true;
    }
  }

  /** Who is told that the other page is there may say something to it at once. */
  #ready(): void {
    this.#isHeardOfEarly = false;
    this.#events.onPeerReady();
  }

  #takeBytes(data: Uint8Array, link: object): void {
    const content = data.subarray(1);
    if (data[0] === TAG.description) {
      this.#answer(content);
      return;
    }
    if (data[0] !== TAG.update && data[0] !== TAG.part) {
      this.#skipped.skip('state');
      return;
    }
    const parts = [...(this.#parts.get(link) ?? []), content];
    if (bytesOf(parts) > MAX_SHARED_BYTES) this.#stop('malformed');
    this.#parts.set(link, data[0] === TAG.part ? parts : []);
    if (data[0] === TAG.part) return;
    this.#isAsked = false;
    if (!this.#takeUpdate(parts.length === 1 ? content : joined(parts))) this.#stop('malformed');
  }

  /** Gives what the other page lacks, and asks for what this one does. */
  #answer(description: Uint8Array): void {
    if (!this.#line.isOpen('state')) {
      this.#describedEarly = description;
      return;
    }
    const missing = this.#doc.missingFor(description);
    if (!missing) {
      this.#stop('malformed');
      return;
    }
    this.sendUpdate(missing);
    if (!this.#isAsked && this.#doc.lacks(description)) this.compare();
  }

  #takeUpdate(update: Uint8Array): boolean {
    this.#bytesTaken += update.length;
    return this.#bytesTaken <= MAX_SHARED_BYTES && this.#doc.take(update);
  }

  #stop(reason: Incompatibility): void {
    if (this.#isIncompatible) return;
    this.#isIncompatible = true;
    this.#events.onIncompatible(reason);
  }
}

function tagged(tag: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(content.length + 1);
  message[0] = tag;
  message.set(content, 1);
  return message;
}

function bytesOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(bytesOf(parts));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

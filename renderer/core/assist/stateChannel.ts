// The channel 'state': hello, the shared whole, and passing messages. Brings both sides to the same after every new link.
import {
  ASSIST_VERSION,
  MAX_CHANNEL_BYTES,
  MAX_SHARED_BYTES,
  PAGE_CAPABILITIES,
  readStateMessage,
  stateMessageSchema,
  type StateMessage,
} from '../../../signalling/protocol/assist.ts';
import type { ChannelData } from '../peerLink/dataChannels.ts';
import { randomId } from '../signallingClient/randomId.ts';
import type { AssistLine } from './assistLine.ts';
import { parsedJson } from './parsedJson.ts';
import { SharedDoc } from './sharedDoc.ts';
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

export type StateChannelEvents = {
  /** Both sides are the same now. `samePage`: it is the page that was there before. */
  onPeerReady: (samePage: boolean) => void;
  onMessage: (message: PassingMessage) => void;
  /** The other side speaks another version, or nonsense: nothing more is taken from it. */
  onIncompatible: (reason: 'version' | 'malformed') => void;
};

export class StateChannel {
  readonly doc: SharedDoc;
  readonly #line: AssistLine;
  readonly #events: StateChannelEvents;
  readonly #skipped: SkippedFrames;
  readonly #page = randomId();
  #otherPage: string | undefined;
  #parts: Uint8Array[] = [];
  #partBytes = 0;
  #isIncompatible = false;

  constructor(line: AssistLine, skipped: SkippedFrames, events: StateChannelEvents) {
    this.#line = line;
    this.#skipped = skipped;
    this.#events = events;
    this.doc = new SharedDoc((update) => this.#sendUpdate(update));
    this.doc.maps.capabilities.set(this.#page, [...PAGE_CAPABILITIES]);
    line.serve('state', { onOpen: () => this.#open(), onMessage: (data) => this.#take(data) });
  }

  /** What the page that is on the other side now has said that it can do. */
  get otherCan(): readonly string[] {
    return (this.#otherPage === undefined ? undefined : this.doc.maps.capabilities.get(this.#otherPage)) ?? [];
  }

  send(message: PassingMessage): void {
    const text = JSON.stringify(message);
    this.#line.send('state', text);
    // What is put in place of an arrow's end must not come late: only what a stroke has grown by is said again.
    if (message.kind === 'inkContinued' && message.from > ARROW_END) this.#echoSoon(text);
  }

  /** What came over the channel that may lose: known already, or sooner than the first. Nothing else is taken from there. */
  takeEcho(data: ChannelData): void {
    if (this.#isIncompatible || data.length > ECHO_MOST_BYTES) return;
    if (typeof data !== 'string') {
      if (data[0] === TAG.update) this.doc.take(data.subarray(1));
      return;
    }
    const message = stateMessageSchema.safeParse(parsedJson(data));
    if (message.success && message.data.kind === 'inkContinued') this.#events.onMessage(message.data);
  }

  close(): void {
    this.doc.close();
  }

  #open(): void {
    if (this.#isIncompatible) return;
    this.#parts = [];
    this.#partBytes = 0;
    this.#line.send('state', JSON.stringify({ kind: 'hello', version: ASSIST_VERSION, page: this.#page }));
    this.#line.send('state', tagged(TAG.description, this.doc.describe()));
  }

  #echoSoon(data: ChannelData): void {
    if (data.length <= ECHO_MOST_BYTES) setTimeout(() => this.#line.send('pointer', data), ECHO_AFTER_MS);
  }

  /** A change made while no link is open is part of what the other side is told at the next. */
  #sendUpdate(update: Uint8Array): void {
    this.#echoSoon(tagged(TAG.update, update));
    const room = MAX_CHANNEL_BYTES - 1;
    for (let from = 0; from < update.length; from += room) {
      const isLast = from + room >= update.length;
      this.#line.send('state', tagged(isLast ? TAG.update : TAG.part, update.subarray(from, from + room)));
    }
  }

  #take(data: ChannelData): void {
    if (this.#isIncompatible) return;
    if (data.length > MAX_CHANNEL_BYTES) this.#stop('malformed');
    else if (typeof data === 'string') this.#takeText(data);
    else this.#takeBytes(data);
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
      const { page } = message;
      const samePage = this.#otherPage === page;
      this.#otherPage = page;
      this.#forgetPages();
      this.#events.onPeerReady(samePage);
    }
  }

  /** What pages could do that are gone, after reloads and on other devices. */
  #forgetPages(): void {
    const { capabilities } = this.doc.maps;
    const gone = [...capabilities.entries.keys()].filter((page) => page !== this.#page && page !== this.#otherPage);
    if (gone.length > 0) capabilities.delete(...gone);
  }

  #takeBytes(data: Uint8Array): void {
    const content = data.subarray(1);
    if (data[0] === TAG.description) {
      const missing = this.doc.missingFor(content);
      if (missing) this.#sendUpdate(missing);
      else this.#stop('malformed');
      return;
    }
    if (data[0] !== TAG.update && data[0] !== TAG.part) {
      this.#skipped.skip('state');
      return;
    }
    this.#parts.push(content);
    this.#partBytes += content.length;
    if (this.#partBytes > MAX_SHARED_BYTES) this.#stop('malformed');
    if (data[0] === TAG.part) return;
    const update = this.#parts.length === 1 ? content : joined(this.#parts, this.#partBytes);
    this.#parts = [];
    this.#partBytes = 0;
    if (!this.doc.take(update)) this.#stop('malformed');
  }

  #stop(reason: 'version' | 'malformed'): void {
    if (this.#isIncompatible) return;
    this.#isIncompatible = true;
    this.#parts = [];
    this.#events.onIncompatible(reason);
  }
}

function tagged(tag: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(content.length + 1);
  message[0] = tag;
  message.set(content, 1);
  return message;
}

function joined(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

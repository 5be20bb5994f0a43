// What the two sides of a call share beside sound and picture, from one side: the shared whole, passing messages, files and
// pointers. Composes the data channels; knows no features and no Svelte.
import { readPointed, writePointed, type PageCapability, type Pointed } from '../../../signalling/protocol/assist.ts';
import type { Party } from '../../../signalling/protocol/index.ts';
import type { DataChannels, ChannelData } from '../peerLink/dataChannels.ts';
import { TextStream } from '../realTimeText/textStream.ts';
import { AssistLine } from './assistLine.ts';
import { FileExchange } from './fileExchange.ts';
import type { SharedDoc } from './sharedDoc.ts';
import { SkippedFrames } from './skippedFrames.ts';
import { StateChannel, type PassingMessage } from './stateChannel.ts';

export type AssistRoomOptions = { me: Party; maxFileBytes: number; nowMs: () => number };

export class AssistRoom {
  readonly me: Party;
  readonly files: FileExchange;
  readonly text: TextStream;
  readonly nowMs: () => number;
  readonly #line = new AssistLine();
  readonly #skipped = new SkippedFrames();
  readonly #state: StateChannel;
  readonly #listeners = new Set<() => void>();
  readonly #readyListeners = new Set<() => void>();
  readonly #messageListeners = new Set<(message: PassingMessage) => void>();
  readonly #pointListeners = new Set<(pointed: Pointed) => void>();
  #peerReady = false;
  #incompatible: 'version' | 'malformed' | undefined;

  constructor({ me, maxFileBytes, nowMs }: AssistRoomOptions) {
    this.me = me;
    this.nowMs = nowMs;
    this.#state = new StateChannel(this.#line, this.#skipped, {
      onPeerReady: () => {
        this.#peerReady = true;
        this.#changed();
        for (const listener of this.#readyListeners) listener();
      },
      onMessage: (message) => {
        for (const listener of this.#messageListeners) listener(message);
      },
      onIncompatible: (reason) => {
        this.#incompatible = reason;
        this.#changed();
      },
    });
    this.text = new TextStream({ nowMs });
    this.files = new FileExchange(this.#line, maxFileBytes, this.#skipped);
    this.#line.serve('pointer', { onOpen: () => undefined, onMessage: (data) => this.#takePoint(data) });
  }

  get maps(): SharedDoc['maps'] {
    return this.#state.doc.maps;
  }

  /** The other side's page has been heard of. */
  get peerReady(): boolean {
    return this.#peerReady;
  }

  /** Why nothing is shared with the other side, if so. */
  get incompatible(): 'version' | 'malformed' | undefined {
    return this.#incompatible;
  }

  /** Frames of kinds that this page does not know. */
  get skippedFrames(): number {
    return this.#skipped.count;
  }

  /** The other side's page has said that it can. `maps.capabilities` changes when it says so. */
  otherCan(capability: PageCapability): boolean {
    return this.#state.otherCan.includes(capability);
  }

  attach(dataChannels: DataChannels): void {
    this.#skipped.linked();
    this.#line.attach(dataChannels);
    this.text.attach(dataChannels.t140);
  }

  together(change: () => void): void {
    this.#state.doc.together(change);
  }

  /** Lays out what was there before, in one: undoing does not take it back. */
  restore(change: () => void): void {
    this.#state.doc.restore(change);
  }

  send(message: PassingMessage): void {
    this.#state.send(message);
  }

  point(pointed: Pointed): void {
    this.#line.send('pointer', writePointed(pointed));
  }

  onChange(listener: () => void): () => void {
    return listen(this.#listeners, listener);
  }

  /** The other side's page has been heard of over another link, or is another page. */
  onPeerReady(listener: () => void): () => void {
    return listen(this.#readyListeners, listener);
  }

  onMessage(listener: (message: PassingMessage) => void): () => void {
    return listen(this.#messageListeners, listener);
  }

  onPoint(listener: (pointed: Pointed) => void): () => void {
    return listen(this.#pointListeners, listener);
  }

  close(): void {
    this.#line.close();
    this.text.close();
    this.#state.close();
    this.files.close();
    const all = [this.#listeners, this.#readyListeners, this.#messageListeners, this.#pointListeners];
    for (const listeners of all) listeners.clear();
  }

  #takePoint(data: ChannelData): void {
    const pointed = typeof data === 'string' ? undefined : readPointed(data);
    if (!pointed) this.#state.takeEcho(data);
    else for (const listener of this.#pointListeners) listener(pointed);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function listen<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

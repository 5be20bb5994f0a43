// What the pages of a call share beside sound and picture, from one of them: the shared whole, passing messages, files, pointers and live
// text, with each of the others. Knows no features and no Svelte.
import {
  PAGE_CAPABILITIES,
  writePointed,
  type PageCapability,
  type Pointed,
} from '../../../signalling/protocol/assist.ts';
import type { Party } from '../../../signalling/protocol/index.ts';
import type { DataChannels } from '../peerLink/dataChannels.ts';
import { DIRECT_PEER } from '../peerLink/mediaLink.ts';
import { TextCircle } from '../realTimeText/textCircle.ts';
import { randomId } from '../signallingClient/randomId.ts';
import { Authors } from './authors.ts';
import type { Company } from './company.ts';
import { FileExchange } from './fileExchange.ts';
import { introduce } from './introduce.ts';
import { OtherPage } from './otherPage.ts';
import { SharedDoc } from './sharedDoc.ts';
import { SkippedFrames } from './skippedFrames.ts';
import { greeterOf, greeting, type Incompatibility, type PassingMessage } from './stateChannel.ts';

export type AssistRoomOptions = { me: Party; maxFileBytes: number; nowMs: () => number };

export class AssistRoom {
  readonly me: Party;
  readonly files: FileExchange;
  readonly text: TextCircle<OtherPage>;
  readonly authors: Authors;
  readonly nowMs: () => number;
  readonly #page = randomId();
  readonly #doc: SharedDoc;
  readonly #skipped = new SkippedFrames();
  readonly #attached = new WeakSet<DataChannels>();
  readonly #listeners = new Set<() => void>();
  readonly #readyListeners = new Set<() => void>();
  readonly #messageListeners = new Set<(message: PassingMessage, from: OtherPage) => void>();
  readonly #pointListeners = new Set<(pointed: Pointed, from: OtherPage) => void>();
  /** In the order in which they came; who has gone stays, as they may come back. */
  #others: readonly OtherPage[] = [];
  #present: readonly OtherPage[] = [];
  #company: Company | undefined;
  #isClosed = false;

  constructor({ me, maxFileBytes, nowMs }: AssistRoomOptions) {
    this.me = me;
    this.nowMs = nowMs;
    this.#doc = new SharedDoc((update) => {
      for (const other of this.#others) other.state.sendUpdate(update);
    });
    this.#doc.maps.capabilities.set(this.#page, [...PAGE_CAPABILITIES]);
    this.authors = new Authors(this.#doc);
    this.text = new TextCircle({ nowMs });
    this.files = new FileExchange(maxFileBytes);
  }

  get maps(): SharedDoc['maps'] {
    return this.#doc.maps;
  }

  /** False: this one is beside the two between whom the call is, and what only these two do is not theirs. */
  get isOfTheTwo(): boolean {
    return this.#company?.isOfTheTwo ?? true;
  }

  /** More than one other is there. */
  get isAmongSeveral(): boolean {
    return this.#present.length > 1;
  }

  /** This page's leg, where the call knows legs. */
  get leg(): string | undefined {
    return this.#company?.leg;
  }

  /** Those who are there; while nobody can be reached, who was there last. */
  get present(): readonly OtherPage[] {
    return this.#present;
  }

  /** Somebody's page has been heard of. */
  get peerReady(): boolean {
    return this.#others.some(({ isReady }) => isReady);
  }

  /** Why nothing is shared with anybody, if so. */
  get incompatible(): Incompatibility | undefined {
    const reasons = this.#others.flatMap((other) => other.incompatible ?? []);
    const others = this.#present.length > 0 ? this.#present : this.#others;
    return others.every(({ incompatible }) => incompatible !== undefined) ? reasons[0] : undefined;
  }

  /** Frames of kinds that this page does not know. */
  get skippedFrames(): number {
    return this.#skipped.count;
  }

  /** The pages of all who are there have said that they can. `maps.capabilities` changes when one says so. */
  otherCan(capability: PageCapability): boolean {
    return this.#present.length > 0 && this.#present.every(({ state }) => state.otherCan.includes(capability));
  }

  /** A link to another page, or one that is taken up already. `key`: who is there, as far as the link says. */
  attach(dataChannels: DataChannels, key: string = DIRECT_PEER): void {
    if (this.#isClosed || this.#attached.has(dataChannels)) return;
    this.#attached.add(dataChannels);
    this.#skipped.linked();
    const only = this.#onlyDirect(key);
    if (only) only.attach(dataChannels, key, false);
    else this.#introduce(dataChannels, key);
  }

  /** Who takes part from now on; undefined: two, directly. */
  follow(company: Company | undefined): void {
    this.#company = company;
    this.authors.follow(company);
    this.#changed();
  }

  /** By whom a value is; where no page has said so, by the side that it names. */
  isMine(name: keyof SharedDoc['maps'], key: string, by: Party): boolean {
    return this.authors.isMine(name, key) ?? by === this.me;
  }

  together(change: () => void): void {
    this.#doc.together(change);
  }

  /** Lays out what was there before, in one: undoing does not take it back. */
  restore(change: () => void): void {
    this.#doc.restore(change);
  }

  send(message: PassingMessage): void {
    for (const other of this.#others) if (this.#isFor(message, other)) other.state.send(message);
  }

  point(pointed: Pointed): void {
    for (const { line } of this.#others) line.send('pointer', writePointed(pointed));
  }

  onChange(listener: () => void): () => void {
    return listen(this.#listeners, listener);
  }

  /** Somebody's page has been heard of over another link, or is another page. */
  onPeerReady(listener: () => void): () => void {
    return listen(this.#readyListeners, listener);
  }

  onMessage(listener: (message: PassingMessage, from: OtherPage) => void): () => void {
    return listen(this.#messageListeners, listener);
  }

  onPoint(listener: (pointed: Pointed, from: OtherPage) => void): () => void {
    return listen(this.#pointListeners, listener);
  }

  close(): void {
    this.#isClosed = true;
    for (const other of this.#others) other.close();
    this.text.close();
    this.#doc.close();
    this.files.close();
    const all = [this.#listeners, this.#readyListeners, this.#messageListeners, this.#pointListeners];
    for (const listeners of all) listeners.clear();
  }

  /** Between two there is no doubt who it is: also a page that has been loaded again is taken for them. */
  #onlyDirect(key: string): OtherPage | undefined {
    if (key !== DIRECT_PEER || this.#others.length > 1) return undefined;
    const only = this.#others[0] ?? this.#create(key);
    return only.key === key ? only : undefined;
  }

  /** Among several, the page that answers says who it is: the same as over another link, or one that was loaded again. */
  #introduce(dataChannels: DataChannels, key: string): void {
    introduce(dataChannels.state, {
      greeting: () => greeting(this.#page, this.#doc),
      greeterOf,
      onKnown: (page, isGreeted) => {
        const known = this.#others.find(({ state }) => state.otherPage === page);
        const other = known ?? this.#others.find((one) => one.key === key) ?? this.#create(key);
        other.attach(dataChannels, key, isGreeted);
        return (data) => other.state.take(data, dataChannels);
      },
    });
  }

  #create(key: string): OtherPage {
    const other = new OtherPage({
      ...{ key, doc: this.#doc, page: this.#page, skipped: this.#skipped },
      events: {
        onReady: () => {
          this.#lookWhoIsThere();
          this.#changed();
          for (const listener of this.#readyListeners) listener();
        },
        onMessage: (message, from) => {
          if (!this.#isFor(message, from)) return;
          for (const listener of this.#messageListeners) listener(message, from);
        },
        onPoint: (pointed, from) => {
          for (const listener of this.#pointListeners) listener(pointed, from);
        },
        onChange: (changed) => {
          if (!changed.isOpen) this.#compareWithout(changed);
          this.#lookWhoIsThere();
          this.#changed();
        },
      },
    });
    other.listenTo(this.text.join(other));
    this.files.join(other.line, this.#skipped);
    this.#others = [...this.#others, other];
    return other;
  }

  /** Who somebody is, is a matter between two, also where others are in the call. */
  #isFor({ kind }: PassingMessage, { key }: OtherPage): boolean {
    return !kind.startsWith('identity') || key === DIRECT_PEER || key === this.#company?.counterpart;
  }

  #lookWhoIsThere(): void {
    const there = this.#others.filter(({ isOpen, isReady }) => isOpen && isReady);
    if (there.length > 0) this.#present = there;
  }

  /** What somebody said last may have reached one of the others and not this page. */
  #compareWithout(gone: OtherPage): void {
    for (const other of this.#others) if (other !== gone && other.isOpen) other.state.compare();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function listen<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// One of the other pages of a call, over whatever links there are to it: composes what goes to and from it.
import { readPointed, type Pointed } from '../../../signalling/protocol/assist.ts';
import type { ChannelData, DataChannels } from '../peerLink/dataChannels.ts';
import type { TextStream } from '../realTimeText/textStream.ts';
import { AssistLine } from './assistLine.ts';
import { StateChannel, type Incompatibility, type PassingMessage, type StateChannelOptions } from './stateChannel.ts';

export type OtherPageEvents = {
  onReady: (other: OtherPage) => void;
  onMessage: (message: PassingMessage, other: OtherPage) => void;
  onPoint: (pointed: Pointed, other: OtherPage) => void;
  /** Can be reached, cannot be reached any more, or nothing can be shared with it. */
  onChange: (other: OtherPage) => void;
};
export type OtherPageOptions = Pick<StateChannelOptions, 'doc' | 'page' | 'skipped'> & {
  readonly key: string;
  readonly events: OtherPageEvents;
};

export class OtherPage {
  readonly line = new AssistLine();
  readonly state: StateChannel;
  readonly #events: OtherPageEvents;
  #text: TextStream | undefined;
  #key: string;
  #incompatible: Incompatibility | undefined;
  #isReady = false;

  constructor({ key, doc, page, skipped, events }: OtherPageOptions) {
    this.#key = key;
    this.#events = events;
    this.state = new StateChannel({
      ...{ line: this.line, doc, page, skipped },
      events: {
        onPeerReady: () => {
          this.#isReady = true;
          events.onReady(this);
        },
        onMessage: (message) => events.onMessage(message, this),
        onIncompatible: (reason) => {
          this.#incompatible = reason;
          events.onChange(this);
        },
        onGone: () => events.onChange(this),
      },
    });
    this.line.serve('pointer', { onOpen: () => undefined, onMessage: (data) => this.#takePoint(data) });
  }

  /** Who is there: their leg in a room, the other end of a direct link. */
  get key(): string {
    return this.#key;
  }

  get isOpen(): boolean {
    return this.line.isOpen('state');
  }

  /** It has been heard of. */
  get isReady(): boolean {
    return this.#isReady;
  }

  get incompatible(): Incompatibility | undefined {
    return this.#incompatible;
  }

  /** MUST be given before the first link. */
  listenTo(text: TextStream): void {
    this.#text = text;
  }

  /** Another link, under the name that it has there. `isGreeted`: hello has been said over it. */
  attach(dataChannels: DataChannels, key: string, isGreeted: boolean): void {
    this.#key = key;
    if (isGreeted) this.state.greeted();
    this.line.attach(dataChannels, isGreeted);
    this.#text?.attach(dataChannels.t140);
  }

  close(): void {
    this.line.close();
  }

  #takePoint(data: ChannelData): void {
    const pointed = typeof data === 'string' ? undefined : readPointed(data);
    if (pointed) this.#events.onPoint(pointed, this);
    else this.state.takeEcho(data);
  }
}

// One line to one other page over the data channels of successive links: messages go over the newest link that is open and are
// taken from any. What must survive a change of link is sent again by its owner when told that the line is open (anew).
import type { DataChannel, DataChannels, ChannelData, ChannelName } from '../peerLink/dataChannels.ts';

export type AssistLineEvents = {
  /** This link's channel can be used from now on: say hello over it. */
  onOpen: (link: object) => void;
  /** `link` tells messages of one link from those of another. */
  onMessage: (data: ChannelData, link: object) => void;
  /** There is room for more. */
  onRoom?: () => void;
  /** No link is open any more. */
  onGone?: () => void;
};

export class AssistLine {
  #links: DataChannels[] = [];
  readonly #events = new Map<ChannelName, AssistLineEvents>();
  #closed = false;

  /**
   * Takes up another link, which is the one to send over as soon as it is open. `isGreeted`: it is open, and hello has been said over it.
   */
  attach(dataChannels: DataChannels, isGreeted = false): void {
    if (this.#closed) return;
    this.#links = [...this.#links, dataChannels];
    for (const name of ['state', 'files', 'pointer'] as const)
      this.#listen(dataChannels, name, isGreeted && name === 'state');
  }

  /** Who takes care of a channel. Set before links are attached. */
  serve(name: ChannelName, events: AssistLineEvents): void {
    this.#events.set(name, events);
  }

  isOpen(name: ChannelName): boolean {
    return this.#newest(name) !== undefined;
  }

  bufferedBytes(name: ChannelName): number {
    return this.#newest(name)?.bufferedBytes ?? 0;
  }

  /** @returns false when no link is open: nothing was sent */
  send(name: ChannelName, data: ChannelData): boolean {
    return this.#newest(name)?.send(data) ?? false;
  }

  close(): void {
    this.#closed = true;
    this.#links = [];
    this.#events.clear();
  }

  #listen(dataChannels: DataChannels, name: ChannelName, isGreeted: boolean): void {
    let isKnownToBeOpen = isGreeted;
    dataChannels[name].listen({
      onOpen: () => {
        if (dataChannels[name] === this.#newest(name) && !isKnownToBeOpen) this.#events.get(name)?.onOpen(dataChannels);
        isKnownToBeOpen = false;
      },
      onClosed: () => this.#closedOn(dataChannels, name),
      onMessage: (data) => this.#events.get(name)?.onMessage(data, dataChannels),
      onRoom: () => {
        if (dataChannels[name] === this.#newest(name)) this.#events.get(name)?.onRoom?.();
      },
    });
  }

  #closedOn(dataChannels: DataChannels, name: ChannelName): void {
    const wasNewest = this.#links.at(-1) === dataChannels;
    this.#links = this.#links.filter((link) => link !== dataChannels);
    const older = this.#links.findLast((link) => link[name].isOpen);
    if (!older) this.#events.get(name)?.onGone?.();
    // Back to an older link that is still open: what was sent over the other may not have arrived.
    else if (wasNewest) this.#events.get(name)?.onOpen(older);
  }

  #newest(name: ChannelName): DataChannel | undefined {
    return this.#links.findLast((dataChannels) => dataChannels[name].isOpen)?.[name];
  }
}

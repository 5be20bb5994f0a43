// One line to the other side over the lanes of successive links: messages go over the newest link that is open and are
// taken from any. What must survive a change of link is sent again by its owner when told that the line is open (anew).
import type { DataLane, DataLanes, LaneData, LaneName } from '../peerLink/dataLanes.ts';

export type AssistLineEvents = {
  /** A link's lane can be used from now on: say hello over it. */
  onOpen: () => void;
  onMessage: (data: LaneData) => void;
  /** There is room for more. */
  onRoom?: () => void;
};

export class AssistLine {
  #links: DataLanes[] = [];
  readonly #events = new Map<LaneName, AssistLineEvents>();
  #closed = false;

  /** Takes up another link, which is the one to send over as soon as it is open. */
  attach(lanes: DataLanes): void {
    if (this.#closed) return;
    this.#links = [...this.#links, lanes];
    for (const name of ['state', 'files', 'pointer'] as const) this.#listen(lanes, name);
  }

  /** Who takes care of a lane. Set before links are attached. */
  serve(name: LaneName, events: AssistLineEvents): void {
    this.#events.set(name, events);
  }

  isOpen(name: LaneName): boolean {
    return this.#newest(name) !== undefined;
  }

  bufferedBytes(name: LaneName): number {
    return this.#newest(name)?.bufferedBytes ?? 0;
  }

  /** @returns false when no link is open: nothing was sent */
  send(name: LaneName, data: LaneData): boolean {
    return this.#newest(name)?.send(data) ?? false;
  }

  close(): void {
    this.#closed = true;
    this.#links = [];
    this.#events.clear();
  }

  #listen(lanes: DataLanes, name: LaneName): void {
    lanes[name].listen({
      onOpen: () => {
        if (lanes[name] === this.#newest(name)) this.#events.get(name)?.onOpen();
      },
      onClosed: () => {
        const wasNewest = this.#links.at(-1) === lanes;
        this.#links = this.#links.filter((link) => link !== lanes);
        // Back to an older link that is still open: what was sent over the other may not have arrived.
        if (wasNewest && this.isOpen(name)) this.#events.get(name)?.onOpen();
      },
      onMessage: (data) => this.#events.get(name)?.onMessage(data),
      onRoom: () => {
        if (lanes[name] === this.#newest(name)) this.#events.get(name)?.onRoom?.();
      },
    });
  }

  #newest(name: LaneName): DataLane | undefined {
    return this.#links.findLast((lanes) => lanes[name].isOpen)?.[name];
  }
}

// The media servers of a link into a room, which outlives their credentials: others are asked for in time, and no connection is made anew
// for that. Knows when; not how they are asked for.
import { renewCredentialsAfterMs } from '../peerLink/credentialTime.ts';
import type { MediaServers } from './roomPort.ts';

/** The server was not reached: it is asked again after this. */
const ASK_AGAIN_MS = 10_000;

export type RoomServersOptions = {
  readonly first: MediaServers;
  /** Never rejects; undefined: the server was not reached. */
  readonly renew: () => Promise<MediaServers | undefined>;
  /** What is there goes on as it is, and whatever path it takes from now on it takes by these. */
  readonly onRenewed: () => void;
};

export class RoomServers {
  readonly #options: RoomServersOptions;
  #servers: MediaServers;
  /** By a clock that goes on while the machine sleeps. */
  #dueAtMs = Number.POSITIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: RoomServersOptions) {
    this.#options = options;
    this.#servers = options.first;
    this.#keep(options.first);
  }

  get present(): MediaServers {
    return this.#servers;
  }

  /** As who goes in needs them: of a room that is old already those that the page was told expired long ago. */
  async fresh(): Promise<MediaServers> {
    if (Date.now() >= this.#dueAtMs) await this.#renew();
    return this.#servers;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #keep(servers: MediaServers): void {
    clearTimeout(this.#timer);
    this.#servers = servers;
    if (servers.expiresInMs === undefined) return;
    const afterMs = renewCredentialsAfterMs(servers.expiresInMs);
    this.#dueAtMs = Date.now() + afterMs;
    this.#renewAfter(Math.max(0, afterMs));
  }

  #renewAfter(afterMs: number): void {
    this.#timer = setTimeout(() => void this.#renew(), afterMs);
  }

  #renew(): Promise<void> {
    this.#asked ??= this.#ask().finally(() => {
      this.#asked = undefined;
    });
    return this.#asked;
  }

  async #ask(): Promise<void> {
    const servers = await this.#options.renew();
    if (this.#isClosed) return;
    if (servers === undefined) {
      clearTimeout(this.#timer);
      this.#renewAfter(ASK_AGAIN_MS);
      return;
    }
    this.#keep(servers);
    this.#options.onRenewed();
  }
}

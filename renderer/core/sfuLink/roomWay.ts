// One of a page's two transports to a room, and how it is doing. Knows mediasoup-client's transports; not what goes over them.
import type { types } from 'mediasoup-client';
import type { IceServer } from '../../../signalling/protocol/index.ts';
import { demand, type MediaServers, type RoomPort } from './roomPort.ts';

export type Direction = 'send' | 'receive';
export type WayState = 'unused' | 'connected' | 'broken' | 'lost';

export type WayOptions = {
  readonly port: RoomPort;
  readonly epoch: string;
  readonly onState: () => void;
};

/** A broken path is tried by other ways for so long before it is lost. */
const LOST_AFTER_MS = 10_000;

export function pathsOf({
  iceServers,
  relayOnly,
}: MediaServers): Pick<types.TransportOptions, 'iceServers' | 'iceTransportPolicy'> {
  return { iceServers: listed(iceServers), iceTransportPolicy: relayOnly ? 'relay' : 'all' };
}

function listed(iceServers: readonly IceServer[]): RTCIceServer[] {
  return iceServers.map(({ urls, username, credential }) => ({
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  }));
}

export class RoomWay {
  readonly transport: types.Transport;
  readonly #direction: Direction;
  readonly #options: WayOptions;
  #state: WayState = 'unused';
  #lostTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(direction: Direction, transport: types.Transport, options: WayOptions) {
    this.#direction = direction;
    this.transport = transport;
    this.#options = options;
    const { port, epoch } = options;
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      demand(port, { type: 'connect', epoch, direction, dtlsParameters }).then(done, failed);
    });
    transport.on('connectionstatechange', (state) => this.#changed(state));
  }

  get state(): WayState {
    return this.#state;
  }

  /** Something goes over it, or is to. */
  get isBegun(): boolean {
    return this.transport.connectionState !== 'new';
  }

  /** The next path is found by these; the present one stays. */
  setServers({ iceServers }: MediaServers): void {
    if (!this.transport.closed)
      void this.transport.updateIceServers({ iceServers: listed(iceServers) }).catch(() => undefined);
  }

  close(): void {
    clearTimeout(this.#lostTimer);
    this.transport.close();
  }

  #changed(state: types.ConnectionState): void {
    if (state === 'connected') this.#become('connected');
    if (state !== 'disconnected' && state !== 'failed') return;
    if (this.#state !== 'broken') {
      this.#become('broken');
      this.#lostTimer = setTimeout(() => this.#become('lost'), LOST_AFTER_MS);
    }
    void this.#tryAnotherPath();
  }

  #become(state: WayState): void {
    if (state !== 'broken') clearTimeout(this.#lostTimer);
    this.#state = state;
    this.#options.onState();
  }

  async #tryAnotherPath(): Promise<void> {
    const { port, epoch } = this.#options;
    const asked = await port.ask({ type: 'restartIce', epoch, direction: this.#direction });
    if (!asked.ok || this.transport.closed) return;
    await this.transport.restartIce({ iceParameters: asked.answer.iceParameters }).catch(() => undefined);
  }
}

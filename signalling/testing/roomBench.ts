// Rooms with the real media process and the real worker, and pages without a browser: they say what a page says, and send no media.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSfuBridge } from '../adapters/sfu/sfuBridge.ts';
import type { MediaOptions } from '../mediaProcess/contract.ts';
import type { RoomAnswers, RoomAsk, RoomLine, RoomRefusal, RoomStream, RoomTell } from '../protocol/index.ts';
import type { Hearing, LegRights, MediaBridge } from '../service/ports/mediaBridge.ts';
import { createRecordingLog } from './recordingLog.ts';
import { until } from './serverBench.ts';

export const ALL_RIGHTS: LegRights = {
  mayProduce: ['audio', 'video', 'screen', 'screenAudio'],
  mayProduceData: true,
};
export const NO_RIGHTS: LegRights = { mayProduce: [], mayProduceData: false };

/** Said once by a file whose tests cannot run. */
export function sayWhyNot(mediaWorker: string | undefined): void {
  if (mediaWorker === undefined)
    process.stderr.write(
      'Rooms are not tested: there is no media worker. “npm run media-worker” gets it, in minutes.\n',
    );
}

/** Everybody gets all of everybody else. */
export function allHear(...legIds: readonly string[]): Hearing[] {
  return legIds.flatMap((legId) =>
    legIds.filter((of) => of !== legId).map((of) => ({ legId, of, sound: true, picture: true, data: true })),
  );
}

export type RoomBench = {
  readonly options: MediaOptions;
  readonly bridge: MediaBridge;
  /** Another service on the same media process, as after a restart. */
  again(): MediaBridge;
  /** Those of the media process that runs now, itself first. */
  processes(): { readonly media: number; readonly workers: readonly number[] };
  dispose(): Promise<void>;
};

export async function openRooms(workerFile: string, changes: Partial<MediaOptions> = {}): Promise<RoomBench> {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-rooms-'));
  const options: MediaOptions = {
    socketPath: join(folder, 'media.sock'),
    workerFile,
    workers: 2,
    listenAddress: '127.0.0.1',
    announcedAddress: '127.0.0.1',
    ports: null,
    protocols: ['udp', 'tcp'],
    lingerMs: 5000,
    ...changes,
  };
  const bridges: MediaBridge[] = [];
  const again = (): MediaBridge => {
    const bridge = createSfuBridge(options, createRecordingLog());
    bridges.push(bridge);
    return bridge;
  };
  const bridge = again();
  await until(() => bridge.state.is === 'available' || bridge.state.why === 'noWorker');
  return {
    options,
    bridge,
    again,
    processes: () => processesOf(options.socketPath),
    async dispose() {
      for (const one of bridges) one.stop();
      const { media } = processesOf(options.socketPath);
      if (media > 0) process.kill(media, 'SIGTERM');
      await until(() => processesOf(options.socketPath).media === 0);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Found by the address that only it was started with. */
function processesOf(socketPath: string): { media: number; workers: number[] } {
  const running = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const media = running.find((pid) => readProc(pid, 'cmdline').includes(`"socketPath":"${socketPath}"`)) ?? 0;
  const workers = running.filter(
    (pid) => media > 0 && parentOf(pid) === media && readProc(pid, 'cmdline').includes('mediasoup-worker'),
  );
  return { media, workers };
}

function parentOf(pid: number): number {
  return Number(/^\d+ \(.*\) \S+ (\d+)/.exec(readProc(pid, 'stat'))?.[1] ?? 0);
}

function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

/** A page in a room, as far as what it says goes. */
export class RoomPage {
  readonly told: RoomTell[] = [];
  readonly #roomId: string;
  readonly #legId: string;
  #bridge: MediaBridge;
  #lastDataStream = 0;
  #stop: () => void = () => undefined;

  constructor(bridge: MediaBridge, roomId: string, legId: string) {
    this.#bridge = bridge;
    this.#roomId = roomId;
    this.#legId = legId;
    this.reconnect(bridge);
  }

  /** The service was started again. */
  reconnect(bridge: MediaBridge): void {
    this.#bridge = bridge;
    this.#stop();
    this.#stop = bridge.listen((event) => {
      if (event.type === 'legTold' && event.roomId === this.#roomId && event.legId === this.#legId)
        this.told.push(event.tell);
    });
  }

  /** Nothing is told to it any more. */
  leave(): void {
    this.#stop();
  }

  /** The last one: of the room as it is now. */
  get begun(): Extract<RoomTell, { type: 'begun' }> | undefined {
    return this.told.filter((tell) => tell.type === 'begun').at(-1);
  }

  get epoch(): string {
    return this.begun?.epoch ?? 'none';
  }

  /** What comes in, as it was told. */
  get streams(): readonly RoomStream[] {
    const streams = new Map<string, RoomStream>();
    for (const tell of this.told) {
      if (tell.type === 'begun') streams.clear();
      if (tell.type !== 'streams') continue;
      for (const stream of tell.added) streams.set(stream.streamId, stream);
      for (const streamId of tell.removed) streams.delete(streamId);
    }
    return [...streams.values()];
  }

  /** For example `ada audio`. */
  get hears(): string[] {
    return this.streams
      .map((stream) => `${stream.legId} ${stream.kind === 'media' ? stream.line : stream.channel}`)
      .toSorted();
  }

  /** With whom it has data, as it was told last. */
  get peers(): readonly string[] {
    const tells = this.told.slice(this.told.findLastIndex(({ type }) => type === 'begun'));
    return tells.filter((tell) => tell.type === 'peers').at(-1)?.peers ?? [];
  }

  async join(): Promise<void> {
    await until(() => this.begun !== undefined);
    await this.does({ type: 'join', epoch: this.epoch, rtpCapabilities: this.begun?.rtpCapabilities ?? {} });
  }

  asks<A extends RoomAsk>(
    ask: A,
  ): Promise<{ ok: true; answer: RoomAnswers[A['type']] } | { ok: false; refusal: RoomRefusal }> {
    return this.#bridge.ask(this.#roomId, this.#legId, ask);
  }

  async does<A extends RoomAsk>(ask: A): Promise<RoomAnswers[A['type']]> {
    const asked = await this.asks(ask);
    if (asked.ok) return asked.answer;
    throw new Error(`${ask.type} was refused: ${asked.refusal}`);
  }

  /** Undefined: it was done. */
  async refusedTo(ask: RoomAsk): Promise<RoomRefusal | undefined> {
    const asked = await this.asks(ask);
    return asked.ok ? undefined : asked.refusal;
  }

  produces(line: RoomLine): Extract<RoomAsk, { type: 'produce' }> {
    return { type: 'produce', epoch: this.epoch, line, rtpParameters: parametersOf(line), isPaused: false };
  }

  producesData(to: string): Extract<RoomAsk, { type: 'produceData' }> {
    const sctpStreamParameters = { streamId: (this.#lastDataStream += 1) };
    return { type: 'produceData', epoch: this.epoch, to, channel: 'state', sctpStreamParameters };
  }
}

let lastSsrc = 1000;

export function parametersOf(line: RoomLine): Extract<RoomAsk, { type: 'produce' }>['rtpParameters'] {
  lastSsrc += 1;
  const isSound = line === 'audio' || line === 'screenAudio';
  return {
    mid: line,
    codecs: [
      isSound
        ? { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2, parameters: {}, rtcpFeedback: [] }
        : { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000, parameters: {}, rtcpFeedback: [] },
    ],
    headerExtensions: [],
    encodings: [{ ssrc: lastSsrc }],
    rtcp: { cname: 'test' },
  };
}

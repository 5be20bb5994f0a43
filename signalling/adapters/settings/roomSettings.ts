// The settings of rooms out of the environment. Starts nothing.
import { availableParallelism, tmpdir } from 'node:os';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { MediaOptions } from '../../mediaProcess/contract.ts';

/** Why there are none, or what the media process is started with. */
export type RoomSettings = 'off' | 'noAddress' | Omit<MediaOptions, 'socketPath'>;

type RoomReader = {
  text(name: string): string | null;
  integer(name: string, lowest: number, highest: number): number | null;
  oneOf<T extends string>(name: string, choices: readonly T[]): T | null;
  host(name: string, fallback: string): string;
  ports(name: string): { readonly from: number; readonly to: number } | null;
};

const LOOPBACK = '127.0.0.1';
const ALL_ADDRESSES = '0.0.0.0';
/** For firewalls: the same on every machine. */
const DEFAULT_PORTS = { from: 40_000, to: 40_099 };
const MOST_WORKERS = 64;
/** A service that is started again is there in seconds. */
const LINGER_S = 60;
const LONGEST_LINGER_S = 3600;

/** `programs`: the folder of packages, where mediasoup puts its own worker. */
export function readRoomSettings(
  read: RoomReader,
  { demo, workingDir, programs }: { demo: boolean; workingDir: string; programs: string },
): RoomSettings {
  const isOff = read.oneOf('VISAVIS_ROOMS', ['0', '1']) === '0';
  const announced = read.text('VISAVIS_ROOM_ADDRESS');
  const announcedAddress = read.host('VISAVIS_ROOM_ADDRESS', LOOPBACK);
  const listenAddress = read.host('VISAVIS_ROOM_LISTEN', demo ? LOOPBACK : ALL_ADDRESSES);
  const ports = read.ports('VISAVIS_ROOM_PORTS') ?? (demo ? null : DEFAULT_PORTS);
  const workers = read.integer('VISAVIS_ROOM_WORKERS', 1, MOST_WORKERS) ?? availableParallelism();
  const protocols = read.oneOf('VISAVIS_ROOM_PROTOCOLS', ['udp', 'tcp', 'udp,tcp']) ?? 'udp,tcp';
  const lingerMs = 1000 * (read.integer('VISAVIS_ROOM_LINGER_S', 0, LONGEST_LINGER_S) ?? LINGER_S);
  const chosen = read.text('VISAVIS_MEDIA_WORKER');
  const own = join(programs, 'mediasoup', 'worker', 'out', 'Release', 'mediasoup-worker');
  if (isOff) return 'off';
  // A page elsewhere would knock at itself.
  if (!demo && announced === null) return 'noAddress';
  return {
    workerFile: chosen === null ? own : resolve(workingDir, chosen),
    workers,
    listenAddress,
    announcedAddress,
    ports,
    lingerMs,
    protocols: protocols.split(',') as ('udp' | 'tcp')[],
  };
}

/** Sentences about what is right by itself and wrong together. */
export function roomContradictions(rooms: RoomSettings): readonly string[] {
  if (typeof rooms === 'string' || rooms.ports === null) return [];
  const { ports, workers } = rooms;
  if (ports.to - ports.from + 1 >= workers) return [];
  return [`VISAVIS_ROOM_PORTS must hold a port for each of the ${workers} workers (VISAVIS_ROOM_WORKERS).`];
}

/** A path that is too long for a socket (108 bytes) is one of the same meaning elsewhere. */
export function mediaSocketPath(dataDir: string, platform: NodeJS.Platform = process.platform): string {
  const name = `visavis-media-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const path = join(dataDir, 'media.sock');
  return Buffer.byteLength(path) <= MOST_SOCKET_BYTES ? path : join(tmpdir(), `${name}.sock`);
}

const MOST_SOCKET_BYTES = 100;

// A poor network in front of a UDP server: late, lossy, narrow. Seeded, so that a bad day is the same bad day again.
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';

export interface NetworkConditions {
  /** Added to each packet on its way, each way, in milliseconds. */
  readonly delayMs: number;
  /** Share of packets that get lost, each way, 0 to 1. */
  readonly lossRatio: number;
  /** What each client's line carries each way, bits a second; undefined: as much as comes. */
  readonly bitsPerSecond?: number;
}

export interface PoorNetwork {
  /** Where clients send to instead of the server. */
  readonly port: number;
  readonly become: (conditions: NetworkConditions) => void;
  readonly close: () => void;
}

/** What a home router holds back before it drops, in milliseconds of its line. */
const QUEUE_MS = 300;
/** IP and UDP headers of a packet. */
const HEADER_BYTES = 28;

/** A browser may send from any of the machine's addresses. */
type Address = Pick<RemoteInfo, 'address' | 'port'>;

function nameOf({ address, port }: Address): string {
  return `${address}:${String(port)}`;
}

export async function startPoorNetwork(serverPort: number, initial: NetworkConditions): Promise<PoorNetwork> {
  let conditions = initial;
  const server: Address = { address: '127.0.0.1', port: serverPort };
  const random = seeded(7);
  const front = createSocket('udp4');
  const backs = new Map<string, Socket>();
  /** When each direction of each client's line is free again. */
  const freeAtMs = new Map<string, number>();

  const carry = (line: string, bytes: number, deliver: () => void): void => {
    if (random() < conditions.lossRatio) return;
    const nowMs = performance.now();
    const rate = conditions.bitsPerSecond;
    const startMs = Math.max(nowMs, freeAtMs.get(line) ?? 0);
    if (rate !== undefined && startMs - nowMs > QUEUE_MS) return;
    const sentAtMs = rate === undefined ? nowMs : startMs + ((bytes + HEADER_BYTES) * 8_000) / rate;
    freeAtMs.set(line, sentAtMs);
    setTimeout(deliver, sentAtMs - nowMs + conditions.delayMs);
  };
  const backFor = (client: Address): Socket => {
    const name = nameOf(client);
    const known = backs.get(name);
    if (known) return known;
    const back = createSocket('udp4');
    backs.set(name, back);
    back.on('message', (packet) => carry(`down ${name}`, packet.length, () => send(front, packet, client)));
    return back;
  };
  front.on('message', (packet, client) =>
    carry(`up ${nameOf(client)}`, packet.length, () => send(backFor(client), packet, server)),
  );
  front.bind(0, '127.0.0.1');
  await once(front, 'listening');
  let isOpen = true;
  function send(socket: Socket, packet: Buffer, to: Address): void {
    if (isOpen) socket.send(packet, to.port, to.address);
  }
  return {
    port: front.address().port,
    become: (next) => {
      conditions = next;
    },
    close: () => {
      isOpen = false;
      for (const socket of [front, ...backs.values()]) socket.close();
    },
  };
}

/** Mulberry32: small, fast and good enough to drop packets by. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

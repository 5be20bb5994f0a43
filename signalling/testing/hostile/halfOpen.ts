// Connections that begin and do not go on. What each kind does is said below.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export type HalfOpen = {
  /** Those that the server has not ended yet. */
  readonly openCount: number;
  readonly beganMs: number;
};

export type HalfOpenCounts = {
  /** Connect and send nothing. */
  readonly silent: number;
  /** Send half a request. */
  readonly breakingOff: number;
  /** Become WebSockets, from many networks (where proxies are trusted), and say no hello. */
  readonly withoutHello: number;
};

/** How many at once: more than the listening queue takes would only wait for each other. */
const AT_ONCE = 100;
const NETWORKS = 20;

export async function openHalf(port: number, { silent, breakingOff, withoutHello }: HalfOpenCounts): Promise<HalfOpen> {
  const beganMs = performance.now();
  const begin = `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`;
  const upgrade = (network: number): string =>
    `${begin}Origin: http://127.0.0.1:${port}\r\nX-Forwarded-For: 198.51.100.${network}\r\nUpgrade: websocket\r\n` +
    'Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
  const openings = [
    ...Array.from({ length: withoutHello }, (_, index) => upgrade(index % NETWORKS)),
    ...Array.from({ length: breakingOff }, () => begin),
    ...Array.from({ length: silent }, () => ''),
  ];
  const open = new Set<Socket>();
  for (let at = 0; at < openings.length; at += AT_ONCE) {
    await Promise.all(
      openings.slice(at, at + AT_ONCE).map(async (opening) => {
        const socket = connect(port, '127.0.0.1');
        socket.on('error', () => undefined);
        socket.on('close', () => open.delete(socket));
        socket.resume();
        await once(socket, 'connect');
        open.add(socket);
        if (opening !== '') socket.write(opening);
      }),
    );
  }
  return {
    beganMs,
    get openCount() {
      return open.size;
    },
  };
}

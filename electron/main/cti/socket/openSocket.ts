// The CTI interface for our relay: a socket that only this person's programs can reach, one JSON message a line. Knows sockets, no mails.
import fs from 'node:fs';
import net from 'node:net';
import { CTI_MAX_MESSAGE_BYTES } from '../../../contract/cti.ts';
import { createLineReader } from '../../../relay/lineReader.ts';
import type { SocketPath } from '../../../relay/socketPath.ts';
import type { Log } from '../../log/createLog.ts';
import { createCtiSession } from '../ctiSession.ts';
import type { ReplyEngine } from '../engine/createReplyEngine.ts';
import { checkFolder, isTaken } from './socketPlace.ts';

const SOCKET_MODE = 0o600;
/** More mail programs than anybody runs. */
const MAX_CONNECTIONS = 32;
const HELLO_WITHIN_MS = 5_000;

export type CtiSocketOptions = {
  readonly place: SocketPath;
  readonly engine: ReplyEngine;
  readonly log: Log;
  readonly helloWithinMs?: number;
};

export type CtiSocket = { readonly close: () => Promise<void> };

/** Undefined where the place cannot be used; the log says why, and the app runs on without it. */
export async function openSocket(options: CtiSocketOptions): Promise<CtiSocket | undefined> {
  const { place, log } = options;
  try {
    if (place.folder !== undefined) {
      const checked = checkFolder(place.folder, process.getuid?.());
      if (!checked.ok) {
        log.error('cti socket refused', { why: checked.why });
        return undefined;
      }
    }
    if (await isTaken(place.address)) {
      // Another profile of the app was first; it goes on hearing the mail programs.
      log.warn('cti socket taken by another instance');
      return undefined;
    }
    if (place.folder !== undefined) fs.rmSync(place.address, { force: true });
    return await listen(options);
  } catch (cause) {
    log.error('cti socket not opened', { cause: cause instanceof Error ? cause.message : 'no error object' });
    return undefined;
  }
}

async function listen({ place, engine, log, helloWithinMs = HELLO_WITHIN_MS }: CtiSocketOptions): Promise<CtiSocket> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, engine, log, helloWithinMs);
  });
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // Between bind and chmod the folder's own mode keeps others out.
    server.listen(place.address, () => resolve());
  });
  server.on('error', (error) => log.warn('cti socket', { cause: error.message }));
  if (place.folder !== undefined) fs.chmodSync(place.address, SOCKET_MODE);
  log.info('cti socket open');
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function serve(socket: net.Socket, engine: ReplyEngine, log: Log, helloWithinMs: number): void {
  const session = createCtiSession({
    engine,
    log,
    send: (answer) => {
      if (socket.writable) socket.write(`${JSON.stringify(answer)}\n`);
    },
    close: () => socket.destroySoon(),
  });
  const patience = setTimeout(() => {
    if (!session.isWelcome()) socket.destroy();
  }, helloWithinMs);
  const read = createLineReader(CTI_MAX_MESSAGE_BYTES, (line) => session.receive(line));
  socket.on('data', (chunk) => {
    if (read(chunk)) return;
    log.warn('cti connection refused', { code: 'tooLarge' });
    socket.destroy();
  });
  // 'close' follows and says all there is.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    clearTimeout(patience);
    session.closed();
  });
}

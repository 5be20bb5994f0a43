// Doors over WebSocket: one message a text frame. Knows sockets and their bounds; who may connect was decided before.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { CTI_MAX_MESSAGE_BYTES } from '../../../contract/cti.ts';
import type { Log } from '../../log/createLog.ts';
import { createDoorSession } from '../doorSession.ts';
import type { ReplyEngine } from '../engine/createReplyEngine.ts';

/** The only protocol that is ever accepted: an offered token is not sent back. */
const PROTOCOL = 'visavis.v1';
const POLICY_VIOLATION = 1008;

export type WebSocketDoors = {
  readonly accept: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly close: () => void;
};

export function createWebSocketDoors(options: {
  readonly engine: Pick<ReplyEngine, 'join'>;
  readonly log: Log;
  readonly helloWithinMs: number;
}): WebSocketDoors {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: CTI_MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  });
  return {
    accept: (request, socket, head) => server.handleUpgrade(request, socket, head, (door) => serve(door, options)),
    close: () => {
      for (const door of server.clients) door.terminate();
      server.close();
    },
  };
}

function serve(
  door: WebSocket,
  { engine, log, helloWithinMs }: { engine: Pick<ReplyEngine, 'join'>; log: Log; helloWithinMs: number },
): void {
  const session = createDoorSession({
    engine,
    log,
    send: (answer) => door.send(JSON.stringify(answer)),
    close: () => door.close(POLICY_VIOLATION),
  });
  const patience = setTimeout(() => {
    if (!session.isWelcome()) door.terminate();
  }, helloWithinMs);
  door.on('message', (data: RawData, isBinary: boolean) => {
    if (isBinary || !Buffer.isBuffer(data)) door.close(POLICY_VIOLATION);
    else session.receive(data.toString('utf8'));
  });
  // 'close' follows and says all there is.
  door.on('error', () => undefined);
  door.on('close', () => {
    clearTimeout(patience);
    session.closed();
  });
}

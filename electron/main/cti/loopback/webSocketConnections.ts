// CTI connections over WebSocket: one message a text frame. Knows sockets and their bounds; who may connect was decided before.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { CTI_MAX_MESSAGE_BYTES } from '../../../contract/cti.ts';
import type { Log } from '../../log/createLog.ts';
import { createCtiSession } from '../ctiSession.ts';
import type { ReplyEngine } from '../engine/createReplyEngine.ts';

/** The only protocol that is ever accepted: an offered token is not sent back. */
const PROTOCOL = 'visavis.v1';
const POLICY_VIOLATION = 1008;

export type WebSocketConnections = {
  readonly accept: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly close: () => void;
};

export function createWebSocketConnections(options: {
  readonly engine: Pick<ReplyEngine, 'join'>;
  readonly log: Log;
  readonly helloWithinMs: number;
}): WebSocketConnections {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: CTI_MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  });
  return {
    accept: (request, socket, head) => server.handleUpgrade(request, socket, head, (client) => serve(client, options)),
    close: () => {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

function serve(
  client: WebSocket,
  { engine, log, helloWithinMs }: { engine: Pick<ReplyEngine, 'join'>; log: Log; helloWithinMs: number },
): void {
  const session = createCtiSession({
    engine,
    log,
    send: (answer) => client.send(JSON.stringify(answer)),
    close: () => client.close(POLICY_VIOLATION),
  });
  const patience = setTimeout(() => {
    if (!session.isWelcome()) client.terminate();
  }, helloWithinMs);
  client.on('message', (data: RawData, isBinary: boolean) => {
    if (isBinary || !Buffer.isBuffer(data)) client.close(POLICY_VIOLATION);
    else session.receive(data.toString('utf8'));
  });
  // 'close' follows and says all there is.
  client.on('error', () => undefined);
  client.on('close', () => {
    clearTimeout(patience);
    session.closed();
  });
}

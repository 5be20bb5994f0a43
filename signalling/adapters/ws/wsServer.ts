// Upgrades HTTP requests to connections and keeps count of them. Knows origins and addresses; not what is said.
import { randomBytes } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { MAX_FRAME_BYTES } from '../../protocol/index.ts';
import type { Log } from '../../service/ports/log.ts';
import type { Connection } from '../../service/session/session.ts';
import type { ConnectionHandler } from '../../service/session/connectionHandler.ts';
import type { Clients } from '../clients/clients.ts';
import { networkOf } from '../throttle/networkOf.ts';
import { deviceOf } from './deviceOf.ts';
import { createPreAuthLimiter, type PreAuthLimiter } from './preAuthLimiter.ts';
import { partiesOf } from './origins.ts';
import { createTurnWrites } from './turnWrites.ts';
import { WsConnection, type Standing, type Wire } from './wsConnection.ts';
import type { WsLimits } from './wsLimits.ts';

export type WsServerOptions = {
  readonly path: string;
  readonly limits: WsLimits;
  /** Asked at each upgrade: the port may not be known before. */
  readonly ownOrigins: () => readonly string[];
  readonly clients: Clients;
  readonly log: Log;
  open(connection: Connection): ConnectionHandler;
};

type Visitor = Pick<Connection, 'connectionId' | 'address' | 'device' | 'mayBe'>;

export class WsServer {
  readonly #options: WsServerOptions;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    clientTracking: false,
  });
  readonly #connections = new Set<WsConnection>();
  readonly #writes = createTurnWrites();
  /** Connections that have not said hello, and those that have and are nobody yet. */
  readonly #preAuthLimiters: Readonly<Record<'silent' | 'greeted', PreAuthLimiter<WsConnection>>>;
  #isClosed = false;

  constructor(options: WsServerOptions) {
    this.#options = options;
    const { maxBeforeHello, maxBeforeHelloPerNetwork, maxGreeted, maxGreetedPerNetwork } = options.limits;
    this.#preAuthLimiters = {
      silent: createPreAuthLimiter(maxBeforeHello, maxBeforeHelloPerNetwork),
      greeted: createPreAuthLimiter(maxGreeted, maxGreetedPerNetwork),
    };
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const visitor = this.#visitorOf(request);
    if (typeof visitor === 'number') {
      refuse(socket, visitor);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) =>
      this.#admit({ socket: webSocket, stream: socket, writes: this.#writes }, visitor),
    );
  }

  /** Refuses newcomers, tells everyone to come back and waits until they are gone, or cuts them at the deadline. */
  async close(retryAfterMs: number, deadlineMs: number): Promise<void> {
    this.#isClosed = true;
    for (const connection of [...this.#connections]) connection.sayGoodbye(retryAfterMs);
    const untilMs = performance.now() + deadlineMs;
    while (this.#connections.size > 0 && performance.now() < untilMs) await pause(10);
    this.cut();
  }

  /** Ends everything at once, as a killed process would. */
  cut(): void {
    this.#isClosed = true;
    for (const connection of [...this.#connections]) connection.cut();
  }

  /** Who comes, or the status to refuse them with. */
  #visitorOf(request: IncomingMessage): Visitor | 403 | 404 | 503 {
    const { path, ownOrigins, clients, log } = this.#options;
    if (this.#isClosed) return 503;
    if (URL.parse(request.url ?? '/', 'http://server')?.pathname !== path) return 404;
    const { address, isThisMachine } = clients.of(request);
    const mayBe = partiesOf(request.headers.origin, ownOrigins(), isThisMachine);
    if (mayBe.length === 0) {
      log.warn({}, 'upgrade from a foreign origin refused');
      return 403;
    }
    if (this.#connections.size >= this.#options.limits.maxConnections) {
      log.warn({ connections: this.#connections.size }, 'upgrade refused: too many connections');
      return 503;
    }
    return {
      connectionId: randomBytes(9).toString('base64url'),
      address,
      device: deviceOf(request.headers['user-agent']),
      mayBe,
    };
  }

  #admit(wire: Wire, visitor: Visitor): void {
    const { limits } = this.#options;
    const log = this.#options.log.with({ connectionId: visitor.connectionId });
    const network = networkOf(visitor.address);
    const move = this.#createMoves(network, () => connection);
    const connection: WsConnection = new WsConnection(wire, visitor, limits, {
      open: (opened) => this.#options.open(opened),
      stands: move,
      closing: (name) => {
        move('gone');
        log.debug({ close: name }, 'connection closing');
      },
      gone: () => {
        move('gone');
        this.#connections.delete(connection);
      },
    });
    this.#connections.add(connection);
    move('silent');
  }

  /** Moves a connection from one limiter to the next as it says hello and signs in; whoever must make room is sent away. */
  #createMoves(network: string, connectionOf: () => WsConnection): (standing: Standing | 'gone') => void {
    let standing: Standing | 'gone' | null = null;
    return (next) => {
      if (standing === next || standing === 'gone') return;
      const connection = connectionOf();
      if (standing === 'silent' || standing === 'greeted') this.#preAuthLimiters[standing].leave(network, connection);
      standing = next;
      if (next === 'silent') this.#preAuthLimiters.silent.enter(network, connection)?.expel();
      if (next === 'greeted')
        this.#preAuthLimiters.greeted.enter(network, connection)?.sendAway(this.#options.limits.awayMs);
    };
  }
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

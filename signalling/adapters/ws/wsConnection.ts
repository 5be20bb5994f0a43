// One WebSocket: frames in, frames out, its bounds and its heartbeats. Knows the envelope; what requests mean is the service's.
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { CLOSE, fail, type CloseName, type Notice, type ServerFrame } from '../../protocol/index.ts';
import { parseRequestFrame, type ReadFrame } from '../../protocol/parsing.ts';
import { jsonOf } from '../../protocol/wireText.ts';
import type { Connection } from '../../service/session/session.ts';
import type { ConnectionHandler } from '../../service/session/connectionHandler.ts';
import { createTokenBucket, type TokenBucket } from './tokenBucket.ts';
import type { TurnWrites } from './turnWrites.ts';
import type { WsLimits } from './wsLimits.ts';

/** How long a peer may take to answer our closing before the socket is cut. */
const CLOSING_MS = 3000;

/** `greeted`: has said hello; `known`: speaks for an account or a call. */
export type Standing = 'silent' | 'greeted' | 'known';

export type WsConnectionEvents = {
  open(connection: Connection): ConnectionHandler;
  /** Told again and again; it may have stayed the same. */
  stands(standing: Standing): void;
  closing(name: CloseName): void;
  gone(): void;
};

/** A WebSocket, the stream below it, and when what is written there leaves. */
export type Wire = { readonly socket: WebSocket; readonly stream: Duplex; readonly writes: TurnWrites };

export class WsConnection {
  readonly #socket: WebSocket;
  readonly #wire: Wire;
  readonly #limits: WsLimits;
  readonly #events: WsConnectionEvents;
  readonly #handler: ConnectionHandler;
  readonly #bucket: TokenBucket;
  readonly #requests: ReadFrame[] = [];
  readonly #heldBack: Notice[] = [];
  readonly #helloDeadline: NodeJS.Timeout;
  readonly #heartbeat: NodeJS.Timeout;
  #isBusy = false;
  #isAlive = true;
  #isClosing = false;
  #isExpected = false;

  constructor(
    wire: Wire,
    identity: Pick<Connection, 'connectionId' | 'address' | 'device' | 'mayBe'>,
    limits: WsLimits,
    events: WsConnectionEvents,
  ) {
    const { socket } = wire;
    this.#wire = wire;
    this.#socket = socket;
    this.#limits = limits;
    this.#events = events;
    this.#bucket = createTokenBucket(limits.burst, limits.perSecond, limits.flood, performance.now());
    this.#handler = events.open({
      ...identity,
      send: (notice) => this.#tell(notice),
      close: (name) => this.#close(name),
    });
    this.#helloDeadline = setTimeout(() => this.#close('helloTimeout'), limits.helloDeadlineMs);
    this.#heartbeat = setInterval(() => this.#beat(), limits.heartbeatIntervalMs);
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('pong', () => {
      this.#isAlive = true;
    });
    // A frame over the size limit or broken framing: `ws` closes with 1009, 1007 or 1002 by itself.
    socket.on('error', () => {
      this.#isClosing = true;
    });
    socket.on('close', () => this.#end());
  }

  /** Tells the client to come back, then closes. What ends this way has not dropped. */
  sayGoodbye(retryAfterMs: number): void {
    this.#isExpected = true;
    this.sendAway(retryAfterMs);
  }

  /** Makes room for others: the client is told when to come back. The reason is the one that every client knows. */
  sendAway(retryAfterMs: number): void {
    this.#transmit({ kind: 'notice', name: 'session.closing', payload: { reason: 'serverRestart', retryAfterMs } });
    this.#close('serverRestart');
  }

  /** Sends away who has been silent when others want to come in. */
  expel(): void {
    this.#close('helloTimeout');
  }

  /** Cuts the socket, as a killed process would. */
  cut(): void {
    this.#isExpected = true;
    this.#socket.terminate();
  }

  #receive(data: RawData, isBinary: boolean): void {
    this.#isAlive = true;
    if (this.#isClosing) return;
    const verdict = this.#bucket.take(performance.now());
    if (verdict.name === 'flooded') {
      this.#close('flooded');
      return;
    }
    const read = isBinary ? null : parseRequestFrame(textOf(data));
    if (read === null) {
      this.#close('malformedFrame');
    } else if (verdict.name === 'refused') {
      const { problem } = fail('tooManyRequests', undefined, verdict.retryAfterMs);
      this.#transmit({ kind: 'reply', id: read.frame.id, ok: false, problem });
    } else {
      this.#requests.push(read);
      void this.#work();
    }
  }

  /** One request at a time, in the order they came; notices wait until the reply is out. */
  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let read = this.#requests.shift(); read !== undefined; read = this.#requests.shift()) {
      const response = await this.#handler.request(read.frame, read.unknown, read.paramsText);
      if ('close' in response) {
        this.#close(response.close);
        return;
      }
      this.#transmit(response.reply);
      this.#flush();
      this.#tellStanding();
    }
    this.#isBusy = false;
  }

  #tellStanding(): void {
    const { hasSaidHello, isKnown } = this.#handler;
    if (this.#isClosing || !hasSaidHello) return;
    clearTimeout(this.#helloDeadline);
    this.#events.stands(isKnown ? 'known' : 'greeted');
  }

  #tell(notice: Notice): void {
    if (this.#isBusy) this.#heldBack.push(notice);
    else this.#transmit({ kind: 'notice', ...notice });
  }

  #flush(): void {
    for (const notice of this.#heldBack.splice(0)) this.#transmit({ kind: 'notice', ...notice });
  }

  #transmit(frame: ServerFrame): void {
    if (this.#isClosing || this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#isSlow()) {
      this.#close('slowReader');
      return;
    }
    const { stream, writes } = this.#wire;
    writes.hold(stream);
    this.#socket.send(textOfFrame(frame));
  }

  /** More lies here than it may, although it had been given to the system. */
  #isSlow(): boolean {
    const isFull = (): boolean => this.#socket.bufferedAmount > this.#limits.maxBufferedBytes;
    if (isFull()) this.#wire.writes.release(this.#wire.stream);
    return isFull();
  }

  #beat(): void {
    if (!this.#isAlive) {
      this.#close('heartbeatLost');
      return;
    }
    this.#isAlive = false;
    // Calls end without a word from here.
    this.#tellStanding();
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  #close(name: CloseName): void {
    if (this.#isClosing) return;
    this.#flush();
    this.#isClosing = true;
    this.#events.closing(name);
    this.#wire.writes.release(this.#wire.stream);
    this.#socket.close(CLOSE[name], name);
    setTimeout(() => this.#socket.terminate(), CLOSING_MS).unref();
  }

  #end(): void {
    this.#isClosing = true;
    clearTimeout(this.#helloDeadline);
    clearInterval(this.#heartbeat);
    this.#handler.closed(this.#isExpected);
    this.#events.gone();
  }
}

/** The same as JSON of the whole, with what is passed on as it came. */
function textOfFrame(frame: ServerFrame): string {
  if (frame.kind !== 'notice') return JSON.stringify(frame);
  return `{"kind":"notice","name":"${frame.name}","payload":${jsonOf(frame.payload as object)}}`;
}

function textOf(data: RawData): string {
  if (data instanceof ArrayBuffer) return Buffer.from(data).toString('utf8');
  return (Array.isArray(data) ? Buffer.concat(data) : data).toString('utf8');
}

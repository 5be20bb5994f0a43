// A real server on a free port, and clients that speak to it over real sockets.
import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';
import type {
  NoticeName,
  NoticePayload,
  Params,
  Party,
  RequestName,
  RequestResult,
  ServerFrame,
} from '../protocol/index.ts';
import { createMemoryStore } from '../adapters/store/memoryStore.ts';
import { addDemoAccounts } from '../adapters/demo/demoAccounts.ts';
import { startServer, type Server, type ServerOptions } from '../server.ts';
import { createRecordingLog } from './recordingLog.ts';
import { helloAs, QUICK_PASSWORDS } from './serviceBench.ts';
import { testQueue, testQueues } from './switchboardBench.ts';

const NO_TURN = { stunUrls: [], turnUrls: [], turnSecret: '', credentialSeconds: 3600, relayOnly: false };

export async function startTestServer(changes: Partial<ServerOptions> = {}): Promise<Server> {
  const store = changes.store ?? createMemoryStore();
  await addDemoAccounts(store, QUICK_PASSWORDS);
  return startServer({
    host: '127.0.0.1',
    port: 0,
    publicOrigin: null,
    webDir: '/nonexistent',
    store,
    queues: testQueues(testQueue('cards')),
    demo: true,
    turn: NO_TURN,
    metrics: 'loopback',
    trustedProxies: [],
    log: createRecordingLog(),
    passwords: QUICK_PASSWORDS,
    ...changes,
  });
}

/** Enough for a slow machine that has other things to do. */
const DEADLINE_MS = 60_000;

/** Waits for a condition, at most for the deadline. */
export async function until(condition: () => boolean, deadlineMs = DEADLINE_MS): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it did not come about');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

export class Client {
  readonly socket: WebSocket;
  readonly frames: ServerFrame[] = [];
  closedWith: { code: number; reason: string } | null = null;
  #lastId = 0;

  constructor(server: Pick<Server, 'port' | 'origin'>, options: ClientOptions = {}) {
    const scheme = server.origin.startsWith('https:') ? 'wss' : 'ws';
    this.socket = new WebSocket(`${scheme}://127.0.0.1:${server.port}/ws`, { origin: server.origin, ...options });
    this.socket.on('message', (data: Buffer) => this.frames.push(JSON.parse(data.toString()) as ServerFrame));
    this.socket.on('close', (code, reason) => {
      this.closedWith = { code, reason: reason.toString() };
    });
    this.socket.on('error', () => undefined);
  }

  /** Resolves to 101, or to the status the upgrade was refused with. */
  async opened(): Promise<number> {
    if (this.socket.readyState === WebSocket.OPEN) return 101;
    return new Promise((resolve) => {
      this.socket.once('open', () => resolve(101));
      this.socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    });
  }

  async closed(): Promise<{ code: number; reason: string }> {
    if (this.closedWith === null) await once(this.socket, 'close');
    if (this.closedWith === null) throw new Error('a closed socket has a code');
    return this.closedWith;
  }

  send(name: string, params: unknown): number {
    this.#lastId += 1;
    this.socket.send(JSON.stringify({ kind: 'request', id: this.#lastId, name, params }));
    return this.#lastId;
  }

  /** Rejects when no answer comes in time, or the connection is closed before it. */
  async asks(name: string, params: unknown, deadlineMs?: number): Promise<Extract<ServerFrame, { kind: 'reply' }>> {
    const id = this.send(name, params);
    const isReply = (frame: ServerFrame) => frame.kind === 'reply' && frame.id === id;
    await until(() => this.closedWith !== null || this.frames.some(isReply), deadlineMs);
    const reply = this.frames.find(isReply) as Extract<ServerFrame, { kind: 'reply' }> | undefined;
    if (reply === undefined) throw new Error(`the connection was closed before ${name} was answered`);
    return reply;
  }

  async does<N extends RequestName>(name: N, params: Params<N>): Promise<RequestResult<N>> {
    const reply = await this.asks(name, params);
    if (reply.ok) return reply.result as RequestResult<N>;
    throw new Error(`${name} got ${reply.problem.code}`);
  }

  async says(party: Party): Promise<this> {
    await this.opened();
    await this.does('session.hello', helloAs(party));
    return this;
  }

  notices<N extends NoticeName>(name: N): NoticePayload<N>[] {
    return this.frames.flatMap((frame) =>
      frame.kind === 'notice' && frame.name === name ? [frame.payload as NoticePayload<N>] : [],
    );
  }
}

// For tests: an open loopback interface with a real engine behind it, and ways to knock that no well-behaved client has.
import { connect } from 'node:net';
import { request, type OutgoingHttpHeaders } from 'node:http';
import { createReplyEngine } from '../engine/createReplyEngine.ts';
import { DEFAULT_REPLY_POLICY } from '../engine/replyPolicy.ts';
import { openLoopback, type Loopback } from './openLoopback.ts';

export const TOKEN = 'T0ken_of-the-bench_0123456789abcdefghij';
export const CRM = 'https://crm.example.org';

export type Answered = { readonly status: number; readonly headers: Record<string, unknown>; readonly text: string };
export type Knock = {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
};
export type LoopbackBench = {
  readonly loopback: Loopback;
  /** What the app was told: `begun`, `ended sent`, … */
  readonly noticed: string[];
  /** What it logged. */
  readonly logged: string[];
  /** Moves the clock that counts lock-outs. */
  readonly passMs: (ms: number) => void;
  /** A request with exactly these headers and what HTTP itself needs. */
  readonly knock: (knock: Knock) => Promise<Answered>;
  /** Sends bytes as they are, reads until the other side closes. */
  readonly sayRaw: (bytes: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

export async function openBench(policy: { readonly heartbeatMs?: number } = {}): Promise<LoopbackBench> {
  const noticed: string[] = [];
  const logged: string[] = [];
  let aheadMs = 0;
  const write = (message: string, fields?: object): number => logged.push(`${message} ${JSON.stringify(fields ?? {})}`);
  const log = { debug: write, info: write, warn: write, error: write };
  const engine = createReplyEngine({
    policy: { ...DEFAULT_REPLY_POLICY, graceMs: 50, ...policy },
    clock: { nowMs: () => performance.now(), startTimer },
    notify: (name, payload) => {
      if (name === 'reply.begun') noticed.push('begun');
      if (name === 'reply.ended' && 'how' in payload) noticed.push(`ended ${payload.how}`);
    },
    log,
    run: 'bench',
  });
  engine.setHeld({ callsHeld: false, cause: 'none' });
  const loopback = await openLoopback({
    policy: { port: 0, token: TOKEN, origins: [CRM] },
    engine,
    log,
    helloWithinMs: 200,
    nowMs: () => performance.now() + aheadMs,
  });
  if (loopback === undefined) throw new Error(`The loopback interface did not open: ${logged.join(' ')}`);
  return {
    loopback,
    noticed,
    logged,
    passMs: (ms) => {
      aheadMs += ms;
    },
    knock: (knock) => knockAt(loopback.port, knock),
    sayRaw: (bytes) => sayRaw(loopback.port, bytes),
    close: async () => {
      engine.dispose();
      await loopback.close();
    },
  };
}

/** What a well-behaved tool sends. */
export function rightHeaders(port: number): OutgoingHttpHeaders {
  return {
    host: `127.0.0.1:${port}`,
    authorization: `Bearer ${TOKEN}`,
    'content-type': 'application/json',
    'visavis-instance': 'crm1',
  };
}

function knockAt(port: number, { method = 'POST', path = '/v1/messages', headers, body }: Knock): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, method, path, agent: false, headers: onlySet(headers) },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: { ...answer.headers }, text }));
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

/** Without those that a test took away by setting them to undefined. */
function onlySet(headers: OutgoingHttpHeaders = {}): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}

function sayRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    // A reset is an answer, too.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
    socket.write(bytes);
  });
}

function startTimer(delayMs: number, onDue: () => void): () => void {
  const timer = setTimeout(onDue, delayMs);
  return () => clearTimeout(timer);
}

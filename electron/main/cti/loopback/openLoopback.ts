// The CTI interface for in-house tools: HTTP and WebSocket on 127.0.0.1, off unless policy opens it. Knows requests, no mails.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CTI_MAX_MESSAGE_BYTES } from '../../../contract/cti.ts';
import type { Log } from '../../log/createLog.ts';
import type { ReplyEngine } from '../engine/createReplyEngine.ts';
import { bearerToken, createGuard, webSocketToken, type Guard, type Verdict } from './guard.ts';
import { createHttpConnections, type HttpConnections } from './httpConnections.ts';
import type { LoopbackPolicy } from './policy.ts';
import { createWebSocketConnections } from './webSocketConnections.ts';

const ADDRESS = '127.0.0.1';
const MAX_CONNECTIONS = 32;
const MAX_HEADER_BYTES = 8_192;
const HEADERS_WITHIN_MS = 5_000;
const REQUEST_WITHIN_MS = 10_000;
const HELLO_WITHIN_MS = 5_000;

export type Loopback = { readonly port: number; readonly close: () => Promise<void> };
export type LoopbackOptions = {
  /** Its port may be 0 in tests: any free one. */
  readonly policy: LoopbackPolicy;
  readonly engine: Pick<ReplyEngine, 'join'>;
  readonly log: Log;
  readonly helloWithinMs?: number;
  readonly nowMs?: () => number;
};

/** Undefined where the port cannot be had; the log says why, and the app runs on without it. */
export async function openLoopback(options: LoopbackOptions): Promise<Loopback | undefined> {
  const { policy, log } = options;
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: HEADERS_WITHIN_MS,
    requestTimeout: REQUEST_WITHIN_MS,
    connectionsCheckingInterval: HEADERS_WITHIN_MS,
  });
  server.maxConnections = MAX_CONNECTIONS;
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(policy.port, ADDRESS, resolve);
    });
  } catch (cause) {
    log.error('cti loopback not opened', { cause: cause instanceof Error ? cause.message : 'no error object' });
    return undefined;
  }
  server.on('error', (error) => log.warn('cti loopback', { cause: error.message }));
  const { port } = server.address() as AddressInfo;
  const close = serve(server, port, options);
  log.info('cti loopback open', { port, origins: policy.origins.length });
  return { port, close };
}

function serve(
  server: Server,
  port: number,
  { policy, engine, log, helloWithinMs = HELLO_WITHIN_MS, nowMs = () => performance.now() }: LoopbackOptions,
): () => Promise<void> {
  const guard = createGuard({ port, token: policy.token, origins: policy.origins, nowMs });
  const httpConnections = createHttpConnections({ engine, log });
  const webSocketConnections = createWebSocketConnections({ engine, log, helloWithinMs });
  server.on('request', (request, response) => void answer(request, response, { guard, httpConnections, log }));
  server.on('upgrade', (request, socket, head) => {
    // What goes wrong with it ends it, and nobody else.
    socket.on('error', () => undefined);
    const verdict = guard.check(request.headers, webSocketToken(request.headers));
    if (verdict.ok && request.url === '/v1/socket' && request.method === 'GET') {
      webSocketConnections.accept(request, socket, head);
      return;
    }
    if (!verdict.ok) log.warn('cti loopback refused', { why: verdict.why });
    socket.end(
      `HTTP/1.1 ${verdict.ok ? 404 : verdict.status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      webSocketConnections.close();
      httpConnections.close();
      server.closeAllConnections();
    });
}

type Parts = { readonly guard: Guard; readonly httpConnections: HttpConnections; readonly log: Log };

async function answer(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const { guard, httpConnections, log } = parts;
  const { headers, method, url } = request;
  const isPreflight = method === 'OPTIONS' && headers.origin !== undefined;
  const verdict = isPreflight ? guard.checkPlace(headers) : guard.check(headers, bearerToken(headers));
  if (!verdict.ok) {
    log.warn('cti loopback refused', { why: verdict.why });
    end(response, verdict.status);
    return;
  }
  letPageRead(response, verdict);
  if (isPreflight) {
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
    response.setHeader('Access-Control-Allow-Headers', 'authorization, content-type, visavis-instance');
    // A public page that calls into this machine asks for this, too.
    if (headers['access-control-request-private-network'] === 'true')
      response.setHeader('Access-Control-Allow-Private-Network', 'true');
    end(response, 204);
    return;
  }
  const instance = one(headers['visavis-instance']);
  if (url === '/v1/state') {
    if (method !== 'GET') end(response, 405);
    else sayJson(response, 200, { state: httpConnections.state(instance) ?? null });
  } else if (url !== '/v1/messages') end(response, 404);
  else if (method !== 'POST') end(response, 405);
  else if (!/^application\/json(; *charset=utf-8)?$/i.test(headers['content-type'] ?? '')) end(response, 415);
  else {
    const text = await bodyOf(request);
    if (text === undefined) {
      end(response, 413);
      return;
    }
    const { status, answers } = httpConnections.post(instance, text);
    sayJson(response, status, { answers });
  }
}

/** Only a page of the list, and never any page. */
function letPageRead(response: ServerResponse, verdict: Extract<Verdict, { ok: true }>): void {
  response.setHeader('Vary', 'Origin');
  if (verdict.origin !== undefined) response.setHeader('Access-Control-Allow-Origin', verdict.origin);
}

/** Undefined when there is more than a message may have, or the other side went away. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > CTI_MAX_MESSAGE_BYTES) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? undefined : header;
}

function sayJson(response: ServerResponse, status: number, content: object): void {
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.writeHead(status).end(JSON.stringify(content));
}

/** Without a word: whoever knocks wrongly learns nothing. */
function end(response: ServerResponse, status: number): void {
  // A body that was not read would otherwise be taken for the next request.
  response.setHeader('Connection', 'close');
  response.writeHead(status).end();
}

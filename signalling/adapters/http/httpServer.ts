// The HTTP side: built pages, agents' files, health and figures. Knows files and headers; nothing of calls.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Clients } from '../clients/clients.ts';
import { addAgentFiles, UPLOAD_PATHS, type AgentFiles } from './agentFiles.ts';
import { readBuiltPages } from './builtPages.ts';
import { allowOwnPages } from './crossOrigin.ts';
import { boundIdleConnections } from './idleConnections.ts';
import { addPolicyReports, REPORTS_PATH } from './policyReports.ts';
import { answerAbout } from './pageAnswer.ts';
import { securityHeaders } from './securityHeaders.ts';

export type HttpOptions = {
  /** Holds `customer/` and `agent/`. */
  readonly webDir: string;
  readonly ownOrigins: () => readonly string[];
  readonly metrics: 'loopback' | 'public';
  readonly clients: Clients;
  readonly agentFiles: AgentFiles;
  readonly countPolicyReport: (directive: string) => void;
  /** Rejects when the service cannot do its work. */
  readonly checkReady: () => Promise<void>;
  /** Whether there are rooms for three and more, or why not. The rest goes on without. */
  readonly rooms: () => string;
  readonly renderMetrics: () => Promise<{ readonly contentType: string; readonly body: string }>;
};

/** Who opens a connection and says nothing is not kept: Node alone would wait for more than a minute. */
const HEADERS_DEADLINE_MS = 5000;
/** Time for the largest body over a slow line; only who has shown a session may send one. */
const REQUEST_DEADLINE_MS = 120_000;
const DEADLINE_CHECK_MS = 1000;
/** Longer than load balancers keep theirs (a minute), so that it is not we who hang up on one that is being used. */
const KEPT_IDLE_MS = 65_000;
/** Not WebSockets: those have bounds of their own. A browser has six. */
const MAX_IDLE = 500;
const MAX_REQUESTS_PER_CONNECTION = 1000;

/** A worker has the policy that it comes with: the one that reads faces runs WebAssembly, no page and no other worker does. */
const FACE_WORKER = /^\/agent\/assets\/faceWorker-[A-Za-z0-9_-]{8}\.js$/;
const SCRIPT = /^[^?]*\.m?js(\?|$)/;
const NOT_BUILT = 'The pages have not been built yet. Run npm run build, or npm start.\n';

export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const http = Fastify({
    logger: false,
    forceCloseConnections: true,
    bodyLimit: 1024,
    requestTimeout: REQUEST_DEADLINE_MS,
    keepAliveTimeout: KEPT_IDLE_MS,
    maxRequestsPerSocket: MAX_REQUESTS_PER_CONNECTION,
    http: { headersTimeout: HEADERS_DEADLINE_MS, connectionsCheckingInterval: DEADLINE_CHECK_MS },
  });
  boundIdleConnections(http.server, MAX_IDLE);
  http.addHook('onRequest', (request, reply, done) => {
    reply.headers(
      securityHeaders(options.ownOrigins(), {
        runsWasm: FACE_WORKER.test(request.url),
        isScript: SCRIPT.test(request.url),
      }),
    );
    done();
  });
  http.addHook('onRequest', refuseBodies);
  http.setNotFoundHandler((_, reply) => reply.code(404).type('text/plain; charset=utf-8').send('Not found.\n'));
  http.setErrorHandler((error: { statusCode?: number }, _, reply) => {
    const status = error.statusCode !== undefined && error.statusCode < 500 ? error.statusCode : 500;
    return reply
      .code(status)
      .type('text/plain; charset=utf-8')
      .send(status === 500 ? 'Internal error.\n' : 'Refused.\n');
  });
  addHealth(http, options);
  await http.register((scope, _, done) => {
    addPolicyReports(scope, options.countPolicyReport);
    done();
  });
  await http.register((scope, _, done) => {
    allowOwnPages(scope, options.ownOrigins);
    addAgentFiles(scope, options.agentFiles);
    done();
  });
  addPages(http, options.webDir);
  return http;
}

/** Nobody but who files a still or an agreed file has anything to send; others are not listened to for so long. */
async function refuseBodies(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { headers, routeOptions } = request;
  const carriesBody = headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
  const isReport = request.method === 'POST' && routeOptions.url === REPORTS_PATH;
  if (!carriesBody || isReport || (request.method === 'PUT' && UPLOAD_PATHS.includes(routeOptions.url ?? ''))) return;
  await reply.code(413).header('connection', 'close').type('text/plain; charset=utf-8').send('Refused.\n');
}

function addHealth(http: FastifyInstance, { checkReady, rooms, renderMetrics, metrics, clients }: HttpOptions): void {
  http.get('/healthz', () => ({ status: 'ok' }));
  http.get('/readyz', async (_, reply) => {
    try {
      await checkReady();
      return { status: 'ready', rooms: rooms() };
    } catch {
      return reply.code(503).send({ status: 'notReady' });
    }
  });
  http.get('/metrics', async (request, reply) => {
    if (metrics === 'loopback' && !clients.of(request.raw).isThisMachine) {
      reply.callNotFound();
      return;
    }
    const { contentType, body } = await renderMetrics();
    return reply.type(contentType).send(body);
  });
}

function addPages(http: FastifyInstance, webDir: string): void {
  http.get('/agent', (_, reply) => reply.redirect('/agent/', 308));
  addPage(http, join(webDir, 'agent'), '/agent/');
  addPage(http, join(webDir, 'customer'), '/');
}

function addPage(http: FastifyInstance, root: string, prefix: string): void {
  if (!existsSync(join(root, 'index.html'))) {
    http.get(prefix, (_, reply) => reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT));
    return;
  }
  const pages = readBuiltPages(root);
  http.get(`${prefix}*`, async (request, reply) => {
    const path = (request.params as Record<string, string>)['*'] ?? '';
    const file = await pages.find(path === '' ? 'index.html' : path);
    if (file === null) {
      reply.callNotFound();
      return reply;
    }
    const { status, headers, body } = answerAbout(file, request.headers);
    return reply.code(status).headers(headers).send(body);
  });
}

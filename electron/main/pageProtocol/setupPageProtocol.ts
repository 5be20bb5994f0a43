// Serves the built agent page under its own scheme. Knows where the files are; what they say is the renderer's matter.
import fs from 'node:fs/promises';
import { protocol } from 'electron';
import type { Log } from '../log/createLog.ts';
import { contentSecurityPolicy } from './contentSecurityPolicy.ts';
import { locatePageFile } from './locatePageFile.ts';
import { PAGE_SCHEME } from './pageAddress.ts';

/** A worker has the policy that it comes with: the one that reads faces runs WebAssembly, no page and no other worker does. */
const FACE_WORKER = /^\/assets\/faceWorker-[A-Za-z0-9_-]{8}\.js$/;

/** MUST run before the app is ready: makes the page a secure context, without which there is no camera. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: PAGE_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

export type PageProtocolOptions = {
  /** Absolute path of the built page, `out/agent`. */
  root: string;
  serverOrigin: string;
  log: Log;
};

/** Answers requests of the page's scheme; needs the app to be ready. */
export function setupPageProtocol({ root, serverOrigin, log }: PageProtocolOptions): void {
  const plain = contentSecurityPolicy(serverOrigin);
  const ofScripts = contentSecurityPolicy(serverOrigin, { isScript: true });
  const withWasm = contentSecurityPolicy(serverOrigin, { isScript: true, runsWasm: true });
  protocol.handle(PAGE_SCHEME, (request) => {
    const { pathname } = new URL(request.url);
    const policy = FACE_WORKER.test(pathname) ? withWasm : /\.m?js$/.test(pathname) ? ofScripts : plain;
    return servePage(request, root, policy, log);
  });
}

async function servePage(request: Request, root: string, policy: string, log: Log): Promise<Response> {
  const headers = {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers });
  const located = locatePageFile(request.url, root);
  if (!located) return new Response('Not found', { status: 404, headers });
  try {
    const content = await fs.readFile(located.file);
    return new Response(request.method === 'HEAD' ? null : content, {
      headers: { ...headers, 'content-type': located.contentType },
    });
  } catch (cause) {
    log.warn('a file of the page is missing', { path: new URL(request.url).pathname, reason: errorCode(cause) });
    return new Response('Not found', { status: 404, headers });
  }
}

function errorCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
}

// What the proxies of docs/OPERATIONS.md have in common when they run here: a name, a free port, and the example as it is written.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { connect } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { DEADLINE_MS } from './deadline.ts';

export interface Proxy {
  /** By which the site's certificate is to be trusted. */
  readonly certificate: string;
  readonly close: () => Promise<void>;
}

/** As the examples name it. */
export const SITE = 'calls.example';
const OPERATIONS = fileURLToPath(new URL('../../docs/OPERATIONS.md', import.meta.url));

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** Of that program, with ports and files of our own in place of those that it names. */
export function exampleOf(program: 'nginx' | 'caddy', changes: readonly (readonly [string, string])[]): string {
  const fence = new RegExp(`\`\`\`${program}\\n([^]*?)\`\`\``);
  let placed = fence.exec(readFileSync(OPERATIONS, 'utf8'))?.[1] ?? '';
  for (const [from, to] of changes) {
    if (!placed.includes(from)) throw new Error(`the example no longer says “${from}”`);
    placed = placed.replace(from, to);
  }
  return placed;
}

/** Until it speaks TLS for the site: one that makes its certificate by itself listens before it has it. */
export async function servesTls(port: number, complaints: () => string): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (performance.now() < deadline) {
    // Whose certificate it is, is for the tests to look at.
    const socket = connect({ port, host: '127.0.0.1', servername: SITE, rejectUnauthorized: false });
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('secureConnect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the proxy does not serve: ${complaints()}`);
}

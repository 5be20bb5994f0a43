// A real proxy with TLS before a server of ours, set up as docs/OPERATIONS.md says. Debian's nginx and openssl.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Nginx {
  /** Of the site, to be trusted. */
  readonly certificate: string;
  readonly close: () => Promise<void>;
}

/** As the example names it. */
export const SITE = 'calls.example';
const PROGRAM = '/usr/sbin/nginx';
const OPERATIONS = fileURLToPath(new URL('../../docs/OPERATIONS.md', import.meta.url));
const START_DEADLINE_MS = 15_000;

/** Why this machine cannot run it; undefined when it can. */
export function whyNoNginx(): string | undefined {
  return existsSync(PROGRAM) ? undefined : 'nginx is not installed (Debian package nginx)';
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** Listens on `port` and passes on to `serverPort`. */
export async function startNginx(port: number, serverPort: number): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-nginx-'));
  const [key, certificate] = [join(folder, 'site.key'), join(folder, 'site.pem')];
  const about = ['-subj', `/CN=${SITE}`, '-addext', `subjectAltName=DNS:${SITE}`, '-days', '2'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-x509'];
  execFileSync('openssl', ['req', ...kind, '-keyout', key, '-out', certificate, ...about], { stdio: 'ignore' });
  const config = join(folder, 'nginx.conf');
  writeFileSync(config, configOf(folder, { port, serverPort, key, certificate }));
  mkdirSync(join(folder, 'temp'));
  const child = spawn(PROGRAM, ['-p', folder, '-c', config, '-e', 'stderr'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  await listens(port, () => complaints);
  return {
    certificate: readFileSync(certificate, 'utf8'),
    close: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Place = { readonly port: number; readonly serverPort: number; readonly key: string; readonly certificate: string };

/** One process, nothing of the machine's own set-up, and the site as the documentation has it, with our ports and files. */
function configOf(folder: string, { port, serverPort, key, certificate }: Place): string {
  const site = /```nginx\n([^]*?)```/.exec(readFileSync(OPERATIONS, 'utf8'))?.[1] ?? '';
  const changes: readonly (readonly [string, string])[] = [
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    ['/etc/ssl/calls.example.pem', certificate],
    ['/etc/ssl/private/calls.example.key', key],
    ['http://127.0.0.1:7788', `http://127.0.0.1:${serverPort}`],
  ];
  let placed = site;
  for (const [from, to] of changes) {
    if (!placed.includes(from)) throw new Error(`the example no longer says “${from}”`);
    placed = placed.replace(from, to);
  }
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, 'temp', name)};`,
  );
  return [
    'daemon off;',
    'master_process off;',
    `pid ${join(folder, 'pid')};`,
    'events {}',
    `http { access_log off; ${temporary.join(' ')}`,
    placed,
    '}',
  ].join('\n');
}

async function listens(port: number, complaints: () => string): Promise<void> {
  const deadline = performance.now() + START_DEADLINE_MS;
  while (performance.now() < deadline) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`nginx does not listen: ${complaints()}`);
}

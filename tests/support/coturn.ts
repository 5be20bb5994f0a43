// The real relay server on ports of its own, with the secret that our server signs credentials with. Debian's coturn.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DEADLINE_MS } from './deadline.ts';

export interface Coturn {
  readonly port: number;
  readonly secret: string;
  /** Its log so far, a line an entry. */
  readonly log: readonly string[];
  /** Lets every packet lie, as a dead network does; `wake` goes on. */
  readonly freeze: () => void;
  readonly wake: () => void;
  readonly close: () => Promise<void>;
}

const PROGRAM = '/usr/bin/turnserver';
const ADMIN = '/usr/bin/turnadmin';
const REALM = 'visavis.test';
const RELAY_PORTS = 60;

/** Why this machine cannot run it; undefined when it can. */
export function whyNoCoturn(): string | undefined {
  return existsSync(PROGRAM) ? undefined : 'coturn is not installed (Debian package coturn)';
}

/** `parameters`: in place of relaying to this machine, as most tests want it. */
export async function startCoturn(
  secret = 'secret-of-the-tests',
  parameters: readonly string[] = ['--allow-loopback-peers'],
): Promise<Coturn> {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-coturn-'));
  return startIn(folder, secret, [`--static-auth-secret=${secret}`, ...parameters]);
}

/** One whose secrets stand in its database, and change while it runs. */
export interface RotatingCoturn extends Pick<Coturn, 'port' | 'close'> {
  readonly addSecret: (secret: string) => Promise<void>;
  readonly dropSecret: (secret: string) => Promise<void>;
}

export async function startRotatingCoturn(secrets: readonly string[]): Promise<RotatingCoturn> {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-coturn-'));
  for (const secret of secrets) await turnadmin(folder, `--set-secret=${secret}`);
  const { port, close } = await startIn(folder, '', ['--allow-loopback-peers']);
  return {
    port,
    close,
    addSecret: (secret) => turnadmin(folder, `--set-secret=${secret}`),
    dropSecret: (secret) => turnadmin(folder, `--delete-secret=${secret}`),
  };
}

/** coturn's own command for its database. It writes a log that is named by its process id. */
async function turnadmin(folder: string, parameter: string): Promise<void> {
  const child = spawn(ADMIN, [`--userdb=${join(folder, 'users')}`, `--realm=${REALM}`, parameter], {
    cwd: folder,
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`turnadmin ended with ${String(code)}`);
  for (const place of ['/var/log', '/var/tmp', '/tmp']) {
    for (const name of readdirSync(place)) {
      if (name.startsWith(`turn_${String(child.pid)}_`)) rmSync(join(place, name));
    }
  }
}

async function startIn(folder: string, secret: string, parameters: readonly string[]): Promise<Coturn> {
  const port = await freePort();
  // Away from the range that the kernel gives to others, or a relay would find its port taken.
  const firstRelay = 20_000 + (port % 200) * RELAY_PORTS;
  const child = spawn(
    PROGRAM,
    [
      '-n',
      '--listening-ip=127.0.0.1',
      '--relay-ip=127.0.0.1',
      `--listening-port=${String(port)}`,
      `--min-port=${String(firstRelay)}`,
      `--max-port=${String(firstRelay + RELAY_PORTS - 1)}`,
      `--realm=${REALM}`,
      '--use-auth-secret',
      '--fingerprint',
      '--no-cli',
      '--no-tls',
      '--no-dtls',
      ...parameters,
      `--userdb=${join(folder, 'users')}`,
      `--pidfile=${join(folder, 'pid')}`,
      '--log-file=stdout',
      '--verbose',
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const log: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => log.push(line));
  await answers(port);
  return {
    port,
    secret,
    log,
    freeze: () => child.kill('SIGSTOP'),
    wake: () => child.kill('SIGCONT'),
    close: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** Sends STUN binding requests (RFC 8489, section 5) until one is answered. */
async function answers(port: number): Promise<void> {
  const request = Buffer.alloc(20);
  request.writeUInt16BE(0x0001, 0);
  request.writeUInt32BE(0x2112a442, 4);
  const socket = createSocket('udp4');
  const asking = setInterval(() => socket.send(request, port, '127.0.0.1'), 50);
  const deadline = setTimeout(() => socket.emit('error', new Error('coturn does not answer')), DEADLINE_MS);
  try {
    await once(socket, 'message');
  } finally {
    clearInterval(asking);
    clearTimeout(deadline);
    socket.close();
  }
}

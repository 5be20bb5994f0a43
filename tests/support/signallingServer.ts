// The real server as a process of its own, on a free port, with a store that is thrown away.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { addDemoAccounts } from '../../signalling/adapters/demo/demoAccounts.ts';
import { createScryptPasswords, type ScryptCost } from '../../signalling/adapters/passwords/scryptPasswords.ts';
import { openSqliteStore } from '../../signalling/adapters/store/sqliteStore.ts';
import { serverProgram } from '../../signalling/testing/serverProgram.ts';
import { DEADLINE_MS } from './deadline.ts';

export interface RunningServer {
  /** For example `http://127.0.0.1:41234`. */
  readonly origin: string;
  /** Its SQLite file. */
  readonly database: string;
  /** Ends it politely, as SIGTERM does. */
  readonly stop: () => Promise<void>;
  /** Ends it as a crash does. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same port and store. */
  readonly restart: () => Promise<void>;
  /** Ends it and throws its store away. */
  readonly dispose: () => Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const DATABASE = 'visavis.sqlite';

/** A sign-in is slow on purpose. Where that is not the matter, demo accounts have hashes that are checked in a millisecond. */
export const QUICK_SIGN_IN: ScryptCost = { N: 2 ** 10, r: 8, p: 1 };

const hashed = new Map<ScryptCost | undefined, Promise<string>>();

/** Passwords are hashed once for all servers of a worker. The server itself does it where `npm start` is tested. */
async function prepareAccounts(file: string, cost: ScryptCost | undefined): Promise<void> {
  const passwords = createScryptPasswords(cost);
  const hash = async (password: string): Promise<string> => {
    const known = hashed.get(cost) ?? passwords.hash(password);
    hashed.set(cost, known);
    return known;
  };
  const store = openSqliteStore(file, Date.now());
  await addDemoAccounts(store, { ...passwords, hash });
  await store.close();
}

/** Starts a demo server. `env` adds to or replaces its settings; `cost` is what checking a demo account's password takes. */
export async function startServer(
  env: Readonly<Record<string, string>> = {},
  cost?: ScryptCost,
): Promise<RunningServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'visavis-server-'));
  await prepareAccounts(join(dataDir, DATABASE), cost);
  let running = await launch({ VISAVIS_DATA_DIR: dataDir, VISAVIS_PORT: '0', ...env });
  const { port } = running;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (running.child.exitCode !== null || running.child.signalCode !== null) return;
    const gone = once(running.child, 'exit');
    running.child.kill(signal);
    await gone;
  };
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    database: join(dataDir, DATABASE),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    restart: async () => {
      running = await launch({ VISAVIS_DATA_DIR: dataDir, ...env, VISAVIS_PORT: String(port) });
    },
    dispose: async () => {
      await end('SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function launch(env: Readonly<Record<string, string>>): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [serverProgram()], {
    cwd: root,
    env: { ...process.env, VISAVIS_DEMO: '1', VISAVIS_WEB_DIR: join(root, 'out'), VISAVIS_LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const timer = setTimeout(() => child.kill('SIGKILL'), DEADLINE_MS);
  const said: string[] = [];
  try {
    for await (const line of lines) {
      said.push(line);
      const port = portIn(line);
      if (port !== undefined) {
        child.stdout.resume();
        return { child, port };
      }
    }
  } finally {
    clearTimeout(timer);
  }
  throw new Error(`The server did not start. It said:\n${said.join('\n')}`);
}

function portIn(line: string): number | undefined {
  try {
    const entry = JSON.parse(line) as Record<string, unknown>;
    return entry['msg'] === 'listening' && typeof entry['port'] === 'number' ? entry['port'] : undefined;
  } catch {
    return undefined;
  }
}

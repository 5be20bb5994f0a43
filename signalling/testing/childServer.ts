// The real server as a process of its own on a free port, to be killed and started again on the same port and store.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { compiledCode, serverProgram } from './serverProgram.ts';

const START_DEADLINE_MS = 60_000;
/**
 * Loaded into the server before anything else; the product knows nothing of it. On SIGUSR2 it collects garbage, twice
 * because finalizers hold on to some of it, and writes down what is in use.
 */
const PROBE = `process.on('SIGUSR2', () => {
  gc();
  gc();
  const { heapUsed, external } = process.memoryUsage();
  process.stdout.write(JSON.stringify({ msg: 'memory', usedBytes: heapUsed + external }) + '\\n');
});`;
const PROBED = ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(PROBE)}`];

const DEMO = { VISAVIS_DEMO: '1', VISAVIS_LOG_LEVEL: 'error' };

export type ChildServer = {
  readonly port: number;
  readonly origin: string;
  readonly dataDir: string;
  /** Of the process that runs now, or ran last. */
  readonly pid: number;
  /** What it wrote at level error, and what Node wrote about it. Empty when all went well. */
  readonly complaints: readonly string[];
  /** Whether it ended without having been asked to. */
  readonly hasCrashed: boolean;
  /** What is in use after collecting garbage: the heap, and buffers outside of it. */
  memoryBytes(): Promise<number>;
  signal(name: NodeJS.Signals): void;
  /** Ends at once, as `kill -9` does. */
  kill(): Promise<void>;
  /** Ends politely; resolves to its exit code. */
  stop(): Promise<number | null>;
  /** Has it read its settings again, as `kill -HUP` does. */
  reload(): void;
  /** Starts it again. */
  restart(): Promise<void>;
  /** Ends it and removes its store. */
  dispose(): Promise<void>;
};

/** A server in demo mode; `env` adds to what it is started with. */
export async function startChildServer(env: Readonly<Record<string, string>> = {}): Promise<ChildServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'visavis-child-'));
  const complaints: string[] = [];
  let isWanted = true;
  let hasCrashed = false;
  let memoryTold: (usedBytes: number) => void = () => undefined;
  const launch = async (port: number): Promise<{ child: ChildProcess; port: number }> => {
    isWanted = true;
    const child = spawn(process.execPath, [...PROBED, serverProgram()], {
      env: { ...ownSettings(dataDir, port), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
    child.once('exit', () => (hasCrashed ||= isWanted));
    return { child, port: await portOf(child, complaints, (usedBytes) => memoryTold(usedBytes)) };
  };
  let running = await orRemove(dataDir, launch(0));
  const { port } = running;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    isWanted = false;
    if (running.child.exitCode !== null || running.child.signalCode !== null) return;
    const gone = once(running.child, 'exit');
    running.child.kill(signal);
    await gone;
  };
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    dataDir,
    complaints,
    get pid() {
      return running.child.pid ?? 0;
    },
    async memoryBytes() {
      const answered = new Promise<number>((resolve) => (memoryTold = resolve));
      running.child.kill('SIGUSR2');
      return answered;
    },
    get hasCrashed() {
      return hasCrashed;
    },
    signal: (name) => void running.child.kill(name),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM').then(() => running.child.exitCode),
    reload: () => void running.child.kill('SIGHUP'),
    async restart() {
      running = await launch(port);
    },
    async dispose() {
      await end('SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function ownSettings(dataDir: string, port: number): NodeJS.ProcessEnv {
  return {
    ...DEMO,
    ...compiledCode(),
    PATH: process.env['PATH'],
    VISAVIS_DATA_DIR: dataDir,
    VISAVIS_PORT: String(port),
  };
}

/** A server that does not start leaves no folder behind. */
async function orRemove<T>(folder: string, begun: Promise<T>): Promise<T> {
  try {
    return await begun;
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true });
    throw cause;
  }
}

/** Resolves when it listens. Other lines it writes are complaints: it logs errors only. */
function portOf(child: ChildProcess, complaints: string[], memoryTold: (usedBytes: number) => void): Promise<number> {
  const { stdout } = child;
  if (stdout === null) throw new Error('its output is piped');
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => reject(new Error('the server did not start in time')), START_DEADLINE_MS);
    const failed = (): void => reject(new Error(`the server ended before it listened: ${complaints.join('\n')}`));
    child.once('exit', failed);
    createInterface({ input: stdout }).on('line', (line) => {
      const entry = JSON.parse(line) as { msg: string; port: number; usedBytes: number };
      if (entry.msg === 'memory') {
        memoryTold(entry.usedBytes);
        return;
      }
      if (entry.msg !== 'listening') {
        complaints.push(line);
        return;
      }
      clearTimeout(deadline);
      child.off('exit', failed);
      resolve(entry.port);
    });
  });
}

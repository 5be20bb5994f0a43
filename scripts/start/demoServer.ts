// Runs the signalling server as a child in demo mode, keeps its log and reports when it listens and when it ends.
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, writeSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startChild } from '../bootstrap/children.mjs';
import { Failure } from '../bootstrap/progress.mjs';
import { mediaWorkerFile } from '../setup/mediaWorkerFile.ts';
import type { StartSettings } from './startSettings.ts';

export interface DemoServer {
  readonly child: ChildProcess;
  readonly host: string;
  readonly port: number;
  readonly logFile: string;
}

const LISTEN_DEADLINE_MS = 30_000;
const LINES_KEPT = 20;
/** pino's numbers: 40 is a warning. */
const WARN_LEVEL = 40;

/** Resolves when the server listens; fails with its last words when it ends or stays silent before. */
export async function startDemoServer(settings: StartSettings): Promise<DemoServer> {
  await demandFreePort(settings);
  mkdirSync(settings.dataFolder, { recursive: true });
  const logFile = join(settings.dataFolder, 'server.log');
  const log = openSync(logFile, 'w');
  const child = startChild(process.execPath, ['signalling/main.ts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      VISAVIS_DEMO: '1',
      VISAVIS_HOST: settings.host,
      VISAVIS_PORT: String(settings.port),
      VISAVIS_DATA_DIR: settings.dataFolder,
      VISAVIS_WEB_DIR: join(process.cwd(), 'out'),
      // Perhaps not there yet: the server looks for it.
      VISAVIS_MEDIA_WORKER: mediaWorkerFile(),
    },
  });
  const { host, port } = await whenListening(child, log);
  return { child, host, port, logFile };
}

function whenListening(child: ChildProcess, log: number): Promise<{ host: string; port: number }> {
  const lastLines: string[] = [];
  let listens = false;
  return new Promise((resolve, reject) => {
    const fail = (sentence: string): void => reject(new Failure(sentence, lastLines.join('\n')));
    const deadline = setTimeout(
      () => fail(`The server did not listen within ${LISTEN_DEADLINE_MS / 1000} s. What it said last is below.`),
      LISTEN_DEADLINE_MS,
    );
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        writeSync(log, `${line}\n`);
        lastLines.push(line);
        if (lastLines.length > LINES_KEPT) lastLines.shift();
        const entry = parseLogLine(line);
        if (listens) showIfNotable(entry, line);
        if (entry?.msg === 'listening' && entry.host !== undefined && entry.port !== undefined) {
          clearTimeout(deadline);
          listens = true;
          resolve({ host: entry.host, port: entry.port });
        }
      });
    }
    child.once('exit', (code, signal) => {
      clearTimeout(deadline);
      fail(`The server ended while starting (${signal ?? `code ${String(code)}`}). What it said last is below.`);
    });
  });
}

interface LogEntry {
  readonly level: number;
  readonly msg: string;
  readonly host?: string;
  readonly port?: number;
}

/** The parts we use of a line that the server's log wrote, or `undefined` for any other line. */
export function parseLogLine(line: string): LogEntry | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, msg, host, port } = JSON.parse(line) as Record<string, unknown>;
    return {
      level: typeof level === 'number' ? level : 0,
      msg: typeof msg === 'string' ? msg : '',
      ...(typeof host === 'string' ? { host } : {}),
      ...(typeof port === 'number' ? { port } : {}),
    };
  } catch {
    return undefined;
  }
}

function showIfNotable(entry: LogEntry | undefined, line: string): void {
  if (entry === undefined) console.error(`[server] ${line}`);
  else if (entry.level >= WARN_LEVEL) console.error(`[server] ${entry.msg}`);
}

async function demandFreePort({ host, port }: StartSettings): Promise<void> {
  if (port === 0 || !(await answers(host, port))) return;
  throw new Failure(
    `Port ${port} on ${host} is in use, perhaps by another “npm start”. End that one, or choose another port: VISAVIS_PORT=${port + 1} npm start`,
  );
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port });
    const settle = (result: boolean): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

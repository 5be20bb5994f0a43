// `npm start` as a person runs it: with the machine's own Node, in a terminal that may go away.
import { expect, test } from '@playwright/test';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

test.skip(process.platform !== 'linux', 'looks for what is left behind in /proc');

let dataFolder: string;
let npm: ChildProcess;
let output = '';

test.beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'visavis-start-'));
  npm = spawn('npm', ['start'], { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: environment() });
  output = '';
  for (const stream of [npm.stdout, npm.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  await expect.poll(() => output).toContain('Ctrl-C ends it');
});

test.afterEach(() => {
  for (const pid of familyOfStart()) process.kill(pid, 'SIGKILL');
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
});

test('[REPO-1][OPS-4] npm start serves both pages, on Node 24 or newer, and Ctrl-C ends all of it', async ({
  request,
}) => {
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? '';
  for (const path of ['/', '/agent/', '/readyz']) expect((await request.get(address + path)).status()).toBe(200);
  expect(output).toContain('agent, agent2 or supervisor, password demo');
  expect(output).toContain('can only be opened on this machine');
  expect(output).toContain("ne s'ouvre que sur cet ordinateur");
  const [version = ''] = nodeVersionsOfServer();
  expect(Number(/^v(\d+)/.exec(version)?.[1])).toBeGreaterThanOrEqual(24);

  const ended = once(npm, 'exit');
  process.kill(-Number(npm.pid), 'SIGINT');
  await ended;
  await expect.poll(familyOfStart).toEqual([]);
});

test('[OPS-4] npm start leaves nothing behind when npm is killed', async () => {
  npm.kill('SIGKILL');
  await expect.poll(familyOfStart).toEqual([]);
});

/** Without what `npm run` put in front of the PATH, and marked by its data folder. */
function environment(): Record<string, string> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const kept = own.filter(([name]) => !name.startsWith('npm_') && name !== 'DISPLAY' && name !== 'WAYLAND_DISPLAY');
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return {
    ...Object.fromEntries(kept),
    PATH: path.join(delimiter),
    VISAVIS_PORT: '0',
    VISAVIS_DATA_DIR: dataFolder,
  };
}

/** Process ids of everything that carries our data folder in its environment. */
function familyOfStart(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && environmentOf(pid).includes(`VISAVIS_DATA_DIR=${dataFolder}\0`));
}

/** What the program that runs the server calls itself. */
function nodeVersionsOfServer(): string[] {
  return familyOfStart()
    .filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('signalling/main.ts'))
    .map((pid) => spawnSync(readlinkSync(`/proc/${pid}/exe`), ['--version'], { encoding: 'utf8' }).stdout);
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}

// Kills of the server, of the disk and of the settings at random moments: nothing acknowledged is lost, nobody is left in a call that is over.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { queueIdSchema } from './protocol/index.ts';
import { startChildServer, type ChildServer } from './testing/childServer.ts';
import { createSeededRandom } from './testing/seededRandom.ts';
import { Client } from './testing/serverBench.ts';

const SEED = Number(process.env['VISAVIS_SEED'] ?? 11_28);
const ROUNDS = Number(process.env['VISAVIS_MISFORTUNES'] ?? 20);
const SETTINGS = `
work: { mostBits: 0 }
queues:
  - id: cards
    name: { en: Cards, fr: Cartes }
    maxWaiting: 1000
    reasons: [{ id: solved, name: { en: Solved, fr: Résolu } }]
`;

const folder = mkdtempSync(join(tmpdir(), 'visavis-misfortunes-'));
const disk = join(folder, 'disk');
const settings = join(folder, 'visavis.yaml');
let isMounted = false;
beforeAll(() => {
  mkdirSync(disk);
  isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]).status === 0;
});
afterAll(() => {
  if (isMounted) spawnSync('umount', [disk]);
  rmSync(folder, { recursive: true, force: true });
});

/** What befalls the server, and how it is over. */
const MISFORTUNES: Readonly<Record<string, (server: ChildServer) => Promise<void>>> = {
  kill: async (server) => {
    await server.kill();
    await server.restart();
  },
  settingsGarbled: async (server) => {
    writeFileSync(settings, 'queues: [{ id: ');
    server.signal('SIGHUP');
    await ping(server);
    await refusedUntil(server, SETTINGS);
  },
  settingsTruncated: async (server) => {
    writeFileSync(settings, SETTINGS.slice(0, 60));
    server.signal('SIGHUP');
    await ping(server);
    writeFileSync(settings, SETTINGS);
    server.signal('SIGHUP');
  },
  settingsGone: async (server) => {
    rmSync(settings);
    server.signal('SIGHUP');
    await ping(server);
    await refusedUntil(server, SETTINGS);
  },
  settingsReplaced: async (server) => {
    writeFileSync(settings, SETTINGS.replace('maxWaiting: 1000', 'maxWaiting: 999'));
    server.signal('SIGHUP');
    await ping(server);
    await server.kill();
    await server.restart();
    writeFileSync(settings, SETTINGS);
  },
  diskFull: async (server) => {
    if (!isMounted) return;
    const filler = join(disk, 'filler');
    fill(filler);
    await ping(server);
    rmSync(filler);
  },
  diskReadOnly: async (server) => {
    if (!isMounted || spawnSync('mount', ['-o', 'remount,ro', disk]).status !== 0) return;
    await ping(server);
    spawnSync('mount', ['-o', 'remount,rw', disk]);
  },
};

function fill(filler: string): void {
  const file = openSync(filler, 'w');
  for (let size = 65_536; size >= 512; size /= 2) {
    try {
      for (;;) if (writeSync(file, Buffer.alloc(size)) < size) break;
    } catch {
      // Full at this size; a smaller piece may still fit.
    }
  }
  closeSync(file);
}

async function ping({ origin }: ChildServer): Promise<void> {
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
}

/** Killed with wrong settings it does not start; with the right ones it does. */
async function refusedUntil(server: ChildServer, text: string): Promise<void> {
  await server.kill();
  await expect(server.restart()).rejects.toThrow('VISAVIS_CONFIG names');
  writeFileSync(settings, text);
  await server.restart();
}

type Acknowledged = { readonly callToken: string; readonly isOver: boolean };

/** Calls, and perhaps leaves again. What is not acknowledged does not count. */
async function comeAndGo(server: ChildServer, round: number, leaves: boolean): Promise<Acknowledged | null> {
  const client = new Client(server);
  await once(client.socket, 'open');
  await client.says('customer');
  const topicId = queueIdSchema.parse('cards');
  const about = { requestId: `request-number-${String(round)}-of-the-walk`, customerName: 'Zoe', topicId };
  const reply = await client.asks('call.start', { ...about, media: 'voice', language: 'en' });
  if (!reply.ok) return null;
  const { callToken } = reply.result as { callToken: string };
  const left = leaves && (await client.asks('call.leaveLine', {})).ok;
  return { callToken, isOver: left };
}

it(
  '[OPS-10][STORE-1][STORE-2] nothing acknowledged is lost to a killed server, a full or read-only disk, or broken settings',
  { timeout: 60_000 + ROUNDS * 6000 },
  async () => {
    onTestFailed(() => {
      process.stderr.write(`seed ${SEED}: run again with VISAVIS_SEED=${SEED}\n`);
    });
    const random = createSeededRandom(SEED);
    writeFileSync(settings, SETTINGS);
    const server = await startChildServer({ VISAVIS_DATA_DIR: disk, VISAVIS_CONFIG: settings });
    const ledger: Acknowledged[] = [];
    const befell: string[] = [];
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        const names = Object.keys(MISFORTUNES);
        const name = names[random.between(0, names.length - 1)] ?? 'kill';
        befell.push(name);
        const coming = Promise.all(
          [0, 1, 2].map((index) => comeAndGo(server, round * 3 + index, random.percent(50)).catch(() => null)),
        );
        // In the middle of it, or after it.
        if (random.percent(50)) await coming;
        await MISFORTUNES[name]?.(server);
        ledger.push(...(await coming).filter((one) => one !== null));
      }
      let lost = 0;
      for (const { callToken, isOver } of ledger) {
        const client = await new Client(server).says('customer');
        const reply = await client.asks('call.resume', { callToken });
        const phase = reply.ok ? (reply.result as { call: { phase: { name: string } } }).call.phase.name : 'unknown';
        // Who was away for longer than the grace has been let go; who left is never back in line.
        if (isOver ? phase !== 'ended' : phase === 'unknown') lost += 1;
      }
      process.stdout.write(
        `${ROUNDS} misfortunes (${befell.join(', ')}): ${ledger.length} acknowledged, ${lost} lost\n`,
      );
      expect(ledger.length).toBeGreaterThan(ROUNDS);
      expect(lost).toBe(0);
    } finally {
      await server.dispose();
    }
  },
);

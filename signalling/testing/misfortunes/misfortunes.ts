// What befalls a server, and how it is over. Each fails unless it has taken place.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { ChildServer } from '../childServer.ts';
import { Client, until } from '../serverBench.ts';
import type { Place } from './place.ts';

const DEADLINE_MS = 20_000;

type Misfortune = (server: ChildServer, place: Place) => Promise<void>;

const ANYWHERE: Readonly<Record<string, Misfortune>> = {
  kill: async (server) => {
    await server.kill();
    await assert.rejects(fetch(server.origin));
    await server.restart();
  },
  settingsGarbled: async (server, place) => {
    await settingsRefused(server, () => place.garbleSettings());
    await startRefusedUntilRight(server, place);
  },
  settingsTruncated: async (server, place) => {
    await settingsRefused(server, () => place.cutSettings());
    await settingsTakenUp(server, place, 'Cards');
  },
  settingsGone: async (server, place) => {
    await settingsRefused(server, () => place.loseSettings());
    await startRefusedUntilRight(server, place);
  },
  settingsReplaced: async (server, place) => {
    await settingsTakenUp(server, place, 'Passes');
    await server.kill();
    await server.restart();
    await settingsTakenUp(server, place, 'Cards');
  },
};

/** SQLite's writes fail (EFBIG), as on a disk that has become read-only: one with open files cannot be made so on purpose. */
const WHERE_LIMITS_CAN_BE_SET: Readonly<Record<string, Misfortune>> = {
  writesRefused: async (server) => {
    const limit = (bytes: string) => spawnSync('prlimit', ['--pid', String(server.pid), `--fsize=${bytes}:`]).status;
    assert.equal(limit('0'), 0);
    await readyIs(server, 503);
    assert.equal(limit('unlimited'), 0);
    await readyIs(server, 200);
  },
};

const WHERE_DISKS_CAN_BE_MOUNTED: Readonly<Record<string, Misfortune>> = {
  diskFull: async (server, place) => {
    place.fill();
    await readyIs(server, 503);
    place.free();
    await readyIs(server, 200);
  },
  startOnReadOnlyDisk: async (server, place) => {
    await server.kill();
    assert.ok(place.remount('ro'));
    await assert.rejects(server.restart(), /on a disk that is read-only/);
    assert.ok(place.remount('rw'));
    await server.restart();
  },
};

/** Those that this machine can do, by name. */
export function misfortunesAt({ isMounted }: Place): ReadonlyMap<string, Misfortune> {
  const canLimit = spawnSync('prlimit', ['--version']).status === 0;
  return new Map([
    ...Object.entries(ANYWHERE),
    ...(canLimit ? Object.entries(WHERE_LIMITS_CAN_BE_SET) : []),
    ...(isMounted ? Object.entries(WHERE_DISKS_CAN_BE_MOUNTED) : []),
  ]);
}

async function comesAbout(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + DEADLINE_MS;
  while (!(await isSo())) {
    assert.ok(performance.now() < deadlineMs, `${what} did not come about`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function readyIs({ origin }: ChildServer, status: number): Promise<void> {
  await comesAbout(`/readyz saying ${status}`, async () => (await fetch(`${origin}/readyz`)).status === status);
  assert.equal((await fetch(`${origin}/healthz`)).status, 200);
}

async function settingsRefused(server: ChildServer, change: () => void): Promise<void> {
  const before = server.complaints.length;
  change();
  server.signal('SIGHUP');
  await until(() => server.complaints.slice(before).join('').includes('settings refused, the old ones hold'));
}

async function settingsTakenUp(server: ChildServer, place: Place, topic: string): Promise<void> {
  place.writeSettings(topic);
  server.signal('SIGHUP');
  const client = await new Client(server).says('customer');
  await comesAbout(`the topic ${topic}`, async () =>
    JSON.stringify((await client.does('lobby.topics', {})).topics).includes(`"${topic}"`),
  );
  client.socket.terminate();
}

/** Killed with wrong settings it does not start; with the right ones it does. */
async function startRefusedUntilRight(server: ChildServer, place: Place): Promise<void> {
  await server.kill();
  await assert.rejects(server.restart(), /VISAVIS_CONFIG names/);
  place.writeSettings();
  await server.restart();
}

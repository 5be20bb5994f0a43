// A disk that fills up under a server, and is emptied again. A real one of a few megabytes, where this user may mount one.
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startChildServer } from './testing/childServer.ts';
import { Client } from './testing/serverBench.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-disk-'));
let isMounted = false;
beforeAll(() => {
  isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]).status === 0;
});
afterAll(() => {
  if (isMounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
});

const filler = join(folder, 'filler');

/** Until not one page more fits. */
function fill(): void {
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

it('[OPS-8][OPS-9] a full disk is said, loses nothing and needs no restart', async (context) => {
  context.skip(!isMounted, 'a file system of a few megabytes cannot be mounted by this user');
  const server = await startChildServer({ VISAVIS_DATA_DIR: folder });
  const ready = async (): Promise<number> => (await fetch(`${server.origin}/readyz`)).status;
  const start = (client: Client, name: string) =>
    client.asks('call.start', {
      requestId: `request-of-${name}-on-a-full-disk`,
      customerName: name,
      topicId: 'everyday',
      media: 'voice',
      language: 'en',
    });
  try {
    const zoe = await new Client(server).says('customer');
    const { topics } = await zoe.does('lobby.topics', {});
    expect(topics.map(({ id }) => id)).toContain('everyday');
    expect((await start(zoe, 'Zoe')).ok).toBe(true);
    expect(await ready()).toBe(200);

    const supervisor = await new Client(server).says('agent');
    await supervisor.does('agent.signIn', { userName: 'supervisor', password: 'demo' });
    expect(await supervisor.does('board.health', {})).toEqual({ store: 'ok' });
    fill();
    expect(await ready()).toBe(503);
    expect(await supervisor.does('board.health', {})).toEqual({ store: 'noSpace' });
    const yann = await new Client(server).says('customer');
    expect(await start(yann, 'Yann')).toMatchObject({ ok: false, problem: { code: 'internal' } });
    // The page, the connections and the call that is up go on.
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    await zoe.does('session.ping', {});
    expect(server.complaints.join('')).toContain('database or disk is full');
    expect(server.complaints.join('')).not.toContain('cannot rollback');

    rmSync(filler);
    expect(await ready()).toBe(200);
    expect(await supervisor.does('board.health', {})).toEqual({ store: 'ok' });
    expect((await start(yann, 'Yann')).ok).toBe(true);
    // What was acknowledged before is still there.
    await server.kill();
    expect(existsSync(filler)).toBe(false);
    await server.restart();
    const later = await new Client(server).says('customer');
    expect((await start(later, 'Later')).ok).toBe(true);
    expect(later.frames.at(-1)).toMatchObject({ result: { call: { phase: { position: 3 } } } });
  } finally {
    await server.dispose();
  }
});

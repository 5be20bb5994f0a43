// A disk that fills up under a server, and is emptied again. A real one of a few megabytes, where this user may mount one.
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startChildServer, type ChildServer } from './testing/childServer.ts';
import { Client, until } from './testing/serverBench.ts';

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

/** An agent answers the one who waits. */
async function answered(server: ChildServer, customer: Client) {
  const agent = await new Client(server).says('agent');
  await agent.does('agent.signIn', { userName: 'agent2', password: 'demo' });
  await agent.does('agent.setIntent', { intent: { name: 'available' } });
  const work = () => agent.notices('agent.changed').at(-1)?.work;
  await until(() => work()?.name === 'ringing');
  const ringing = work();
  if (ringing?.name !== 'ringing') throw new Error('it rings');
  const { callId, offerId } = ringing.offer;
  await agent.does('offer.answer', { offerId, withVideo: false });
  await agent.does('agent.setIntent', { intent: { name: 'away', reason: 'break' } });
  let passed = 0;
  return {
    async passesSignals(): Promise<void> {
      const signal = { type: 'offer', sdp: `v=0 ${passed}` } as const;
      passed += 1;
      for (const [from, to] of [
        [agent, customer],
        [customer, agent],
      ] as const) {
        await from.does('peer.signal', { callId, generation: 1, signal });
        await until(() => to.notices('peer.signalled').length === passed);
        expect(to.notices('peer.signalled').at(-1)).toEqual({ callId, generation: 1, signal });
      }
    },
    async ends(): Promise<void> {
      await customer.does('call.hangUp', {});
      await until(() => work()?.name === 'wrapUp');
      await agent.does('wrapUp.finish', { callId, reasonId: 'other', notes: 'Noted after the space was back.' });
    },
  };
}

it('[OPS-8][OPS-9] a full disk is said, loses nothing and needs no restart', { timeout: 90_000 }, async (context) => {
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
    const wim = await new Client(server).says('customer');
    expect((await start(wim, 'Wim')).ok).toBe(true);
    const talk = await answered(server, wim);
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
    await talk.passesSignals();
    expect(server.complaints.join('')).toContain('database or disk is full');
    expect(server.complaints.join('')).not.toContain('cannot rollback');

    rmSync(filler);
    expect(await ready()).toBe(200);
    expect(await supervisor.does('board.health', {})).toEqual({ store: 'ok' });
    expect((await start(yann, 'Yann')).ok).toBe(true);
    await talk.passesSignals();
    await talk.ends();
    // What was acknowledged before is still there.
    await server.kill();
    expect(existsSync(filler)).toBe(false);
    await server.restart();
    const later = await new Client(server).says('customer');
    expect((await start(later, 'Later')).ok).toBe(true);
    const back = await new Client(server).says('agent');
    await back.does('agent.signIn', { userName: 'agent2', password: 'demo' });
    const { records } = await back.does('history.recent', { limit: 5 });
    expect(records).toMatchObject([{ customerName: 'Wim', outcome: 'answered', endedBy: 'customer' }]);
    expect(later.frames.at(-1)).toMatchObject({ result: { call: { phase: { position: 3 } } } });
  } finally {
    await server.dispose();
  }
});

// One stranger, or many, who want everybody else kept out: at the real server, from addresses of this machine.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { queueIdSchema } from './protocol/index.ts';
import { startChildServer, type ChildServer } from './testing/childServer.ts';
import { attackFrom } from './testing/hostile/oneAddress.ts';
import { beginSignInStorm } from './testing/hostile/signInStorm.ts';
import { Client, until } from './testing/serverBench.ts';

let server: ChildServer | undefined;
let webDir: string | undefined;
afterEach(async () => {
  await server?.dispose();
  if (webDir !== undefined) rmSync(webDir, { recursive: true });
  webDir = undefined;
});

function createPages(): string {
  webDir = mkdtempSync(join(tmpdir(), 'visavis-pages-'));
  mkdirSync(join(webDir, 'customer'));
  writeFileSync(join(webDir, 'customer', 'index.html'), '<!doctype html><title>customer</title>');
  return webDir;
}

it('[GUARD-1] answers pages, and signs an agent in, while a storm of sign-ins waits', { timeout: 90_000 }, async () => {
  server = await startChildServer({ VISAVIS_WEB_DIR: createPages() });
  const agent = await new Client(server, { localAddress: '127.0.2.1' }).says('agent');
  const right = { userName: 'agent', password: 'demo' };
  expect(await agent.asks('agent.signIn', right, 60_000)).toMatchObject({ ok: true });
  await agent.does('agent.signOut', {});
  const storm = await beginSignInStorm(server, 90);
  for (let count = 0; count < 5; count += 1) {
    const response = await fetch(`${server.origin}/?${count}`);
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('customer')]);
  }
  expect(storm.owedCount).toBeGreaterThan(0);
  await until(() => storm.refusedCount > 0, 60_000);
  // Strangers have taken all places in the queue; who has signed in from there before is looked at all the same, and next.
  expect(await agent.asks('agent.signIn', right, 60_000)).toMatchObject({ ok: true });
  expect(storm.owedCount).toBeGreaterThan(0);
  expect(server.complaints).toEqual([]);
});

it(
  '[GUARD-2][GUARD-4][GUARD-5][WORK-1] one address takes neither the lines, nor the connections, nor an account; a call goes on',
  { timeout: 90_000 },
  async () => {
    server = await startChildServer();
    const at = (localAddress: string) => ({ localAddress });
    const right = { userName: 'agent', password: 'demo' };
    const agent = await new Client(server, at('127.0.2.1')).says('agent');
    await agent.asks('agent.signIn', right, 60_000);
    await agent.does('agent.setIntent', { intent: { name: 'available' } });
    const customer = await new Client(server, at('127.0.2.2')).says('customer');
    const about = { requestId: 'real', customerName: 'Zoé', media: 'voice', language: 'en' } as const;
    const { call } = await customer.does('call.start', { ...about, topicId: queueIdSchema.parse('cards') });
    await until(() => agent.notices('agent.changed').at(-1)?.work.name === 'ringing');
    const work = agent.notices('agent.changed').at(-1)?.work;
    if (work?.name !== 'ringing') throw new Error('it rings');
    await agent.does('offer.answer', { offerId: work.offer.offerId, withVideo: false });

    const attack = await attackFrom(server, '127.0.5.1', { idle: 300, calls: 80, guesses: 60 });
    expect(Object.fromEntries(attack.results)).toEqual({
      // Then each takes a little work, which this one does not do.
      'call.start ok': 20,
      'call.start tooManyRequests': 60,
      'agent.signIn wrongCredentials': 5,
      'agent.signIn tooManyAttempts': 55,
    });
    await until(() => attack.openCount <= 250);

    const signal = { type: 'offer', sdp: 'v=0' } as const;
    await agent.does('peer.signal', { callId: call.callId, generation: 1, signal });
    await until(() => customer.notices('peer.signalled').length === 1);
    const other = await new Client(server, at('127.0.2.3')).says('customer');
    await other.does('call.start', { ...about, requestId: 'other', topicId: queueIdSchema.parse('cards') });
    const colleague = await new Client(server, at('127.0.2.4')).says('agent');
    expect(await colleague.asks('agent.signIn', { ...right, userName: 'agent2' }, 60_000)).toMatchObject({ ok: true });
    // The right password from elsewhere, while the address that guesses is refused.
    const elsewhere = await new Client(server, at('127.0.2.5')).says('agent');
    expect(await elsewhere.asks('agent.signIn', right, 60_000)).toMatchObject({ ok: true });
    expect(server.complaints).toEqual([]);
  },
);

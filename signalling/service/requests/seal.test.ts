// Whose seal an agent may have for what was agreed: of the queue of their own call, as long as its certificate is good.
import { expect, it } from 'vitest';
import type { CallId, QueueId } from '../../protocol/index.ts';
import { createBench } from '../../testing/serviceBench.ts';
import { DEFAULT_POLICIES } from '../policies.ts';
import type { Sealer } from '../ports/sealer.ts';

const SHA256 = 'ab'.repeat(32);

async function talking(change: Partial<Sealer> = {}) {
  const bench = await createBench();
  const agent = await bench.agent();
  const zoe = await bench.customer();
  const callId = await agent.answers();
  const digests: string[] = [];
  const sealer: Sealer = {
    by: 'Visavis Bank',
    maxBytes: 5000,
    expiresAtMs: bench.clock.nowMs() + 1000,
    seal: (digest) => {
      digests.push(Buffer.from(digest).toString('hex'));
      return Promise.resolve(Uint8Array.of(48, 0, 255));
    },
    ...change,
  };
  const { queueId } = bench.service.runner.state.calls.get(callId)?.context.facts ?? { queueId: '' as QueueId };
  const isSealed = (sealed: boolean): void => {
    const seals = new Map(sealed ? [[queueId, sealer]] : []);
    bench.service.policies.current = { ...DEFAULT_POLICIES, seals };
  };
  isSealed(true);
  return { bench, agent, zoe, callId, digests, isSealed };
}

it('[SEAL-1] tells whose seal it is and makes it, in the call and in its wrap-up', async () => {
  const { agent, zoe, callId, digests, isSealed } = await talking();
  expect(await agent.does('seal.policy', { callId })).toEqual({ seal: { by: 'Visavis Bank', maxBytes: 5000 } });
  expect(await agent.does('seal.make', { callId, sha256: SHA256 })).toEqual({ cms: 'MAD/' });
  await zoe.does('call.hangUp', {});
  await agent.does('seal.make', { callId, sha256: SHA256 });
  expect(digests).toEqual([SHA256, SHA256]);
  isSealed(false);
  expect(await agent.does('seal.policy', { callId })).toEqual({ seal: null });
  expect(await agent.tries('seal.make', { callId, sha256: SHA256 })).toBe('notPossibleNow');
});

it('[SEAL-4] seals for the agent of the call and nobody else', async () => {
  const { bench, agent, zoe, callId } = await talking();
  const other = await bench.agent('agent2');
  for (const name of ['seal.policy', 'seal.make'] as const) {
    const params = { callId, sha256: SHA256 };
    expect(await other.asks(name, name === 'seal.make' ? params : { callId })).toMatchObject({
      problem: { code: 'callNotFound' },
    });
    expect(await zoe.asks(name, name === 'seal.make' ? params : { callId })).toMatchObject({
      problem: { code: 'notAllowed' },
    });
  }
  expect(await agent.tries('seal.make', { callId: 'another' as CallId, sha256: SHA256 })).toBe('callNotFound');
  expect(await agent.asks('seal.make', { callId, sha256: 'short' })).toMatchObject({ problem: { code: 'badParams' } });
});

it('[SEAL-2] says before anybody is asked that the certificate has expired', async () => {
  const { bench, agent, callId } = await talking();
  await bench.clock.advance(999);
  expect(await agent.tries('seal.policy', { callId })).toBe('ok');
  await bench.clock.advance(1);
  for (const asked of [agent.tries('seal.policy', { callId }), agent.tries('seal.make', { callId, sha256: SHA256 })]) {
    expect(await asked).toBe('notPossibleNow');
  }
});

it('[SEAL-3] answers that it cannot now when no timestamp is to be had', async () => {
  const { agent, callId } = await talking({ seal: () => Promise.reject(new Error('nobody answers')) });
  expect(await agent.tries('seal.make', { callId, sha256: SHA256 })).toBe('internal');
});

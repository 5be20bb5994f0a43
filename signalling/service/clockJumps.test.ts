// The time of day is put on or back while calls go on: nothing ends, is missed or lapses for it.
import { beforeEach, expect, it } from 'vitest';
import { createBench, type Bench } from '../testing/serviceBench.ts';

const HOUR_MS = 3_600_000;
const JUMPS = [
  ['back an hour', -HOUR_MS],
  ['on a day', 24 * HOUR_MS],
] as const;

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
});

it.each(JUMPS)('[CALL-18] rings for its time when the clock goes %s', async (_, byMs) => {
  const agent = await bench.agent();
  await bench.customer();
  await bench.clock.advance(1000);
  bench.clock.jump(byMs);
  await bench.clock.advance(18_999);
  expect(agent.view?.work.name).toBe('ringing');
  await bench.clock.advance(1);
  expect(agent.view?.intent).toEqual({ name: 'away', reason: 'noAnswer' });
});

it.each(JUMPS)('[CALL-18] keeps place, call and grace when the clock goes %s', async (_, byMs) => {
  const agent = await bench.agent();
  const [zoe, yann] = [await bench.customer('Zoé'), await bench.customer('Yann')];
  const callId = await agent.answers();
  for (const customer of [zoe, yann]) await customer.drops();
  bench.clock.jump(byMs);
  await bench.clock.advance(29_000);
  const [zoeBack, yannBack] = [await bench.connect('customer'), await bench.connect('customer')];
  const inCall = await zoeBack.does('call.resume', { callToken: zoe.callToken });
  const inLine = await yannBack.does('call.resume', { callToken: yann.callToken });
  expect(inCall.call.phase.name).toBe('active');
  expect(inLine.call.phase).toMatchObject({ name: 'waiting', position: 1 });
  await zoeBack.does('peer.reportConnected', { callId, generation: 1 });
  await bench.clock.advance(120_000);
  expect(agent.view?.work.name).toBe('inCall');
});

it.each(JUMPS)('[CALL-18] closes the record of a call in order when the clock goes %s', async (_, byMs) => {
  const agent = await bench.agent();
  const zoe = await bench.customer();
  await agent.answers();
  bench.clock.jump(byMs);
  await zoe.does('call.hangUp', {});
  const { records } = await agent.does('history.recent', { limit: 1 });
  expect(records[0]?.endedAtMs).toBeGreaterThanOrEqual(records[0]?.answeredAtMs ?? Infinity);
});

it.each(JUMPS)('[CALL-18][AGENT-6] keeps a session in use when the clock goes %s', async (_, byMs) => {
  const agent = await bench.connect('agent');
  const { sessionToken } = await agent.does('agent.signIn', { userName: 'agent', password: 'demo' });
  bench.clock.jump(byMs);
  await agent.does('session.ping', {});
  await agent.drops();
  await bench.clock.advance(11 * HOUR_MS);
  await (await bench.connect('agent')).does('agent.resume', { sessionToken });
});

it.each(JUMPS)(
  '[CALL-18][CALL-12] counts no miss when the clock went %s while the server was away',
  async (_, byMs) => {
    await bench.agent();
    await bench.customer();
    await bench.service.runner.stop();
    bench.clock.jump(byMs);
    const next = await createBench(bench.store, bench.clock);
    await next.clock.advance(30_000);
    expect(next.counted).not.toContain('offer missed');
    expect(next.counted).toContain('offer withdrawn');
  },
);

// Calls behind which perhaps nobody is, in calm times: what they do to the agent at whom they ring.
import { expect, it } from 'vitest';
import { createManualClock } from '../../adapters/clock/manualClock.ts';
import { plainRules } from '../../adapters/settings/configFile.ts';
import { createMemoryStore } from '../../adapters/store/memoryStore.ts';
import { agentIdSchema, queueIdSchema } from '../../protocol/index.ts';
import { createBench, type Bench } from '../../testing/serviceBench.ts';
import { testQueue, testQueues } from '../../testing/switchboardBench.ts';

const CARDS = queueIdSchema.parse('cards');
const TO_AGENT2 = { kind: 'agent', agentId: agentIdSchema.parse('demo-agent2') } as const;
const NOBODY_YET = { microphone: false, camera: false };
const startOf = (requestId: string) =>
  ({ requestId, customerName: 'Zoé', topicId: CARDS, media: 'video', language: 'en' }) as const;

function calmBench(): Promise<Bench> {
  return createBench(createMemoryStore(), createManualClock(), plainRules(testQueues(testQueue('cards'))));
}

it('[AGENT-9] a call that says nothing of its devices rings out as often as it likes: the agent is as they were, and real callers ring', async () => {
  const bench = await calmBench();
  const bot = await bench.connect('customer', '203.0.113.9');
  const { call: botCall } = await bot.does('call.start', startOf('bot'));
  const agent = await bench.agent();
  for (let count = 0; count < 3; count += 1) {
    expect(agent.callId).toBe(botCall.callId);
    await bench.clock.advance(20_000);
    expect(agent.view).toMatchObject({ intent: { name: 'available' }, work: { name: 'idle' } });
    await bench.clock.advance(10_000);
  }
  const real = await bench.connect('customer', '198.51.100.1');
  const { call } = await real.does('call.start', { ...startOf('real'), devices: NOBODY_YET });
  await bench.clock.advance(20_000);
  expect(agent.callId).toBe(call.callId);
  expect(await agent.does('history.missed', { limit: 5 })).toEqual({ missed: [] });
  expect(bench.counted.filter((figure) => figure === 'offer withdrawn')).toHaveLength(4);
});

it('[AGENT-9] who has neither microphone nor camera yet, on a slow phone, is missed as anybody, also right after a bot', async () => {
  const bench = await calmBench();
  const agent = await bench.agent();
  const bot = await bench.connect('customer', '203.0.113.9');
  await bot.does('call.start', startOf('bot'));
  await bench.clock.advance(20_000);
  await bot.does('call.leaveLine', {});
  const real = await bench.connect('customer', '198.51.100.1');
  const { call } = await real.does('call.start', { ...startOf('real'), devices: NOBODY_YET });
  await bench.clock.advance(20_000);
  expect(agent.view).toMatchObject({ intent: { name: 'away', reason: 'noAnswer' } });
  expect((await agent.does('history.missed', { limit: 5 })).missed).toMatchObject([{ callId: call.callId }]);
});

it('[AGENT-9] a customer who is gone the moment it rings out was not there to be missed; back again they wait as before', async () => {
  const bench = await calmBench();
  const agent = await bench.agent();
  const customer = await bench.connect('customer');
  const { call, callToken } = await customer.starts('Zoé');
  await bench.clock.advance(18_500);
  await customer.drops();
  await bench.clock.advance(1500);
  expect(agent.view).toMatchObject({ intent: { name: 'available' }, work: { name: 'idle' } });
  expect(await agent.does('history.missed', { limit: 5 })).toEqual({ missed: [] });
  const back = await bench.connect('customer');
  await back.does('call.resume', { callToken });
  expect(agent.callId).toBe(call.callId);
});

it('[AGENT-9] what was silent when the server went is silent after it', async () => {
  const bench = await calmBench();
  const bot = await bench.connect('customer', '203.0.113.9');
  const { callToken } = await bot.does('call.start', startOf('bot'));
  const later = await createBench(bench.service.store, bench.clock, plainRules(testQueues(testQueue('cards'))));
  const agent = await later.agent();
  const again = await later.connect('customer', '203.0.113.9');
  await again.does('call.resume', { callToken });
  expect(agent.view?.work.name).toBe('ringing');
  await later.clock.advance(20_000);
  expect(agent.view).toMatchObject({ intent: { name: 'available' }, work: { name: 'idle' } });
});

it('[AGENT-9] who has spoken with an agent is somebody, whatever their page said', async () => {
  const bench = await calmBench();
  const first = await bench.agent();
  const customer = await bench.connect('customer');
  await customer.does('call.start', startOf('silent'));
  const callId = await first.answers();
  const second = await bench.agent('agent2');
  await first.does('call.transfer', { callId, to: TO_AGENT2, reason: '', notes: '' });
  await bench.clock.advance(20_000);
  expect(second.view).toMatchObject({ intent: { name: 'away', reason: 'noAnswer' } });
});

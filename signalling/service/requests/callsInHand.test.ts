// More than one call in hand, as its people see it: what each is told, whom messages reach, and what apps of before are told.
import { expect, it } from 'vitest';
import { createManualClock } from '../../adapters/clock/manualClock.ts';
import { createMemoryStore } from '../../adapters/store/memoryStore.ts';
import { DEFAULT_HEAD_STARTS } from '../../domain/queue/rank.ts';
import type { RoutingRules } from '../../domain/queue/routingRules.ts';
import { PLAIN_PROFILE } from '../../domain/queue/team.ts';
import type { CallId } from '../../protocol/index.ts';
import { createBench, type Person } from '../../testing/serviceBench.ts';
import { testQueue, testQueues } from '../../testing/switchboardBench.ts';

const TWO = { capacity: 2, interruptibleBy: [] };
const RULES: RoutingRules = {
  queues: testQueues(testQueue('cards')),
  headStarts: DEFAULT_HEAD_STARTS,
  profiles: new Map([['agent', { ...PLAIN_PROFILE, channels: { ...PLAIN_PROFILE.channels, voice: TWO, video: TWO } }]]),
  passes: new Map(),
};
const OFFER = { type: 'offer', sdp: 'v=0' } as const;

/** Alex has answered Zoé; Yves has called after that. */
async function ringingBeside(of: 'agent' | 'agentOfToday' = 'agentOfToday') {
  const bench = await createBench(createMemoryStore(), createManualClock(), RULES);
  const alex = await bench[of]();
  const zoe = await bench.customer('Zoé');
  const first = await alex.answers();
  await alex.does('peer.reportConnected', { callId: first, generation: 1 });
  const yves = await bench.customer('Yves');
  return { bench, alex, zoe, yves, first };
}

async function twoInHand() {
  const all = await ringingBeside();
  const offer = all.alex.view?.inHand?.offer ?? expect.fail('nothing rings beside');
  await all.alex.does('offer.answer', { offerId: offer.offerId, withVideo: true });
  return { ...all, second: offer.callId };
}

const heldOf = ({ call }: Person): boolean | undefined => (call?.phase.name === 'active' ? call.phase.held : undefined);
const nowWith = ({ view }: Person): CallId | undefined =>
  view?.work.name === 'inCall' ? view.work.call.callId : undefined;
const signalled = (person: Person) => person.notices.filter(({ name }) => name === 'peer.signalled').length;

it('[TASK-1][TASK-2] tells the agent what rings beside the call, and each customer whether they are on hold', async () => {
  const { alex, zoe, yves, first, second } = await twoInHand();
  expect(nowWith(alex)).toBe(second);
  expect(alex.view?.inHand).toMatchObject({ calls: [{ callId: first, customerName: 'Zoé', held: true }], wrapUps: [] });
  expect([heldOf(zoe), heldOf(yves)]).toEqual([true, false]);
  await alex.does('task.choose', { callId: first });
  expect(nowWith(alex)).toBe(first);
  expect([heldOf(zoe), heldOf(yves)]).toEqual([false, true]);
  expect(await alex.tries('task.choose', { callId: 'none' as CallId })).toBe('notPossibleNow');
});

it('[TASK-6] messages of both links reach their customers and nobody else, and both may be renewed', async () => {
  const { alex, zoe, yves, first, second } = await twoInHand();
  await alex.does('peer.signal', { callId: first, generation: 1, signal: OFFER });
  expect([signalled(zoe), signalled(yves)]).toEqual([1, 0]);
  await alex.does('peer.signal', { callId: second, generation: 1, signal: OFFER });
  expect([signalled(zoe), signalled(yves)]).toEqual([1, 1]);
  await zoe.does('peer.signal', { callId: first, generation: 1, signal: OFFER });
  expect(signalled(alex)).toBe(1);
  expect(await zoe.tries('peer.signal', { callId: second, generation: 1, signal: OFFER })).toBe('callNotFound');
  expect(await alex.does('peer.renew', { callId: first, generation: 1 })).toEqual({ generation: 2 });
  expect(alex.view?.inHand?.calls).toMatchObject([{ callId: first, generation: 2 }]);
  const entry = { kind: 'chat', messageId: 'm1', text: 'One moment' } as const;
  expect(await alex.does('call.addEntry', { callId: first, entryId: 'e1', entry })).toEqual({ kept: true });
  expect(await yves.tries('call.addEntry', { callId: first, entryId: 'e2', entry })).toBe('callNotFound');
});

it('[TASK-3] a customer who leaves while on hold is wrapped up after the others', async () => {
  const { alex, zoe, first, second } = await twoInHand();
  await zoe.does('call.hangUp', {});
  expect(nowWith(alex)).toBe(second);
  expect(alex.view?.inHand).toMatchObject({ calls: [], wrapUps: [{ callId: first, customerName: 'Zoé' }] });
  await alex.does('call.hangUp', {});
  await alex.does('wrapUp.finish', { callId: second, reasonId: 'solved', notes: '' });
  expect(alex.view?.work).toMatchObject({ name: 'wrapUp', wrapUp: { callId: first } });
  expect(alex.view?.inHand).toBeUndefined();
  await alex.does('wrapUp.finish', { callId: first, reasonId: 'solved', notes: 'Left while on hold' });
  expect(alex.view?.work.name).toBe('idle');
});

it('[TASK-5] a page that comes back has all that was in hand', async () => {
  const { bench, alex, zoe, first, second } = await twoInHand();
  await alex.drops();
  const again = await bench.agentOfToday();
  expect(nowWith(again)).toBe(second);
  expect(again.view?.inHand?.calls).toMatchObject([{ callId: first }]);
  expect(heldOf(zoe)).toBe(true);
});

it('[TASK-1] an app of before gets one call at a time', async () => {
  const { bench, alex, first } = await ringingBeside('agent');
  expect(nowWith(alex)).toBe(first);
  expect(alex.view).not.toHaveProperty('inHand');
  expect(bench.service.runner.state.line.size).toBe(1);
});

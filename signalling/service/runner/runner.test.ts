// One event at a time: committed before told, and nothing of it when the store refuses.
import { expect, it } from 'vitest';
import { createMemoryStore } from '../../adapters/store/memoryStore.ts';
import { createBench } from '../../testing/serviceBench.ts';
import type { Changes, Store } from '../ports/store.ts';

/** A store whose commits can be watched, held back and made to fail. */
function stubbornStore(): Store & { commits: Changes[]; refuses: boolean; beforeCommit: () => Promise<void> } {
  const store = createMemoryStore();
  const stubborn = {
    ...store,
    commits: [] as Changes[],
    refuses: false,
    beforeCommit: () => Promise.resolve(),
    async commit(changes: Changes) {
      stubborn.commits.push(changes);
      await stubborn.beforeCommit();
      if (stubborn.refuses) throw new Error('disk full');
      await store.commit(changes);
    },
  };
  return stubborn;
}

it('[STORE-1] commits all that an answer changes at once, before anybody is told', async () => {
  const store = stubbornStore();
  const bench = await createBench(store);
  const agent = await bench.agent();
  const zoe = await bench.customer();
  store.commits.length = 0;
  let toldEarly = false;
  store.beforeCommit = () => {
    toldEarly = zoe.call !== undefined || agent.view?.work.name === 'inCall';
    return Promise.resolve();
  };
  await agent.answers();
  expect(toldEarly).toBe(false);
  expect(store.commits).toHaveLength(1);
  expect(store.commits[0]).toMatchObject({ calls: [{}], agents: [{}] });
  expect(zoe.call?.phase.name).toBe('active');
});

it('[STORE-1] a call that has left is taken out of the store, and is not put into it again with the same event', async () => {
  const store = stubbornStore();
  const bench = await createBench(store);
  const zoe = await bench.customer();
  store.commits.length = 0;
  expect(await zoe.tries('call.leaveLine', {})).toBe('ok');
  expect(store.commits).toMatchObject([{ calls: [], removedCalls: [expect.any(String)] }]);
  expect((await store.loadLive()).calls).toEqual([]);
});

it('[STORE-1] changes and tells nothing when the store refuses', async () => {
  const store = stubbornStore();
  const bench = await createBench(store);
  const agent = await bench.agent();
  const zoe = await bench.customer();
  const before = bench.service.runner.state;
  store.refuses = true;
  expect(await agent.tries('offer.answer', { offerId: agent.offerId, withVideo: true })).toBe('internal');
  expect(bench.service.runner.state).toBe(before);
  expect(zoe.call).toBeUndefined();
  expect(bench.log.lines.some((line) => line.includes('event not taken') && line.includes('disk full'))).toBe(true);
  store.refuses = false;
  expect(await agent.tries('offer.answer', { offerId: agent.offerId, withVideo: true })).toBe('ok');
});

it('[STORE-1] tries again what nobody can send again: timers and dropped connections', async () => {
  const store = stubbornStore();
  const bench = await createBench(store);
  const agent = await bench.agent();
  await bench.customer();
  store.refuses = true;
  await bench.clock.advance(20_500);
  expect(agent.view?.work.name).toBe('ringing');
  store.refuses = false;
  await bench.clock.advance(1000);
  expect(agent.view?.work.name).toBe('idle');
});

it('[STORE-1] takes one event after the other, however slow the store', async () => {
  const store = stubbornStore();
  const bench = await createBench(store);
  const agent = await bench.agent();
  const zoe = await bench.customer();
  store.beforeCommit = () => new Promise((resolve) => setImmediate(resolve));
  const { offerId } = agent;
  const both = await Promise.all([
    agent.tries('offer.answer', { offerId, withVideo: true }),
    zoe.tries('call.leaveLine', {}),
  ]);
  expect(both).toEqual(['ok', 'notPossibleNow']);
});

it('[STORE-10] commits at once what came in together, each decided after the one before, and answers none of it earlier', async () => {
  const store = stubbornStore();
  const bench = await createBench(store);
  const agent = await bench.agent();
  const zoe = await bench.customer();
  const yann = await bench.customer('Yann');
  store.commits.length = 0;
  const answered: string[] = [];
  let answeredBefore = -1;
  store.beforeCommit = () => {
    answeredBefore = answered.length;
    return Promise.resolve();
  };
  const { offerId } = agent;
  const asked = [
    agent.tries('offer.answer', { offerId, withVideo: true }),
    zoe.tries('call.hangUp', {}),
    yann.tries('call.leaveLine', {}),
    yann.tries('call.leaveLine', {}),
  ];
  for (const one of asked) void one.then((code) => answered.push(code));
  // What is over is over as wished, and what has left is not there any more.
  expect(await Promise.all(asked)).toEqual(['ok', 'ok', 'ok', 'callNotFound']);
  expect(answeredBefore).toBe(0);
  expect(store.commits).toHaveLength(1);
  expect(store.commits[0]).toMatchObject({ calls: [{}], removedCalls: [expect.any(String)], agents: [{}] });
  expect(store.commits[0]?.endedCalls.map(({ customerName }) => customerName)).toEqual(['Zoé', 'Yann']);
  const kept = await store.loadLive();
  expect(kept.calls).toEqual([...bench.service.runner.state.calls.values()]);
  expect(kept.agents).toEqual([...bench.service.runner.state.agents.values()]);
});

it('[STORE-10] one that the store refuses keeps none of those that came in with it from being taken', async () => {
  const store = stubbornStore();
  const bench = await createBench(store);
  const people = await Promise.all(['Ada', 'Bob', 'Cyd'].map((name) => bench.customer(name)));
  const commit = store.commit.bind(store);
  store.commit = (changes) =>
    changes.endedCalls.some(({ customerName }) => customerName === 'Bob')
      ? Promise.reject(new Error('this one not'))
      : commit(changes);
  const asked = people.map((person) => person.tries('call.leaveLine', {}));
  expect(await Promise.all(asked)).toEqual(['ok', 'internal', 'ok']);
  const inLine = [...bench.service.runner.state.calls.values()].map(({ context }) => context.facts.customerName);
  expect(inLine).toEqual(['Bob']);
  expect((await store.loadLive()).calls).toHaveLength(1);
  expect(people.map(({ call }) => call?.phase.name)).toEqual(['ended', undefined, 'ended']);
});

it('[CALL-3] leaves no timer behind when everything is over', async () => {
  const bench = await createBench();
  const idle = bench.clock.pendingTimers;
  const agent = await bench.agent();
  const zoe = await bench.customer();
  const callId = await agent.answers();
  await zoe.does('call.hangUp', {});
  await agent.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });
  expect(bench.clock.pendingTimers).toBe(idle);
  await bench.customer('Yann');
  await bench.service.runner.stop();
  expect(bench.clock.pendingTimers).toBe(idle);
});

it('[WIRE-10] refuses what comes while it shuts down', async () => {
  const bench = await createBench();
  const agent = await bench.agent();
  await bench.service.runner.stop();
  expect(await agent.tries('agent.setIntent', { intent: { name: 'available' } })).toBe('shuttingDown');
});

// Places and counts: at most once a second, only what has changed, and never later than that. What is about oneself comes at once.
import { beforeEach, expect, it } from 'vitest';
import type { ReplyBegin } from '../../protocol/index.ts';
import { createBench, type Bench, type Person } from '../../testing/serviceBench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
});

const MAIL: ReplyBegin = {
  activityId: 'mail-1' as ReplyBegin['activityId'],
  source: 'thunderbird',
  kind: 'reply',
  openForMs: 0,
  inputAgoMs: 0,
};

/** The places that somebody has been told by notices, in order. */
function placesOf({ notices }: Person): number[] {
  return notices.flatMap((notice) =>
    notice.name === 'call.changed' && notice.payload.phase.name === 'waiting' ? [notice.payload.phase.position] : [],
  );
}

function countsOf({ notices }: Person): (number | undefined)[] {
  return notices.flatMap((notice) => (notice.name === 'agent.changed' ? [notice.payload.shield?.callersWaiting] : []));
}

it('[CALL-2] tells places once a second, the last one of several, and nothing where nothing has changed', async () => {
  const line: Person[] = [];
  for (const name of ['Ada', 'Bob', 'Cyd', 'Dan']) line.push(await bench.customer(name));
  const [ada, bob, cyd, dan] = line as [Person, Person, Person, Person];
  await bench.clock.advance(5000);
  // Their answers have told them all.
  expect(line.map(placesOf)).toEqual([[], [], [], []]);
  await ada.does('call.leaveLine', {});
  await cyd.does('call.leaveLine', {});
  await bench.clock.advance(999);
  expect([bob, dan].map(placesOf)).toEqual([[], []]);
  await bench.clock.advance(1);
  expect([bob, dan].map(placesOf)).toEqual([[1], [2]]);
  await bench.customer('Eve');
  await bench.clock.advance(10_000);
  expect([bob, dan].map(placesOf)).toEqual([[1], [2]]);
  await bob.does('call.leaveLine', {});
  await bench.clock.advance(1000);
  expect(placesOf(dan)).toEqual([2, 1]);
});

it('[CALL-2] whoever comes back has the present place in the answer, and hears when it changes again', async () => {
  const ada = await bench.customer('Ada');
  const bob = await bench.customer('Bob');
  const agent = await bench.agent();
  const callId = await agent.answers();
  const again = await bench.connect('customer');
  const { call } = await again.does('call.resume', { callToken: bob.callToken });
  expect(call.phase).toMatchObject({ position: 1 });
  // Who hung on before is put back to the head: the place is as it was told first, and not as it was told last.
  const [agentId] = [...bench.service.runner.state.agents.keys()];
  if (agentId === undefined) throw new Error('there is an agent');
  await bench.service.runner.run({ type: 'agentRevoked', agentId });
  await bench.clock.advance(1000);
  expect(ada.call).toMatchObject({ callId, phase: { name: 'waiting', position: 1 } });
  expect(placesOf(again)).toEqual([2]);
});

it('[CALL-2] a long line is told in turns, and whoever has gone in between is not told a place', async () => {
  const line: Person[] = [];
  for (let number = 0; number < 40; number += 1) {
    const person = await bench.connect('customer', `192.0.2.${number}`);
    await person.starts(`Customer ${number}`);
    line.push(person);
  }
  const [first, last] = [line.shift(), line.pop()];
  await bench.clock.advance(1000);
  await first?.does('call.leaveLine', {});
  const [next] = [...bench.service.runner.state.line.calls()];
  if (next === undefined || last === undefined) throw new Error('there is a line');
  const gone: Promise<unknown>[] = [];
  bench.service.bus.subscribe(`call:${next.callId}`, () => gone.push(last.does('call.leaveLine', {})));
  await bench.clock.advance(1000);
  expect(gone).toHaveLength(1);
  expect(line.map(placesOf)).toEqual(line.map((_, index) => [index + 1]));
  expect(placesOf(last)).toEqual([]);
});

it('[SHIELD-12] tells a writer how many wait: at once with the reply, then once a second, however many come', async () => {
  const agent = await bench.agent();
  await bench.customer('Ada');
  await agent.does('offer.decline', { offerId: agent.offerId });
  await bench.customer('Bob');
  await agent.answers();
  await agent.does('reply.begin', MAIL);
  expect(countsOf(agent).at(-1)).toBe(1);
  const before = countsOf(agent).length;
  for (const name of ['Cyd', 'Dan', 'Eve']) await bench.customer(name);
  expect(countsOf(agent)).toHaveLength(before);
  await bench.clock.advance(1000);
  expect(countsOf(agent).slice(before)).toEqual([4]);
  await bench.clock.advance(5000);
  expect(countsOf(agent)).toHaveLength(before + 1);
});

it('[CALL-2] no timer is left when nobody is in line', async () => {
  const idle = bench.clock.pendingTimers;
  const ada = await bench.customer('Ada');
  await bench.clock.advance(10);
  await ada.does('call.leaveLine', {});
  expect(bench.clock.pendingTimers).toBe(idle);
});

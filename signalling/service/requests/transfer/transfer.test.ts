// Handing a call on, as its people see it: whom one may choose, what the next agent and the customer are told, who has a say.
import { expect, it } from 'vitest';
import { agentIdSchema, queueIdSchema, type CallId, type TransferTarget } from '../../../protocol/index.ts';
import { createManualClock } from '../../../adapters/clock/manualClock.ts';
import { createMemoryStore } from '../../../adapters/store/memoryStore.ts';
import { DEFAULT_POLICIES } from '../../policies.ts';
import { createBench, type Person } from '../../../testing/serviceBench.ts';

const ALEX = agentIdSchema.parse('demo-agent');
const BILLIE = agentIdSchema.parse('demo-agent2');
const TO_BILLIE: TransferTarget = { kind: 'agent', agentId: BILLIE };
const TO_LOANS = { kind: 'queue', queueId: queueIdSchema.parse('loans') } as const;

/** Zoé talks with Alex for a minute; Billie is free. */
async function talking() {
  const store = createMemoryStore();
  const bench = await createBench(store, createManualClock());
  const alex = await bench.agent();
  const zoe = await bench.customer();
  await bench.clock.advance(3000);
  const callId = await alex.answers();
  await alex.does('peer.reportConnected', { callId, generation: 1 });
  await bench.clock.advance(60_000);
  const billie = await bench.agent('agent2');
  return { bench, store, alex, billie, zoe, callId };
}
const handOn = (agent: Person, callId: CallId, to: TransferTarget = TO_BILLIE) =>
  agent.does('call.transfer', { callId, to, reason: 'Knows mortgages', notes: 'Wants to borrow' });

it('[TRANSFER-8] the next agent reads who, why, what was noted, how long it took and what lay on the table', async () => {
  const { alex, billie, zoe, callId, bench, store } = await talking();
  const document = { kind: 'document', name: 'fees.pdf', sha256: 'ab'.repeat(32), bytes: 1000 } as const;
  await alex.does('call.addEntry', { callId, entryId: 'e', entry: document });
  expect(await billie.tries('transfer.card', { callId })).toBe('callNotFound');
  const atMs = bench.clock.nowMs();
  await handOn(alex, callId);
  const { card } = await billie.does('transfer.card', { callId });
  expect(card).toEqual({
    byName: 'Alex Martin',
    atMs,
    reason: 'Knows mortgages',
    notes: 'Wants to borrow',
    startedAtMs: atMs - 63_000,
    answeredAtMs: atMs - 60_000,
    parts: [{ agentName: 'Alex Martin', joinedAtMs: atMs - 60_000, leftAtMs: atMs }],
    documents: ['fees.pdf'],
  });
  await billie.answers();
  expect((await billie.does('transfer.card', { callId })).card).toEqual(card);
  expect(zoe.call?.phase).toMatchObject({ name: 'active', agentName: 'Billie Durand', generation: 2 });
  const kinds = store.audit.filter(({ facts }) => facts['callId'] === callId).map(({ kind }) => kind);
  expect(kinds).toContain('callTransferred');
  expect(JSON.stringify(store.audit)).not.toContain('mortgages');
});

it('[TRANSFER-9] the customer reads to whom they go and why, as long as they are on their way there', async () => {
  const { alex, billie, zoe, callId } = await talking();
  const course = async () => (await zoe.does('transfer.course', {})).course;
  expect(await course()).toBeNull();
  await handOn(alex, callId);
  expect(await course()).toEqual({
    by: 'Alex Martin',
    to: { kind: 'agent', name: 'Billie Durand' },
    reason: 'Knows mortgages',
  });
  expect(zoe.call?.phase).toMatchObject({ name: 'waiting', position: 1 });
  await billie.does('offer.decline', { offerId: billie.offerId });
  expect(await course()).toBeNull();
});

it('[TRANSFER-9] on the way to another queue they read its name', async () => {
  const { alex, billie, zoe, callId } = await talking();
  await billie.does('agent.setIntent', { intent: { name: 'away', reason: 'lunch' } });
  await handOn(alex, callId, TO_LOANS);
  const { course } = await zoe.does('transfer.course', {});
  expect(course?.to).toEqual({ kind: 'queue', name: { en: 'loans', fr: 'loans' } });
  expect(zoe.call).toMatchObject({ topicId: 'loans', phase: { name: 'waiting', position: 1 } });
});

it('[TRANSFER-7] who has handed a call on has no say in it any more', async () => {
  const { alex, billie, zoe, callId } = await talking();
  await handOn(alex, callId);
  await billie.answers();
  expect(alex.view?.work).toMatchObject({ name: 'wrapUp', wrapUp: { callId } });
  expect(await alex.tries('call.hangUp', {})).toBe('callNotFound');
  expect(await alex.tries('call.hold', { held: true })).toBe('callNotFound');
  const signal = { callId, generation: 2, signal: { type: 'renegotiate', renegotiate: true } } as never;
  expect(await alex.tries('peer.signal', signal)).toBe('callNotFound');
  expect(await alex.tries('peer.renew', { callId, generation: 2 })).toBe('callNotFound');
  expect(await alex.tries('call.transfer', { callId, to: TO_LOANS, reason: '', notes: '' })).toBe('notPossibleNow');
  expect(zoe.call?.phase).toMatchObject({ name: 'active', generation: 2, held: false });
  expect(zoe.notices.filter(({ name }) => name === 'peer.signalled')).toEqual([]);
});

it('[TRANSFER-6] each agent wraps up their own part, and both may read the record afterwards', async () => {
  const { alex, billie, zoe, callId, bench } = await talking();
  await handOn(alex, callId);
  await alex.does('wrapUp.finish', { callId, reasonId: 'solved', notes: 'of Alex' });
  const listed = await alex.does('history.recent', { limit: 9 });
  expect(listed.records).toMatchObject([{ callId, outcome: 'answered', notes: 'of Alex' }]);
  await billie.answers();
  await zoe.does('call.hangUp', {});
  await billie.does('wrapUp.finish', { callId, reasonId: 'solved', notes: 'of Billie' });
  for (const [agent, notes] of [
    [alex, 'of Alex'],
    [billie, 'of Billie'],
  ] as const) {
    expect((await agent.does('history.recent', { limit: 9 })).records).toMatchObject([{ callId, notes }]);
    expect(await agent.tries('history.entries', { callId })).toBe('ok');
  }
  expect(await bench.store.endedCallsSince(0)).toMatchObject([{ callId, agentId: BILLIE, outcome: 'answered' }]);
  expect((await bench.store.segmentsOf(callId)).map(({ agentId }) => agentId)).toEqual([ALEX, BILLIE]);
});

it('[TRANSFER-3] lists colleagues with what they do, those who are free first, and finds them without case or accents', async () => {
  const { alex, billie, bench } = await talking();
  const sacha = await bench.agent('supervisor');
  const colleagues = async (find?: string) =>
    (await alex.does('transfer.targets', find === undefined ? {} : { find })).colleagues.map(
      ({ name, state }) => `${name} ${state}`,
    );
  await billie.does('agent.setIntent', { intent: { name: 'away', reason: 'lunch' } });
  expect(await colleagues()).toEqual(['Sacha Petit free', 'Billie Durand away']);
  expect(await colleagues('PÉT')).toEqual(['Sacha Petit free']);
  const reply = { activityId: 'mail', source: 'thunderbird', kind: 'reply', openForMs: 0, inputAgoMs: 0 } as never;
  await sacha.does('reply.begin', reply);
  expect(await colleagues()).toEqual(['Sacha Petit writing', 'Billie Durand away']);
  expect(await alex.tries('call.transfer', { callId: alex.callId, to: TO_BILLIE, reason: '', notes: '' })).toBe(
    'colleagueBusy',
  );
  expect((await alex.does('transfer.targets', { find: 'loan' })).queues).toMatchObject([
    { queueId: 'loans', open: true, waiting: 0 },
  ]);
});

it('[TRANSFER-7] whoever hands a call to a queue gets neither its documents nor its seal, nor reads on about the call', async () => {
  const { alex, billie, callId } = await talking();
  await billie.does('agent.setIntent', { intent: { name: 'away', reason: 'lunch' } });
  await handOn(alex, callId, TO_LOANS);
  expect(await alex.tries('library.list', {})).toBe('callNotFound');
  expect(await alex.tries('seal.policy', { callId })).toBe('callNotFound');
  expect(await alex.tries('transfer.card', { callId })).toBe('callNotFound');
  expect(await alex.tries('identity.decide', { callId, checkId: null, decision: 'otherWay', way: 'code' })).toBe(
    'callNotFound',
  );
});

it('[TRANSFER-8] each agent’s decision on who the customer is stays theirs', async () => {
  const { alex, billie, callId, bench } = await talking();
  const decide = (agent: Person, decision: 'otherWay' | 'notAccepted') =>
    agent.does('identity.decide', {
      callId,
      checkId: null,
      decision,
      ...(decision === 'otherWay' ? { way: 'code' } : {}),
    });
  await decide(alex, 'otherWay');
  await handOn(alex, callId);
  expect((await billie.does('transfer.card', { callId })).card?.identity).toBe('confirmed');
  await billie.answers();
  await decide(billie, 'notAccepted');
  const checks = await bench.store.checksOfCall(callId);
  expect(checks.map(({ agentId, decision }) => [agentId, decision?.decision])).toEqual([
    [ALEX, 'otherWay'],
    [BILLIE, 'notAccepted'],
  ]);
});

it('[TRANSFER-6] wrap-up keeps the topic and the reasons of one’s own part, wherever the call goes on', async () => {
  const { alex, billie, callId } = await talking();
  await billie.does('agent.setIntent', { intent: { name: 'away', reason: 'lunch' } });
  await handOn(alex, callId, TO_LOANS);
  expect(alex.view?.work).toMatchObject({ name: 'wrapUp', wrapUp: { topic: { en: 'cards' } } });
  expect(await alex.tries('wrapUp.finish', { callId, reasonId: 'solved', notes: '' })).toBe('ok');
});

it('[TRANSFER-12] the customer’s page is told whether the next agent is offered what was before, by the queue where the call is now', async () => {
  const { alex, billie, zoe, callId, bench } = await talking();
  const earlier = async () => (await zoe.does('transfer.earlier', {})).earlier;
  bench.service.policies.current = {
    ...DEFAULT_POLICIES,
    earlier: new Map([[TO_LOANS.queueId, 'never']]),
  };
  expect(await earlier()).toBe('offered');
  await billie.does('agent.setIntent', { intent: { name: 'away', reason: 'lunch' } });
  await handOn(alex, callId, TO_LOANS);
  expect(await earlier()).toBe('never');
  expect(await alex.tries('transfer.earlier', {})).toBe('notAllowed');
});

it('[TRANSFER-4] a customer who hung up on somebody who had handed the call on has left', async () => {
  const { alex, billie, zoe, callId } = await talking();
  await handOn(alex, callId);
  expect(await zoe.tries('call.hangUp', {})).toBe('ok');
  expect(zoe.call?.phase).toMatchObject({ name: 'ended', outcome: 'answered', endedBy: 'customer' });
  expect(billie.view?.work.name).toBe('idle');
});

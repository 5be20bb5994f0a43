// Asking a colleague, as its people see it: who reaches whom, who has a say, and what apps of before are told.
import { expect, it } from 'vitest';
import { agentIdSchema, type AgentCall, type CallId } from '../../../protocol/index.ts';
import { createManualClock } from '../../../adapters/clock/manualClock.ts';
import { createMemoryStore } from '../../../adapters/store/memoryStore.ts';
import { createBench, type Person } from '../../../testing/serviceBench.ts';

const ALEX = agentIdSchema.parse('demo-agent');
const BILLIE = agentIdSchema.parse('demo-agent2');
const OFFER = { type: 'offer', sdp: 'v=0' } as const;

/** Zoé talks with Alex for a minute; Billie is free. */
async function talking(of: 'agent' | 'agentOfToday' = 'agentOfToday') {
  const bench = await createBench(createMemoryStore(), createManualClock());
  const alex = await bench.agentOfToday();
  const zoe = await bench.customer();
  await bench.clock.advance(3000);
  const callId = await alex.answers();
  await alex.does('peer.reportConnected', { callId, generation: 1 });
  await bench.clock.advance(60_000);
  const billie = await bench[of]('agent2');
  return { bench, alex, billie, zoe, callId };
}

async function consulting() {
  const all = await talking();
  await ask(all.alex, all.callId);
  await all.billie.answers();
  return { ...all, linkId: callOf(all.alex).consult?.linkId as CallId };
}

const ask = (agent: Person, callId: CallId) =>
  agent.does('call.consult', { callId, to: BILLIE, reason: 'Still open?', notes: 'Wants to borrow' });

function callOf(agent: Person): AgentCall {
  const work = agent.view?.work;
  if (work?.name !== 'inCall') throw new Error('in no call');
  return work.call;
}

const signalled = (person: Person) => person.notices.filter(({ name }) => name === 'peer.signalled').length;

it('[CONSULT-1] signals and what is muted go between the two agents, and the link has generations of its own', async () => {
  const { alex, billie, zoe, callId, linkId } = await consulting();
  expect(linkId).not.toBe(callId);
  await alex.does('peer.signal', { callId: linkId, generation: 1, signal: OFFER });
  await billie.does('peer.signal', { callId: linkId, generation: 1, signal: OFFER });
  await billie.does('peer.reportMedia', { callId: linkId, media: { microphone: true, camera: false } });
  expect([alex, billie, zoe].map(signalled)).toEqual([1, 1, 0]);
  expect(alex.notices.at(-1)).toMatchObject({ name: 'peer.mediaChanged', payload: { callId: linkId } });
  expect(await billie.does('peer.renew', { callId: linkId, generation: 1 })).toEqual({ generation: 2 });
  expect(callOf(alex)).toMatchObject({ generation: 1, consult: { talk: { generation: 2 } } });
  expect(await alex.tries('peer.signal', { callId: linkId, generation: 1, signal: OFFER })).toBe('staleGeneration');
  // Meanwhile the customer's link lives on.
  await alex.does('peer.signal', { callId, generation: 1, signal: OFFER });
  expect(signalled(zoe)).toBe(1);
});

it('[CONSULT-6] who is only asked reaches the one who asks and nobody else, and has no say in the call', async () => {
  const { alex, billie, zoe, callId, linkId } = await consulting();
  expect(await billie.tries('peer.signal', { callId, generation: 1, signal: OFFER })).toBe('callNotFound');
  expect(await zoe.tries('peer.signal', { callId: linkId, generation: 1, signal: OFFER })).toBe('callNotFound');
  expect(await billie.tries('peer.renew', { callId, generation: 1 })).toBe('callNotFound');
  expect(await billie.tries('call.hold', { held: false })).toBe('callNotFound');
  expect(await billie.tries('library.list', {})).toBe('callNotFound');
  expect(await billie.tries('consult.swap', { callId, to: 'customer' })).toBe('notPossibleNow');
  expect(await billie.tries('consult.complete', { callId })).toBe('notPossibleNow');
  const to = { kind: 'agent', agentId: ALEX } as const;
  expect(await billie.tries('call.transfer', { callId, to, reason: '', notes: '' })).toBe('notPossibleNow');
  const decision = { callId, checkId: null, decision: 'otherWay', way: 'code' } as const;
  expect(await billie.tries('identity.decide', decision)).toBe('callNotFound');
  expect(JSON.stringify([zoe.call, zoe.notices])).not.toContain(linkId);
  // Hanging up is leaving.
  await billie.does('call.hangUp', {});
  expect([callOf(alex).held, callOf(alex).consult, zoe.call?.phase.name]).toEqual([false, undefined, 'active']);
  expect(billie.view).toMatchObject({ intent: { name: 'available' }, work: { name: 'idle' } });
});

it('[CALL-17] a hang-up is of what its agent was in when they wished it, whatever is decided with it', async () => {
  const revoked = await consulting();
  const gone = revoked.bench.service.runner.run({ type: 'agentRevoked', agentId: ALEX });
  expect(await revoked.alex.tries('call.hangUp', {})).toBe('notPossibleNow');
  await gone;
  expect(revoked.zoe.call?.phase).toMatchObject({ name: 'active', agentName: 'Billie Durand' });
  const completed = await consulting();
  const left = completed.alex.tries('consult.complete', { callId: completed.callId });
  expect(await completed.billie.tries('call.hangUp', {})).toBe('notPossibleNow');
  expect([await left, completed.zoe.call?.phase.name]).toEqual(['ok', 'active']);
});

it('[CONSULT-6] who is asked reads what about while it rings and while they talk; nobody else does', async () => {
  const { alex, billie, callId } = await talking();
  await ask(alex, callId);
  const card = { byName: 'Alex Martin', reason: 'Still open?', notes: 'Wants to borrow', parts: [] };
  expect(await billie.does('transfer.card', { callId })).toMatchObject({ card });
  await billie.answers();
  expect(await billie.does('transfer.card', { callId })).toMatchObject({ card });
  expect(await alex.does('transfer.card', { callId })).toEqual({ card: null });
  await alex.does('consult.end', { callId });
  expect(await billie.tries('transfer.card', { callId })).toBe('callNotFound');
});

it('[CONSULT-6] the record is closed to whoever is only asked, while they talk and ever after', async () => {
  const { alex, billie, zoe, callId } = await talking();
  const opens = async (agent: Person) => [
    await agent.tries('history.entries', { callId }),
    await agent.tries('identity.records', { callId }),
  ];
  const [open, closed] = [
    ['ok', 'ok'],
    ['callNotFound', 'callNotFound'],
  ];
  await ask(alex, callId);
  await billie.answers();
  expect([await opens(alex), await opens(billie)]).toEqual([open, closed]);
  await alex.does('consult.end', { callId });
  expect(await opens(billie)).toEqual(closed);
  await zoe.does('call.hangUp', {});
  expect(await opens(billie)).toEqual(closed);
  await alex.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });
  expect([await opens(alex), await opens(billie)]).toEqual([open, closed]);
});

it('[CONSULT-6] who takes the call over after being asked reads its record from then on', async () => {
  const { alex, billie, callId } = await consulting();
  expect(await billie.tries('history.entries', { callId })).toBe('callNotFound');
  await alex.does('consult.complete', { callId });
  expect(await billie.tries('history.entries', { callId })).toBe('ok');
});

it('[CONSULT-4] who takes over has the whole card, and each finds the call once among their own', async () => {
  const { alex, billie, zoe, callId, bench } = await consulting();
  await bench.clock.advance(20_000);
  await alex.does('consult.complete', { callId });
  await alex.does('wrapUp.finish', { callId, reasonId: 'solved', notes: 'of Alex' });
  expect((await billie.does('transfer.card', { callId })).card).toMatchObject({
    parts: [{ agentName: 'Alex Martin' }],
  });
  expect(zoe.call?.phase).toMatchObject({ name: 'active', agentName: 'Billie Durand', generation: 2, held: false });
  await billie.does('peer.reportConnected', { callId, generation: 2 });
  await zoe.does('call.hangUp', {});
  await billie.does('wrapUp.finish', { callId, reasonId: 'solved', notes: 'of Billie' });
  for (const [agent, notes] of [
    [alex, 'of Alex'],
    [billie, 'of Billie'],
  ] as const) {
    expect((await agent.does('history.recent', { limit: 9 })).records).toMatchObject([{ callId, notes }]);
  }
  const parts = await bench.store.segmentsOf(callId);
  expect(parts.map(({ agentId, how }) => [agentId, how])).toEqual([
    [ALEX, 'answered'],
    [BILLIE, 'consulted'],
    [BILLIE, 'transferred'],
  ]);
});

it('[CONSULT-3] a question that was not answered is no missed call, and counts among no figures of calls', async () => {
  const { bench, alex, billie, callId } = await talking();
  await ask(alex, callId);
  await bench.clock.advance(25_000);
  expect(billie.view).toMatchObject({ intent: { reason: 'noAnswer' }, work: { name: 'idle' } });
  expect(await billie.does('history.missed', { limit: 5 })).toEqual({ missed: [] });
  expect(bench.counted.filter((count) => count.startsWith('offer '))).toEqual(['offer answered']);
  expect(await bench.store.endedOffers(0)).toMatchObject([
    { result: 'answered' },
    { result: 'missed', isQuestion: true },
  ]);
});

it('[CONSULT-6] a call that one was only asked about is not among one’s own', async () => {
  const { alex, billie, zoe, callId } = await consulting();
  await alex.does('consult.end', { callId });
  await zoe.does('call.hangUp', {});
  await alex.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });
  expect((await billie.does('history.recent', { limit: 9 })).records).toEqual([]);
  expect((await alex.does('history.recent', { limit: 9 })).records).toMatchObject([{ callId }]);
});

it('[CONSULT-2][CONSULT-3][WIRE-23] a page of before is not asked, and its agent neither asks nor is asked any more', async () => {
  const { alex, billie, zoe, callId, bench } = await talking('agent');
  expect(await alex.tries('call.consult', { callId, to: BILLIE, reason: '', notes: '' })).toBe('colleagueOutdated');
  expect(billie.view?.work.name).toBe('idle');
  await billie.does('agent.setIntent', { intent: { name: 'away', reason: 'lunch' } });
  const sacha = await bench.agentOfToday('supervisor');
  await alex.does('call.consult', { callId, to: agentIdSchema.parse('demo-supervisor'), reason: '', notes: '' });
  await sacha.answers();
  const before = await bench.connect('agent');
  const { agent: view } = await before.does('agent.signIn', { userName: 'agent', password: 'demo' });
  expect(view.work).toMatchObject({ name: 'inCall', call: { callId, held: false } });
  expect(JSON.stringify([view, before.notices])).not.toContain('consult');
  expect([sacha.view?.work, zoe.call?.phase]).toMatchObject([{ name: 'idle' }, { name: 'active', held: false }]);
});

it('[CONSULT-3][WIRE-23] whoever is asked and comes back with a page of before is asked no more', async () => {
  const { bench, alex, zoe } = await consulting();
  const old = await bench.connect('agent');
  const back = await old.does('agent.signIn', { userName: 'agent2', password: 'demo' });
  expect(back.agent.work).toEqual({ name: 'idle' });
  expect([callOf(alex).held, zoe.call?.phase]).toMatchObject([false, { held: false }]);
});

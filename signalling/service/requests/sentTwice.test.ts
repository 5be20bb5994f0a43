// Duplicate clicks, messages that come too late, and second connections: each is answered, and no call is harmed.
import { expect, it } from 'vitest';
import { createBench, type Bench, type Person } from '../../testing/serviceBench.ts';
import { queueIdSchema, type CallId } from '../../protocol/index.ts';

type Talk = {
  readonly bench: Bench;
  readonly agent: Person;
  readonly zoe: Person & { readonly callToken: string };
  readonly callId: CallId;
};

async function talking(): Promise<Talk> {
  const bench = await createBench();
  const agent = await bench.agent();
  const zoe = await bench.customer();
  return { bench, agent, zoe, callId: await agent.answers() };
}

it('[CALL-17] refuses an answer to an offer just withdrawn, and the next offer is unharmed', async () => {
  const bench = await createBench();
  const agent = await bench.agent();
  const zoe = await bench.customer();
  await bench.customer('Yann');
  const { offerId } = agent;
  const [left, answered] = await Promise.all([
    zoe.tries('call.leaveLine', {}),
    agent.tries('offer.answer', { offerId, withVideo: true }),
  ]);
  expect([left, answered]).toEqual(['ok', 'offerGone']);
  expect(agent.view?.work).toMatchObject({ name: 'ringing', offer: { customerName: 'Yann' } });
  expect(agent.offerId).not.toBe(offerId);
});

it('[CALL-17] answers once, however often it is clicked', async () => {
  const bench = await createBench();
  const agent = await bench.agent();
  const zoe = await bench.customer();
  const { offerId } = agent;
  const click = (withVideo: boolean) => agent.tries('offer.answer', { offerId, withVideo });
  expect(await Promise.all([click(true), click(false)])).toEqual(['ok', 'ok']);
  expect(agent.view?.work).toMatchObject({ name: 'inCall', call: { withVideo: true, generation: 1 } });
  expect(zoe.notices.filter(({ name }) => name === 'call.changed')).toHaveLength(1);
  expect(await agent.tries('offer.decline', { offerId })).toBe('offerGone');
  expect(agent.view?.work.name).toBe('inCall');
});

it('[CALL-17] ends once when both hang up, and hang up again', async () => {
  const { bench, agent, zoe } = await talking();
  const hangUps = [agent, zoe, agent, zoe].map((party) => party.tries('call.hangUp', {}));
  expect(await Promise.all(hangUps)).toEqual(['ok', 'ok', 'ok', 'ok']);
  expect(zoe.call?.phase).toMatchObject({ name: 'ended', endedBy: 'agent' });
  expect(bench.counted.filter((line) => line.startsWith('call '))).toEqual(['call answered']);
});

it('[CALL-17] finishes wrap-up once, and keeps what was written first', async () => {
  const { agent, zoe, callId } = await talking();
  await zoe.does('call.hangUp', {});
  const finish = (notes: string) => agent.tries('wrapUp.finish', { callId, reasonId: 'solved', notes });
  expect(await Promise.all([finish('first'), finish('second')])).toEqual(['ok', 'notPossibleNow']);
  const { records } = await agent.does('history.recent', { limit: 5 });
  expect(records.map(({ notes }) => notes)).toEqual(['first']);
});

it('[CALL-7][WIRE-9] gives both the same generation when both lose the link at once, and refuses what is older', async () => {
  const { agent, zoe, callId } = await talking();
  const renew = (party: Person) => party.does('peer.renew', { callId, generation: 1 });
  expect(await Promise.all([renew(agent), renew(zoe), renew(agent)])).toEqual(Array(3).fill({ generation: 2 }));
  const signal = { type: 'renegotiate', renegotiate: true } as const;
  for (const party of [agent, zoe]) {
    expect(await party.tries('peer.signal', { callId, generation: 1, signal })).toBe('staleGeneration');
    expect(await party.tries('peer.signal', { callId, generation: 2, signal })).toBe('ok');
  }
  expect(await agent.tries('peer.reportConnected', { callId, generation: 1 })).toBe('ok');
});

it('[WIRE-14] brings new credentials with a new generation, and only then', async () => {
  const { bench, agent, zoe, callId } = await talking();
  const credentials = () => {
    const [work, phase] = [agent.view?.work, zoe.call?.phase];
    if (work?.name !== 'inCall' || phase?.name !== 'active') throw new Error('they talk');
    return { expiresAtMs: work.call.iceExpiresAtMs, agent: work.call.iceServers, customer: phase.iceServers };
  };
  const first = credentials();
  expect(first.expiresAtMs).toBe(bench.clock.nowMs() + 3_600_000);
  await zoe.does('peer.reportConnected', { callId, generation: 1 });
  await bench.clock.advance(3_000_000);
  await agent.does('call.hold', { held: true });
  expect(credentials()).toEqual(first);
  await zoe.does('peer.renew', { callId, generation: 1 });
  const second = credentials();
  expect(second.expiresAtMs).toBe(bench.clock.nowMs() + 3_600_000);
  expect(second.agent).not.toEqual(first.agent);
  expect(second.customer).not.toEqual(first.customer);
});

it('[AGENT-5] lets the newer of two tabs have the offer, and tells the older', async () => {
  const bench = await createBench();
  const older = await bench.agent();
  await bench.customer();
  const { offerId } = older;
  const newer = await bench.connect('agent');
  const { agent: view } = await newer.does('agent.signIn', { userName: 'agent', password: 'demo' });
  expect(view.work).toMatchObject({ name: 'ringing', offer: { offerId } });
  expect(older.closedWith).toBe('replaced');
  expect(await older.tries('offer.answer', { offerId, withVideo: true })).toBe('notSignedIn');
  await older.drops();
  await bench.clock.advance(10_000);
  expect(await newer.tries('offer.answer', { offerId, withVideo: true })).toBe('ok');
});

it('[CALL-14] does not leave a call that goes on for the start of another', async () => {
  const bench = await createBench();
  const [zoe, yann] = [await bench.connect('customer'), await bench.connect('customer')];
  const requestId = 'a-start-that-nobody-can-guess';
  await zoe.starts('Zoé', requestId);
  await yann.starts('Yann', 'request-of-yann');
  const topicId = queueIdSchema.parse('cards');
  const again = { requestId, customerName: 'Yann', topicId, media: 'voice', language: 'fr' } as const;
  expect(await yann.tries('call.start', again)).toBe('alreadyInCall');
  await yann.drops();
  await bench.clock.advance(30_000);
  expect([...bench.service.runner.state.calls.values()].map(({ context }) => context.facts.customerName)).toEqual([
    'Zoé',
  ]);
});

it('[CALL-15] lets the newest of three openings of one call have it, whatever the order of goodbyes', async () => {
  const { bench, agent, zoe, callId } = await talking();
  const [second, third] = [await bench.connect('customer'), await bench.connect('customer')];
  const resume = (tab: Person) => tab.tries('call.resume', { callToken: zoe.callToken });
  expect(await Promise.all([resume(second), resume(third)])).toEqual(['ok', 'ok']);
  const open = [zoe, second, third].filter(({ closedWith }) => closedWith === null);
  expect(open).toEqual([third]);
  await second.drops();
  await zoe.drops();
  await bench.clock.advance(60_000);
  expect(agent.view?.work).toMatchObject({ name: 'wrapUp', wrapUp: { outcome: 'mediaFailed' } });
  expect(third.call).toMatchObject({ callId, phase: { name: 'ended', reason: 'mediaFailed' } });
});

it('[CALL-13] hanging up from both sides at once is one end, and no problem for either', async () => {
  const { agent, zoe, callId } = await talking();
  const both = await Promise.all([zoe.tries('call.hangUp', {}), agent.tries('call.hangUp', {})]);
  expect(both).toEqual(['ok', 'ok']);
  expect(await agent.tries('call.hangUp', {})).toBe('ok');
  expect(agent.view?.work).toMatchObject({ name: 'wrapUp', wrapUp: { callId } });
});

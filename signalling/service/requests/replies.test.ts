// The shield over the wire: leases of one agent, from begin to the record.
import { expect, it } from 'vitest';
import { activityIdSchema, type Params } from '../../protocol/index.ts';
import { createBench } from '../../testing/serviceBench.ts';

const activityId = activityIdSchema.parse('mail-1');
const MAIL: Params<'reply.begin'> = {
  activityId,
  source: 'thunderbird',
  kind: 'reply',
  openForMs: 2000,
  inputAgoMs: 0,
};

it('[SHIELD-14][SHIELD-2][SHIELD-9] takes the offer back, tells the agent, and puts the shield on record', async () => {
  const bench = await createBench();
  const agent = await bench.agent();
  const customer = await bench.customer();
  expect(agent.view?.work.name).toBe('ringing');
  expect(await agent.does('reply.begin', MAIL)).toEqual({ leaseMs: 15_000 });
  expect(agent.view).toMatchObject({
    work: { name: 'idle' },
    intent: { name: 'available' },
    shield: { replies: 1, callersWaiting: 1 },
  });
  expect(customer.notices).toEqual([]);
  await agent.does('reply.end', { activityId, how: 'sent' });
  expect(agent.view?.work.name).toBe('ringing');
  expect(agent.view?.shield).toBeUndefined();
  const [shield] = await bench.store.endedReplies(null, 0);
  expect(shield).toMatchObject({ source: 'thunderbird', kind: 'reply', how: 'sent', callsKeptAway: 1 });
  expect(await bench.store.endedOffers(0)).toMatchObject([{ result: 'withdrawn' }]);
  expect(bench.counted).toContain('shield sent');
});

it('[SHIELD-14] renews, ends what is over without a word, and says when a lease is gone', async () => {
  const bench = await createBench();
  const agent = await bench.agent();
  await agent.does('reply.begin', MAIL);
  await bench.clock.advance(10_000);
  expect(await agent.tries('reply.begin', MAIL)).toBe('ok');
  await bench.clock.advance(10_000);
  expect(await agent.tries('reply.renew', { activityId, inputAgoMs: 0 })).toBe('ok');
  await bench.clock.advance(15_000);
  expect(await agent.tries('reply.renew', { activityId, inputAgoMs: 0 })).toBe('replyGone');
  expect(await agent.tries('reply.end', { activityId, how: 'sent' })).toBe('ok');
  expect((await bench.store.endedReplies(null, 0)).map(({ how }) => how)).toEqual(['leaseExpired']);
});

it('[SHIELD-14] takes no field that could hold a subject, an address or a text', async () => {
  const bench = await createBench();
  const agent = await bench.agent();
  // What is not known is left out, and nothing of it is kept or said.
  for (const field of ['subject', 'to', 'text']) {
    expect(await agent.asks('reply.begin', { ...MAIL, [field]: 'of-a-mail' })).toMatchObject({ result: {} });
  }
  expect(await agent.tries('reply.end', { activityId: MAIL.activityId, how: 'sent' })).toBe('ok');
  const kept = [await bench.store.loadLive(), await bench.store.endedReplies(null, 0), agent.notices, bench.log.lines];
  expect(JSON.stringify(kept)).not.toContain('of-a-mail');
  expect(await agent.asks('reply.begin', { ...MAIL, source: 'a mail to somebody' })).toMatchObject({
    problem: { code: 'badParams' },
  });
});

it('[SHIELD-8] takes calls in spite of a reply', async () => {
  const bench = await createBench();
  const agent = await bench.agent();
  await agent.does('reply.begin', MAIL);
  await bench.customer();
  expect(agent.view?.work.name).toBe('idle');
  await agent.does('reply.takeCalls', {});
  expect(agent.view?.work.name).toBe('ringing');
});

it('[SHIELD-5] a resume that brings a reply is never rung, also after the lease has lapsed', async () => {
  const bench = await createBench();
  const agent = await bench.connect('agent');
  const { sessionToken } = await agent.does('agent.signIn', { userName: 'agent', password: 'demo' });
  await agent.does('agent.setIntent', { intent: { name: 'available' } });
  await agent.does('reply.begin', MAIL);
  await agent.drops();
  await bench.clock.advance(20_000);
  await bench.customer();
  const again = await bench.connect('agent');
  const { agent: view } = await again.does('agent.resume', { sessionToken, replies: [MAIL] });
  expect(view).toMatchObject({ work: { name: 'idle' }, shield: { replies: 1 } });
});

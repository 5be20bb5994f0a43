// A customer's call through the service, from start to record.
import { beforeEach, expect, it } from 'vitest';
import { queueIdSchema } from '../../protocol/index.ts';
import { createBench, type Bench } from '../../testing/serviceBench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
});

it('[CALL-2] tells position and changes of it', async () => {
  const zoe = await bench.connect('customer');
  const { call } = await zoe.starts('Zoé');
  expect(call.phase).toEqual({ name: 'waiting', position: 1, waitingSinceMs: bench.clock.nowMs() });
  const yann = await bench.connect('customer');
  expect((await yann.starts('Yann')).call.phase).toMatchObject({ position: 2 });
  await zoe.does('call.leaveLine', {});
  await bench.clock.advance(1000);
  expect(yann.call?.phase).toMatchObject({ name: 'waiting', position: 1 });
  expect(zoe.call?.phase).toMatchObject({ name: 'ended', outcome: 'abandoned', reason: 'leftLine' });
});

it('[CALL-2] keeps the position while it rings', async () => {
  const agent = await bench.agent();
  const zoe = await bench.customer();
  const yann = await bench.customer('Yann');
  expect(agent.view?.work).toMatchObject({
    name: 'ringing',
    offer: { customerName: 'Zoé', topic: { en: 'cards', fr: 'cards' }, media: 'video', ringTimeoutMs: 20_000 },
  });
  expect(zoe.notices).toEqual([]);
  await agent.answers();
  await bench.clock.advance(1000);
  expect(yann.call?.phase).toMatchObject({ position: 1 });
});

it('[CALL-4] lets the offer lapse after the ring time-out', async () => {
  const agent = await bench.agent();
  const zoe = await bench.customer();
  await bench.clock.advance(19_999);
  expect(agent.view?.work.name).toBe('ringing');
  await bench.clock.advance(1);
  expect(agent.view).toMatchObject({ intent: { name: 'away', reason: 'noAnswer' }, work: { name: 'idle' } });
  expect(zoe.call).toBeUndefined();
  expect(bench.counted).toContain('offer missed');
});

it('[CALL-7][CALL-9][WIRE-14] answers, talks and hangs up: both sides are told', async () => {
  const agent = await bench.agent();
  const zoe = await bench.customer();
  const callId = await agent.answers();
  expect(zoe.call?.phase).toMatchObject({ name: 'active', agentName: 'Alex Martin', generation: 1, held: false });
  expect(agent.view?.work).toMatchObject({ name: 'inCall', call: { callId, generation: 1, withVideo: true } });
  const ice = (servers: unknown) => expect(servers).toMatchObject([{ urls: ['turn:media.example:3478'] }]);
  if (zoe.call?.phase.name === 'active') ice(zoe.call.phase.iceServers);
  if (agent.view?.work.name === 'inCall') ice(agent.view.work.call.iceServers);
  await agent.does('call.hangUp', {});
  expect(zoe.call?.phase).toMatchObject({ name: 'ended', outcome: 'answered', endedBy: 'agent', reason: 'hungUp' });
  expect(agent.view?.work).toMatchObject({ name: 'wrapUp', wrapUp: { endedBy: 'agent', endReason: 'hungUp' } });
});

it('[CALL-8] holds and resumes for both sides', async () => {
  const agent = await bench.agent();
  const zoe = await bench.customer();
  await agent.answers();
  await agent.does('call.hold', { held: true });
  expect(zoe.call?.phase).toMatchObject({ held: true });
  expect(agent.view?.work).toMatchObject({ call: { held: true } });
  await agent.does('call.hold', { held: true });
  await agent.does('call.hold', { held: false });
  expect(zoe.call?.phase).toMatchObject({ held: false });
});

it('[CALL-10] ends the call when media never connects', async () => {
  const agent = await bench.agent();
  const zoe = await bench.customer();
  await agent.answers();
  await bench.clock.advance(30_000);
  expect(zoe.call?.phase).toMatchObject({ name: 'ended', outcome: 'mediaFailed', endedBy: 'system' });
  expect(agent.view?.work).toMatchObject({ name: 'wrapUp', wrapUp: { outcome: 'mediaFailed' } });
});

it('[CALL-11][CALL-15] takes a dropped call up again with its token, in place', async () => {
  const zoe = await bench.customer();
  await bench.customer('Yann');
  await zoe.drops();
  await bench.clock.advance(29_000);
  const back = await bench.connect('customer');
  const { call } = await back.does('call.resume', { callToken: zoe.callToken });
  expect(call.phase).toMatchObject({ name: 'waiting', position: 1 });
  await bench.clock.advance(60_000);
  await back.does('call.leaveLine', {});
  expect(back.call?.phase).toMatchObject({ outcome: 'abandoned', reason: 'leftLine' });
});

it('[CALL-15] lets a second tab take the call over', async () => {
  const zoe = await bench.customer();
  const tab = await bench.connect('customer');
  await tab.does('call.resume', { callToken: zoe.callToken });
  expect(zoe.notices.at(-1)).toEqual({ name: 'session.replaced', payload: {} });
  expect(zoe.closedWith).toBe('replaced');
  expect(await zoe.tries('call.leaveLine', {})).toBe('callNotFound');
  await zoe.drops();
  await bench.clock.advance(60_000);
  await bench.agent();
  expect(bench.counted).not.toContain('call abandoned');
  expect(tab.closedWith).toBeNull();
});

it('[CALL-15] tells a customer who returns too late how the call ended', async () => {
  const zoe = await bench.customer();
  await zoe.drops();
  await bench.clock.advance(30_000);
  const back = await bench.connect('customer');
  const { call } = await back.does('call.resume', { callToken: zoe.callToken });
  expect(call.phase).toMatchObject({ name: 'ended', outcome: 'abandoned', reason: 'connectionLost' });
  expect(await back.tries('call.resume', { callToken: 'y'.repeat(43) })).toBe('callNotFound');
  expect((await back.starts('Zoé', 'another')).call.phase.name).toBe('waiting');
});

it('[CALL-14] gives the same call for the same start', async () => {
  const zoe = await bench.connect('customer');
  const first = await zoe.starts('Zoé', 'r1');
  const again = await zoe.starts('Zoé', 'r1');
  expect(again.call.callId).toBe(first.call.callId);
  expect(await zoe.tries('call.start', startOf('r2'))).toBe('alreadyInCall');
  await zoe.drops();
  const back = await bench.connect('customer');
  await back.does('call.resume', { callToken: again.callToken });
});

it('[CALL-14] believes a start sent again from elsewhere only when its id cannot be guessed', async () => {
  const secret = '4f1a3c7e-9b0d-4e2a-8c6f-5d7b1a2e3f40';
  const zoe = await bench.connect('customer');
  const { call } = await zoe.starts('Zoé', secret);
  await zoe.drops();
  expect((await (await bench.connect('customer')).starts('Zoé', secret)).call.callId).toBe(call.callId);
  const yann = await bench.connect('customer');
  const guessable = await yann.starts('Yann', '1');
  expect((await (await bench.connect('customer')).starts('Yann', '1')).call.callId).not.toBe(guessable.call.callId);
});

it('[CALL-12] gives the call back when the agent’s connection drops while it rings and stays away', async () => {
  const agent = await bench.agent();
  await bench.customer();
  await agent.drops();
  const billie = await bench.agent('agent2');
  expect(billie.view?.work.name).toBe('idle');
  await bench.clock.advance(3000);
  expect(billie.view?.work.name).toBe('ringing');
  expect(bench.counted).toContain('offer withdrawn');
  expect(bench.counted).not.toContain('offer missed');
});

it('[CALL-13] refuses an answer to an offer that went to somebody else', async () => {
  const agent = await bench.agent();
  await bench.customer();
  const { offerId } = agent;
  await agent.does('offer.decline', { offerId });
  expect(await agent.tries('offer.answer', { offerId, withVideo: false })).toBe('offerGone');
});

function startOf(requestId: string) {
  const topicId = queueIdSchema.parse('cards');
  return { requestId, customerName: 'Zoé', topicId, media: 'video', language: 'en' } as const;
}

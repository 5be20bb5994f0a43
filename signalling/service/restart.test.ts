// The service stops, and another begins on the same store.
import { expect, it } from 'vitest';
import { createBench, type Bench } from '../testing/serviceBench.ts';

/** What a killed process leaves: its store and the time. */
async function restarted(bench: Bench, downMs: number): Promise<Bench> {
  await bench.service.runner.stop();
  await bench.clock.advance(downMs);
  return createBench(bench.store, bench.clock);
}

it('[STORE-2] keeps the order of the line', async () => {
  const first = await createBench();
  const [zoe, yann] = [await first.customer('Zoé'), await first.customer('Yann')];
  const second = await restarted(first, 300_000);
  const [yannBack, zoeBack] = [await second.connect('customer'), await second.connect('customer')];
  const yannCall = await yannBack.does('call.resume', { callToken: yann.callToken });
  const zoeCall = await zoeBack.does('call.resume', { callToken: zoe.callToken });
  expect(zoeCall.call.phase).toMatchObject({ name: 'waiting', position: 1 });
  expect(yannCall.call.phase).toMatchObject({ name: 'waiting', position: 2 });
});

it('[STORE-2] goes on with an active call when both come back, and ends it when one does not', async () => {
  const first = await createBench();
  const agent = await first.connect('agent');
  const { sessionToken } = await agent.does('agent.signIn', { userName: 'agent', password: 'demo' });
  await agent.does('agent.setIntent', { intent: { name: 'available' } });
  const zoe = await first.customer();
  const callId = await agent.answers();
  await zoe.does('peer.reportConnected', { callId, generation: 1 });
  const second = await restarted(first, 60_000);
  const agentBack = await second.connect('agent');
  const { agent: view } = await agentBack.does('agent.resume', { sessionToken });
  expect(view).toMatchObject({ intent: { name: 'available' }, work: { name: 'inCall', call: { callId } } });
  const zoeBack = await second.connect('customer');
  const { call } = await zoeBack.does('call.resume', { callToken: zoe.callToken });
  expect(call.phase).toMatchObject({ name: 'active', generation: 1 });
  await second.clock.advance(60_000);
  expect(agentBack.view?.work).toMatchObject({ name: 'inCall', call: { customerConnected: true } });
  await zoeBack.drops();
  await second.clock.advance(30_000);
  expect(agentBack.view?.work).toMatchObject({ name: 'wrapUp', wrapUp: { endReason: 'connectionLost' } });
});

it('[CALL-12][STORE-2] gives a ringing agent who is back in time the same offer', async () => {
  const first = await createBench();
  const agent = await first.agent();
  await first.customer();
  const { offerId } = agent;
  const second = await restarted(first, 2000);
  const back = await second.connect('agent');
  const { agent: view } = await back.does('agent.signIn', { userName: 'agent', password: 'demo' });
  expect(view.work).toMatchObject({ name: 'ringing', offer: { offerId } });
  await back.does('offer.answer', { offerId, withVideo: true });
  expect(back.view?.work.name).toBe('inCall');
  expect(second.counted).toContain('offer answered');
});

it('[STORE-2] puts a ringing call back in line without a miss when its agent stays away, and keeps a wrap-up', async () => {
  const first = await createBench();
  const [alex, billie] = [await first.agent(), await first.agent('agent2')];
  const zoe = await first.customer('Zoé');
  const callId = await alex.answers();
  await zoe.does('call.hangUp', {});
  const yann = await first.customer('Yann');
  expect(billie.view?.work.name).toBe('ringing');
  const second = await restarted(first, 1000);
  const alexBack = await second.connect('agent');
  const signedIn = await alexBack.does('agent.signIn', { userName: 'agent', password: 'demo' });
  expect(signedIn.agent.work).toMatchObject({ name: 'wrapUp', wrapUp: { callId, customerName: 'Zoé' } });
  await alexBack.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });
  await second.clock.advance(5000);
  expect(second.counted).toContain('offer withdrawn');
  const billieBack = await second.connect('agent');
  const other = await billieBack.does('agent.signIn', { userName: 'agent2', password: 'demo' });
  expect(other.agent).toMatchObject({ intent: { name: 'available' }, work: { name: 'idle' } });
  const yannBack = await second.connect('customer');
  await yannBack.does('call.resume', { callToken: yann.callToken });
  expect(alexBack.view?.work.name === 'ringing' || billieBack.view?.work.name === 'ringing').toBe(true);
});

it('[STORE-2][CALL-11] abandons a call whose customer does not come back', async () => {
  const first = await createBench();
  await first.customer();
  const second = await restarted(first, 1000);
  await second.clock.advance(30_000);
  expect(second.counted).toContain('call abandoned');
});

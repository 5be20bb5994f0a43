// What each side measured of a call, on its way to the record.
import { expect, it } from 'vitest';
import { agentIdSchema } from '../../protocol/index.ts';
import { createBench, GOOD_QUALITY } from '../../testing/serviceBench.ts';

async function talking() {
  const bench = await createBench();
  const agent = await bench.agent();
  const zoe = await bench.customer();
  return { bench, agent, zoe, callId: await agent.answers() };
}

it('[STORE-6] puts the last summary of each side on record, during the call and after it', async () => {
  const { bench, agent, zoe, callId } = await talking();
  const early = { ...GOOD_QUALITY, mosX100: 300, samples: 1 };
  await agent.does('call.reportQuality', { callId, quality: early });
  await zoe.does('call.reportQuality', { callId, quality: early });
  await bench.clock.advance(15_000);
  await zoe.does('call.hangUp', {});
  await agent.does('call.reportQuality', { callId, quality: GOOD_QUALITY });
  await agent.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });
  expect(await agent.tries('call.reportQuality', { callId, quality: early })).toBe('callNotFound');
  const late = { ...GOOD_QUALITY, samples: 16 };
  await zoe.does('call.reportQuality', { callId, quality: late });
  const { records } = await agent.does('history.recent', { limit: 5 });
  expect(records).toMatchObject([{ callId, quality: { agent: GOOD_QUALITY, customer: late } }]);
});

it('[STORE-6][TRANSFER-6] keeps apart what was measured with each agent of a call that is handed on', async () => {
  const { bench, agent: alex, zoe, callId } = await talking();
  await alex.does('peer.reportConnected', { callId, generation: 1 });
  const billie = await bench.agent('agent2');
  const measured = (mosX100: number, samples: number) => ({ ...GOOD_QUALITY, mosX100, samples });
  await bench.clock.advance(40_000);
  await zoe.does('call.reportQuality', { callId, quality: measured(110, 10) });
  const to = { kind: 'agent', agentId: agentIdSchema.parse('demo-agent2') } as const;
  await alex.does('call.transfer', { callId, to, reason: '', notes: '' });
  // Both pages end what they had with Alex, one before and one after Billie has answered.
  await alex.does('call.reportQuality', { callId, quality: measured(120, 20) });
  await billie.answers();
  await zoe.does('call.reportQuality', { callId, quality: measured(130, 20) });
  await bench.clock.advance(10_000);
  await zoe.does('call.reportQuality', { callId, quality: measured(210, 4) });
  await billie.does('call.reportQuality', { callId, quality: measured(220, 4) });
  const wrapUp = { callId, reasonId: 'solved', notes: '' };
  await alex.does('wrapUp.finish', wrapUp);
  expect(await alex.tries('call.reportQuality', { callId, quality: measured(100, 1) })).toBe('callNotFound');
  const ofAlex = async () => (await alex.does('history.recent', { limit: 5 })).records.map(({ quality }) => quality);
  const withAlex = { agent: measured(120, 20), customer: measured(130, 20) };
  expect(await ofAlex()).toEqual([withAlex]);
  await zoe.does('call.hangUp', {});
  await billie.does('wrapUp.finish', wrapUp);
  expect(await ofAlex()).toEqual([withAlex]);
  const { records } = await billie.does('history.recent', { limit: 5 });
  expect(records).toMatchObject([{ quality: { agent: measured(220, 4), customer: measured(210, 4) } }]);
});

it('[STORE-6] takes none of a call that was not answered, nor of another one', async () => {
  const bench = await createBench();
  const zoe = await bench.customer();
  const callId = [...bench.service.runner.state.calls.keys()][0] ?? ('no call' as never);
  expect(await zoe.tries('call.reportQuality', { callId, quality: GOOD_QUALITY })).toBe('callNotFound');
  const agent = await bench.agent();
  expect(await agent.tries('call.reportQuality', { callId, quality: GOOD_QUALITY })).toBe('callNotFound');
  await zoe.does('call.leaveLine', {});
  expect(await zoe.tries('call.reportQuality', { callId, quality: GOOD_QUALITY })).toBe('callNotFound');
  const talk = await talking();
  expect(await talk.zoe.tries('call.reportQuality', { callId, quality: GOOD_QUALITY })).toBe('callNotFound');
});

it('[WIRE-17] tells each side whether the other is connected, and corrects it', async () => {
  const { bench, agent, zoe } = await talking();
  expect(agent.view?.work).toMatchObject({ call: { customerConnected: true } });
  expect(zoe.call?.phase).toMatchObject({ agentConnected: true });
  await zoe.drops();
  expect(agent.view?.work).toMatchObject({ call: { customerConnected: false } });
  const back = await bench.connect('customer');
  await back.does('call.resume', { callToken: zoe.callToken });
  expect(agent.view?.work).toMatchObject({ call: { customerConnected: true } });
  await agent.drops();
  expect(back.call?.phase).toMatchObject({ agentConnected: false });
  const again = await bench.connect('agent');
  await again.does('agent.signIn', { userName: 'agent', password: 'demo' });
  expect(back.call?.phase).toMatchObject({ agentConnected: true });
});

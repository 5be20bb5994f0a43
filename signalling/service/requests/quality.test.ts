// What each side measured of a call, on its way to the record.
import { expect, it } from 'vitest';
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

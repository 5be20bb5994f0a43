// What the two parties of a call pass to each other.
import { expect, it } from 'vitest';
import { createBench } from '../../testing/serviceBench.ts';

async function talking() {
  const bench = await createBench();
  const agent = await bench.agent();
  const zoe = await bench.customer();
  const callId = await agent.answers();
  return { bench, agent, zoe, callId };
}
const signal = { type: 'offer', sdp: 'v=0' } as const;

it('[WIRE-9] passes a signal of the current generation to the other party, and to nobody else', async () => {
  const { agent, zoe, callId } = await talking();
  await agent.does('peer.signal', { callId, generation: 1, signal });
  expect(zoe.notices.at(-1)).toEqual({ name: 'peer.signalled', payload: { callId, generation: 1, signal } });
  await zoe.does('peer.signal', { callId, generation: 1, signal: { type: 'renegotiate', renegotiate: true } });
  expect(agent.notices.at(-1)).toMatchObject({ name: 'peer.signalled', payload: { signal: { type: 'renegotiate' } } });
  expect(agent.notices.filter(({ name }) => name === 'peer.signalled')).toHaveLength(1);
});

it('[WIRE-9] refuses a signal of another generation or after the end', async () => {
  const { agent, zoe, callId } = await talking();
  await zoe.does('peer.renew', { callId, generation: 1 });
  const before = zoe.notices.length;
  expect(await agent.tries('peer.signal', { callId, generation: 1, signal })).toBe('staleGeneration');
  expect(await agent.tries('peer.signal', { callId, generation: 3, signal })).toBe('staleGeneration');
  expect(zoe.notices).toHaveLength(before);
  await zoe.does('call.hangUp', {});
  expect(await agent.tries('peer.signal', { callId, generation: 2, signal })).toBe('callNotFound');
  expect(await zoe.tries('peer.signal', { callId, generation: 2, signal })).toBe('callNotFound');
});

it('[WIRE-9] drops a signal to a party who is away', async () => {
  const { agent, zoe, callId } = await talking();
  await zoe.drops();
  expect(await agent.tries('peer.signal', { callId, generation: 1, signal })).toBe('ok');
});

it('[CALL-7] gives both the same next generation when both ask', async () => {
  const { agent, zoe, callId } = await talking();
  expect(await zoe.does('peer.renew', { callId, generation: 1 })).toEqual({ generation: 2 });
  expect(await agent.does('peer.renew', { callId, generation: 1 })).toEqual({ generation: 2 });
  expect(zoe.call?.phase).toMatchObject({ generation: 2 });
  expect(agent.view?.work).toMatchObject({ call: { generation: 2 } });
});

it('[CALL-10] stops the media deadline when a party reports that media is up', async () => {
  const { bench, agent, zoe, callId } = await talking();
  await zoe.does('peer.reportConnected', { callId, generation: 1 });
  await bench.clock.advance(120_000);
  expect(agent.view?.work.name).toBe('inCall');
});

it('[WIRE-9] passes on which of microphone and camera are on', async () => {
  const { agent, zoe, callId } = await talking();
  const media = { microphone: false, camera: true };
  await agent.does('peer.reportMedia', { callId, media });
  expect(zoe.notices.at(-1)).toEqual({ name: 'peer.mediaChanged', payload: { callId, media } });
});

it('[SIGN-1] of two the other learns who signs, unless their page is of before', async () => {
  const { bench, agent, zoe, callId } = await talking();
  await zoe.does('peer.reportSigning', { callId, isSigning: true });
  expect(agent.notices.some(({ name }) => name === 'peer.signingChanged')).toBe(false);
  await agent.drops();
  const back = await bench.agentOfToday();
  await zoe.does('peer.reportSigning', { callId, isSigning: true });
  expect(back.notices.at(-1)).toMatchObject({ name: 'peer.signingChanged', payload: { callId, isSigning: true } });
});

// A customer continues on another device, and nobody else does.
import { expect, it } from 'vitest';
import { createBench, type Bench, type Person } from '../../testing/serviceBench.ts';

const MINUTE_MS = 60_000;

async function talking() {
  const bench = await createBench();
  const agent = await bench.agent();
  const zoe = await bench.customer();
  return { bench, agent, zoe, callId: await agent.answers() };
}
const phoneOf = (bench: Bench, address = '198.51.100.7') => bench.connect('customer', address);
const take = (phone: Person, code: string) => phone.tries('call.takeHandOver', { code });

it('[HANDOVER-1][HANDOVER-2] takes the call to the phone, which goes on with it while the laptop is told', async () => {
  const { bench, agent, zoe, callId } = await talking();
  const { code, expiresAtMs } = await zoe.does('call.offerHandOver', {});
  expect(Buffer.from(code, 'base64url')).toHaveLength(16);
  expect(expiresAtMs).toBe(bench.clock.nowMs() + 3 * MINUTE_MS);
  const phone = await phoneOf(bench);
  const { call, callToken } = await phone.does('call.takeHandOver', { code });
  expect(call).toMatchObject({ callId, media: 'video', phase: { name: 'active', agentName: 'Alex Martin' } });
  expect(zoe.notices.at(-1)).toEqual({ name: 'session.replaced', payload: {} });
  expect(zoe.closedWith).toBe('replaced');
  await phone.does('peer.renew', { callId, generation: 1 });
  await phone.does('peer.reportConnected', { callId, generation: 2 });
  await zoe.drops();
  await bench.clock.advance(10 * MINUTE_MS);
  expect(agent.view?.work).toMatchObject({ name: 'inCall', call: { generation: 2, customerConnected: true } });
  expect(callToken).not.toBe(zoe.callToken);
  const back = await bench.connect('customer');
  for (const token of [callToken, zoe.callToken]) {
    const { call: resumed } = await back.does('call.resume', { callToken: token });
    expect(resumed).toMatchObject({ callId, phase: { name: 'active' } });
  }
});

it('[HANDOVER-10] a page that has let go of its call may ask whether it goes on, and takes nothing up by that', async () => {
  const { bench, zoe } = await talking();
  const { code } = await zoe.does('call.offerHandOver', {});
  const phone = await phoneOf(bench);
  await phone.does('call.takeHandOver', { code });
  const laptop = await bench.connect('customer');
  const { callToken } = zoe;
  expect(await laptop.does('call.look', { callToken })).toEqual({ isOver: false });
  expect(phone.closedWith).toBeNull();
  await phone.does('call.hangUp', {});
  expect(await laptop.does('call.look', { callToken })).toEqual({ isOver: true });
  const unknown = 'a'.repeat(callToken.length);
  expect(await laptop.does('call.look', { callToken: unknown })).toEqual({ isOver: true });
});

it('[HANDOVER-2] keeps the place in line', async () => {
  const bench = await createBench();
  const zoe = await bench.customer();
  await bench.customer('Yann');
  const { code } = await zoe.does('call.offerHandOver', {});
  const phone = await phoneOf(bench);
  const { call } = await phone.does('call.takeHandOver', { code });
  expect(call.phase).toMatchObject({ name: 'waiting', position: 1 });
  const agent = await bench.agent();
  await agent.answers();
  expect(phone.call?.phase).toMatchObject({ name: 'active' });
});

it('[HANDOVER-1][HANDOVER-3] is good once, for three minutes, and until a newer one', async () => {
  const { bench, zoe } = await talking();
  const older = await zoe.does('call.offerHandOver', {});
  const newer = await zoe.does('call.offerHandOver', {});
  const phone = await phoneOf(bench);
  expect(await take(phone, older.code)).toBe('handOverGone');
  expect(await take(phone, newer.code)).toBe('ok');
  expect(await take(await phoneOf(bench), newer.code)).toBe('handOverGone');
  const late = await phone.does('call.offerHandOver', {});
  await bench.clock.advance(3 * MINUTE_MS);
  expect(await take(await phoneOf(bench), late.code)).toBe('handOverGone');
});

it('[HANDOVER-1] is good for three minutes also when the clock is put on or back', async () => {
  const { bench, zoe, callId } = await talking();
  await zoe.does('peer.reportConnected', { callId, generation: 1 });
  for (const byMs of [24 * 60 * MINUTE_MS, -24 * 60 * MINUTE_MS]) {
    const { code } = await zoe.does('call.offerHandOver', {});
    bench.clock.jump(byMs);
    await bench.clock.advance(3 * MINUTE_MS);
    expect(await take(await phoneOf(bench), code)).toBe('handOverGone');
  }
  const { code } = await zoe.does('call.offerHandOver', {});
  bench.clock.jump(24 * 60 * MINUTE_MS);
  await bench.clock.advance(3 * MINUTE_MS - 1);
  expect(await take(await phoneOf(bench), code)).toBe('ok');
});

it('[HANDOVER-3] offers and takes nothing of a call that is over', async () => {
  const { bench, agent, zoe } = await talking();
  const { code } = await zoe.does('call.offerHandOver', {});
  await agent.does('call.hangUp', {});
  expect(await zoe.tries('call.offerHandOver', {})).toBe('callEnded');
  const phone = await phoneOf(bench);
  expect(await take(phone, code)).toBe('handOverGone');
  expect(await phone.tries('call.offerHandOver', {})).toBe('callNotFound');
  expect(await agent.tries('call.offerHandOver', {})).toBe('notAllowed');
  expect(await agent.tries('call.takeHandOver', { code })).toBe('notAllowed');
});

it('[HANDOVER-3] takes no call over on a connection that has one, and leaves the code good', async () => {
  const { bench, zoe } = await talking();
  const yann = await bench.customer('Yann');
  const { code } = await zoe.does('call.offerHandOver', {});
  expect(await take(yann, code)).toBe('alreadyInCall');
  expect(await take(zoe, code)).toBe('alreadyInCall');
  expect(await take(await phoneOf(bench), code)).toBe('ok');
});

it('[HANDOVER-4] slows guesses down, and lets others in', async () => {
  const { bench, zoe } = await talking();
  const { code } = await zoe.does('call.offerHandOver', {});
  const guesser = await phoneOf(bench, '203.0.113.9');
  const answers = [];
  for (let round = 0; round < 12; round += 1) answers.push(await take(guesser, `guess-${round}`.padEnd(22, 'x')));
  expect(answers).toEqual([...Array.from({ length: 10 }, () => 'handOverGone'), 'tooManyRequests', 'tooManyRequests']);
  expect(await take(guesser, code)).toBe('tooManyRequests');
  expect(await take(await phoneOf(bench), code)).toBe('ok');
});

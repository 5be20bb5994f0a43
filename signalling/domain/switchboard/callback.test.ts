// Calling a customer back on their open page: the place is kept, and no agent waits for the ringing.
import { beforeEach, expect, it } from 'vitest';
import { SwitchboardBench } from '../../testing/switchboardBench.ts';
import { customerCallView } from './views.ts';
import type { CallId } from '../../protocol/index.ts';

let bench: SwitchboardBench;
beforeEach(() => {
  bench = new SwitchboardBench();
});

const pageOf = (callId: CallId) => {
  const call = bench.state.calls.get(callId);
  if (call === undefined) throw new Error('gone');
  return customerCallView(bench.state, call, () => ({ iceServers: [], relayOnly: false })).phase;
};

it('[BACK-1] keeps the place, and others behind do not pass by', () => {
  const [zoe, yann] = [bench.calls('zoe'), bench.calls('yann')];
  bench.take({ type: 'callbackAsked', callId: zoe });
  expect(pageOf(zoe)).toMatchObject({ name: 'promised', position: 1 });
  expect(pageOf(yann)).toMatchObject({ name: 'waiting', position: 2 });
});

it('[BACK-2] rings the page when their turn comes; the agent serves the next meanwhile', () => {
  const [zoe, yann] = [bench.calls('zoe'), bench.calls('yann')];
  bench.take({ type: 'callbackAsked', callId: zoe });
  bench.joins('alex');
  expect(pageOf(zoe)).toMatchObject({ name: 'promised', ringingUntilMs: bench.nowMs + 30_000 });
  expect(bench.phaseOf(yann)).toBe('ringing at alex');
});

it('[BACK-2] is next once they are back: before all who arrived later, and the agent sees when it was promised', () => {
  const zoe = bench.calls('zoe');
  bench.take({ type: 'callbackAsked', callId: zoe });
  const askedAtMs = bench.nowMs;
  bench.wait(60);
  bench.calls('yann');
  const alex = bench.joins('alex');
  expect(bench.phaseOf(zoe)).toBe('promised');
  bench.declines(alex);
  bench.take({ type: 'callbackTaken', callId: zoe });
  expect(bench.phaseOf(zoe)).toBe('ringing at alex');
  expect(bench.state.calls.get(zoe)?.context.callback?.promisedAtMs).toBe(askedAtMs);
});

it('[BACK-3] tries twice more, a minute apart, and then ends as abandoned', () => {
  const zoe = bench.calls('zoe');
  bench.take({ type: 'callbackAsked', callId: zoe });
  bench.joins('alex');
  for (const _try of ['second', 'third']) {
    expect(pageOf(zoe)).toHaveProperty('ringingUntilMs');
    bench.wait(30);
    expect(pageOf(zoe)).not.toHaveProperty('ringingUntilMs');
    bench.wait(60);
  }
  expect(pageOf(zoe)).toHaveProperty('ringingUntilMs');
  bench.wait(30);
  expect(bench.phaseOf(zoe)).toBe('gone');
  expect(bench.ended[0]?.context.ending).toMatchObject({ outcome: 'abandoned', reason: 'callbackUnanswered' });
  expect(bench.timers.size).toBe(0);
});

it('[BACK-4] a page that is closed or asleep keeps the promise; a customer may also change their mind', () => {
  const [zoe, yann] = [bench.calls('zoe'), bench.calls('yann')];
  for (const callId of [zoe, yann]) bench.take({ type: 'callbackAsked', callId });
  bench.take({ type: 'customerDropped', callId: zoe });
  bench.wait(600);
  expect(bench.phaseOf(zoe)).toBe('promised');
  bench.take({ type: 'callbackTaken', callId: yann });
  expect(pageOf(yann)).toMatchObject({ name: 'waiting', position: 2 });
  bench.take({ type: 'customerLeftLine', callId: zoe });
  expect(bench.phaseOf(zoe)).toBe('gone');
});

it('[BACK-3] goes on ringing for what is left after a restart', () => {
  const zoe = bench.calls('zoe');
  bench.take({ type: 'callbackAsked', callId: zoe });
  bench.joins('alex');
  bench.wait(10);
  bench.timers.clear();
  bench.take({ type: 'serverRestarted' });
  expect(pageOf(zoe)).toHaveProperty('ringingUntilMs');
  bench.wait(20);
  expect(pageOf(zoe)).not.toHaveProperty('ringingUntilMs');
});

it('[BACK-1] asking or taking twice changes nothing', () => {
  const zoe = bench.calls('zoe');
  for (const _twice of [1, 2]) expect(bench.take({ type: 'callbackAsked', callId: zoe }).refusal).toBeNull();
  for (const _twice of [1, 2]) expect(bench.take({ type: 'callbackTaken', callId: zoe }).refusal).toBeNull();
  expect(pageOf(zoe)).toMatchObject({ name: 'waiting', position: 1 });
});

// A customer whose connection drops while it rings at an agent.
import { beforeEach, expect, it } from 'vitest';
import { SwitchboardBench } from '../../testing/switchboardBench.ts';

let bench: SwitchboardBench;
beforeEach(() => {
  bench = new SwitchboardBench();
});

it('[CALL-19] stops ringing for a customer who has gone, without a miss, and keeps their place', () => {
  const alex = bench.joins('alex');
  const zoe = bench.calls('zoe');
  bench.take({ type: 'customerDropped', callId: zoe });
  bench.wait(2.9);
  expect(bench.phaseOf(zoe)).toBe('ringing at alex');
  bench.wait(0.1);
  expect(bench.phaseOf(zoe)).toBe('waiting');
  expect(bench.agentIs(alex)).toBe('available, idle');
  bench.take({ type: 'customerReturned', callId: zoe });
  expect(bench.phaseOf(zoe)).toBe('ringing at alex');
  bench.take({ type: 'customerDropped', callId: zoe });
  bench.wait(30);
  expect(bench.phaseOf(zoe)).toBe('gone');
  expect(bench.agentIs(alex)).toBe('available, idle');
  expect(bench.timers.size).toBe(0);
});

it('[CALL-19] goes on with the same ring for a customer who only reloads', () => {
  const alex = bench.joins('alex');
  const zoe = bench.calls('zoe');
  const offerId = bench.offerOf(alex);
  bench.take({ type: 'customerDropped', callId: zoe });
  bench.wait(2.9);
  bench.take({ type: 'customerReturned', callId: zoe });
  bench.wait(5);
  expect(bench.offerOf(alex)).toBe(offerId);
  bench.answers(alex);
  expect(bench.phaseOf(zoe)).toBe('active with alex');
});

it('[AGENT-9] what rings out while its customer is away is on record as such, whatever they were waited for', () => {
  const alex = bench.joins('alex');
  const zoe = bench.calls('zoe');
  bench.wait(19);
  bench.take({ type: 'customerDropped', callId: zoe });
  bench.wait(1);
  expect(bench.last?.endedOffers).toMatchObject([{ agentId: alex, callId: zoe, result: 'customerGone' }]);
  expect(bench.agentIs(alex)).toBe('available, idle');
  bench.take({ type: 'customerReturned', callId: zoe });
  expect(bench.phaseOf(zoe)).toBe('ringing at alex');
});

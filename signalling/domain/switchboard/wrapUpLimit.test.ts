// Wrap-up that ends by itself, where its queue says so.
import { beforeEach, expect, it } from 'vitest';
import type { AgentId, CallId } from '../../protocol/index.ts';
import { SwitchboardBench, testQueue, testQueues } from '../../testing/switchboardBench.ts';

let bench: SwitchboardBench;
let alex: AgentId;
let zoe: CallId;
beforeEach(() => {
  bench = new SwitchboardBench(testQueues(testQueue('cards', { wrapUpLimitMs: 60_000 })));
  alex = bench.joins('alex');
  zoe = bench.calls('zoe');
  bench.answers(alex);
  bench.agentHangsUp(zoe);
});

it('[AGENT-8] ends by itself after the queue’s limit; the intent that held before holds, and the next call rings', () => {
  const yann = bench.calls('yann');
  bench.wait(59);
  expect(bench.agentIs(alex)).toBe('available, wrapUp');
  bench.wait(1);
  expect(bench.agentIs(alex)).toBe('available, ringing');
  expect(bench.phaseOf(yann)).toBe('ringing at alex');
});

it('[AGENT-8] takes up an intent chosen meanwhile', () => {
  bench.take({ type: 'intentChosen', agentId: alex, intent: { name: 'away', reason: 'lunch' } });
  bench.wait(60);
  expect(bench.agentIs(alex)).toBe('away for lunch, idle');
});

it('[AGENT-8] gives the same time once more, and no third time', () => {
  bench.wait(50);
  expect(bench.take({ type: 'wrapUpExtended', agentId: alex, callId: zoe }).refusal).toBeNull();
  expect(bench.take({ type: 'wrapUpExtended', agentId: alex, callId: zoe }).refusal).toBe('notPossibleNow');
  bench.wait(59);
  expect(bench.agentIs(alex)).toBe('available, wrapUp');
  bench.wait(1);
  expect(bench.agentIs(alex)).toBe('available, idle');
  expect(bench.timers.size).toBe(0);
});

it('[AGENT-8] runs on for what is left after a restart, and stops when it is finished', () => {
  bench.wait(40);
  bench.timers.clear();
  bench.take({ type: 'serverRestarted' });
  bench.wait(19);
  expect(bench.agentIs(alex)).toBe('available, wrapUp');
  bench.take({ type: 'wrapUpFinished', agentId: alex, callId: zoe });
  expect(bench.timers.size).toBe(0);
});

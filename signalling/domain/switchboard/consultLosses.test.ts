// A colleague is asked while the customer waits, and somebody is lost meanwhile: nobody else is.
import { beforeEach, expect, it } from 'vitest';
import type { AgentId, CallId } from '../../protocol/index.ts';
import { ConsultBench } from '../../testing/consultBench.ts';
import { linksOf } from '../call/links.ts';
import { agentOf, consultOf, conversationOf } from '../call/parts.ts';
import { reconcile } from './reconcile.ts';
import { switchboardOf } from './switchboard.ts';

let bench: ConsultBench;
let ada: CallId;
let alex: AgentId;
let billie: AgentId;

beforeEach(() => {
  bench = new ConsultBench();
  ({ ada, alex, billie } = bench);
});

/** Both are away, and who asked has been so for longer than is allowed; the colleague for a moment. */
function bothAway(): void {
  bench.ask();
  bench.answers(billie);
  bench.dropsOut(alex, 29.5);
  bench.dropsOut(billie, 1);
  expect([bench.phaseOf(ada), bench.ended]).toEqual(['active with alex', []]);
}

it.each([
  ['who asked is lost', () => bench.dropsOut(alex, 30), 'wrapUp'],
  ['who asked loses their rights', () => bench.take({ type: 'agentRevoked', agentId: alex }), 'idle'],
] as const)('[CONSULT-5] when %s, the colleague they talk with has the call', (_, happens, work) => {
  bench.ask();
  bench.answers(billie);
  happens();
  expect([bench.they, bench.phaseOf(ada), bench.isHeld]).toEqual([`${work} inCall`, 'active with billie', false]);
});

it('[CONSULT-5] a colleague who is away for a moment when who asked is lost has the call when they are back', () => {
  bothAway();
  bench.comesBack(billie);
  expect([bench.they, bench.phaseOf(ada), bench.isHeld]).toEqual(['wrapUp inCall', 'active with billie', false]);
  expect(bench.call.context.segments.map(({ agentId, how }) => [agentId, how])).toEqual([
    [alex, 'answered'],
    [billie, 'consulted'],
    [billie, 'transferred'],
  ]);
});

it('[CONSULT-5] while the colleague may still come back, so may who asked, and nothing has changed', () => {
  bothAway();
  bench.comesBack(alex);
  bench.wait(20);
  bench.comesBack(billie);
  expect([bench.they, bench.phaseOf(ada), bench.isHeld]).toEqual(['inCall inCall', 'active with alex', true]);
});

it.each([
  ['is not back in time', () => bench.wait(30)],
  ['loses their rights', () => bench.take({ type: 'agentRevoked', agentId: billie })],
] as const)('[CONSULT-5] the call is over when the colleague %s either', (_, happens) => {
  bothAway();
  happens();
  expect(bench.ended).toMatchObject([{ context: { ending: { reason: 'connectionLost', endedBy: 'agent' } } }]);
  expect(bench.they).toBe('wrapUp idle');
  expect([...bench.timers.keys()].filter((key) => key.startsWith('ada'))).toEqual([]);
});

it.each([
  ['rings', false, 'ringing at billie', 'ringing'],
  ['is away for a moment', true, 'ringing at billie', 'ringing'],
  ['is there', true, 'active with billie', 'inCall'],
] as const)(
  '[STORE-9] when the state of who asked cannot be read, the colleague, who %s, is not left with a call that does not know them',
  (how, answered, phase, work) => {
    bench.ask();
    if (answered) bench.answers(billie);
    if (how === 'is away for a moment') bench.take({ type: 'agentDropped', agentId: billie });
    const { queues, routing, calls, agents } = bench.state;
    const readable = [...agents.values()].filter(({ context }) => context.agentId !== alex);
    const loaded = reconcile({ calls: [...calls.values()], agents: readable }, bench.nowMs);
    expect(loaded.mended).toContain(ada);
    bench.state = switchboardOf({ queues, routing, calls: loaded.calls, agents: loaded.agents });
    bench.take({ type: 'serverRestarted' });
    bench.comesBack(billie);
    bench.take({ type: 'customerReturned', callId: ada });
    expect([bench.phaseOf(ada), bench.viewOf(billie).name]).toEqual([phase, work]);
    expect(bench.state.agents.get(billie)?.context.isConsulting ?? false).toBe(false);
  },
);

it('[STORE-9] when the state of the colleague cannot be read, who asked goes on with the customer alone', () => {
  bench.ask();
  bench.answers(billie);
  const { calls, agents } = bench.state;
  const readable = [...agents.values()].filter(({ context }) => context.agentId !== billie);
  const loaded = reconcile({ calls: [...calls.values()], agents: readable }, bench.nowMs);
  expect(loaded.calls).toMatchObject([{ context: { question: null } }]);
  expect(loaded.calls.map(({ context }) => agentOf(context))).toEqual([alex]);
  expect(loaded.agents).toMatchObject([{ context: { agentId: alex, callId: ada, isConsulting: false } }]);
});

it('[CALL-17][CONSULT-5] who hangs up as they lose their rights does not end the call of the colleague who has it now', () => {
  bench.ask();
  bench.answers(billie);
  bench.take({ type: 'agentRevoked', agentId: alex });
  expect(bench.agentHangsUp(ada, alex).refusal).toBe('notPossibleNow');
  expect([bench.phaseOf(ada), bench.they]).toEqual(['active with billie', 'idle inCall']);
});

it('[CALL-17][CONSULT-6] who leaves as the call is left with them does not hang up on the customer', () => {
  bench.ask();
  bench.answers(billie);
  bench.complete();
  expect(bench.agentHangsUp(ada, billie, 'asked').refusal).toBe('notPossibleNow');
  expect(bench.phaseOf(ada)).toBe('active with billie');
  expect(bench.agentHangsUp(ada, billie).refusal).toBeNull();
  expect(bench.phaseOf(ada)).toBe('ended: answered');
});

it('[CALL-18][CONSULT-4] a clock that was put back does not hide from the customer that somebody else has the call', () => {
  const before = conversationOf(bench.call.context)?.answeredAtMs ?? 0;
  bench.ask();
  bench.answers(billie);
  bench.nowMs = 0;
  bench.complete();
  expect(conversationOf(bench.call.context)).toMatchObject({ agentId: billie });
  expect(conversationOf(bench.call.context)?.answeredAtMs).toBeGreaterThan(before);
});

it('[CONSULT-5] when who asked is gone before the colleague answers, it rings no more there', () => {
  bench.ask();
  bench.take({ type: 'agentRevoked', agentId: alex });
  // Back in line, it rings at the colleague as the customer's call.
  expect([bench.phaseOf(ada), bench.viewOf(billie)]).toMatchObject(['ringing at billie', { name: 'ringing' }]);
  expect(bench.viewOf(billie)).not.toMatchObject({ offer: { consult: {} } });
});

it.each([
  ['rings', false],
  ['is talked with', true],
] as const)('[CONSULT-5] a customer who leaves while a colleague %s ends all of it with that event', (_, answered) => {
  bench.ask();
  if (answered) bench.answers(billie);
  bench.take({ type: 'hungUp', callId: ada, by: 'customer' });
  expect(bench.they).toBe('wrapUp idle');
  expect(bench.ended).toMatchObject([{ context: { ending: { outcome: 'answered' }, question: null } }]);
  expect([...bench.timers.keys()].filter((key) => key.startsWith('ada'))).toEqual([]);
});

it('[CONSULT-5] a restart of the server at any step keeps everybody in it who comes back', () => {
  bench.ask();
  for (const answered of [false, true]) {
    if (answered) bench.answers(billie);
    bench.timers.clear();
    bench.take({ type: 'serverRestarted' });
    for (const agentId of [alex, billie]) {
      const agent = { agentId, displayName: agentId as string, role: 'agent' as const, takesConsults: true };
      bench.take({ type: 'agentConnected', agent, replies: [] });
    }
    bench.take({ type: 'customerReturned', callId: ada });
    bench.wait(10);
    expect(bench.they).toBe(answered ? 'inCall inCall' : 'inCall ringing');
  }
  const consult = consultOf(bench.call.context);
  bench.take({ type: 'consultLinkLost', callId: ada, generation: consult?.talk?.generation ?? 0 });
  expect(linksOf(bench.call)[1]?.generation).toBe(2);
});

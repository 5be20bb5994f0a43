// The reply shield at the switchboard: what rings, what is taken back, and what is never interrupted.
import { beforeEach, expect, it } from 'vitest';
import { activityIdSchema } from '../../protocol/index.ts';
import { SwitchboardBench, TEST_TIMINGS, testQueue, testQueues } from '../../testing/switchboardBench.ts';
import { agentView } from './views.ts';

let bench: SwitchboardBench;
beforeEach(() => {
  bench = new SwitchboardBench();
});

const shieldOf = (agentId: ReturnType<SwitchboardBench['joins']>) => {
  const agent = bench.state.agents.get(agentId);
  if (agent === undefined) throw new Error('nobody');
  return agentView(bench.state, agent, () => ({ iceServers: [], relayOnly: false })).shield;
};

it('[SHIELD-1] makes no offer while a reply is written, and rings as soon as it is sent', () => {
  const alex = bench.joins('alex');
  bench.writes(alex);
  const zoe = bench.calls('zoe');
  bench.wait(5);
  expect(bench.phaseOf(zoe)).toBe('waiting');
  bench.sends(alex);
  expect(bench.phaseOf(zoe)).toBe('ringing at alex');
});

it('[SHIELD-1] lets another agent have the call', () => {
  const [alex, billie] = [bench.joins('alex'), bench.joins('billie')];
  bench.writes(alex);
  expect(bench.phaseOf(bench.calls('zoe'))).toBe(`ringing at ${billie}`);
});

it('[SHIELD-2] takes a ringing offer back to the head of its queue, and nobody has missed it', () => {
  const alex = bench.joins('alex');
  const [zoe, yann] = [bench.calls('zoe'), bench.calls('yann')];
  const decision = bench.writes(alex);
  expect(decision.endedOffers).toMatchObject([{ callId: zoe, agentId: alex, result: 'withdrawn' }]);
  expect([bench.phaseOf(zoe), bench.phaseOf(yann)]).toEqual(['waiting', 'waiting']);
  expect(bench.agentIs(alex)).toBe('available, idle');
  bench.sends(alex);
  expect([bench.phaseOf(zoe), bench.phaseOf(yann)]).toEqual(['ringing at alex', 'waiting']);
});

it('[SHIELD-3] never cuts a call in progress, and holds calls after it', () => {
  const alex = bench.joins('alex');
  const zoe = bench.calls('zoe');
  bench.answers(alex);
  bench.writes(alex);
  expect(bench.phaseOf(zoe)).toBe('active with alex');
  const yann = bench.calls('yann');
  bench.agentHangsUp(zoe);
  bench.take({ type: 'wrapUpFinished', agentId: alex, callId: zoe });
  expect(bench.phaseOf(yann)).toBe('waiting');
  bench.sends(alex);
  expect(bench.phaseOf(yann)).toBe('ringing at alex');
});

it('[SHIELD-4] ends by itself when the lease is not renewed, also while the agent is offline', () => {
  const alex = bench.joins('alex');
  bench.writes(alex);
  const zoe = bench.calls('zoe');
  bench.wait(10);
  const activityId = activityIdSchema.parse('mail-1');
  bench.take({ type: 'replyRenewed', agentId: alex, activityId, inputAgoMs: 0 });
  bench.wait(14);
  expect(bench.phaseOf(zoe)).toBe('waiting');
  bench.wait(1);
  expect(bench.phaseOf(zoe)).toBe('ringing at alex');
  expect(bench.take({ type: 'replyRenewed', agentId: alex, activityId, inputAgoMs: 0 }).refusal).toBe('replyGone');

  const billie = bench.joins('billie');
  bench.writes(billie, 'mail-2');
  bench.take({ type: 'agentDropped', agentId: billie });
  bench.wait(15);
  expect(bench.state.agents.get(billie)?.value.shield).toBe('off');
});

it('[SHIELD-4] runs on after a restart for what is left of the lease, and no longer', () => {
  const alex = bench.joins('alex');
  bench.writes(alex);
  bench.wait(10);
  bench.timers.clear();
  bench.take({ type: 'serverRestarted' });
  bench.wait(4);
  expect(bench.state.agents.get(alex)?.value.shield).toBe('on');
  bench.wait(1);
  expect(bench.state.agents.get(alex)?.value.shield).toBe('off');
});

it('[SHIELD-5] takes what is written already together with the sign-in: nothing rings in between', () => {
  const alex = bench.joins('alex');
  bench.take({ type: 'agentDropped', agentId: alex });
  const zoe = bench.calls('zoe');
  const activityId = activityIdSchema.parse('mail-1');
  const reply = { activityId, source: 'thunderbird', kind: 'reply', openForMs: 60_000, inputAgoMs: 500 } as const;
  bench.take({
    type: 'agentConnected',
    agent: { agentId: alex, displayName: 'alex', role: 'agent' },
    replies: [reply],
  });
  expect(bench.phaseOf(zoe)).toBe('waiting');
  expect(shieldOf(alex)).toMatchObject({ replies: 1, callersWaiting: 1 });
});

it('[SHIELD-6] releases only when the last of several replies has ended', () => {
  const alex = bench.joins('alex');
  bench.writes(alex, 'mail-1');
  bench.writes(alex, 'mail-2');
  const zoe = bench.calls('zoe');
  bench.sends(alex, 'mail-1');
  expect(bench.phaseOf(zoe)).toBe('waiting');
  bench.sends(alex, 'mail-2');
  expect(bench.phaseOf(zoe)).toBe('ringing at alex');
});

it('[SHIELD-7] gives back the intent that held before: a chosen Away stays away', () => {
  const alex = bench.joins('alex');
  bench.writes(alex);
  bench.take({ type: 'intentChosen', agentId: alex, intent: { name: 'away', reason: 'lunch' } });
  bench.calls('zoe');
  bench.sends(alex);
  expect(bench.agentIs(alex)).toBe('away for lunch, idle');
});

it('[SHIELD-8] ends all replies at once when the agent takes calls', () => {
  const alex = bench.joins('alex');
  bench.writes(alex, 'mail-1');
  bench.writes(alex, 'mail-2');
  const zoe = bench.calls('zoe');
  const { endedReplies } = bench.take({ type: 'repliesDismissed', agentId: alex });
  expect(endedReplies.map(({ how }) => how)).toEqual(['dismissed', 'dismissed']);
  expect(bench.phaseOf(zoe)).toBe('ringing at alex');
});

it('[SHIELD-9] puts each shield on record: source, length, what it kept away and how it ended', () => {
  const alex = bench.joins('alex');
  bench.calls('zoe');
  bench.writes(alex);
  bench.calls('yann');
  bench.wait(7);
  const { endedReplies } = bench.sends(alex);
  expect(endedReplies).toMatchObject([
    { agentId: alex, source: 'thunderbird', kind: 'reply', how: 'sent', callsKeptAway: 1 },
  ]);
  const [shield] = endedReplies;
  expect((shield?.endedAtMs ?? 0) - (shield?.startedAtMs ?? 0)).toBe(7001);
});

it('[SHIELD-9] counts each call once, and one for each agent who would have been rung', () => {
  const [alex, billie] = [bench.joins('alex'), bench.joins('billie')];
  bench.writes(alex, 'mail-1');
  bench.writes(billie, 'mail-2');
  bench.calls('zoe');
  bench.calls('yann');
  bench.calls('xavier');
  bench.wait(3);
  const kept = [alex, billie].map((agentId) => bench.state.agents.get(agentId)?.context.replies[0]?.keptAway.length);
  expect(kept).toEqual([1, 1]);
});

it('[SHIELD-9] counts a call where it would have rung first, and not at everybody whom the line passes as it moves up', () => {
  const [alex, billie] = [bench.joins('alex'), bench.joins('billie')];
  bench.writes(alex, 'mail-1');
  bench.writes(billie, 'mail-2');
  const kept = () =>
    [alex, billie].map((agentId) => bench.state.agents.get(agentId)?.context.replies[0]?.keptAway.map(String));
  const zoe = bench.calls('zoe');
  for (const name of ['yann', 'xavier', 'wim']) bench.calls(name);
  expect(kept()).toEqual([['zoe'], ['yann']]);
  bench.take({ type: 'customerLeftLine', callId: zoe });
  expect(kept()).toEqual([['zoe'], ['yann', 'xavier']]);
  // Whose shield is over keeps nothing any more: at the other's it counts.
  bench.take({ type: 'agentDropped', agentId: billie });
  bench.sends(billie, 'mail-2');
  expect(kept()[0]).toEqual(['zoe', 'yann']);
});

it('[SHIELD-9] counts the call whose ringing was taken back, also when it rings at a colleague at once', () => {
  const [alex, billie] = [bench.joins('alex'), bench.joins('billie')];
  const zoe = bench.calls('zoe');
  expect(bench.phaseOf(zoe)).toBe('ringing at alex');
  bench.writes(alex);
  expect(bench.phaseOf(zoe)).toBe(`ringing at ${billie}`);
  expect(bench.sends(alex).endedReplies).toMatchObject([{ callsKeptAway: 1 }]);
});

it('[SHIELD-9] still knows the calls that were kept away when the reply is renewed', () => {
  const alex = bench.joins('alex');
  bench.writes(alex);
  const zoe = bench.calls('zoe');
  bench.wait(5);
  bench.take({ type: 'customerLeftLine', callId: zoe });
  bench.writes(alex);
  bench.wait(5);
  expect(bench.sends(alex).endedReplies).toMatchObject([{ callsKeptAway: 1 }]);
});

it('[SHIELD-10] rings at an agent who is writing for a queue that is exempt, when nobody else is free', () => {
  bench = new SwitchboardBench(testQueues(testQueue('cards'), testQueue('fraud', { exemptFromShield: true })));
  const alex = bench.joins('alex');
  bench.writes(alex);
  expect(bench.phaseOf(bench.calls('zoe', 'fraud'))).toBe('ringing at alex');
  bench.writes(alex, 'mail-2');
  expect(bench.agentIs(alex)).toBe('available, ringing');
});

it('[SHIELD-10] an exempt call that rings already goes on ringing when its agent begins to write', () => {
  bench = new SwitchboardBench(testQueues(testQueue('fraud', { exemptFromShield: true })));
  const alex = bench.joins('alex');
  bench.calls('zoe', 'fraud');
  const offerId = bench.offerOf(alex);
  expect(bench.writes(alex).endedOffers).toEqual([]);
  expect(bench.offerOf(alex)).toBe(offerId);
});

it('[SHIELD-11] interrupts past the threshold of the queue, with a countdown, and only an agent who is writing', () => {
  const timings = { ...TEST_TIMINGS, interruptReplyAfterMs: 60_000 };
  bench = new SwitchboardBench(testQueues(testQueue('cards', { timings })));
  const alex = bench.joins('alex');
  const zoe = bench.calls('zoe');
  bench.writes(alex);
  for (let second = 0; second < 59; second += 1) {
    bench.wait(1);
    bench.writes(alex);
  }
  expect(bench.phaseOf(zoe)).toBe('waiting');
  bench.wait(1);
  expect(bench.phaseOf(zoe)).toBe('ringing at alex');
  const agent = bench.state.agents.get(alex);
  if (agent === undefined) throw new Error('nobody');
  const { work } = agentView(bench.state, agent, () => ({ iceServers: [], relayOnly: false }));
  expect(work.name === 'ringing' && (work.offer.neededUntilMs ?? 0) - work.offer.ringingSinceMs).toBe(3000);
  bench.declines(alex);
  expect(bench.phaseOf(zoe)).toBe('waiting');
  expect(bench.agentIs(alex)).toBe('available, idle');
});

it('[SHIELD-12] tells how many wait, and whenever that changes', () => {
  const alex = bench.joins('alex');
  bench.writes(alex);
  expect(shieldOf(alex)).toMatchObject({ callersWaiting: 0 });
  bench.calls('zoe');
  bench.calls('yann');
  expect(shieldOf(alex)).toMatchObject({ callersWaiting: 2 });
});

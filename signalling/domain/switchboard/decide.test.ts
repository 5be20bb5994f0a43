// Rules that span calls, agents and the line.
import { beforeEach, expect, it } from 'vitest';
import { SwitchboardBench, testQueue, testQueues } from '../../testing/switchboardBench.ts';

let bench: SwitchboardBench;
beforeEach(() => {
  bench = new SwitchboardBench();
});

it('[ROUTE-2] offers the call to the agent longest available', () => {
  const alex = bench.joins('alex');
  bench.joins('billie');
  const call = bench.calls('zoe');
  expect(bench.phaseOf(call)).toBe('ringing at alex');
  bench.answers(alex);
  expect(bench.phaseOf(bench.calls('yann'))).toBe('ringing at billie');
});

it('[ROUTE-1] serves the oldest call of all lines first when an agent becomes free', () => {
  const [first, second] = [bench.calls('zoe', 'loans'), bench.calls('yann', 'cards')];
  bench.joins('alex');
  expect([first, second].map((call) => bench.phaseOf(call))).toEqual(['ringing at alex', 'waiting']);
});

it('[CALL-4][AGENT-2] gives a missed call back before later ones and sends the agent away', () => {
  const alex = bench.joins('alex');
  const [zoe, yann] = [bench.calls('zoe'), bench.calls('yann')];
  bench.wait(20);
  expect(bench.phaseOf(zoe)).toBe('waiting');
  expect(bench.agentIs(alex)).toBe('away for noAnswer, idle');
  bench.joins('billie');
  expect([zoe, yann].map((call) => bench.phaseOf(call))).toEqual(['ringing at billie', 'waiting']);
  expect(bench.state.calls.get(zoe)?.context.facts.startedAtMs).toBe(2);
});

it('[CALL-5] offers a declined call to the next agent, and not again to the first while another is free', () => {
  const [alex, billie] = [bench.joins('alex'), bench.joins('billie')];
  const zoe = bench.calls('zoe');
  bench.declines(alex);
  expect(bench.phaseOf(zoe)).toBe('ringing at billie');
  bench.joins('chris');
  bench.declines(billie);
  expect(bench.phaseOf(zoe)).toBe('ringing at chris');
  expect(bench.agentIs(alex)).toBe('available, idle');
});

it('[CALL-5] spares those who declined for a pause when nobody else is free', () => {
  const alex = bench.joins('alex');
  const zoe = bench.calls('zoe');
  bench.declines(alex);
  expect(bench.phaseOf(zoe)).toBe('waiting');
  bench.wait(9);
  expect(bench.phaseOf(zoe)).toBe('waiting');
  bench.wait(1);
  expect(bench.phaseOf(zoe)).toBe('ringing at alex');
});

it('[CALL-5] gives the one who declined the next call meanwhile', () => {
  const alex = bench.joins('alex');
  const [zoe, yann] = [bench.calls('zoe'), bench.calls('yann')];
  bench.declines(alex);
  expect([zoe, yann].map((call) => bench.phaseOf(call))).toEqual(['waiting', 'ringing at alex']);
});

it('[CALL-6] stops the ringing at once when the customer leaves, and keeps the agent in place', () => {
  const alex = bench.joins('alex');
  bench.joins('billie');
  const zoe = bench.calls('zoe');
  bench.take({ type: 'customerLeftLine', callId: zoe });
  expect(bench.phaseOf(zoe)).toBe('gone');
  expect(bench.ended[0]?.context.ending).toMatchObject({
    outcome: 'abandoned',
    endedBy: 'customer',
    reason: 'leftLine',
  });
  expect(bench.agentIs(alex)).toBe('available, idle');
  expect(bench.timers.size).toBe(0);
  expect(bench.phaseOf(bench.calls('yann'))).toBe('ringing at alex');
});

it('[CALL-6][CALL-9] refuses to leave the line in a call, and to hang up in line', () => {
  const zoe = bench.calls('zoe');
  expect(bench.take({ type: 'hungUp', callId: zoe, by: 'customer' }).refusal).toBe('notPossibleNow');
  bench.answers(bench.joins('alex'));
  expect(bench.take({ type: 'customerLeftLine', callId: zoe }).refusal).toBe('notPossibleNow');
});

it('[CALL-9][AGENT-4] keeps an ended call until its wrap-up is finished', () => {
  const alex = bench.joins('alex');
  const zoe = bench.calls('zoe');
  bench.answers(alex);
  bench.agentHangsUp(zoe);
  expect(bench.phaseOf(zoe)).toBe('ended: answered');
  expect(bench.agentIs(alex)).toBe('available, wrapUp');
  expect(bench.phaseOf(bench.calls('yann'))).toBe('waiting');
  const finished = bench.take({ type: 'wrapUpFinished', agentId: alex, callId: zoe });
  expect(finished.removedCalls).toEqual([zoe]);
  expect(bench.agentIs(alex)).toBe('available, ringing');
});

it('[CALL-10] ends an answered call whose media never connects, and wraps it up', () => {
  const alex = bench.joins('alex');
  const zoe = bench.calls('zoe');
  bench.answers(alex);
  bench.wait(30);
  expect(bench.phaseOf(zoe)).toBe('ended: mediaFailed');
  expect(bench.agentIs(alex)).toBe('available, wrapUp');
});

it('[CALL-11][ROUTE-6] keeps the place of a dropped customer, offers the call on return, and abandons it after the grace period', () => {
  const [zoe, yann] = [bench.calls('zoe'), bench.calls('yann')];
  bench.take({ type: 'customerDropped', callId: zoe });
  const alex = bench.joins('alex');
  expect([zoe, yann].map((call) => bench.phaseOf(call))).toEqual(['waiting', 'ringing at alex']);
  bench.joins('billie');
  expect(bench.phaseOf(zoe)).toBe('waiting');
  bench.take({ type: 'customerReturned', callId: zoe });
  expect(bench.phaseOf(zoe)).toBe('ringing at billie');
  bench.take({ type: 'customerDropped', callId: zoe });
  bench.declines(alex);
  bench.wait(30);
  expect(bench.phaseOf(zoe)).toBe('gone');
  expect(bench.ended.map(({ context }) => context.ending?.reason)).toContain('connectionLost');
});

it('[CALL-11] ends an active call as answered when a party stays away', () => {
  const alex = bench.joins('alex');
  const zoe = bench.calls('zoe');
  bench.answers(alex);
  bench.take({ type: 'mediaConnected', callId: zoe, generation: 1 });
  bench.take({ type: 'customerDropped', callId: zoe });
  bench.wait(29);
  expect(bench.phaseOf(zoe)).toBe('active with alex');
  bench.wait(1);
  expect(bench.ended[0]?.context.ending).toMatchObject({
    outcome: 'answered',
    endedBy: 'customer',
    reason: 'connectionLost',
  });
});

it('[CALL-12] keeps the offer for an agent who drops and returns within the grace: nothing rings anew', () => {
  const alex = bench.joins('alex');
  bench.joins('billie');
  const zoe = bench.calls('zoe');
  const offerId = bench.offerOf(alex);
  bench.take({ type: 'agentDropped', agentId: alex });
  bench.wait(2.9);
  const back = bench.take({
    type: 'agentConnected',
    agent: { agentId: alex, displayName: 'alex', role: 'agent' },
    replies: [],
  });
  expect(back.moves.map(({ event }) => event)).not.toContain('offered');
  expect(bench.offerOf(alex)).toBe(offerId);
  bench.wait(17);
  expect(bench.phaseOf(zoe)).toBe('ringing at alex');
  bench.wait(0.1);
  expect(bench.agentIs(alex)).toBe('away for noAnswer, idle');
});

it('[CALL-12] gives the call back without a miss when the agent stays away past the grace', () => {
  const alex = bench.joins('alex');
  const zoe = bench.calls('zoe');
  bench.take({ type: 'agentDropped', agentId: alex });
  bench.wait(3);
  expect(bench.phaseOf(zoe)).toBe('waiting');
  expect(bench.agentIs(alex)).toBe('available, idle');
  bench.take({ type: 'agentConnected', agent: { agentId: alex, displayName: 'alex', role: 'agent' }, replies: [] });
  expect(bench.phaseOf(zoe)).toBe('ringing at alex');
});

it('[CALL-12] gives the call back without a miss when the ring time-out comes while the agent is away', () => {
  const alex = bench.joins('alex');
  const zoe = bench.calls('zoe');
  bench.wait(19);
  bench.take({ type: 'agentDropped', agentId: alex });
  bench.wait(1);
  expect(bench.phaseOf(zoe)).toBe('waiting');
  expect(bench.agentIs(alex)).toBe('available, idle');
  expect(bench.timers.size).toBe(0);
});

it('[CALL-12] keeps an active call for an agent who drops and returns', () => {
  const alex = bench.joins('alex');
  const zoe = bench.calls('zoe');
  bench.answers(alex);
  bench.take({ type: 'mediaConnected', callId: zoe, generation: 1 });
  bench.take({ type: 'agentDropped', agentId: alex });
  bench.wait(29);
  bench.take({ type: 'agentConnected', agent: { agentId: alex, displayName: 'alex', role: 'agent' }, replies: [] });
  bench.wait(60);
  expect(bench.phaseOf(zoe)).toBe('active with alex');
  bench.take({ type: 'agentDropped', agentId: alex });
  bench.wait(30);
  expect(bench.phaseOf(zoe)).toBe('ended: answered');
  expect(bench.agentIs(alex)).toBe('available, wrapUp');
});

it('[CALL-14] refuses a full line and an unknown topic', () => {
  bench = new SwitchboardBench(testQueues(testQueue('cards', { maxWaiting: 1 })));
  bench.calls('zoe');
  bench.calls('yann');
  expect(bench.last?.refusal).toBe('lineFull');
  bench.calls('xavier', 'loans');
  expect(bench.last?.refusal).toBe('topicUnknown');
  expect(bench.state.calls.size).toBe(1);
});

it('[CALL-7] renews the generation of an active call only', () => {
  const zoe = bench.calls('zoe');
  expect(bench.take({ type: 'generationLost', callId: zoe, generation: 1 }).refusal).toBe('callNotFound');
});

it('[CALL-13] refuses an answer to an offer that has gone', () => {
  const alex = bench.joins('alex');
  const zoe = bench.calls('zoe');
  const offerId = bench.offerOf(alex);
  bench.take({ type: 'customerLeftLine', callId: zoe });
  const late = { agentId: alex, offerId } as const;
  expect(bench.take({ type: 'offerAnswered', ...late, withVideo: true }).refusal).toBe('offerGone');
  expect(bench.take({ type: 'offerDeclined', ...late }).refusal).toBe('offerGone');
});

it('[CALL-17] takes the second click for the first: answering, hanging up', () => {
  const alex = bench.joins('alex');
  const zoe = bench.calls('zoe');
  const offerId = bench.offerOf(alex);
  const answer = () => bench.take({ type: 'offerAnswered', agentId: alex, offerId, withVideo: true });
  answer();
  expect(answer()).toMatchObject({ refusal: null, moves: [] });
  expect(bench.phaseOf(zoe)).toBe('active with alex');
  bench.take({ type: 'hungUp', callId: zoe, by: 'customer' });
  expect(bench.agentHangsUp(zoe)).toMatchObject({ refusal: null, moves: [] });
  expect(bench.ended.map(({ context }) => context.ending?.endedBy)).toEqual(['customer']);
  expect(answer().refusal).toBe('offerGone');
});

it('[AGENT-7] refuses to sign out with a call, up to the end of wrap-up', () => {
  const alex = bench.joins('alex');
  const signOut = () => bench.take({ type: 'agentSignedOut', agentId: alex }).refusal;
  const zoe = bench.calls('zoe');
  expect(signOut()).toBe('notPossibleNow');
  bench.answers(alex);
  expect(signOut()).toBe('notPossibleNow');
  bench.take({ type: 'hungUp', callId: zoe, by: 'customer' });
  expect(signOut()).toBe('notPossibleNow');
  bench.take({ type: 'wrapUpFinished', agentId: alex, callId: zoe });
  expect(signOut()).toBeNull();
});

it('[STORE-2] takes up after a long rest: the ringing call is back in line, everyone may return for the grace period', () => {
  const [alex, billie] = [bench.joins('alex'), bench.joins('billie')];
  const [zoe, yann, xavier] = [bench.calls('zoe'), bench.calls('yann'), bench.calls('xavier')];
  bench.answers(alex);
  bench.timers.clear();
  bench.nowMs += 600_000;
  bench.take({ type: 'serverRestarted' });
  bench.wait(0);
  expect([zoe, yann, xavier].map((call) => bench.phaseOf(call))).toEqual(['active with alex', 'waiting', 'waiting']);
  expect(bench.agentIs(billie)).toBe('available, idle');
  for (const callId of [zoe, yann]) bench.take({ type: 'customerReturned', callId });
  for (const agentId of [billie, alex]) {
    bench.take({ type: 'agentConnected', agent: { agentId, displayName: agentId, role: 'agent' }, replies: [] });
  }
  expect([zoe, yann, xavier].map((call) => bench.phaseOf(call))).toEqual([
    'active with alex',
    'ringing at billie',
    'waiting',
  ]);
  bench.take({ type: 'mediaConnected', callId: zoe, generation: 1 });
  bench.wait(30);
  expect([zoe, xavier].map((call) => bench.phaseOf(call))).toEqual(['active with alex', 'gone']);
});

it('[CALL-12][STORE-2] keeps a ringing offer over a restart for an agent who is back in time', () => {
  const [alex, billie] = [bench.joins('alex'), bench.joins('billie')];
  const [zoe, yann] = [bench.calls('zoe'), bench.calls('yann')];
  const offerId = bench.offerOf(alex);
  for (const _restart of ['first', 'second']) {
    bench.timers.clear();
    bench.nowMs += 1000;
    bench.take({ type: 'serverRestarted' });
    bench.wait(4);
  }
  bench.take({ type: 'agentConnected', agent: { agentId: alex, displayName: 'alex', role: 'agent' }, replies: [] });
  bench.wait(1);
  expect([zoe, yann].map((call) => bench.phaseOf(call))).toEqual(['ringing at alex', 'waiting']);
  expect(bench.offerOf(alex)).toBe(offerId);
  expect(bench.agentIs(billie)).toBe('available, idle');
  bench.take({ type: 'customerReturned', callId: zoe });
  bench.wait(9);
  expect(bench.agentIs(alex)).toBe('away for noAnswer, idle');
});

it('[CALL-16] closes calls in line whose queue is gone after a restart, and keeps the active ones', () => {
  const alex = bench.joins('alex');
  const [zoe, yann] = [bench.calls('zoe', 'loans'), bench.calls('yann', 'loans')];
  bench.answers(alex);
  bench.state = { ...bench.state, queues: testQueues(testQueue('cards')) };
  bench.take({ type: 'serverRestarted' });
  expect([zoe, yann].map((call) => bench.phaseOf(call))).toEqual(['active with alex', 'gone']);
  expect(bench.ended[0]?.context.ending).toMatchObject({ outcome: 'closed', endedBy: 'system' });
});

// A call that is handed on: who gets it, what becomes of it when they cannot, and that nobody is lost on the way.
import { beforeEach, describe, expect, it } from 'vitest';
import { agentIdSchema, queueIdSchema, type AgentId, type CallId } from '../../protocol/index.ts';
import { SwitchboardBench, testQueue, testQueues } from '../../testing/switchboardBench.ts';
import { agentWork } from '../agent/agent.ts';
import { callPhase } from '../call/call.ts';
import type { TransferTarget } from '../call/callEvents.ts';
import { agentView, endedCallOf } from './views.ts';

const [ALEX, BILLIE, CHRIS] = ['alex', 'billie', 'chris'].map((name) => agentIdSchema.parse(name)) as [
  AgentId,
  AgentId,
  AgentId,
];
const LOANS = { kind: 'queue', queueId: queueIdSchema.parse('loans') } as const;
const NO_SERVERS = () => ({ iceServers: [], relayOnly: false });

let bench: SwitchboardBench;
let ada: CallId;

const workOf = (agentId: AgentId): string => {
  const agent = bench.state.agents.get(agentId);
  return agent === undefined ? 'unknown' : agentWork(agent).name;
};
const phaseOf = (callId: CallId): string => {
  const call = bench.state.calls.get(callId);
  return call === undefined ? 'gone' : callPhase(call).name;
};
const answer = (agentId: AgentId): void => {
  const offerId = bench.state.agents.get(agentId)?.context.offerId;
  if (offerId === null || offerId === undefined) throw new Error(`nothing rings at ${agentId}`);
  bench.take({ type: 'offerAnswered', agentId, offerId, withVideo: true });
};
const decline = (agentId: AgentId): void => {
  const offerId = bench.state.agents.get(agentId)?.context.offerId;
  if (offerId === null || offerId === undefined) throw new Error(`nothing rings at ${agentId}`);
  bench.take({ type: 'offerDeclined', agentId, offerId });
};
const handOn = (by: AgentId, to: TransferTarget) =>
  bench.take({ type: 'transferChosen', callId: ada, by, to, reason: 'Knows mortgages', notes: 'Wants to borrow' });
const finish = (agentId: AgentId) => bench.take({ type: 'wrapUpFinished', agentId, callId: ada });

/** Ada talks with Alex; Billie and Chris are free. */
beforeEach(() => {
  bench = new SwitchboardBench();
  bench.joins('alex');
  ada = bench.calls('ada');
  answer(ALEX);
  bench.take({ type: 'mediaConnected', callId: ada, generation: 1 });
  bench.joins('billie');
  bench.joins('chris');
  bench.wait(60);
});

describe('to a colleague', () => {
  it('[TRANSFER-1] rings at nobody else, and who hands it on wraps up while the call goes on', () => {
    expect(handOn(ALEX, { kind: 'agent', agentId: CHRIS }).refusal).toBeNull();
    expect([workOf(ALEX), workOf(BILLIE), workOf(CHRIS)]).toEqual(['wrapUp', 'idle', 'ringing']);
    answer(CHRIS);
    expect(phaseOf(ada)).toBe('active');
    expect(finish(ALEX).removedCalls).toEqual([]);
    expect(phaseOf(ada)).toBe('active');
    bench.take({ type: 'hungUp', callId: ada, by: 'customer' });
    expect(finish(CHRIS).removedCalls).toEqual([ada]);
  });

  it('[TRANSFER-6] both parts are on record, in order, each with its own times', () => {
    handOn(ALEX, { kind: 'agent', agentId: CHRIS });
    expect(bench.last?.leftSegments).toMatchObject([{ agentId: ALEX, number: 1, how: 'answered' }]);
    bench.wait(5);
    answer(CHRIS);
    bench.wait(20);
    bench.take({ type: 'hungUp', callId: ada, by: 'customer' });
    const [second] = bench.last?.leftSegments ?? [];
    expect(second).toMatchObject({ agentId: CHRIS, number: 2, how: 'transferred' });
    expect((second?.leftMs ?? 0) - (second?.joinedMs ?? 0)).toBe(20_000);
    expect(bench.ended.map(endedCallOf)).toMatchObject([{ agentId: CHRIS, outcome: 'answered' }]);
  });

  it.each([
    ['declines', () => decline(CHRIS)],
    ['does not answer', () => bench.wait(21)],
    [
      'goes away',
      () => {
        bench.take({ type: 'agentDropped', agentId: CHRIS });
        bench.wait(4);
      },
    ],
    ['begins to write', () => bench.writes(CHRIS)],
    ['loses the right to calls', () => bench.take({ type: 'agentRevoked', agentId: CHRIS })],
  ])('[TRANSFER-2] back to who handed it on when the colleague %s, where they are free', (_, fails) => {
    handOn(ALEX, { kind: 'agent', agentId: CHRIS });
    finish(ALEX);
    fails();
    expect([workOf(ALEX), workOf(BILLIE)]).toEqual(['ringing', 'idle']);
    answer(ALEX);
    expect(bench.state.calls.get(ada)?.context.segments.map(({ agentId }) => agentId)).toEqual([ALEX, ALEX]);
  });

  it('[TRANSFER-2] else to the head of the queue: before those who came later', () => {
    handOn(ALEX, { kind: 'agent', agentId: CHRIS });
    bench.take({ type: 'intentChosen', agentId: BILLIE, intent: { name: 'away', reason: 'lunch' } });
    bench.calls('zoe');
    decline(CHRIS);
    // Alex still wraps up: Chris is rung for the next in line, and Ada's is the first that Billie gets.
    expect(workOf(CHRIS)).toBe('ringing');
    bench.take({ type: 'intentChosen', agentId: BILLIE, intent: { name: 'available' } });
    expect(bench.state.agents.get(BILLIE)?.context.callId).toBe(ada);
  });

  it('[TRANSFER-3] nobody is rung who writes, talks, is away or is oneself', () => {
    bench.writes(CHRIS);
    expect(handOn(ALEX, { kind: 'agent', agentId: CHRIS }).refusal).toBe('colleagueBusy');
    bench.calls('zoe');
    expect(handOn(ALEX, { kind: 'agent', agentId: BILLIE }).refusal).toBe('colleagueBusy');
    expect(handOn(ALEX, { kind: 'agent', agentId: ALEX }).refusal).toBe('colleagueBusy');
    expect(handOn(ALEX, { kind: 'agent', agentId: agentIdSchema.parse('nobody') }).refusal).toBe('colleagueBusy');
    expect(phaseOf(ada)).toBe('active');
  });

  it('[TRANSFER-1] only who has the call hands it on; asked twice it is handed on once', () => {
    expect(handOn(BILLIE, { kind: 'agent', agentId: CHRIS }).refusal).toBe('notPossibleNow');
    handOn(ALEX, { kind: 'agent', agentId: CHRIS });
    expect(handOn(ALEX, { kind: 'agent', agentId: CHRIS }).refusal).toBeNull();
    expect(handOn(ALEX, LOANS).refusal).toBe('notPossibleNow');
    expect(bench.state.calls.get(ada)?.context.segments).toHaveLength(1);
  });

  it('[TRANSFER-4] a customer who leaves meanwhile was answered; the ringing stops with that event', () => {
    handOn(ALEX, { kind: 'agent', agentId: CHRIS });
    bench.take({ type: 'customerLeftLine', callId: ada });
    expect(workOf(CHRIS)).toBe('idle');
    expect(bench.offers.at(-1)).toMatchObject({ agentId: CHRIS, result: 'customerGone' });
    expect(bench.ended.map(endedCallOf)).toMatchObject([{ outcome: 'answered', agentId: ALEX, endReason: 'leftLine' }]);
    // Alex still wraps up, and then the call is gone.
    const alex = bench.state.agents.get(ALEX);
    expect(alex && agentView(bench.state, alex, NO_SERVERS).work).toMatchObject({
      name: 'wrapUp',
      wrapUp: { outcome: 'answered', endedBy: 'agent' },
    });
    expect(finish(ALEX).removedCalls).toEqual([ada]);
  });

  it('[TRANSFER-5] a restart at any step loses nobody', () => {
    handOn(ALEX, { kind: 'agent', agentId: CHRIS });
    bench.timers.clear();
    bench.take({ type: 'serverRestarted' });
    bench.take({ type: 'customerReturned', callId: ada });
    expect(phaseOf(ada)).toBe('ringing');
    bench.wait(6);
    expect(phaseOf(ada)).toBe('waiting');
    for (const name of ['alex', 'billie', 'chris']) bench.joins(name);
    expect(phaseOf(ada)).toBe('ringing');
  });

  it('[TRANSFER-2] while the customer is away it stays kept for the colleague', () => {
    handOn(ALEX, { kind: 'agent', agentId: CHRIS });
    bench.take({ type: 'customerDropped', callId: ada });
    bench.wait(4);
    expect(workOf(CHRIS)).toBe('idle');
    bench.take({ type: 'customerReturned', callId: ada });
    expect([workOf(BILLIE), workOf(CHRIS)]).toEqual(['idle', 'ringing']);
  });
});

describe('to a queue', () => {
  it('[TRANSFER-1] waits there by the time of arrival, before all who came later', () => {
    for (const agentId of [BILLIE, CHRIS]) {
      bench.take({ type: 'intentChosen', agentId, intent: { name: 'away', reason: 'lunch' } });
    }
    const zoe = bench.calls('zoe', 'loans');
    expect(handOn(ALEX, LOANS).refusal).toBeNull();
    expect(bench.state.calls.get(ada)?.context.facts).toMatchObject({ queueId: 'loans', topic: { en: 'loans' } });
    bench.take({ type: 'intentChosen', agentId: BILLIE, intent: { name: 'available' } });
    expect(bench.state.agents.get(BILLIE)?.context.callId).toBe(ada);
    expect(phaseOf(zoe)).toBe('waiting');
  });

  it('[TRANSFER-2] who handed it on is spared it while others may have it, and gets it when nobody else is there', () => {
    for (const agentId of [BILLIE, CHRIS]) bench.take({ type: 'agentSignedOut', agentId });
    handOn(ALEX, LOANS);
    finish(ALEX);
    expect(workOf(ALEX)).toBe('idle');
    bench.wait(11);
    expect(workOf(ALEX)).toBe('ringing');
  });

  it('[TRANSFER-3] not to one that is unknown, closed or full', () => {
    const closed = testQueue('closed', { hours: { timeZone: 'UTC', week: {}, holidays: [] } });
    bench.take({
      type: 'rulesChanged',
      queues: testQueues(testQueue('cards'), testQueue('loans', { maxWaiting: 1 }), closed),
      routing: bench.state.routing,
    });
    for (const agentId of [BILLIE, CHRIS]) bench.take({ type: 'agentSignedOut', agentId });
    bench.calls('zoe', 'loans');
    expect(handOn(ALEX, { kind: 'queue', queueId: queueIdSchema.parse('none') }).refusal).toBe('topicUnknown');
    expect(handOn(ALEX, { kind: 'queue', queueId: closed.id }).refusal).toBe('queueClosed');
    expect(handOn(ALEX, LOANS).refusal).toBe('lineFull');
    expect(phaseOf(ada)).toBe('active');
  });
});

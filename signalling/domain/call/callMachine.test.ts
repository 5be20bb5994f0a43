// The life of one call, edge by edge. Knows no agents and no queue.
import { expect, it } from 'vitest';
import { agentIdSchema, callIdSchema, offerIdSchema, queueIdSchema } from '../../protocol/index.ts';
import { machineEdges } from '../../testing/machineEdges.ts';
import { advanceCall, callPhase, createCall, type Call } from './call.ts';
import { TIMER_EVENTS, type CallEvent, type CallFacts, type TimerKind } from './callEvents.ts';
import { conversationOf, offerOf } from './parts.ts';
import { callMachine } from './callMachine.ts';

const AGENT = agentIdSchema.parse('agent-1');
const FACTS: CallFacts = {
  callId: callIdSchema.parse('call-1'),
  queueId: queueIdSchema.parse('cards'),
  topic: { en: 'Cards', fr: 'Cartes' },
  customerName: 'Zoé',
  media: 'video',
  language: 'en',
  requestHash: 'hash',
  startedAtMs: 0,
  arrival: 1,
  exemptFromShield: false,
  interruptCountdownMs: 3000,
  timings: { ringTimeoutMs: 20_000, mediaDeadlineMs: 30_000, graceMs: 30_000, declineRestMs: 10_000 },
};

type UndatedEvent = CallEvent extends infer E ? (E extends CallEvent ? Omit<E, 'atMs'> : never) : never;

function after(...events: UndatedEvent[]): Call {
  return events.reduce<Call>((call, event) => advanceCall(call, { ...event, atMs: 1000 }).call, createCall(FACTS).call);
}

const offered = { type: 'offered', agentId: AGENT, interrupts: false } as const;
const answered = { type: 'answered', offerId: offerIdSchema.parse('call-1_1'), withVideo: true } as const;

/** Every event that could happen to this call now, with the numbers that make it current. */
function eventsFor({ context }: Call): CallEvent[] {
  const offerId = offerOf(context)?.offerId ?? offerIdSchema.parse('gone');
  const generation = conversationOf(context)?.generation ?? 1;
  const timers = (Object.keys(TIMER_EVENTS) as TimerKind[]).map((kind): CallEvent => ({
    type: TIMER_EVENTS[kind],
    attempt: context.timers[kind]?.attempt ?? 0,
    atMs: 2000,
  }));
  const others: UndatedEvent[] = [
    offered,
    { type: 'answered', offerId, withVideo: false },
    { type: 'declined', offerId },
    { type: 'leftLine' },
    { type: 'hungUp', by: 'customer' },
    { type: 'held' },
    { type: 'resumed' },
    { type: 'generationLost', generation },
    { type: 'mediaConnected', generation },
    { type: 'customerDropped' },
    { type: 'customerReturned' },
    { type: 'agentDropped' },
    { type: 'agentReturned' },
    { type: 'queueClosed' },
    { type: 'serverRestarted' },
  ];
  return [...timers, ...others.map((event) => ({ ...event, atMs: 2000 }))];
}

/** Every call that can come about, one for each state value. */
function reachableCalls(): Call[] {
  const found = new Map<string, Call>();
  const open = [createCall(FACTS).call];
  for (let call = open.pop(); call !== undefined; call = open.pop()) {
    const key = JSON.stringify(call.value);
    if (found.has(key)) continue;
    found.set(key, call);
    for (const event of eventsFor(call)) open.push(advanceCall(call, event).call);
  }
  return [...found.values()];
}

it('[CALL-1] has these edges and no others', () => {
  expect(machineEdges(callMachine)).toMatchSnapshot();
});

it('[CALL-1] is in one phase at a time and ends once, with one outcome', () => {
  const calls = reachableCalls();
  expect(calls.length).toBeGreaterThan(30);
  for (const call of calls) {
    const { name } = callPhase(call);
    expect(offerOf(call.context) !== null).toBe(name === 'ringing');
    expect(call.context.ending !== null).toBe(name === 'ended');
    if (name === 'active') expect(conversationOf(call.context)).not.toBeNull();
    if (name !== 'ended') continue;
    for (const event of eventsFor(call)) expect(advanceCall(call, event).accepted).toBe(false);
  }
});

it('[CALL-1][CALL-6][CALL-9][CALL-10][CALL-11][CALL-16] ends only in these ways', () => {
  const ways = new Set<string>();
  for (const call of reachableCalls()) {
    for (const event of eventsFor(call)) {
      const from = callPhase(call).name;
      const next = callPhase(advanceCall(call, event).call);
      if (from === 'ended' || next.name !== 'ended') continue;
      const { outcome, endedBy, reason } = next.ending;
      ways.add(`${from} --${event.type}--> ${outcome} by ${endedBy}: ${reason}`);
    }
  }
  expect([...ways].sort()).toMatchInlineSnapshot(`
    [
      "active --agentGraceElapsed--> answered by agent: connectionLost",
      "active --customerGraceElapsed--> answered by customer: connectionLost",
      "active --hungUp--> answered by customer: hungUp",
      "active --mediaTimedOut--> mediaFailed by system: mediaFailed",
      "ringing --customerGraceElapsed--> abandoned by customer: connectionLost",
      "ringing --leftLine--> abandoned by customer: leftLine",
      "ringing --queueClosed--> closed by system: queueClosed",
      "waiting --customerGraceElapsed--> abandoned by customer: connectionLost",
      "waiting --leftLine--> abandoned by customer: leftLine",
      "waiting --queueClosed--> closed by system: queueClosed",
    ]
  `);
});

it('[CALL-3] stops every timer on every way out of the state that started it', () => {
  for (const call of reachableCalls()) {
    for (const event of eventsFor(call)) {
      const { call: next, effects } = advanceCall(call, event);
      const running = new Map(Object.entries(call.context.timers).map(([kind, { attempt }]) => [kind, attempt]));
      for (const { type, timer } of effects) {
        if (type === 'startTimer') running.set(timer.kind, timer.attempt);
        else if (running.get(timer.kind) === timer.attempt) running.delete(timer.kind);
      }
      const remembered = Object.entries(next.context.timers).map(([kind, { attempt }]) => [kind, attempt]);
      expect(Object.fromEntries(running)).toEqual(Object.fromEntries(remembered));
      expect(running.has('ring')).toBe(callPhase(next).name === 'ringing');
      if (callPhase(next).name === 'ended') expect(running.size).toBe(0);
    }
  }
});

it('[CALL-13] changes nothing on an event its state does not expect', () => {
  for (const call of reachableCalls()) {
    for (const event of eventsFor(call)) {
      const { call: next, effects, accepted } = advanceCall(call, event);
      if (accepted) continue;
      expect(next).toBe(call);
      expect(effects).toEqual([]);
    }
  }
});

it('[CALL-13] ignores the timer of an earlier offer', () => {
  const ringingAgain = after(offered, { type: 'declined', offerId: offerIdSchema.parse('call-1_1') }, offered);
  const late = advanceCall(ringingAgain, { type: 'ringTimedOut', attempt: 1, atMs: 2000 });
  expect(late.accepted).toBe(false);
  expect(callPhase(late.call)).toMatchObject({ name: 'ringing', offer: { offerId: 'call-1_2' } });
});

it('[CALL-4] rings for the time its queue says', () => {
  const { effects } = advanceCall(createCall(FACTS).call, { ...offered, atMs: 5000 });
  expect(effects).toEqual([
    { type: 'startTimer', timer: { subject: 'call', kind: 'ring', callId: 'call-1', attempt: 1 }, delayMs: 20_000 },
  ]);
});

it('[CALL-12] goes on ringing after a restart for what is left, and never longer than it would have', () => {
  const ringing = advanceCall(createCall(FACTS).call, { ...offered, atMs: 5000 }).call;
  const delayAfterRestartAt = (atMs: number) => {
    const { effects } = advanceCall(ringing, { type: 'serverRestarted', atMs });
    const ring = effects.find(({ timer }) => timer.kind === 'ring');
    return ring?.type === 'startTimer' ? ring.delayMs : null;
  };
  expect(delayAfterRestartAt(17_000)).toBe(8000);
  expect(delayAfterRestartAt(86_400_000)).toBe(0);
  expect(delayAfterRestartAt(-3_600_000)).toBe(20_000);
});

it('[CALL-7] begins with generation 1 and goes to the next one once, however many ask', () => {
  const lost = { type: 'generationLost', generation: 1 } as const;
  expect(conversationOf(after(offered, answered).context)?.generation).toBe(1);
  expect(conversationOf(after(offered, answered, lost, lost).context)?.generation).toBe(2);
});

it('[CALL-8] keeps hold as part of the active call', () => {
  expect(callPhase(after(offered, answered, { type: 'held' }))).toMatchObject({ name: 'active', held: true });
  const resumed = after(offered, answered, { type: 'held' }, { type: 'resumed' });
  expect(callPhase(resumed)).toMatchObject({ name: 'active', held: false });
});

it('[CALL-10] is content once media of any generation so far has connected', () => {
  const connected = after(offered, answered, { type: 'mediaConnected', generation: 1 });
  expect(callPhase(connected)).toMatchObject({ name: 'active', mediaConnected: true });
  expect(connected.context.timers.media).toBeUndefined();
  const future = after(offered, answered, { type: 'mediaConnected', generation: 2 });
  expect(callPhase(future)).toMatchObject({ name: 'active', mediaConnected: false });
});

it('[STORE-2] goes on from JSON as from memory', () => {
  for (const call of reachableCalls()) {
    const saved = JSON.parse(JSON.stringify(call)) as Call;
    for (const event of eventsFor(call)) expect(advanceCall(saved, event)).toEqual(advanceCall(call, event));
  }
});

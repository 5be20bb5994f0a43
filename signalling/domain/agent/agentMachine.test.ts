// The states of one agent, edge by edge. Knows no calls.
import { expect, it } from 'vitest';
import { activityIdSchema, agentIdSchema, callIdSchema, offerIdSchema } from '../../protocol/index.ts';
import { machineEdges } from '../../testing/machineEdges.ts';
import { advanceAgent, agentIntent, agentWork, createAgent, isFree, type Agent } from './agent.ts';
import type { AgentEvent } from './agentEvents.ts';
import { agentMachine } from './agentMachine.ts';

type UndatedEvent = AgentEvent extends infer E ? (E extends AgentEvent ? Omit<E, 'atMs'> : never) : never;

const callId = callIdSchema.parse('call-1');
const connected = { type: 'connected', displayName: 'Alex', role: 'agent' } as const;
const available = { type: 'intentChosen', intent: { name: 'available' } } as const;
const lunch = { type: 'intentChosen', intent: { name: 'away', reason: 'lunch' } } as const;
const offer = { type: 'offerReceived', callId, offerId: offerIdSchema.parse('call-1_1'), interrupts: false } as const;
const answered = { type: 'callAnswered', callId } as const;
const ended = { type: 'callEnded', callId, wrapUpLimitMs: null } as const;
const finished = { type: 'wrapUpFinished', callId } as const;
const activityId = activityIdSchema.parse('mail-1');
const begun = {
  type: 'replyBegun',
  reply: { activityId, source: 'thunderbird', kind: 'reply', openForMs: 0, inputAgoMs: 0 },
} as const;
const ALL: readonly UndatedEvent[] = [
  connected,
  { type: 'disconnected' },
  { type: 'signedOut' },
  { type: 'serverRestarted' },
  available,
  lunch,
  offer,
  { type: 'offerMissed', callId },
  { type: 'offerDeclined', callId },
  { type: 'offerWithdrawn', callId },
  { type: 'offerRangOut', callId },
  answered,
  ended,
  finished,
  { type: 'callEnded', callId, wrapUpLimitMs: 60_000 },
  { type: 'wrapUpExtended', callId },
  begun,
  { type: 'replyRenewed', activityId, inputAgoMs: 0 },
  { type: 'replyEnded', activityId, how: 'sent' },
  { type: 'repliesDismissed' },
  { type: 'leaseExpired', attempt: 1 },
];

/** Each event one second after the one before. */
function after(...events: UndatedEvent[]): Agent {
  const facts = { agentId: agentIdSchema.parse('a'), displayName: 'Alex', role: 'agent' } as const;
  return events.reduce<Agent>(
    (agent, event, index) => advanceAgent(agent, { ...event, atMs: (index + 1) * 1000 }).agent,
    createAgent(facts, 0),
  );
}

it('[AGENT-1] has these edges and no others', () => {
  expect(machineEdges(agentMachine)).toMatchSnapshot();
});

it('[AGENT-1][ROUTE-4] has a call exactly while there is work, and an offer exactly while it rings', () => {
  const seen = new Set<string>();
  const open = [after()];
  for (let agent = open.pop(); agent !== undefined; agent = open.pop()) {
    const key = JSON.stringify([agent.value, agent.context.pendingIntent]);
    if (seen.has(key)) continue;
    seen.add(key);
    const { callId: ownCall, offerId, pendingIntent, replies } = agent.context;
    expect(replies.length > 0).toBe(agent.value.shield === 'on');
    expect(ownCall !== null).toBe(agentWork(agent).name !== 'idle');
    expect(offerId !== null).toBe(agentWork(agent).name === 'ringing');
    if (pendingIntent !== null) expect(['inCall', 'wrapUp']).toContain(agentWork(agent).name);
    for (const event of ALL) open.push(advanceAgent(agent, { ...event, atMs: 1 }).agent);
  }
  expect(seen.size).toBeGreaterThan(15);
});

it('[ROUTE-5] takes an offer only when online, available and idle', () => {
  expect(agentWork(after(connected, available, offer)).name).toBe('ringing');
  for (const agent of [after(available, offer), after(connected, offer), after(connected, available, lunch, offer)]) {
    expect(agentWork(agent).name).toBe('idle');
    expect(isFree(agent)).toBe(false);
  }
});

it('[AGENT-2] goes away with no answer after a missed offer, and stays available after a declined one', () => {
  const missed = after(connected, available, offer, { type: 'offerMissed', callId });
  expect(agentIntent(missed)).toEqual({ name: 'away', reason: 'noAnswer' });
  const declined = after(connected, available, offer, { type: 'offerDeclined', callId });
  expect(agentIntent(declined)).toEqual({ name: 'available' });
  expect(isFree(declined)).toBe(true);
});

it('[AGENT-3] keeps an intent chosen in a call until wrap-up ends', () => {
  const chosen = after(connected, available, offer, answered, lunch);
  expect(agentIntent(chosen)).toEqual({ name: 'available' });
  expect(chosen.context.pendingIntent).toEqual({ name: 'away', reason: 'lunch' });
  const done = after(connected, available, offer, answered, lunch, ended, finished);
  expect(agentIntent(done)).toEqual({ name: 'away', reason: 'lunch' });
  expect(done.context.pendingIntent).toBeNull();
});

it('[AGENT-3] lets the last choice hold, also one made in wrap-up', () => {
  const done = after(connected, available, offer, answered, lunch, ended, available, finished);
  expect(agentIntent(done)).toEqual({ name: 'available' });
  expect(isFree(done)).toBe(true);
});

it('[AGENT-3] is after wrap-up what it was before', () => {
  const done = after(connected, available, offer, answered, ended, finished);
  expect(agentIntent(done)).toEqual({ name: 'available' });
});

it('[AGENT-4] ends wrap-up only for the call that was wrapped up', () => {
  const other = { type: 'wrapUpFinished', callId: callIdSchema.parse('call-2') } as const;
  const still = after(connected, available, offer, answered, lunch, ended, other);
  expect(agentWork(still).name).toBe('wrapUp');
  expect(agentIntent(still)).toEqual({ name: 'available' });
  const early = after(connected, available, offer, answered, lunch, finished);
  expect(agentWork(early).name).toBe('inCall');
  expect(agentIntent(early)).toEqual({ name: 'available' });
});

it('[ROUTE-2] counts free time from being able to take calls, and does not lose it to a withdrawn offer', () => {
  expect(after(connected, available).context.freeSinceMs).toBe(2000);
  expect(after(connected, available, offer, { type: 'offerWithdrawn', callId }).context.freeSinceMs).toBe(2000);
  expect(after(connected, available, offer, { type: 'offerDeclined', callId }).context.freeSinceMs).toBe(4000);
  expect(after(connected, available, offer, answered, ended, finished).context.freeSinceMs).toBe(6000);
});

it('[AGENT-7] is away after signing out', () => {
  const out = after(connected, available, { type: 'signedOut' }, connected);
  expect(agentIntent(out)).toEqual({ name: 'away', reason: 'break' });
});

// Who is offered which call: properties over all lines and teams.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { agentIdSchema, callIdSchema, queueIdSchema } from '../../protocol/index.ts';
import { assignCalls, positions, type FreeAgent, type QueuedCall } from './assign.ts';

const agentIds = ['a', 'b', 'c', 'd', 'e'].map((id) => agentIdSchema.parse(id));
const queueIds = ['loans', 'cards'].map((id) => queueIdSchema.parse(id));

const line = fc.uniqueArray(fc.nat(50), { maxLength: 8 }).chain((arrivals) =>
  fc.tuple(
    ...arrivals.map((arrival) =>
      fc.record<QueuedCall>({
        callId: fc.constant(callIdSchema.parse(`call-${arrival}`)),
        queueId: fc.constantFrom(...queueIds),
        arrival: fc.constant(arrival),
        declinedBy: fc.subarray(agentIds),
        assignable: fc.boolean(),
      }),
    ),
  ),
);
const team = fc
  .subarray(agentIds)
  .chain((ids) =>
    fc.tuple(
      ...ids.map((agentId) => fc.record<FreeAgent>({ agentId: fc.constant(agentId), freeSinceMs: fc.nat(100) })),
    ),
  );

function holds(check: (calls: QueuedCall[], agents: FreeAgent[]) => void): void {
  fc.assert(fc.property(line, team, check), { numRuns: 500 });
}

it('[ROUTE-3][ROUTE-4] assigns no call twice and no agent twice, and only what is there', () => {
  holds((calls, agents) => {
    const assignments = assignCalls(calls, agents);
    expect(new Set(assignments.map(({ callId }) => callId)).size).toBe(assignments.length);
    expect(new Set(assignments.map(({ agentId }) => agentId)).size).toBe(assignments.length);
    for (const { callId, agentId } of assignments) {
      expect(calls.find((call) => call.callId === callId)?.assignable).toBe(true);
      expect(agents.some((agent) => agent.agentId === agentId)).toBe(true);
    }
  });
});

it('[ROUTE-3] leaves no agent free beside a call that agent may have', () => {
  holds((calls, agents) => {
    const assignments = assignCalls(calls, agents);
    const idle = agents.filter(({ agentId }) => !assignments.some((one) => one.agentId === agentId));
    const left = calls.filter((call) => call.assignable && !assignments.some(({ callId }) => callId === call.callId));
    for (const call of left) for (const { agentId } of idle) expect(call.declinedBy).toContain(agentId);
  });
});

it('[CALL-5] never assigns a call to an agent who declined it', () => {
  holds((calls, agents) => {
    for (const { callId, agentId } of assignCalls(calls, agents)) {
      expect(calls.find((call) => call.callId === callId)?.declinedBy).not.toContain(agentId);
    }
  });
});

it('[ROUTE-1][ROUTE-2] gives the oldest call to the agent longest free, when nobody has declined', () => {
  holds((declinedCalls, agents) => {
    const calls = declinedCalls.map((call) => ({ ...call, declinedBy: [] }));
    const oldest = calls.filter(({ assignable }) => assignable).sort((a, b) => a.arrival - b.arrival);
    const longest = [...agents].sort((a, b) => a.freeSinceMs - b.freeSinceMs || (a.agentId < b.agentId ? -1 : 1));
    const expected = oldest
      .slice(0, longest.length)
      .map(({ callId }, index) => ({ callId, agentId: longest[index]?.agentId }));
    expect(assignCalls(calls, agents).map(({ callId, agentId }) => ({ callId, agentId }))).toEqual(expected);
  });
});

it('[ROUTE-3] depends on nothing but its input, in whatever order it comes', () => {
  holds((calls, agents) => {
    expect(assignCalls([...calls].reverse(), [...agents].reverse())).toEqual(assignCalls(calls, agents));
  });
});

it('[CALL-2][ROUTE-1] counts positions from 1 in each queue, by arrival', () => {
  holds((calls) => {
    const places = positions(calls);
    expect(places.size).toBe(calls.length);
    for (const queueId of queueIds) {
      const own = calls.filter((call) => call.queueId === queueId).sort((a, b) => a.arrival - b.arrival);
      expect(own.map(({ callId }) => places.get(callId))).toEqual(own.map((_, index) => index + 1));
    }
  });
});

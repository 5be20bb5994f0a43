// What decisions write, one alone or several together. Pure.
import type { Decision } from '../../domain/switchboard/switchboard.ts';
import { endedCallOf } from '../../domain/switchboard/views.ts';
import { NO_CHANGES, type Changes } from '../ports/store.ts';

/** What else a request writes in the same transaction. */
export type FurtherWrites = Partial<Pick<Changes, 'wrapUps' | 'callTokens' | 'endedSessions'>>;

export function changesOf(decision: Decision, further: FurtherWrites): Changes {
  const removed = new Set(decision.removedCalls);
  return {
    ...NO_CHANGES,
    ...further,
    calls: decision.changedCalls.filter(({ context }) => !removed.has(context.facts.callId)),
    removedCalls: decision.removedCalls,
    agents: decision.changedAgents,
    endedCalls: decision.endedCalls.map(endedCallOf),
    endedOffers: decision.endedOffers,
    leftSegments: decision.leftSegments,
    endedReplies: decision.endedReplies,
  };
}

/** As if each had been written after the other: of a call or an agent the last, and no call that has left. */
export function together(all: readonly Changes[]): Changes {
  const [only] = all;
  if (only !== undefined && all.length === 1) return only;
  const removedCalls = all.flatMap((changes) => changes.removedCalls);
  const removed = new Set(removedCalls);
  const calls = new Map(all.flatMap((changes) => changes.calls.map((call) => [call.context.facts.callId, call])));
  const agents = new Map(all.flatMap((changes) => changes.agents.map((agent) => [agent.context.agentId, agent])));
  return {
    calls: [...calls.values()].filter(({ context }) => !removed.has(context.facts.callId)),
    removedCalls,
    agents: [...agents.values()],
    endedCalls: all.flatMap((changes) => changes.endedCalls),
    leftSegments: all.flatMap((changes) => changes.leftSegments),
    wrapUps: all.flatMap((changes) => changes.wrapUps),
    endedOffers: all.flatMap((changes) => changes.endedOffers),
    endedReplies: all.flatMap((changes) => changes.endedReplies),
    callTokens: all.flatMap((changes) => changes.callTokens),
    endedSessions: all.flatMap((changes) => changes.endedSessions),
  };
}

export function isNothing(changes: Changes): boolean {
  return Object.values(changes).every((list) => list.length === 0);
}

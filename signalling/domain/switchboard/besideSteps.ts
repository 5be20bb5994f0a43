// What a step of a call means to the agents who take part beside the one who has it: those who join, are rung to, or supervise. Pure.
import type { AgentId, CallId } from '../../protocol/index.ts';
import type { AgentEvent } from '../agent/agentEvents.ts';
import type { Call } from '../call/call.ts';
import type { CallEvent } from '../call/callEvents.ts';
import { agentOf, consultOf } from '../call/parts.ts';
import { offerOfLeg } from '../call/participants.ts';
import { besideAgents, joinEnding, RESULTS, type BesideAgent } from './callSteps.ts';
import type { EndedOffer } from './switchboard.ts';

export type BesideSteps = {
  readonly agentEvents: readonly (readonly [AgentId, AgentEvent])[];
  readonly endedOffers: readonly EndedOffer[];
};

/** `isThere`: whether an agent is online. */
export function besideSteps(
  before: Call,
  after: Call,
  event: CallEvent,
  isThere: (agentId: AgentId) => boolean,
): BesideSteps {
  const { callId } = after.context.facts;
  const { atMs } = event;
  const [was, is] = [besideAgents(before.context), besideAgents(after.context)];
  const agentEvents: [AgentId, AgentEvent][] = [];
  const endedOffers: EndedOffer[] = [];
  for (const one of was) {
    const { agentId, leg } = one;
    const next = is.find((other) => other.agentId === agentId);
    if (leg.state === 'ringing' && next?.leg.state !== 'ringing') {
      const type = next === undefined ? joinEnding(event, isThere(agentId)) : 'callAnswered';
      agentEvents.push([agentId, { type, callId, atMs }]);
      const result = after.context.ending === null ? RESULTS[type] : 'customerGone';
      const times = { rangAtMs: leg.sinceMs, endedAtMs: Math.max(leg.sinceMs, atMs) };
      endedOffers.push({ offerId: offerOfLeg(leg.legId), callId, agentId, ...times, result, isQuestion: true });
    } else if (next === undefined && !goesOnIn(after, agentId)) {
      agentEvents.push([agentId, { type: 'callTakenAway', callId, atMs }]);
    }
  }
  for (const one of is)
    if (!was.some(({ agentId }) => agentId === one.agentId)) agentEvents.push(...begun(one, callId, atMs));
  return { agentEvents, endedOffers };
}

/** Whoever was asked before is in it already. */
function begun({ agentId, role, leg }: BesideAgent, callId: CallId, atMs: number): readonly [AgentId, AgentEvent][] {
  const offerId = offerOfLeg(leg.legId);
  if (leg.state === 'ringing') return [[agentId, { type: 'offerReceived', callId, offerId, interrupts: false, atMs }]];
  if (role !== 'supervisor') return [];
  const task = { callId, state: 'held', sinceMs: atMs, offerId: null, wrapUpLimitMs: null } as const;
  return [[agentId, { type: 'taskBrought', task, atMs }]];
}

/** Has it from now on, or is asked about it. */
function goesOnIn({ context }: Call, agentId: AgentId): boolean {
  if (context.ending !== null) return false;
  return agentOf(context) === agentId || consultOf(context)?.offer.agentId === agentId;
}

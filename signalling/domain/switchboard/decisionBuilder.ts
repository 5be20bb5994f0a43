// A decision in the making: a working copy of the state that remembers all it did. Knows how an agent follows a call's phase.
import type { AgentId, CallId, ShieldEnding } from '../../protocol/index.ts';
import { advanceAgent, agentWork, createAgent, isOnline, type Agent } from '../agent/agent.ts';
import type { AgentEvent, AgentFacts } from '../agent/agentEvents.ts';
import { endedReplyOf, findReply } from '../agent/replies.ts';
import { advanceCall, callPhase, type Call, type CallPhase, type CallStep } from '../call/call.ts';
import type { CallEvent, Segment } from '../call/callEvents.ts';
import { isWrapUpOpen } from '../call/segments.ts';
import { MOST_SAMPLES } from '../queue/waitEstimate.ts';
import { agentOf } from '../call/parts.ts';
import { besideSteps } from './besideSteps.ts';
import {
  besideAgents,
  consultEnding,
  consultingIn,
  consultResult,
  hasHandedOn,
  hasPassed,
  offerEnding,
  offerResult,
} from './callSteps.ts';
import { CallLine } from './callLine.ts';
import { Staff } from './staff.ts';
import type { Decision, EndedOffer, LeftSegment, Move, Refusal, Switchboard, TimerEffect } from './switchboard.ts';

export class DecisionBuilder {
  readonly #before: Switchboard;
  #state: Switchboard;
  readonly #changedCalls = new Map<CallId, Call>();
  readonly #changedAgents = new Map<AgentId, Agent>();
  readonly #ended = new Map<CallId, Call>();
  readonly #removed: CallId[] = [];
  readonly #endedOffers: EndedOffer[] = [];
  readonly #leftSegments: LeftSegment[] = [];
  readonly #endedReplies: Decision['endedReplies'][number][] = [];
  readonly #effects: TimerEffect[] = [];
  readonly #moves: Move[] = [];
  readonly #ignored: { subject: 'call' | 'agent'; id: string; event: string }[] = [];

  constructor(before: Switchboard) {
    this.#before = before;
    this.#state = before;
  }

  get state(): Switchboard {
    return this.#state;
  }

  /** So far. */
  get changedCalls(): readonly CallId[] {
    return [...this.#changedCalls.keys()];
  }

  call(callId: CallId): Call | undefined {
    return this.#state.calls.get(callId);
  }

  agent(agentId: AgentId): Agent | undefined {
    return this.#state.agents.get(agentId);
  }

  changeRules(rules: Pick<Switchboard, 'queues' | 'routing'>): void {
    const line = CallLine.of(this.#state.calls.values(), rules);
    const staff = Staff.of(this.#state.agents.values(), rules.routing);
    this.#state = { ...this.#state, ...rules, line, staff };
  }

  /** Whether all that may be offered has been, so that looking again would offer nothing. */
  isSettledAt(atMs: number): boolean {
    const { line, staff } = this.#state;
    const { line: lineBefore, staff: staffBefore } = this.#before;
    if (line.offerable !== lineBefore.offerable || staff.ready !== staffBefore.ready) return false;
    return staff.kept === staffBefore.kept && !this.#hasOverflowed(atMs);
  }

  /** Whether the calls that those who write keep away are as they were: also where others were free and took others meanwhile. */
  isKeptAwayKnownAt(atMs: number): boolean {
    const { line, staff } = this.#state;
    const { line: lineBefore, staff: staffBefore } = this.#before;
    return (
      staff.kept === staffBefore.kept &&
      isEachSame(line.offerable.lanes, lineBefore.offerable.lanes) &&
      isEachSame(staff.benchesOfWriters, staffBefore.benchesOfWriters) &&
      !this.#hasOverflowed(atMs)
    );
  }

  #hasOverflowed(atMs: number): boolean {
    const { line, settledAtMs } = this.#state;
    if (settledAtMs === null) return true;
    const overflowsAtMs = line.nextOverflowMs(settledAtMs);
    return overflowsAtMs !== null && overflowsAtMs <= atMs;
  }

  noteSettled(atMs: number): void {
    this.#state = { ...this.#state, settledAtMs: atMs };
  }

  /** An agent's part in the call is over: it says how long others will take. */
  noteHandled(callId: CallId, { queueId, joinedMs }: Segment, atMs: number): void {
    if (this.call(callId)?.context.ending?.outcome === 'mediaFailed') return;
    const took = Math.max(0, atMs - joinedMs);
    const { handlingMs } = this.#state;
    const latest = [...(handlingMs.get(queueId) ?? []), took].slice(-MOST_SAMPLES);
    this.#state = { ...this.#state, handlingMs: new Map(handlingMs).set(queueId, latest) };
  }

  addCall({ call, effects }: Omit<CallStep, 'accepted'>): void {
    const { callId } = call.context.facts;
    this.#setCall(callId, call);
    this.#effects.push(...effects);
    this.#moves.push({ subject: 'call', id: callId, event: 'customerCalled', from: 'none', to: 'waiting' });
  }

  addAgent(facts: AgentFacts, atMs: number): void {
    this.#setAgent(facts.agentId, createAgent(facts, atMs));
  }

  /** Takes the call one step, the agent concerned with it, and forgets it when nobody needs it any more. */
  advanceCall(callId: CallId, event: CallEvent): boolean {
    const before = this.call(callId);
    if (before === undefined) {
      this.#ignored.push({ subject: 'call', id: callId, event: event.type });
      return false;
    }
    const { call, effects, accepted } = advanceCall(before, event);
    if (!accepted) {
      this.#ignored.push({ subject: 'call', id: callId, event: event.type });
      return false;
    }
    this.#setCall(callId, call);
    this.#effects.push(...effects);
    const from = callPhase(before);
    const to = callPhase(call);
    this.#moves.push({ subject: 'call', id: callId, event: event.type, from: from.name, to: to.name });
    this.#noteLeftSegments(before, call);
    this.#letAgentFollow(before, from, to, event);
    this.#letColleagueFollow(call, from, to, event);
    this.#letOthersFollow(before, call, event);
    this.#noteConsulting(callId, before, call, event.atMs);
    if (to.name === 'ended') {
      if (from.name !== 'ended') this.#ended.set(callId, call);
      if (!isWrapUpOpen(call.context)) this.#removeCall(callId);
    }
    return true;
  }

  advanceAgent(agentId: AgentId, event: AgentEvent): boolean {
    const before = this.agent(agentId);
    const step = before === undefined ? undefined : advanceAgent(before, event);
    if (before === undefined || step?.accepted !== true) {
      this.#ignored.push({ subject: 'agent', id: agentId, event: event.type });
      return false;
    }
    const { agent } = step;
    this.#setAgent(agentId, agent);
    this.#effects.push(...step.effects);
    this.#noteEndedReplies(before, agent, event);
    this.#moves.push({
      subject: 'agent',
      id: agentId,
      event: event.type,
      from: describeAgent(before),
      to: describeAgent(agent),
    });
    return true;
  }

  finish(refusal: Refusal): Decision {
    return {
      state: this.state,
      changedCalls: [...this.#changedCalls.values()],
      changedAgents: [...this.#changedAgents.values()],
      endedCalls: [...this.#ended.values()],
      endedReplies: this.#endedReplies,
      endedOffers: this.#endedOffers,
      leftSegments: this.#leftSegments,
      removedCalls: this.#removed,
      effects: this.#effects,
      moves: this.#moves,
      ignored: this.#ignored,
      refusal,
    };
  }

  #noteLeftSegments(before: Call, { context: { facts, segments } }: Call): void {
    if (before.context.segments === segments) return;
    for (const [index, segment] of segments.entries()) {
      const { leftMs, agentId, how, queueId, joinedMs } = segment;
      if (leftMs === null || (before.context.segments[index]?.leftMs ?? null) !== null) continue;
      this.#leftSegments.push({ callId: facts.callId, number: index + 1, agentId, how, queueId, joinedMs, leftMs });
    }
  }

  #letAgentFollow({ context }: Call, from: CallPhase, to: CallPhase, event: CallEvent): void {
    const { callId, queueId } = context.facts;
    const { atMs } = event;
    if (to.name === 'ringing' && from.name === 'waiting') {
      const { agentId, offerId, interrupts } = to.offer;
      this.advanceAgent(agentId, { type: 'offerReceived', callId, offerId, interrupts, atMs });
    } else if (from.name === 'ringing' && to.name !== 'ringing') {
      const { offerId, agentId, sinceMs } = from.offer;
      this.advanceAgent(agentId, { type: offerEnding(from, to, event), callId, atMs });
      const result = offerResult(from, to, event);
      const endedAtMs = Math.max(sinceMs, atMs);
      this.#endedOffers.push({ offerId, callId, agentId, rangAtMs: sinceMs, endedAtMs, result });
    } else if (from.name === 'active' && (to.name === 'ended' || hasHandedOn(from, to, event))) {
      const wrapUpLimitMs = this.#state.queues.get(queueId)?.wrapUpLimitMs ?? null;
      this.advanceAgent(from.conversation.agentId, { type: 'callEnded', callId, wrapUpLimitMs, atMs });
    } else if (from.name === 'active' && (to.name !== 'active' || hasPassed(from, to))) {
      this.advanceAgent(from.conversation.agentId, { type: 'callTakenAway', callId, atMs });
    }
  }

  /** Whoever is asked by the call's agent. Who goes on with the call has it, and nothing is taken from them. */
  #letColleagueFollow({ context }: Call, from: CallPhase, to: CallPhase, event: CallEvent): void {
    const before = from.name === 'active' ? from.consult : null;
    const after = to.name === 'active' ? to.consult : null;
    const { callId } = context.facts;
    const { atMs } = event;
    if (before === null) {
      if (after === null) return;
      const { agentId, offerId, interrupts } = after.offer;
      this.advanceAgent(agentId, { type: 'offerReceived', callId, offerId, interrupts, atMs });
      return;
    }
    const { offerId, agentId, sinceMs } = before.offer;
    if (before.talk !== null) {
      const goesOn = agentOf(context) === agentId || besideAgents(context).some((one) => one.agentId === agentId);
      if (after === null && (to.name !== 'active' || !goesOn))
        this.advanceAgent(agentId, { type: 'callTakenAway', callId, atMs });
    } else if (after?.talk !== null) {
      const ending = consultEnding(before.present, after, event);
      this.advanceAgent(agentId, { type: ending, callId, atMs });
      const result = consultResult(ending, to, event);
      this.#endedOffers.push({
        offerId,
        callId,
        agentId,
        rangAtMs: sinceMs,
        endedAtMs: Math.max(sinceMs, atMs),
        result,
        isQuestion: true,
      });
    }
  }

  #letOthersFollow(before: Call, after: Call, event: CallEvent): void {
    const isThere = (agentId: AgentId): boolean => {
      const agent = this.agent(agentId);
      return agent !== undefined && isOnline(agent);
    };
    const { agentEvents, endedOffers } = besideSteps(before, after, event, isThere);
    for (const [agentId, agentEvent] of agentEvents) this.advanceAgent(agentId, agentEvent);
    this.#endedOffers.push(...endedOffers);
  }

  /** Nothing else rings at agents who talk with each other about a call, or wait for that. */
  #noteConsulting(callId: CallId, from: Call, to: Call, atMs: number): void {
    const after = consultingIn(to);
    for (const agentId of new Set([...consultingIn(from), ...after])) {
      const isConsulting = after.includes(agentId);
      const context = this.agent(agentId)?.context;
      if (context?.callId !== callId || (context.isConsulting ?? false) === isConsulting) continue;
      this.advanceAgent(agentId, { type: 'consultChanged', callId, isConsulting, atMs });
    }
  }

  #noteEndedReplies(before: Agent, after: Agent, event: AgentEvent): void {
    if (before.context.replies === after.context.replies) return;
    const { agentId } = after.context;
    for (const reply of before.context.replies) {
      if (findReply(after.context.replies, reply.activityId) !== undefined) continue;
      this.#endedReplies.push({ agentId, ...endedReplyOf(reply, howEnded(event), event.atMs) });
    }
  }

  #removeCall(callId: CallId): void {
    const { calls, line, callIndex } = this.#state;
    const call = calls.get(callId);
    if (call === undefined) return;
    this.#state = {
      ...this.#state,
      calls: calls.without(callId),
      line: line.with(call, undefined),
      callIndex: callIndex.without(call),
    };
    this.#removed.push(callId);
  }

  /** The one place where a call gets into the state. */
  #setCall(callId: CallId, call: Call): void {
    const { calls, line, callIndex } = this.#state;
    const before = calls.get(callId);
    this.#state = {
      ...this.#state,
      calls: calls.with(callId, call),
      line: line.with(before, call),
      callIndex: before === undefined ? callIndex.with(call) : callIndex,
    };
    this.#changedCalls.set(callId, call);
  }

  /** The one place where an agent gets into the state. */
  #setAgent(agentId: AgentId, agent: Agent): void {
    const { agents, staff } = this.#state;
    this.#state = {
      ...this.#state,
      agents: agents.with(agentId, agent),
      staff: staff.with(agents.get(agentId), agent),
    };
    this.#changedAgents.set(agentId, agent);
  }
}

function isEachSame(some: Iterable<unknown>, others: Iterable<unknown>): boolean {
  const left = [...others];
  const right = [...some];
  return right.length === left.length && right.every((one, index) => one === left[index]);
}

function howEnded(event: AgentEvent): ShieldEnding {
  if (event.type === 'replyEnded') return event.how;
  if (event.type === 'repliesDismissed') return 'dismissed';
  return event.type === 'signedOut' ? 'signedOut' : 'leaseExpired';
}

function describeAgent(agent: Agent): string {
  const writing = agent.value.shield === 'on' ? ', writing' : '';
  return `${agent.value.connection}, ${agent.value.intent}, ${agentWork(agent).name}${writing}`;
}

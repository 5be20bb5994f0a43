// A decision in the making: a working copy of the state that remembers all it did. Knows how an agent follows a call's phase.
import type { AgentId, CallId, ShieldEnding } from '../../protocol/index.ts';
import { advanceAgent, agentWork, createAgent, type Agent } from '../agent/agent.ts';
import type { AgentEvent, AgentFacts } from '../agent/agentEvents.ts';
import { endedReplyOf, findReply } from '../agent/replies.ts';
import { advanceCall, callPhase, type Call, type CallPhase, type CallStep } from '../call/call.ts';
import type { CallEvent, Segment } from '../call/callEvents.ts';
import { isWrapUpOpen } from '../call/segments.ts';
import { MOST_SAMPLES } from '../queue/waitEstimate.ts';
import { consultEnding, consultResult, hasHandedOn, hasPassed, offerEnding, offerResult } from './callSteps.ts';
import type { Decision, EndedOffer, LeftSegment, Move, Refusal, Switchboard, TimerEffect } from './switchboard.ts';

export class Draft {
  #handlingMs: Switchboard['handlingMs'];
  #rules: Pick<Switchboard, 'queues' | 'routing'>;
  /** The state before, until something changes: most events leave the thousands of agents alone. */
  #calls: ReadonlyMap<CallId, Call>;
  #agents: ReadonlyMap<AgentId, Agent>;
  #ownCalls: Map<CallId, Call> | undefined;
  #ownAgents: Map<AgentId, Agent> | undefined;
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
    this.#handlingMs = before.handlingMs;
    this.#rules = { queues: before.queues, routing: before.routing };
    this.#calls = before.calls;
    this.#agents = before.agents;
  }

  get state(): Switchboard {
    return { ...this.#rules, handlingMs: this.#handlingMs, calls: this.#calls, agents: this.#agents };
  }

  call(callId: CallId): Call | undefined {
    return this.#calls.get(callId);
  }

  agent(agentId: AgentId): Agent | undefined {
    return this.#agents.get(agentId);
  }

  changeRules(rules: Pick<Switchboard, 'queues' | 'routing'>): void {
    this.#rules = rules;
  }

  /** An agent's part in the call is over: it says how long others will take. */
  noteHandled(callId: CallId, { queueId, joinedMs }: Segment, atMs: number): void {
    if (this.#calls.get(callId)?.context.ending?.outcome === 'mediaFailed') return;
    const took = Math.max(0, atMs - joinedMs);
    const latest = [...(this.#handlingMs.get(queueId) ?? []), took].slice(-MOST_SAMPLES);
    this.#handlingMs = new Map(this.#handlingMs).set(queueId, latest);
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
    const before = this.#calls.get(callId);
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
    this.#letColleagueFollow(before, from, to, event);
    if (to.name === 'ended') {
      if (from.name !== 'ended') this.#ended.set(callId, call);
      if (!isWrapUpOpen(call.context)) this.#removeCall(callId);
    }
    return true;
  }

  advanceAgent(agentId: AgentId, event: AgentEvent): boolean {
    const before = this.#agents.get(agentId);
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
      const { agentId, how, joinedMs, leftMs } = segment;
      if (leftMs === null || (before.context.segments[index]?.leftMs ?? null) !== null) continue;
      this.#leftSegments.push({ callId: facts.callId, number: index + 1, agentId, how, joinedMs, leftMs });
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
      this.advanceAgent(agentId, { type: offerEnding(from, to, event), atMs });
      const result = offerResult(from, to, event);
      const endedAtMs = Math.max(sinceMs, atMs);
      this.#endedOffers.push({ offerId, callId, agentId, rangAtMs: sinceMs, endedAtMs, result });
    } else if (from.name === 'active' && (to.name === 'ended' || hasHandedOn(from, to, event))) {
      const wrapUpLimitMs = this.#rules.queues.get(queueId)?.wrapUpLimitMs ?? null;
      this.advanceAgent(from.conversation.agentId, { type: 'callEnded', wrapUpLimitMs, atMs });
    } else if (from.name === 'active' && (to.name !== 'active' || hasPassed(from, to))) {
      this.advanceAgent(from.conversation.agentId, { type: 'callTakenAway', atMs });
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
      const hasCall = to.name === 'active' && to.conversation.agentId === agentId;
      if (after === null && !hasCall) this.advanceAgent(agentId, { type: 'callTakenAway', atMs });
    } else if (after?.talk !== null) {
      const ending = consultEnding(before.present, after, event);
      this.advanceAgent(agentId, { type: ending, atMs });
      const result = consultResult(ending, to, event);
      this.#endedOffers.push({
        offerId,
        callId,
        agentId,
        rangAtMs: sinceMs,
        endedAtMs: Math.max(sinceMs, atMs),
        result,
      });
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
    this.#writableCalls().delete(callId);
    this.#removed.push(callId);
  }

  #writableCalls(): Map<CallId, Call> {
    this.#ownCalls ??= new Map(this.#calls);
    this.#calls = this.#ownCalls;
    return this.#ownCalls;
  }

  #writableAgents(): Map<AgentId, Agent> {
    this.#ownAgents ??= new Map(this.#agents);
    this.#agents = this.#ownAgents;
    return this.#ownAgents;
  }

  #setCall(callId: CallId, call: Call): void {
    this.#writableCalls().set(callId, call);
    this.#changedCalls.set(callId, call);
  }

  #setAgent(agentId: AgentId, agent: Agent): void {
    this.#writableAgents().set(agentId, agent);
    this.#changedAgents.set(agentId, agent);
  }
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

// A switchboard to try events on: people by short names, time in seconds, and timers that fire when time passes.
import {
  activityIdSchema,
  agentIdSchema,
  callIdSchema,
  queueIdSchema,
  type AgentId,
  type CallId,
  type OfferId,
} from '../protocol/index.ts';
import { agentIntent, agentWork } from '../domain/agent/agent.ts';
import { callPhase, type Call } from '../domain/call/call.ts';
import { agentOf } from '../domain/call/parts.ts';
import type { CallTimings } from '../domain/call/callEvents.ts';
import type { Queue } from '../domain/queue/queue.ts';
import type { Routing } from '../domain/queue/routingRules.ts';
import { decide } from '../domain/switchboard/decide.ts';
import {
  emptySwitchboard,
  type Decision,
  type EndedOffer,
  type LeftSegment,
  type Switchboard,
  type SwitchboardEvent,
  type Timer,
} from '../domain/switchboard/switchboard.ts';

export const TEST_TIMINGS: CallTimings = {
  ringTimeoutMs: 20_000,
  mediaDeadlineMs: 30_000,
  graceMs: 30_000,
  declineRestMs: 10_000,
};

/** Of a call that leaves agents who are writing alone. */
export const UNSHIELDED = { exemptFromShield: false, interruptCountdownMs: 3000 } as const;

export function testQueue(id: string, changes: Partial<Queue> = {}): Queue {
  return {
    id: queueIdSchema.parse(id),
    name: { en: id, fr: id },
    reasons: [{ id: 'solved', name: { en: 'Solved', fr: 'Résolu' } }],
    timings: TEST_TIMINGS,
    maxWaiting: 50,
    ...changes,
  };
}

export function testQueues(...queues: Queue[]): ReadonlyMap<Queue['id'], Queue> {
  return new Map(queues.map((queue) => [queue.id, queue]));
}

type Undated = SwitchboardEvent extends infer E ? (E extends SwitchboardEvent ? Omit<E, 'atMs'> : never) : never;

/** Such as `ada ring 3`, `alex lease 7`. */
export function timerKey(timer: Timer): string {
  return `${timer.subject === 'call' ? timer.callId : timer.agentId} ${timer.kind} ${timer.attempt}`;
}

export class SwitchboardBench {
  state: Switchboard;
  nowMs = 0;
  readonly timers = new Map<string, { timer: Timer; dueAtMs: number }>();
  readonly ended: Call[] = [];
  readonly offers: EndedOffer[] = [];
  readonly left: LeftSegment[] = [];
  last: Decision | null = null;

  constructor(queues = testQueues(testQueue('cards'), testQueue('loans')), routing?: Routing) {
    this.state = emptySwitchboard(queues, routing);
  }

  take(event: Undated): Decision {
    const decision = decide(this.state, { ...event, atMs: this.nowMs });
    this.last = decision;
    if (decision.refusal !== null) return decision;
    this.state = decision.state;
    this.ended.push(...decision.endedCalls);
    this.offers.push(...decision.endedOffers);
    this.left.push(...decision.leftSegments);
    for (const effect of decision.effects) {
      const key = timerKey(effect.timer);
      if (effect.type === 'stopTimer') this.timers.delete(key);
      else this.timers.set(key, { timer: effect.timer, dueAtMs: this.nowMs + effect.delayMs });
    }
    return decision;
  }

  /** Lets time pass; timers fire on the way, in order. */
  wait(seconds: number): void {
    const untilMs = this.nowMs + seconds * 1000;
    for (;;) {
      const [next] = [...this.timers.entries()].sort(([, a], [, b]) => a.dueAtMs - b.dueAtMs);
      if (next === undefined || next[1].dueAtMs > untilMs) break;
      this.timers.delete(next[0]);
      this.nowMs = Math.max(this.nowMs, next[1].dueAtMs);
      this.take({ type: 'timerFired', timer: next[1].timer });
    }
    this.nowMs = untilMs;
  }

  /** An agent who is online and available, a moment later than the one before. */
  joins(name: string): AgentId {
    const agentId = agentIdSchema.parse(name);
    this.nowMs += 1;
    this.take({
      type: 'agentConnected',
      agent: { agentId, displayName: name, role: 'agent', takesConsults: true, takesSeveral: true, takesRooms: true },
      replies: [],
    });
    this.take({ type: 'intentChosen', agentId, intent: { name: 'available' } });
    return agentId;
  }

  calls(name: string, queue = 'cards', priority = false, untoldListening = false): CallId {
    const callId = callIdSchema.parse(name);
    this.nowMs += 1;
    const about = {
      customerName: name,
      media: 'video',
      language: 'en',
      requestHash: `hash of ${name}`,
      takesRooms: true,
      ...(untoldListening ? { untoldListening } : {}),
    } as const;
    this.take({ type: 'customerCalled', call: { callId, queueId: queueIdSchema.parse(queue), priority, ...about } });
    return callId;
  }

  /** An agent opens a reply, or types in it. */
  writes(agentId: AgentId, mail = 'mail-1'): Decision {
    const activityId = activityIdSchema.parse(mail);
    const reply = { activityId, source: 'thunderbird', kind: 'reply', openForMs: 0, inputAgoMs: 0 } as const;
    return this.take({ type: 'replyBegun', agentId, reply });
  }

  sends(agentId: AgentId, mail = 'mail-1'): Decision {
    return this.take({ type: 'replyEnded', agentId, activityId: activityIdSchema.parse(mail), how: 'sent' });
  }

  answers(agentId: AgentId, roomsAvailable = true): Decision {
    return this.take({
      type: 'offerAnswered',
      ...{ agentId, offerId: this.offerOf(agentId), withVideo: true, roomsAvailable },
    });
  }

  declines(agentId: AgentId): Decision {
    return this.take({ type: 'offerDeclined', agentId, offerId: this.offerOf(agentId) });
  }

  /** By default whoever has the call. `as`: what they take themselves for. */
  agentHangsUp(callId: CallId, agentId = this.agentWith(callId), as: 'agent' | 'asked' = 'agent'): Decision {
    return this.take({ type: 'hungUp', callId, by: 'agent', agentId, as });
  }

  agentWith(callId: CallId): AgentId {
    const call = this.state.calls.get(callId);
    return (call === undefined ? null : agentOf(call.context)) ?? agentIdSchema.parse('nobody');
  }

  offerOf(agentId: AgentId): OfferId {
    const offerId = this.state.agents.get(agentId)?.context.offerId ?? null;
    if (offerId === null) throw new Error(`nothing rings at ${agentId}`);
    return offerId;
  }

  /** Such as `ringing at alex`, `active with alex`, `gone`. */
  phaseOf(callId: CallId): string {
    const call = this.state.calls.get(callId);
    if (call === undefined) return 'gone';
    const phase = callPhase(call);
    if (phase.name === 'ringing') return `ringing at ${phase.offer.agentId}`;
    if (phase.name === 'active') return `active with ${phase.conversation.agentId}`;
    return phase.name === 'ended' ? `ended: ${phase.ending.outcome}` : phase.name;
  }

  /** Such as `available, ringing`, `away for lunch, idle`. */
  agentIs(agentId: AgentId): string {
    const agent = this.state.agents.get(agentId);
    if (agent === undefined) return 'unknown';
    const intent = agentIntent(agent);
    const said = intent.name === 'away' ? `away for ${intent.reason}` : 'available';
    return `${said}, ${agentWork(agent).name}`;
  }
}

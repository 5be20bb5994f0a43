// A switchboard on a busy day: most agents in a call, some writing, and a line in front of them. Built by events, as it comes about.
import {
  activityIdSchema,
  agentIdSchema,
  callIdSchema,
  queueIdSchema,
  type AgentId,
  type CallId,
} from '../../../signalling/protocol/index.ts';
import type { Queue } from '../../../signalling/domain/queue/queue.ts';
import { decide } from '../../../signalling/domain/switchboard/decide.ts';
import {
  emptySwitchboard,
  type ArrivingCall,
  type Switchboard,
  type SwitchboardEvent,
} from '../../../signalling/domain/switchboard/switchboard.ts';

export type Size = { readonly agents: number; readonly writing: number; readonly waiting: number };
export type BusyFloor = {
  readonly state: Switchboard;
  readonly talking: readonly { readonly agentId: AgentId; readonly callId: CallId }[];
  readonly nowMs: number;
};

const QUEUE: Queue = {
  id: queueIdSchema.parse('bench'),
  name: { en: 'Bench', fr: 'Banc' },
  reasons: [{ id: 'done', name: { en: 'Done', fr: 'Fait' } }],
  // Nothing of it is to fall due while it is measured.
  timings: { ringTimeoutMs: 600_000, mediaDeadlineMs: 600_000, graceMs: 600_000, declineRestMs: 600_000 },
  maxWaiting: 10_000,
};

export function arriving(name: string): ArrivingCall {
  const about = { customerName: name, media: 'video', language: 'en', requestHash: `hash of ${name}` } as const;
  return { callId: callIdSchema.parse(name), queueId: QUEUE.id, ...about };
}

export function buildBusyFloor({ agents, writing, waiting }: Size): BusyFloor {
  let state = emptySwitchboard(new Map([[QUEUE.id, QUEUE]]));
  let nowMs = Date.now() - 600_000;
  const take = (event: SwitchboardEvent): void => {
    nowMs += 1;
    const decision = decide(state, event);
    if (decision.refusal !== null) throw new Error(`${event.type} was refused: ${decision.refusal}`);
    state = decision.state;
  };
  const joins = (
    number: number,
    replies: Extract<SwitchboardEvent, { type: 'agentConnected' }>['replies'],
  ): AgentId => {
    const agentId = agentIdSchema.parse(`agent-${number}`);
    const agent = { agentId, displayName: `Agent ${number}`, role: 'agent' } as const;
    take({ type: 'agentConnected', agent, replies, atMs: nowMs });
    take({ type: 'intentChosen', agentId, intent: { name: 'available' }, atMs: nowMs });
    return agentId;
  };
  const talking = Array.from({ length: agents - writing }, (_, number) => {
    const agentId = joins(number, []);
    const call = arriving(`talking-${number}`);
    take({ type: 'customerCalled', call, atMs: nowMs });
    const offerId = state.agents.get(agentId)?.context.offerId ?? null;
    if (offerId === null) throw new Error('a call rings at whoever is free');
    take({ type: 'offerAnswered', agentId, offerId, withVideo: true, atMs: nowMs });
    return { agentId, callId: call.callId };
  });
  for (let number = 0; number < waiting; number += 1) {
    take({ type: 'customerCalled', call: arriving(`waiting-${number}`), atMs: nowMs });
  }
  for (let number = agents - writing; number < agents; number += 1) {
    const activityId = activityIdSchema.parse('mail-1');
    joins(number, [{ activityId, source: 'thunderbird', kind: 'reply', openForMs: 0, inputAgoMs: 0 }]);
  }
  return { state, talking, nowMs };
}

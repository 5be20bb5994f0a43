// What each side sees of the state, as the wire says it. Pure.
import type {
  AgentView,
  CallReason,
  CallRecord,
  CustomerCall,
  CustomerPhase,
  QueueId,
  Work,
  WrapUp,
} from '../../protocol/index.ts';
import { agentIntent, agentWork, type Agent } from '../agent/agent.ts';
import { callPhase, type Call } from '../call/call.ts';
import type { Segment } from '../call/callEvents.ts';
import { agentOf } from '../call/parts.ts';
import { lastPart, wrappedUpBy } from '../call/segments.ts';
import { teamOfAgent } from '../queue/routingRules.ts';
import { estimateWait, FEWEST_SAMPLES } from '../queue/waitEstimate.ts';
import { requireAgent, type MediaServersFor } from './viewParts.ts';
import { askedWork, askingView } from './consultViews.ts';
import { besideWork, customerConference, primaryConference } from './conferenceViews.ts';
import type { Switchboard } from './switchboard.ts';
import { aboutCall, callView, inHandView, offerView, requireCall } from './taskViews.ts';

export function customerCallView(state: Switchboard, call: Call, mediaServersFor: MediaServersFor): CustomerCall {
  const { callId, queueId, topic, media, toldOfSupervision } = call.context.facts;
  const view = { callId, topicId: queueId, topic, media, phase: customerPhase(state, call, mediaServersFor) };
  return toldOfSupervision === true ? { ...view, mayBeSupervised: true } : view;
}

function customerPhase(state: Switchboard, call: Call, mediaServersFor: MediaServersFor): CustomerPhase {
  const phase = callPhase(call);
  const { callId, startedAtMs } = call.context.facts;
  if (phase.name === 'ended') return { name: 'ended', ...phase.ending };
  if (phase.name !== 'active') {
    const position = state.line.placeOf(call);
    if (position === undefined) throw new Error('a waiting call has a position');
    if (phase.name !== 'promised') {
      return { name: 'waiting', position, waitingSinceMs: startedAtMs, ...estimatedWait(state, call, position) };
    }
    const ringingUntilMs = phase.stage === 'calling' ? call.context.timers.callbackRing?.dueAtMs : undefined;
    const { promisedAtMs } = phase;
    return { name: 'promised', position, promisedAtMs, ...(ringingUntilMs === undefined ? {} : { ringingUntilMs }) };
  }
  const { agentId, answeredAtMs, generation, generationSinceMs } = phase.conversation;
  return {
    name: 'active',
    agentName: requireAgent(state, agentId).context.displayName,
    answeredAtMs,
    generation,
    held: phase.held,
    agentConnected: phase.agentPresent,
    ...mediaServersFor('customer', callId, generationSinceMs),
    ...customerConference(state, call),
  };
}

/** Absent where it cannot be told. */
function estimatedWait(state: Switchboard, call: Call, position: number): { readonly waitEstimateMs?: number } {
  const { queueId } = call.context.facts;
  const recentHandlingMs = state.handlingMs.get(queueId) ?? [];
  if (recentHandlingMs.length < FEWEST_SAMPLES) return {};
  const estimate = estimateWait({ position, recentHandlingMs, ...state.staff.serving(queueId) });
  return estimate.name === 'unknown' ? {} : { waitEstimateMs: estimate.waitMs };
}

export function agentView(state: Switchboard, agent: Agent, mediaServersFor: MediaServersFor): AgentView {
  const { agentId, displayName, role, pendingIntent, sinceMs } = agent.context;
  return {
    agentId,
    displayName,
    role,
    intent: agentIntent(agent),
    ...(pendingIntent === null ? {} : { pendingIntent }),
    sinceMs,
    work: workView(state, agent, mediaServersFor),
    ...withConferences(state, inHandView(state, agent, mediaServersFor)),
    ...shieldView(state, agent),
  };
}

/** Calls aside go through their rooms as the one at hand does. */
function withConferences(state: Switchboard, { inHand }: Pick<AgentView, 'inHand'>): Pick<AgentView, 'inHand'> {
  if (inHand === undefined) return {};
  const calls = inHand.calls.map((call) => ({ ...call, ...primaryConference(state, requireCall(state, call.callId)) }));
  return { inHand: { ...inHand, calls } };
}

/** What is said of an agent whose calls are held; nothing of others. */
export function shieldView(state: Switchboard, { context }: Agent): Pick<AgentView, 'shield'> {
  const { agentId, replies } = context;
  if (replies.length === 0) return {};
  const sinceMs = Math.min(...replies.map(({ startedAtMs }) => startedAtMs));
  return { shield: { sinceMs, replies: replies.length, callersWaiting: callersFor(state, agentId) } };
}

/** How many are in line in the queues that an agent serves. */
export function callersFor({ line, routing }: Switchboard, agentId: Agent['context']['agentId']): number {
  const { queues } = teamOfAgent(routing, agentId);
  return queues === null ? line.size : [...queues].reduce((sum, queueId) => sum + line.waitingIn(queueId), 0);
}

function workView(state: Switchboard, agent: Agent, mediaServersFor: MediaServersFor): Work {
  const work = agentWork(agent);
  if (work.name === 'idle') return { name: 'idle' };
  const call = requireCall(state, work.callId);
  const phase = callPhase(call);
  if (work.name === 'ringing' && phase.name === 'ringing') return { name: 'ringing', offer: offerView(call, phase) };
  const asked = askedWork(state, agent, call, mediaServersFor);
  if (asked !== undefined) return asked;
  const beside = besideWork(state, agent, call, mediaServersFor);
  if (beside !== undefined) return beside;
  if (work.name === 'inCall' && phase.name === 'active') {
    const consult = askingView(state, phase, mediaServersFor);
    const view = callView(call, phase, mediaServersFor);
    return {
      name: 'inCall',
      call: { ...view, ...(consult === undefined ? {} : { consult }), ...primaryConference(state, call) },
    };
  }
  const part = work.name === 'wrapUp' ? wrappedUpBy(call.context, agent.context.agentId) : undefined;
  if (part !== undefined) {
    const { sinceMs, wrapUpLimit } = agent.context;
    const limit = wrapUpLimit === null ? {} : { endsAtMs: wrapUpLimit.dueAtMs, extendable: !wrapUpLimit.extended };
    return {
      name: 'wrapUp',
      wrapUp: { ...aboutCall(call), topic: part.topic, sinceMs, ...limit, ...wrapUpOf(state, call, part) },
    };
  }
  throw new Error(`an agent who is ${work.name} has a call that is ${phase.name}`);
}

/** Of a call that was handed on it does not matter here what became of it: this agent's part was over then. */
function wrapUpOf(
  state: Switchboard,
  { context }: Call,
  part: Segment,
): Pick<WrapUp, 'answeredAtMs' | 'outcome' | 'endedBy' | 'endReason' | 'reasons'> {
  const { segments, ending } = context;
  const wasLast = ending !== null && agentOf(context) !== null && lastPart(segments) === part;
  return {
    answeredAtMs: part.joinedMs,
    outcome: wasLast ? ending.outcome : 'answered',
    endedBy: wasLast ? ending.endedBy : 'agent',
    endReason: wasLast ? ending.reason : 'hungUp',
    reasons: [...reasonsOf(state, part.queueId)],
  };
}

/** The wrap-up reasons of a queue; one catch-all where the queue has gone since. */
export function reasonsOf(state: Switchboard, queueId: QueueId): readonly CallReason[] {
  return state.queues.get(queueId)?.reasons ?? [{ id: 'other', name: { en: 'Other', fr: 'Autre' } }];
}

/** A call that has ended, as it goes on record. `answeredAtMs` and `agentId`, who had it last, only exist when it was answered. */
export type EndedCall = Omit<CallRecord, 'answeredAtMs' | 'reason' | 'notes' | 'quality'> & {
  readonly topicId: CustomerCall['topicId'];
  readonly agentId: Agent['context']['agentId'] | null;
  readonly answeredAtMs: number | null;
  /** Of the link that the customer came with. */
  readonly reference: string | null;
};

export function endedCallOf(call: Call): EndedCall {
  const { facts, segments, ending } = call.context;
  if (ending === null) throw new Error('only an ended call goes on record');
  return {
    callId: facts.callId,
    topicId: facts.queueId,
    topic: facts.topic,
    customerName: facts.customerName,
    media: facts.media,
    agentId: lastPart(segments)?.agentId ?? null,
    startedAtMs: facts.startedAtMs,
    answeredAtMs: segments[0]?.joinedMs ?? null,
    endedAtMs: ending.endedAtMs,
    outcome: ending.outcome,
    endedBy: ending.endedBy,
    endReason: ending.reason,
    reference: facts.reference ?? null,
  };
}

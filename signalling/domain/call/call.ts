// A call as plain data, and the only way to change it. Knows its machine; knows no agents, queues or clock.
import type { CallId } from '../../protocol/index.ts';
import { timedEffects, type Timed } from '../machine/effects.ts';
import { begin, step, type RequestedAction } from '../machine/step.ts';
import { afterBesideEvent, afterTable, besideTimers } from './beside.ts';
import type {
  BesideEvent,
  CallContext,
  CallEvent,
  CallFacts,
  Consult,
  Conversation,
  Ending,
  Offer,
  TimerKind,
} from './callEvents.ts';
import { callMachine } from './callMachine.ts';
import { consultOf, conversationOf, isHeld, offerOf } from './parts.ts';

/** The machine's state value. Saved with the context as JSON. */
export type CallValue = ReturnType<typeof callMachine.resolveState>['value'];
export type Call = { readonly value: CallValue; readonly context: CallContext };

/** A timer of one call; `attempt` tells a late one from the present one. */
export type CallTimer = {
  readonly subject: 'call';
  readonly kind: TimerKind;
  readonly callId: CallId;
  readonly attempt: number;
};
export type CallTimerEffect = Timed<CallTimer>;

/** What a call is at the moment, with only the fields that exist then. */
export type CallPhase =
  | { readonly name: 'waiting' }
  /** Keeps the place without waiting for it; `calling`: their page rings now. */
  | {
      readonly name: 'promised';
      readonly promisedAtMs: number;
      readonly stage: 'ready' | 'calling' | 'resting';
    }
  | { readonly name: 'ringing'; readonly offer: Offer; readonly agentPresent: boolean }
  | {
      readonly name: 'active';
      readonly conversation: Conversation;
      readonly held: boolean;
      readonly mediaConnected: boolean;
      readonly agentPresent: boolean;
      /** A colleague is asked; `present`: their connection is there. */
      readonly consult: (Consult & { readonly present: boolean }) | null;
      /** How many other agents have joined, or are rung to. */
      readonly colleagues: number;
    }
  | { readonly name: 'ended'; readonly ending: Ending };

export type CallStep = {
  readonly call: Call;
  readonly effects: readonly CallTimerEffect[];
  readonly accepted: boolean;
};

/** A call that has just arrived, and the timers that run from then on. */
export function createCall(facts: CallFacts, takesRooms = false): Omit<CallStep, 'accepted'> {
  const { snapshot, actions } = begin(callMachine, facts);
  const context = withPage(snapshot.context, takesRooms);
  return { call: { value: snapshot.value, context }, effects: effectsOf(actions, facts.callId) };
}

/** `takesRooms`: what the customer's page says of itself. */
function withPage({ customerTakesRooms: _, ...context }: CallContext, takesRooms: boolean): CallContext {
  return takesRooms ? { ...context, customerTakesRooms: true } : context;
}

/** As it was kept. Throws on a state that the machine does not have, or that lacks what belongs to it. */
export function restoreCall(value: unknown, context: CallContext): Call {
  const call = { value: callMachine.resolveState({ value: value as CallValue, context }).value, context };
  callPhase(call);
  return call;
}

export function advanceCall(call: Call, event: CallEvent): CallStep {
  if (isOfBeside(event)) return besideStep(call, event);
  if (event.type === 'customerReturned' && event.takesRooms !== call.context.customerTakesRooms) {
    // The page may be another one than before, also where nobody had missed the one before.
    const { takesRooms = false, ...returned } = event;
    const next = advanceCall({ ...call, context: withPage(call.context, takesRooms) }, returned);
    return { ...next, accepted: true };
  }
  const { snapshot, actions, accepted } = step(callMachine, call.value, call.context, event);
  if (!accepted) return { call, effects: [], accepted };
  const after = { value: snapshot.value, context: snapshot.context };
  const context = afterTable(snapshot.context, isActive(after), event);
  const effects = [
    ...effectsOf(actions, call.context.facts.callId),
    ...besideEffects(call.context, context, event.atMs),
  ];
  return { call: { ...after, context }, effects, accepted };
}

function isActive({ value }: Call): boolean {
  return value !== 'ended' && typeof value.open.service === 'object' && 'active' in value.open.service;
}

function besideStep(call: Call, event: BesideEvent): CallStep {
  const context = call.value === 'ended' ? undefined : afterBesideEvent(call.context, event, isActive(call));
  if (context === undefined) return { call, effects: [], accepted: false };
  const effects = besideEffects(call.context, context, event.atMs);
  return { call: { ...call, context }, effects, accepted: true };
}

/** Timers of those beside are told apart by their attempts: what is no longer there stops, what is new starts. */
function besideEffects(before: CallContext, after: CallContext, atMs: number): readonly CallTimerEffect[] {
  const [was, is] = [besideTimers(before), besideTimers(after)];
  const { callId } = after.facts;
  const stopped = [...was].flatMap(([attempt, { kind }]): CallTimerEffect[] =>
    is.has(attempt) ? [] : [{ type: 'stopTimer', timer: { subject: 'call', kind, callId, attempt } }],
  );
  const started = [...is].flatMap(([attempt, { kind, dueAtMs }]): CallTimerEffect[] =>
    was.has(attempt)
      ? []
      : [
          {
            type: 'startTimer',
            timer: { subject: 'call', kind, callId, attempt },
            delayMs: Math.max(0, dueAtMs - atMs),
          },
        ],
  );
  return [...stopped, ...started];
}

const BESIDE_EVENTS = {
  legRung: true,
  legAnswered: true,
  legGone: true,
  legDropped: true,
  legReturned: true,
  supervised: true,
  guestInvited: true,
  guestKnocked: true,
  guestAdmitted: true,
  guestPaused: true,
  roomEnded: true,
  legElapsed: true,
  directDue: true,
} as const satisfies Record<BesideEvent['type'], true>;

function isOfBeside(event: CallEvent): event is BesideEvent {
  return Object.hasOwn(BESIDE_EVENTS, event.type);
}

function effectsOf(actions: readonly RequestedAction[], callId: CallId): readonly CallTimerEffect[] {
  return timedEffects(actions, (kind, attempt): CallTimer => ({ subject: 'call', kind, callId, attempt }));
}

/** May ring at an agent who is writing: the queue is exempt, or the call has waited past the queue's threshold. */
export function mayInterrupt(call: Call): boolean {
  if (call.value === 'ended') return false;
  return call.context.facts.exemptFromShield || call.value.open.patience === 'spent';
}

export function callPhase(call: Call): CallPhase {
  const { ending, callback } = call.context;
  if (call.value === 'ended') {
    if (ending === null) throw new Error('an ended call has an ending');
    return { name: 'ended', ending };
  }
  const { service } = call.value.open;
  if (service === 'waiting') return { name: 'waiting' };
  if ('promised' in service) {
    if (callback === null) throw new Error('a promised callback has a time');
    return { name: 'promised', promisedAtMs: callback.promisedAtMs, stage: service.promised };
  }
  if ('ringing' in service) {
    const offer = offerOf(call.context);
    if (offer === null) throw new Error('a ringing call has an offer');
    return { name: 'ringing', offer, agentPresent: service.ringing === 'present' };
  }
  const { active } = service;
  const conversation = conversationOf(call.context);
  const consult = consultOf(call.context);
  if (conversation === null) throw new Error('an active call has a conversation');
  return {
    name: 'active',
    conversation,
    held: isHeld(call.context),
    mediaConnected: active.media === 'connected',
    agentPresent: active.agent === 'present',
    colleagues: call.context.participants.filter(({ role }) => role === 'colleague').length,
    consult: consult === null ? null : { ...consult, present: isColleaguePresent(active.consult) },
  };
}

/** Wants to be called back when an agent is free, and is not being called right now. */
export function isTurnAwaited(call: Call): boolean {
  const phase = callPhase(call);
  return phase.name === 'promised' && phase.stage === 'ready';
}

function isColleaguePresent(consult: 'none' | { readonly ringing: string } | { readonly talking: string }): boolean {
  if (consult === 'none') throw new Error('who is asked rings or talks');
  return ('ringing' in consult ? consult.ringing : consult.talking) === 'present';
}

export function isCustomerPresent(call: Call): boolean {
  return call.value !== 'ended' && call.value.open.customer === 'present';
}

// What holds of participants and legs after whatever has happened at a switchboard. For random walks.
import { expect } from 'vitest';
import type { AgentId, CallId } from '../protocol/index.ts';
import { tasksOf } from '../domain/agent/agent.ts';
import { advanceCall, callPhase, type Call } from '../domain/call/call.ts';
import { MOST_PARTICIPANTS } from '../domain/call/beside.ts';
import { hearing } from '../domain/call/hearing.ts';
import { isBeside, mediaShape } from '../domain/call/mediaShape.ts';
import { isHeld, isPaused, joinedLeg } from '../domain/call/parts.ts';
import type { Participant, Parts } from '../domain/call/participants.ts';
import type { SwitchboardBench } from './switchboardBench.ts';

/** Of each call that goes on, its parts as they were before a colleague was asked. */
export class LegHistory {
  readonly #before = new Map<CallId, Parts>();

  note({ context }: Call): void {
    if (context.question === null) this.#before.set(context.facts.callId, context);
  }

  partsBefore(callId: CallId): Parts | undefined {
    return this.#before.get(callId);
  }
}

export function checkLegs(bench: SwitchboardBench, history: LegHistory): void {
  for (const call of bench.state.calls.values()) {
    checkParticipants(call);
    checkCustomer(bench, call);
    checkLinks(call);
    checkWayBack(call, history);
    checkSupervision(call);
    checkPaused(call);
    checkRoom(call);
    history.note(call);
  }
  checkTasks(bench);
}

/** The customer is always there, one agent at most has the call, nobody is in it twice, and no two legs have one id. */
function checkParticipants(call: Call): void {
  const { participants } = call.context;
  const roles = participants.map(({ role }) => role);
  expect(roles[0]).toBe('customer');
  expect(roles.lastIndexOf('customer')).toBe(0);
  for (const role of ['primary', 'consulted'])
    expect(roles.filter((one) => one === role).length).toBeLessThanOrEqual(1);
  const agents = participants.flatMap(({ who }) => (who.kind === 'agent' ? [who.agentId] : []));
  expect(new Set(agents).size).toBe(agents.length);
  const legs = participants.flatMap((one) => one.legs.map(({ legId }) => legId));
  expect(new Set(legs).size).toBe(legs.length);
  const phase = callPhase(call);
  if (phase.name === 'active') expect(participants.some(isTalkingPrimary)).toBe(true);
  if (phase.name === 'ended')
    expect(participants.flatMap((one) => one.legs).every(({ state }) => state === 'left')).toBe(true);
}

function isTalkingPrimary(participant: Participant): boolean {
  return participant.role === 'primary' && joinedLeg(participant) !== undefined;
}

/** Whoever is in has a place in line, hears a person, or is on hold and told so. */
function checkCustomer(bench: SwitchboardBench, call: Call): void {
  if (callPhase(call).name === 'ended') return;
  const [customer] = call.context.participants;
  const [leg] = customer.legs;
  if (leg.state === 'inLine') expect(bench.state.line.placeOf(call)).toBeGreaterThan(0);
  else expect(isHeld(call.context) || (hearing(call).get(leg.legId)?.size ?? 0) > 0).toBe(true);
}

/** Links are between legs that are joined, each pair once; two who hear each other directly have one. */
function checkLinks(call: Call): void {
  const { participants, links } = call.context;
  const joined = new Set(participants.flatMap((one) => joinedLeg(one)?.legId ?? []));
  for (const { offerer, answerer } of links) expect([joined.has(offerer), joined.has(answerer)]).toEqual([true, true]);
  const pairs = links.map(({ offerer, answerer }) => [offerer, answerer].sort().join(' '));
  expect(new Set(pairs).size).toBe(pairs.length);
  if (call.context.viaRoom === true) return;
  for (const [listener, sources] of hearing(call))
    for (const source of sources) expect(pairs).toContain([listener, source].sort().join(' '));
}

/**
 * A question that comes to nothing leads exactly to what was before it. Whom a swap has taken off hold is talked with, and the link with
 * the customer may have been renewed meanwhile.
 */
function checkWayBack(call: Call, history: LegHistory): void {
  const { facts, question } = call.context;
  const before = history.partsBefore(facts.callId);
  if (question === null || before === undefined) return;
  const back = advanceCall(call, { type: 'consultEnded', resumes: false, atMs: question.sinceMs }).call;
  if (callPhase(back).name === 'ended') return;
  expect(isHeld(back.context)).toBe(isHeld(call.context) && isHeld(before));
  expect(asSteady(back.context)).toEqual(asSteady(before));
}

/** Without what may change while a question goes on. */
function asSteady({ participants: [customer, ...others], links }: Parts): unknown {
  const { legs, ...about } = customer;
  const steadyLinks = links.map(({ linkId, offerer, answerer }) => ({ linkId, offerer, answerer }));
  const asked = others.filter((one) => !isBeside(one));
  return { customer: about, legs: legs.map(({ legId, state }) => ({ legId, state })), asked, links: steadyLinks };
}

/** Who listens is heard by nobody, and who whispers by one alone. */
function checkSupervision(call: Call): void {
  if (callPhase(call).name !== 'active') return;
  const heard = hearing(call);
  for (const {
    supervising,
    legs: [leg],
  } of call.context.participants) {
    if (supervising === null) continue;
    const listeners = [...heard].filter(([, sources]) => sources.has(leg.legId)).map(([legId]) => legId);
    if (supervising.mode === 'listen') expect(listeners).toEqual([]);
    if (supervising.mode === 'whisper') expect(listeners).toEqual([supervising.of]);
  }
}

/** Who is paused hears nobody, and nobody hears them. */
function checkPaused(call: Call): void {
  const heard = hearing(call);
  for (const { legs } of call.context.participants.filter(isPaused)) {
    expect(heard.get(legs[0].legId)?.size ?? 0).toBe(0);
    expect([...heard.values()].some((sources) => sources.has(legs[0].legId))).toBe(false);
  }
}

/**
 * Whatever is more than two has a room, for which the pages of both were made; a room outlives its third person by a while at most, but
 * where it was one from the start.
 */
function checkRoom({ context }: Call): void {
  if (mediaShape(context) === 'room') expect(context.viaRoom).toBe(true);
  else if (context.roomFromStart === 'holds')
    expect([context.viaRoom, context.timers.direct]).toEqual([true, undefined]);
  else if (context.viaRoom === true) expect(context.timers.direct).toBeDefined();
  if (context.roomFromStart !== undefined) expect(context.viaRoom).toBe(true);
  expect(context.participants.length).toBeLessThanOrEqual(MOST_PARTICIPANTS);
}

/** No task without its leg, no leg of an agent without their task, and nobody hears people of two calls at once. */
function checkTasks(bench: SwitchboardBench): void {
  const legs: string[] = [];
  const listening: AgentId[] = [];
  for (const call of bench.state.calls.values()) {
    const heard = hearing(call);
    for (const {
      who,
      legs: [leg],
    } of call.context.participants) {
      if (who.kind !== 'agent' || leg.state === 'left') continue;
      legs.push(`${who.agentId} ${call.context.facts.callId} ${leg.state === 'ringing' ? 'ringing' : 'joined'}`);
      if ((heard.get(leg.legId)?.size ?? 0) > 0) listening.push(who.agentId);
    }
  }
  const tasks = [...bench.state.agents].flatMap(([agentId, agent]) =>
    tasksOf(agent).flatMap(({ callId, state }) =>
      state === 'wrapUp' ? [] : [`${agentId} ${callId} ${state === 'ringing' ? 'ringing' : 'joined'}`],
    ),
  );
  expect(tasks.sort()).toEqual(legs.sort());
  expect(new Set(listening).size).toBe(listening.length);
}

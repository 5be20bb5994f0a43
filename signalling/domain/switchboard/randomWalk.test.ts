// Long random days at the switchboard: whatever happens in whatever order, these things hold.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AgentId, CallId } from '../../protocol/index.ts';
import { checkLegs, LegHistory } from '../../testing/legs.contract.ts';
import { SwitchboardBench, timerKey } from '../../testing/switchboardBench.ts';
import { beginDay, inHandOf, PLAY, RULES } from '../../testing/switchboardWalk.ts';
import { agentWork, isFree, isWriting, type tasksOf } from '../agent/agent.ts';
import { besideOf, timerOf } from '../call/beside.ts';
import { callPhase, isCustomerPresent, type Call } from '../call/call.ts';
import type { Leg } from '../call/participants.ts';
import { besideAgents } from './callSteps.ts';
import { plainRouting } from '../queue/routingRules.ts';
import { agentOf, consultOf, conversationOf, isHeld } from '../call/parts.ts';
import { linksOf } from '../call/links.ts';
import { wrappedUpBy } from '../call/segments.ts';
import type { Timer } from './switchboard.ts';

/** More for a longer look: `VISAVIS_WALKS=10000`. */
const WALKS = Number(process.env['VISAVIS_WALKS'] ?? 300);

function checkAgents(bench: SwitchboardBench): void {
  for (const agentId of bench.state.agents.keys()) {
    const tasks = inHandOf(bench, agentId);
    expect(tasks.length).toBeLessThanOrEqual(bench.state.routing.plainTeam.capacity.video);
    expect(new Set(tasks.map(({ callId }) => callId)).size).toBe(tasks.length);
    for (const task of tasks) checkTask(bench, agentId, task);
    checkBeside(bench, agentId);
  }
}

function checkTask(
  bench: SwitchboardBench,
  agentId: AgentId,
  { callId, state }: ReturnType<typeof tasksOf>[number],
): void {
  const call = bench.state.calls.get(callId);
  if (call === undefined) throw new Error('a busy agent has lost the call');
  const phase = callPhase(call);
  if (state === 'wrapUp') {
    expect(wrappedUpBy(call.context, agentId)).toBeDefined();
    return;
  }
  const consult = consultOf(call.context);
  if (consult?.offer.agentId === agentId) {
    expect([phase.name, state]).toEqual(['active', consult.talk === null ? 'ringing' : 'inCall']);
    expect(linksOf(call).length).toBe(consult.talk === null ? 1 : 2);
    return;
  }
  const beside = besideAgents(call.context).find((one) => one.agentId === agentId);
  if (beside !== undefined) {
    expect([phase.name, state]).toEqual(['active', beside.leg.state === 'ringing' ? 'ringing' : 'inCall']);
    return;
  }
  expect(phase.name).toBe({ ringing: 'ringing', inCall: 'active', held: 'active' }[state]);
  const owner = phase.name === 'ringing' ? phase.offer.agentId : agentOf(call.context);
  expect(owner).toBe(agentId);
}

/** One who is talked with, at hand; nothing rings beside while the agent writes, asks a colleague or is asked. */
function checkBeside(bench: SwitchboardBench, agentId: AgentId): void {
  const agent = bench.state.agents.get(agentId);
  if (agent === undefined) return;
  const { beside = [], isConsulting = false, callId } = agent.context;
  if (callId === null) expect(beside).toEqual([]);
  for (const task of beside) {
    const call = bench.state.calls.get(task.callId);
    const phase = call === undefined ? undefined : callPhase(call);
    if (task.state === 'held') expect(phase?.name === 'active' && phase.held).toBe(true);
    if (task.state === 'ringing' && agentWork(agent).name !== 'ringing')
      expect([isWriting(agent), isConsulting]).toEqual([false, false]);
  }
}

function checkCalls(bench: SwitchboardBench): void {
  const free = [...bench.state.agents].filter(([, agent]) => isFree(agent)).map(([agentId]) => agentId);
  for (const call of bench.state.calls.values()) {
    const phase = callPhase(call);
    const owner =
      phase.name === 'ringing' ? phase.offer.agentId : phase.name === 'active' ? phase.conversation.agentId : undefined;
    // Whoever is in has a place in line, or somebody to talk with.
    if (phase.name !== 'ended')
      expect(phase.name === 'active' || bench.state.line.placeOf(call) !== undefined).toBe(true);
    checkSegments(bench, call);
    checkConsult(bench, call);
    if (owner !== undefined)
      expect(inHandOf(bench, owner).map(({ callId }) => callId)).toContain(call.context.facts.callId);
    if (phase.name !== 'waiting' || !isCustomerPresent(call)) continue;
    expect(owner).toBeUndefined();
    // Kept for nobody who could have it: it rings, or it waits for whoever may have it.
    expect(call.context.reservedFor).toBeNull();
    for (const agentId of free) expect(call.context.declinedBy).toContain(agentId);
  }
}

/**
 * Whoever is asked is asked about one call, and is somebody else than the one who has it; nobody rings who is writing. The customer is
 * on hold as long as it rings.
 */
function checkConsult(bench: SwitchboardBench, { context }: Call): void {
  const consult = consultOf(context);
  if (consult === null) return;
  const { agentId } = consult.offer;
  expect(agentId).not.toBe(agentOf(context));
  const agent = bench.state.agents.get(agentId);
  expect(agent?.context.callId).toBe(context.facts.callId);
  if (agent && consult.talk === null) expect([isHeld(context), isWriting(agent)]).toEqual([true, false]);
}

/** One present part while somebody has the call, each open wrap-up with its agent, and a call over leaves with the last of them. */
function checkSegments(bench: SwitchboardBench, { context }: Call): void {
  const { segments, ending, facts } = context;
  const conversation = conversationOf(context);
  const consult = consultOf(context);
  const present = segments.filter(({ leftMs }) => leftMs === null);
  const talking = consult?.talk ? [consult.offer.agentId] : [];
  const beside = besideAgents(context).flatMap(({ agentId, leg }) => (leg.state === 'joined' ? [agentId] : []));
  expect(present.map(({ agentId }) => agentId).sort()).toEqual(
    conversation === null || ending !== null ? [] : [conversation.agentId, ...talking, ...beside].sort(),
  );
  const open = segments.filter(({ wrapUp }) => wrapUp === 'open').map(({ agentId }) => agentId);
  expect(new Set(open).size).toBe(open.length);
  for (const agentId of open) {
    const task = inHandOf(bench, agentId).find(({ callId }) => callId === facts.callId);
    expect(task?.state).toBe('wrapUp');
  }
  expect(ending !== null && open.length === 0).toBe(false);
}

/** Of the absence of somebody who is promised to be called: nothing follows from it. */
function isIdle(bench: SwitchboardBench, timer: Timer): boolean {
  if (timer.subject !== 'call' || timer.kind !== 'customerGrace') return false;
  const call = bench.state.calls.get(timer.callId);
  return call !== undefined && callPhase(call).name === 'promised';
}

function timerNames(call: Call, leg: Leg): string[] {
  const timer = timerOf(leg);
  return timer === undefined ? [] : [`${call.context.facts.callId} leg ${timer.attempt}`];
}

function checkTimers(bench: SwitchboardBench): void {
  const leases = [...bench.state.agents.values()].flatMap(({ context: { agentId, replies, wrapUpLimit } }) => [
    ...replies.map(({ attempt }) => `${agentId} lease ${attempt}`),
    ...(wrapUpLimit === null ? [] : [`${agentId} wrapUp ${wrapUpLimit.attempt}`]),
  ]);
  const due = [...bench.state.calls.values()].flatMap((call) =>
    Object.entries(call.context.timers)
      // Whoever is promised to be called may be away for as long as they like.
      .filter(([kind]) => kind !== 'customerGrace' || callPhase(call).name !== 'promised')
      .map(([kind, { attempt }]) => `${call.context.facts.callId} ${kind} ${attempt}`)
      .concat(besideOf(call.context).flatMap(({ legs: [leg] }) => timerNames(call, leg))),
  );
  const running = [...bench.timers.values()]
    .filter(({ timer }) => !isIdle(bench, timer))
    .map(({ timer }) => timerKey(timer));
  expect(running.sort()).toEqual([...due, ...leases].sort());
}

function checkAccounts(bench: SwitchboardBench, started: ReadonlySet<CallId>): void {
  const ended = bench.ended.map(({ context }) => context.facts.callId);
  expect(new Set(ended).size).toBe(ended.length);
  for (const callId of started) {
    const call = bench.state.calls.get(callId);
    const isOpen = call !== undefined && callPhase(call).name !== 'ended';
    expect(isOpen).not.toBe(ended.includes(callId));
  }
  // Each part is over once: told once, and never again of the same part.
  const parts = bench.left.map(({ callId, number }) => `${callId} ${number}`);
  expect(new Set(parts).size).toBe(parts.length);
  for (const { context } of bench.ended) {
    if (context.segments.length > 0 && context.ending?.outcome !== 'mediaFailed')
      expect(context.ending?.outcome).toBe('answered');
  }
}

it('[ROUTE-3][ROUTE-4][CALL-1][CALL-3][TRANSFER-1][TRANSFER-6][CONSULT-5][TASK-1][LEG-2][LEG-3] loses no call, doubles none, ends each once, stops its timers and leaves nobody in silence', () => {
  const steps = fc.array(fc.tuple(fc.nat(PLAY.length - 1), fc.nat(1000)), { minLength: 20, maxLength: 60 });
  fc.assert(
    fc.property(steps, fc.constantFrom(1, 3), fc.boolean(), (walk, most, isBusyDay) => {
      const { plainTeam, ...routing } = plainRouting(RULES);
      // All who call want video.
      const team = { ...plainTeam, capacity: { voice: 3, video: most }, mostInHand: 3 };
      const bench = new SwitchboardBench(undefined, { ...routing, plainTeam: team });
      const started = new Set<CallId>();
      const history = new LegHistory();
      if (isBusyDay) started.add(beginDay(bench));
      for (const [act, chance] of walk) {
        PLAY[act]?.(bench, chance);
        for (const callId of bench.state.calls.keys()) started.add(callId);
        checkAgents(bench);
        checkCalls(bench);
        checkTimers(bench);
        checkAccounts(bench, started);
        checkLegs(bench, history);
      }
      // Nobody comes back: everything ends by itself, but for those who were promised to be called.
      bench.wait(120);
      bench.take({ type: 'serverRestarted' });
      bench.wait(120);
      for (const [callId, call] of bench.state.calls) {
        if (callPhase(call).name === 'ended') continue;
        expect(callPhase(call).name).toBe('promised');
        bench.take({ type: 'customerLeftLine', callId });
      }
      checkAccounts(bench, started);
      expect(bench.ended.length).toBe(started.size);
      expect(bench.left.length).toBe(bench.ended.flatMap(({ context }) => context.segments).length);
      expect(bench.timers.size).toBe(0);
    }),
    { numRuns: WALKS, seed: 20_240_601 },
  );
});

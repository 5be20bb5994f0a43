// Routing by skills, tiers, overflow and shield: against the plainest possible scan, and property by property.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { agentIdSchema, callIdSchema, queueIdSchema, type CallMedia } from '../../protocol/index.ts';
import { assign, assignCalls, mayTake, positions, type FreeAgent, type QueuedCall } from './assign.ts';
import { compareFree, FreeAgents } from './freeAgents.ts';
import type { Queue, Queues } from './queue.ts';
import { DEFAULT_HEAD_STARTS, headStartMs, longestOvertakingMs, rankMs } from './rank.ts';
import { EVERYBODY, PLAIN_PROFILE, teamOf, type AgentProfile } from './team.ts';
import { compareCalls, WaitingLine } from './waitingLine.ts';

const NOW_MS = 100_000;
const queueIds = ['loans', 'cards', 'help'].map((id) => queueIdSchema.parse(id));
const agentIds = Array.from({ length: 8 }, (_, index) => agentIdSchema.parse(`agent-${index}`));
const timings = { ringTimeoutMs: 1, mediaDeadlineMs: 1, graceMs: 1, declineRestMs: 1 };
const words = { en: 'x', fr: 'x' };

function queueNeeding(id: Queue['id'], skills: Record<string, number>): Queue {
  return { id, name: words, reasons: [], timings, maxWaiting: 9, skills };
}
const queuesNeeding = fc
  .tuple(...queueIds.map(() => fc.record({ credit: fc.integer({ min: 0, max: 3 }) })))
  .map((needs): Queues => new Map(queueIds.map((id, index) => [id, queueNeeding(id, needs[index] ?? {})])));

const media = fc.constantFrom<CallMedia>('voice', 'video');
const channel = fc.record({ capacity: fc.integer({ min: 0, max: 1 }), interruptibleBy: fc.constant([]) });
const profile = fc.record<AgentProfile>({
  skills: fc.record({ credit: fc.integer({ min: 0, max: 3 }) }),
  queues: fc.option(fc.subarray(queueIds)),
  servesPriority: fc.boolean(),
  channels: fc.record({
    voice: channel,
    video: channel,
    reply: fc.record({ capacity: fc.constant(1), interruptibleBy: fc.subarray<CallMedia>(['voice', 'video']) }),
  }),
});

type Scene = {
  readonly queues: Queues;
  readonly calls: readonly QueuedCall[];
  readonly agents: readonly (FreeAgent & { readonly profile: AgentProfile })[];
};

/** Calls as queues make them: what time allows, it allows after the same wait to all of a kind. */
const scenes: fc.Arbitrary<Scene> = queuesNeeding.chain((queues) => {
  const call = fc.record({
    waitedMs: fc.nat(90_000),
    queueId: fc.constantFrom(...queueIds),
    declinedBy: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray(agentIds)),
    priority: fc.boolean(),
    media,
    interrupts: fc.constantFrom(undefined, 0, 40_000),
    overflows: fc.constantFrom(undefined, 30_000),
  });
  const calls = fc.array(call, { maxLength: 10 }).map((made) =>
    [...made]
      .sort((a, b) => b.waitedMs - a.waitedMs)
      .map(({ waitedMs, interrupts, overflows, ...rest }, arrival): QueuedCall => {
        const arrivedMs = NOW_MS - waitedMs;
        return {
          ...rest,
          callId: callIdSchema.parse(`call-${arrival}`),
          arrival,
          assignable: true,
          rankMs: rankMs(
            arrivedMs,
            { tier: 0, priority: rest.priority },
            { tierHeadStartMs: 0, priorityHeadStartMs: 20_000 },
          ),
          ...(interrupts === undefined ? {} : { interruptsAtMs: arrivedMs + interrupts }),
          ...(overflows === undefined
            ? {}
            : { overflow: { to: queueIds[2] ?? rest.queueId, atMs: arrivedMs + overflows } }),
        };
      }),
  );
  const about = fc.record({ freeSinceMs: fc.nat(20), writing: fc.boolean(), profile });
  const agents = fc.tuple(fc.subarray(agentIds), fc.array(about, { minLength: 8, maxLength: 8 })).map(([ids, abouts]) =>
    ids.map((agentId, index) => {
      const one = abouts[index] ?? { freeSinceMs: 0, writing: false, profile: PLAIN_PROFILE };
      return { agentId, ...one, team: teamOf(one.profile, queues) };
    }),
  );
  return fc.record({ queues: fc.constant(queues), calls, agents });
});

function holds(check: (scene: Scene) => void): void {
  fc.assert(fc.property(scenes, check), { numRuns: 1500, seed: 7 });
}
const pairs = (assignments: ReturnType<typeof assignCalls>) =>
  assignments.map(({ callId, agentId, interrupts }) => ({ callId, agentId, interrupts }));

/** Straight from the rules, one call after the other and every agent for each. */
function mayHave({ queues }: Scene, call: QueuedCall, agent: Scene['agents'][number]): boolean {
  const { profile: own } = agent;
  const serves = (queueId: Queue['id']): boolean =>
    (own.queues?.includes(queueId) ?? true) &&
    Object.entries(queues.get(queueId)?.skills ?? {}).every(([skill, level]) => (own.skills[skill] ?? 0) >= level);
  if (call.media === undefined || own.channels[call.media].capacity === 0) return false;
  if (call.declinedBy.includes(agent.agentId)) return false;
  if (agent.writing === true && !own.channels.reply.interruptibleBy.includes(call.media)) {
    if (call.interruptsAtMs === undefined || call.interruptsAtMs > NOW_MS) return false;
  }
  return (
    serves(call.queueId) || (call.overflow !== undefined && call.overflow.atMs <= NOW_MS && serves(call.overflow.to))
  );
}

function plainly(scene: Scene) {
  const free = new Set(scene.agents);
  return [...scene.calls].sort(compareCalls).flatMap((call) => {
    const [best] = [...free]
      .filter((agent) => mayHave(scene, call, agent))
      .sort(
        (a, b) =>
          Number(a.writing) - Number(b.writing) ||
          (call.priority === true ? Number(b.profile.servesPriority) - Number(a.profile.servesPriority) : 0) ||
          compareFree(a, b),
      );
    if (best === undefined) return [];
    free.delete(best);
    return [{ callId: call.callId, agentId: best.agentId, interrupts: best.writing === true }];
  });
}

it('[ROUTE-7][ROUTE-8][ROUTE-9][ROUTE-10][ROUTE-11][ROUTE-12] decides as a plain scan of all calls and agents would', () => {
  holds((scene) => {
    expect(pairs(assignCalls(scene.calls, scene.agents, NOW_MS))).toEqual(plainly(scene));
  });
});

it('[ROUTE-3] loses no call, assigns none twice and nobody twice, and changes nothing it is given', () => {
  holds(({ calls, agents }) => {
    const line = new WaitingLine();
    for (const call of calls) line.add(call);
    const free = new FreeAgents();
    for (const agent of agents) free.add(agent);
    const first = assign(line, free, NOW_MS);
    expect(pairs(assign(line, free, NOW_MS))).toEqual(pairs(first));
    expect(new Set(first.map(({ callId }) => callId)).size).toBe(first.length);
    expect(new Set(first.map(({ agentId }) => agentId)).size).toBe(first.length);
    for (const { call, agent } of first) {
      line.remove(call);
      free.remove(agent);
    }
    expect(line.size).toBe(calls.length - first.length);
    expect(free.size).toBe(agents.length - first.length);
    // Whoever is left fits nothing that is left.
    expect(assign(line, free, NOW_MS)).toEqual([]);
  });
});

it('[ROUTE-9][ROUTE-10] respects queues, skills and channels', () => {
  holds((scene) => {
    for (const { call, agentId } of assignCalls(scene.calls, scene.agents, NOW_MS)) {
      const agent = scene.agents.find((one) => one.agentId === agentId);
      expect(agent !== undefined && mayHave(scene, call, agent)).toBe(true);
    }
  });
});

it('[ROUTE-12] interrupts nobody who writes while somebody else may take the call', () => {
  holds((scene) => {
    const assignments = assignCalls(scene.calls, scene.agents, NOW_MS);
    const idle = scene.agents.filter(
      ({ agentId, writing }) => writing !== true && !assignments.some((one) => one.agentId === agentId),
    );
    for (const { call, interrupts } of assignments) {
      if (interrupts) expect(idle.filter((agent) => mayHave(scene, call, agent))).toEqual([]);
    }
  });
});

it('[ROUTE-1] serves the oldest first among equals', () => {
  holds((scene) => {
    const assigned = new Set(assignCalls(scene.calls, scene.agents, NOW_MS).map(({ callId }) => callId));
    for (const late of scene.calls.filter(({ callId }) => assigned.has(callId))) {
      const passedOver = scene.calls.filter(
        (call) =>
          !assigned.has(call.callId) &&
          call.arrival < late.arrival &&
          call.queueId === late.queueId &&
          call.priority === late.priority &&
          call.media === late.media &&
          call.declinedBy.length === 0 &&
          late.declinedBy.length === 0,
      );
      // An older one is only passed over where it may go to fewer agents: it does not interrupt, or does not overflow.
      for (const call of passedOver) {
        const isEqual =
          (call.interruptsAtMs === undefined) === (late.interruptsAtMs === undefined) &&
          (call.overflow === undefined) === (late.overflow === undefined) &&
          (call.interruptsAtMs ?? 0) <= (late.interruptsAtMs ?? 0);
        expect(isEqual).toBe(false);
      }
    }
  });
});

it('[ROUTE-8] starves nobody: one who arrives later than the stated bound never goes before', () => {
  const standing = fc.record({ tier: fc.integer({ min: 0, max: 9 }), priority: fc.boolean() });
  const start = fc.record({ tierHeadStartMs: fc.nat(600_000), priorityHeadStartMs: fc.nat(1_200_000) });
  fc.assert(
    fc.property(standing, standing, start, fc.nat(10_000_000), (own, other, headStarts, laterMs) => {
      const bound = longestOvertakingMs(own, 9, headStarts);
      const overtakes = rankMs(laterMs, other, headStarts) < rankMs(0, own, headStarts);
      if (overtakes) expect(laterMs).toBeLessThan(bound);
    }),
    { numRuns: 2000, seed: 8 },
  );
  // The bound is reached: a priority customer of the highest tier goes before a plain call that came just less earlier.
  const bound = longestOvertakingMs({ tier: 0, priority: false }, 9, DEFAULT_HEAD_STARTS);
  expect(bound).toBe(55 * 60_000);
  // Whoever has a head start is overtaken by so much less.
  expect(longestOvertakingMs({ tier: 2, priority: true }, 9, DEFAULT_HEAD_STARTS)).toBe(35 * 60_000);
  const rankOfBest = (atMs: number) => rankMs(atMs, { tier: 9, priority: true }, DEFAULT_HEAD_STARTS);
  expect(rankOfBest(bound - 1)).toBeLessThan(0);
  expect(rankOfBest(bound)).toBe(0);
  expect(headStartMs({ tier: 2, priority: true }, DEFAULT_HEAD_STARTS)).toBe(20 * 60_000);
});

it('[CALL-2][ROUTE-8] counts positions by rank: a priority customer stands ahead of the line', () => {
  const at = (arrival: number, rank: number): QueuedCall => ({
    callId: callIdSchema.parse(`call-${arrival}`),
    queueId: queueIds[0] ?? queueIdSchema.parse('x'),
    arrival,
    rankMs: rank,
    declinedBy: [],
    assignable: true,
  });
  const places = positions([at(1, 1000), at(2, 2000), at(3, -5000)]);
  expect(['call-1', 'call-2', 'call-3'].map((id) => places.get(callIdSchema.parse(id)))).toEqual([2, 3, 1]);
});

it('[ROUTE-11] sends a call to the overflow queue from the very millisecond on', () => {
  const [loans, cards] = queueIds;
  if (loans === undefined || cards === undefined) throw new Error('two queues');
  const call = { ...callOf(1, cards), overflow: { to: loans, atMs: 5000 } };
  const bench = { team: { ...EVERYBODY, key: 'loans', queues: new Set([loans]) }, writing: false, inHand: 0 };
  expect(mayTake(bench, call, 4999)).toBe(false);
  expect(mayTake(bench, call, 5000)).toBe(true);
});

function callOf(arrival: number, queueId: Queue['id']): QueuedCall {
  return {
    callId: callIdSchema.parse(`call-${arrival}`),
    queueId,
    arrival,
    declinedBy: [],
    assignable: true,
  };
}

/** How often the order of the agents is looked at for one assignment out of so many. */
function looksFor(count: number): number {
  let looks = 0;
  const free = new FreeAgents();
  for (let index = 0; index < count; index += 1) {
    const agentId = agentIdSchema.parse(`agent-${index}`);
    free.add({
      agentId,
      get freeSinceMs() {
        looks += 1;
        return (index * 7919) % count;
      },
    });
  }
  const line = new WaitingLine();
  line.add(callOf(1, queueIds[0] ?? queueIdSchema.parse('x')));
  looks = 0;
  const [assignment] = assign(line, free, NOW_MS);
  if (assignment === undefined) throw new Error('somebody is free');
  free.remove(assignment.agent);
  return looks;
}

it('[ROUTE-20] looks at no more agents than O(log n) for an assignment', () => {
  const looks = [100, 10_000, 100_000].map(looksFor);
  expect(looks[0]).toBeGreaterThan(0);
  for (const [index, count] of [100, 10_000, 100_000].entries()) {
    expect(looks[index]).toBeLessThanOrEqual(6 * Math.ceil(Math.log2(count)));
  }
});

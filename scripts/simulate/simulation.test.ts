// The simulator against Erlang C, and what it says of shield, priority and scale.
import { expect, it } from 'vitest';
import { erlangC } from './erlangC.ts';
import { allWaits, figuresOf } from './figures.ts';
import { arrivalsPerMs, DEFAULT_SCENARIO, type Scenario } from './scenario.ts';
import { simulate } from './simulation.ts';

const small: Scenario = { ...DEFAULT_SCENARIO, calls: 20_000, agents: 20 };

it('[SIM-1] knows Erlang C: 10 agents with 8 erlang of work', () => {
  const figures = erlangC({ agents: 10, arrivalsPerMs: 8 / 180_000, meanHandlingMs: 180_000 });
  expect(figures.waitShare).toBeCloseTo(0.4092, 4);
  expect(figures.meanWaitMs).toBeCloseTo(0.40918 * 90_000, -1);
  expect(figures.within(20_000)).toBeCloseTo(1 - 0.40918 * Math.exp(-20 / 90), 3);
  expect(() => erlangC({ agents: 8, arrivalsPerMs: 8 / 180_000, meanHandlingMs: 180_000 })).toThrow(RangeError);
});

it.each([
  [5, 0.7],
  [20, 0.8],
  [50, 0.9],
])('[SIM-1] agrees with Erlang C for %i agents at an occupancy of %d', (agents, occupancy) => {
  const scenario = { ...small, agents, occupancy, calls: 200_000, seed: 4 };
  const expected = erlangC({ ...scenario, arrivalsPerMs: arrivalsPerMs(scenario) });
  const figures = figuresOf(simulate(scenario).waitsMs, scenario.serviceLevelMs);
  expect(Math.abs(figures.waitShare - expected.waitShare)).toBeLessThan(0.02);
  expect(Math.abs(figures.serviceLevel - expected.within(scenario.serviceLevelMs))).toBeLessThan(0.02);
  expect(Math.abs(figures.meanMs / expected.meanWaitMs - 1)).toBeLessThan(0.1);
});

it('[SIM-2] gives the same for the same seed, loses no call, and another for another', () => {
  const scenario = { ...small, queues: 3, writingShare: 0.3, priorityShare: 0.1, meanPatienceMs: 300_000 };
  const outcome = simulate(scenario);
  expect(simulate(scenario)).toEqual(outcome);
  expect(simulate({ ...scenario, seed: 2 }).waitsMs).not.toEqual(outcome.waitsMs);
  expect(outcome.answered + outcome.gaveUp).toBe(scenario.calls);
  expect(outcome.gaveUp).toBeGreaterThan(0);
  expect(outcome.leftInLine).toBe(0);
});

it('[SIM-2] shows what the shield costs: nobody is interrupted, and calls wait longer', () => {
  const writing = { ...small, occupancy: 0.8, writingShare: 0.4 };
  const [shielded, open] = [simulate(writing), simulate({ ...writing, shield: false })];
  const softened = simulate({ ...writing, interruptAfterMs: 30_000 });
  const level = (outcome: typeof open): number => figuresOf(outcome.waitsMs, writing.serviceLevelMs).serviceLevel;
  expect(shielded.interrupted).toBe(0);
  expect(open.interrupted).toBeGreaterThan(softened.interrupted);
  expect(softened.interrupted).toBeGreaterThan(0);
  expect(level(shielded)).toBeLessThan(level(open));
  expect(figuresOf(softened.waitsMs, 0).p99Ms).toBeLessThan(figuresOf(shielded.waitsMs, 0).p99Ms);
});

it('[SIM-2] shows that priority customers wait less, and the others not for ever', () => {
  const scenario = { ...small, occupancy: 0.95, priorityShare: 0.2 };
  const { waitsMs, priorityWaitsMs } = simulate(scenario);
  const [plain, priority] = [figuresOf(waitsMs, 20_000), figuresOf(priorityWaitsMs, 20_000)];
  expect(priority.meanMs).toBeLessThan(plain.meanMs / 2);
  const withoutPriority = simulate({ ...scenario, priorityShare: 0 });
  // Nobody is overtaken by one who came more than 10 minutes later: the price is bounded.
  expect(plain.longestMs).toBeLessThan(figuresOf(allWaits(withoutPriority), 0).longestMs + 10 * 60_000);
});

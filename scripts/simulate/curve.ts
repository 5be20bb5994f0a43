// What one event costs, over sizes: free agents 10 → 100,000, and calls in line. Measures; prints nothing.
import { DEFAULT_SCENARIO } from './scenario.ts';
import { simulate } from './simulation.ts';

export type CurvePoint = {
  readonly agents: number;
  readonly calls: number;
  readonly events: number;
  readonly longestLine: number;
  /** Of three runs the quickest: what else the machine does only ever adds. */
  readonly microsecondsPerEvent: number;
};

const SIZES = [10, 100, 1000, 10_000, 100_000] as const;
const ROUNDS = 3;

/** Lots of agents, of whom a tenth is free. */
export function agentsCurve(calls: number): readonly CurvePoint[] {
  return SIZES.map((agents) => measure(agents, Math.max(calls, 4 * agents), 0.9));
}

/** 100 agents and twice the work they can do: about half of the calls stand in line in the end. */
export function lineCurve(): readonly CurvePoint[] {
  return SIZES.map((line) => measure(100, 2 * line + 200, 2));
}

function measure(agents: number, calls: number, occupancy: number): CurvePoint {
  const scenario = { ...DEFAULT_SCENARIO, agents, calls, occupancy };
  let best: CurvePoint | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedMs = performance.now();
    const { events, longestLine } = simulate(scenario);
    const microsecondsPerEvent = ((performance.now() - startedMs) * 1000) / events;
    if (best === undefined || microsecondsPerEvent < best.microsecondsPerEvent) {
      best = { agents, calls, events, longestLine, microsecondsPerEvent };
    }
  }
  if (best === undefined) throw new Error('at least one round');
  return best;
}

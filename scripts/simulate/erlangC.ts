// Erlang C: what a line of calls with Poisson arrivals, exponential handling times and patient callers does in the mean.
// A. K. Erlang, "Solution of some problems in the theory of probabilities …", 1917. Knows no simulation.

export type ErlangFacts = {
  readonly agents: number;
  readonly arrivalsPerMs: number;
  readonly meanHandlingMs: number;
};
export type ErlangFigures = {
  /** Share of calls that wait at all. */
  readonly waitShare: number;
  readonly meanWaitMs: number;
  /** Share answered within so many milliseconds. */
  within(ms: number): number;
};

/** Only where there are more agents than work: otherwise the line grows without end, and there is no such mean. */
export function erlangC({ agents, arrivalsPerMs, meanHandlingMs }: ErlangFacts): ErlangFigures {
  const load = arrivalsPerMs * meanHandlingMs;
  if (load >= agents) throw new RangeError('Erlang C needs more agents than work');
  // Erlang B by its recursion, which neither overflows nor loses digits with thousands of agents.
  let blocked = 1;
  for (let count = 1; count <= agents; count += 1) blocked = (load * blocked) / (count + load * blocked);
  const waitShare = blocked / (1 - (load / agents) * (1 - blocked));
  const spareRate = (agents - load) / meanHandlingMs;
  return {
    waitShare,
    meanWaitMs: waitShare / spareRate,
    within: (ms) => 1 - waitShare * Math.exp(-spareRate * ms),
  };
}

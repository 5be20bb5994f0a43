// What is simulated: people, calls and times. Numbers only.

export type Scenario = {
  readonly agents: number;
  readonly calls: number;
  /** Handling work that arrives, as a share of what all agents can do: 1 is all of their time. */
  readonly occupancy: number;
  /** From answer to the end of wrap-up, exponential. */
  readonly meanHandlingMs: number;
  /** Share of the time between calls that agents spend writing replies, 0 up to less than 1. */
  readonly writingShare: number;
  readonly meanWritingMs: number;
  /** Whether those who write are spared; without, a call rings into the reply. */
  readonly shield: boolean;
  /** After so long a call may interrupt a reply; null: never. */
  readonly interruptAfterMs: number | null;
  /** Agents are shared out among so many queues; a call overflows to the next queue. */
  readonly queues: number;
  readonly overflowAfterMs: number;
  /** Share of customers with priority. */
  readonly priorityShare: number;
  /** Mean time after which a caller gives up, exponential; null: never. */
  readonly meanPatienceMs: number | null;
  readonly serviceLevelMs: number;
  readonly seed: number;
};

export const DEFAULT_SCENARIO: Scenario = {
  agents: 100,
  calls: 100_000,
  occupancy: 0.85,
  meanHandlingMs: 240_000,
  writingShare: 0,
  meanWritingMs: 120_000,
  shield: true,
  interruptAfterMs: null,
  queues: 1,
  overflowAfterMs: 60_000,
  priorityShare: 0,
  meanPatienceMs: null,
  serviceLevelMs: 20_000,
  seed: 1,
};

export function arrivalsPerMs({ agents, occupancy, meanHandlingMs }: Scenario): number {
  return (agents * occupancy) / meanHandlingMs;
}

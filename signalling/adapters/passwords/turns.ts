// Who is next when work takes long: networks take turns, and only so much may wait. Knows nothing of the work.

export type Turns = {
  /** Does `work` when its turn comes; what is `preferred` before all that is not. Null: too much waits, and nothing was done. */
  take<T>(lane: string, isPreferred: boolean, work: () => Promise<T>): Promise<T | null>;
};

type Waiting = { readonly begin: () => Promise<void>; readonly refuse: () => void };
/** The first is served next, and goes to the end. */
type Lanes = Map<string, Waiting[]>;

/**
 * One piece of work at a time. Lanes take turns, so that whoever sends a lot waits behind themselves. When more than
 * `maxWaiting` wait, the longest lane loses what came last: a preferred one only when nothing else waits.
 */
export function createTurns(maxWaiting: number): Turns {
  const preferred: Lanes = new Map();
  const others: Lanes = new Map();
  let count = 0;
  let isBusy = false;

  function next(): void {
    if (isBusy) return;
    const turn = shiftFrom(preferred) ?? shiftFrom(others);
    if (turn === null) return;
    count -= 1;
    isBusy = true;
    void turn.begin().finally(() => {
      isBusy = false;
      next();
    });
  }

  return {
    take<T>(lane: string, isPreferred: boolean, work: () => Promise<T>) {
      const lanes = isPreferred ? preferred : others;
      return new Promise<T | null>((resolve, reject) => {
        const begin = (): Promise<void> => work().then(resolve, reject);
        lanes.set(lane, [...(lanes.get(lane) ?? []), { begin, refuse: () => resolve(null) }]);
        count += 1;
        next();
        if (count <= maxWaiting) return;
        count -= 1;
        popLongest(others.size > 0 ? others : preferred, lane)?.refuse();
      });
    },
  };
}

function shiftFrom(lanes: Lanes): Waiting | null {
  const [first] = lanes;
  if (first === undefined) return null;
  const [lane, waiting] = first;
  lanes.delete(lane);
  const turn = waiting.shift();
  if (waiting.length > 0) lanes.set(lane, waiting);
  return turn ?? null;
}

/** Among equals the newcomer's, or else that whose turn comes last. */
function popLongest(lanes: Lanes, newcomers: string): Waiting | undefined {
  let [longest, length] = [newcomers, lanes.get(newcomers)?.length ?? 0];
  for (const [lane, waiting] of [...lanes].reverse()) {
    if (waiting.length > length) [longest, length] = [lane, waiting.length];
  }
  const waiting = lanes.get(longest) ?? [];
  const loser = waiting.pop();
  if (waiting.length === 0) lanes.delete(longest);
  return loser;
}

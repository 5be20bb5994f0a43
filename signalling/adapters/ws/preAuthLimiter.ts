// Bounds the connections that have not shown who they are. A newcomer always gets in: the connection that waited longest goes.

export type PreAuthLimiter<C> = {
  /** Admits a newcomer and returns who must leave for it, if anybody. */
  enter(network: string, newcomer: C): C | null;
  /** Once is enough; more is no harm. */
  leave(network: string, connection: C): void;
};

/**
 * Bounds those who wait, in all and per network. Whoever means it goes on at once (says hello, signs in, takes a call up
 * again), so the one who has waited longest is the one to lose: many who do nothing cannot keep others out.
 */
export function createPreAuthLimiter<C>(maxInAll: number, maxPerNetwork: number): PreAuthLimiter<C> {
  /** In the order they came. */
  const waiting = new Map<string, Set<C>>();
  let count = 0;

  function leave(network: string, connection: C): void {
    const group = waiting.get(network);
    if (group?.delete(connection) !== true) return;
    count -= 1;
    if (group.size === 0) waiting.delete(network);
  }

  function longestIn(network: string): C | null {
    const [first] = waiting.get(network) ?? [];
    if (first === undefined) return null;
    leave(network, first);
    return first;
  }

  /** The network with most who wait pays for what all of them cost. */
  function fullest(): string {
    let found = '';
    let size = 0;
    for (const [network, group] of waiting) if (group.size > size) [found, size] = [network, group.size];
    return found;
  }

  return {
    enter(network, newcomer) {
      const isNetworkFull = (waiting.get(network)?.size ?? 0) >= maxPerNetwork;
      const loser = isNetworkFull ? longestIn(network) : count >= maxInAll ? longestIn(fullest()) : null;
      waiting.set(network, (waiting.get(network) ?? new Set<C>()).add(newcomer));
      count += 1;
      return loser;
    },
    leave,
  };
}

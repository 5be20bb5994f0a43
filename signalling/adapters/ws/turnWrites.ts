// What is written to a connection within one turn of the event loop leaves together: most of what passing on costs is the system's own
// write, and under load a connection is given a reply and a notice in the same turn. Knows streams only.
import type { Duplex } from 'node:stream';

export type TurnWrites = {
  /** From now on until the turn ends, or `release`. */
  hold(stream: Duplex): void;
  release(stream: Duplex): void;
};

export function createTurnWrites(): TurnWrites {
  const held = new Set<Duplex>();
  const releaseAll = (): void => {
    const all = [...held];
    held.clear();
    for (const stream of all) stream.uncork();
  };
  return {
    hold(stream) {
      if (held.has(stream)) return;
      if (held.size === 0) setImmediate(releaseAll);
      held.add(stream);
      stream.cork();
    },
    release(stream) {
      if (held.delete(stream)) stream.uncork();
    },
  };
}

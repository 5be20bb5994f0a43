// Which links have been used, in a map.
/* eslint-disable @typescript-eslint/require-await -- the port is async */
import type { LinkStore } from '../../service/ports/links.ts';

export function memoryLinks(): LinkStore {
  const used = new Map<string, number>();
  return {
    async useLink(idHash, goodUntilMs, nowMs) {
      for (const [id, untilMs] of used) if (untilMs <= nowMs) used.delete(id);
      if (used.has(idHash)) return false;
      used.set(idHash, goodUntilMs);
      return true;
    },
    async giveLinkBack(idHash) {
      used.delete(idHash);
    },
  };
}

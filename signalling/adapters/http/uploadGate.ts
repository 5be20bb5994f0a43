// How many uploads one agent may have under way: each is held in memory until it is whole. Knows no requests.
import type { AgentId } from '../../protocol/index.ts';

const MOST_AT_ONCE = 2;

export type UploadGate = {
  /** The way out again, or null when there are too many. */
  enter(agentId: AgentId): (() => void) | null;
};

export function createUploadGate(): UploadGate {
  const underWay = new Map<AgentId, number>();
  return {
    enter(agentId) {
      const present = underWay.get(agentId) ?? 0;
      if (present >= MOST_AT_ONCE) return null;
      underWay.set(agentId, present + 1);
      return () => {
        const left = (underWay.get(agentId) ?? 1) - 1;
        if (left === 0) underWay.delete(agentId);
        else underWay.set(agentId, left);
      };
    },
  };
}

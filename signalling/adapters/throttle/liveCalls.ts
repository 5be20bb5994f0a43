// How many calls of each network go on at once. After a restart those that go on are not known any more.
import type { CallId } from '../../protocol/index.ts';

export type LiveCalls = {
  /** False: the network has as many as it may. */
  begin(network: string, callId: CallId): boolean;
  end(callId: CallId): void;
};

export function createLiveCalls(maxPerNetwork: number): LiveCalls {
  const networks = new Map<CallId, string>();
  const counts = new Map<string, number>();
  return {
    begin(network, callId) {
      const count = counts.get(network) ?? 0;
      if (count >= maxPerNetwork) return false;
      networks.set(callId, network);
      counts.set(network, count + 1);
      return true;
    },
    end(callId) {
      const network = networks.get(callId);
      if (network === undefined) return;
      networks.delete(callId);
      const left = (counts.get(network) ?? 1) - 1;
      if (left === 0) counts.delete(network);
      else counts.set(network, left);
    },
  };
}

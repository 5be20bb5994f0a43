// How many calls of each network go on at once. After a restart those that go on are not known any more.
import type { CallId } from '../../protocol/index.ts';

export type LiveCalls = {
  /** False: the network has as many as it may. */
  begin(network: string, callId: CallId, most: number): boolean;
  end(callId: CallId): void;
  isFull(network: string, most: number): boolean;
};

export function createLiveCalls(): LiveCalls {
  const networks = new Map<CallId, string>();
  const counts = new Map<string, number>();
  const countOf = (network: string): number => counts.get(network) ?? 0;
  const isFull = (network: string, most: number): boolean => countOf(network) >= most;
  return {
    begin(network, callId, most) {
      if (isFull(network, most)) return false;
      networks.set(callId, network);
      counts.set(network, countOf(network) + 1);
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
    isFull,
  };
}

// A little work asked of a customer's page before a call, while too many call. Contracts only.
import type { DoneWork, QueueId } from '../../protocol/index.ts';

export type WorkFor = { readonly address: string; readonly queueId: QueueId; readonly nowMs: number };

export type CallWork = {
  /** Bound to this server, the moment, the caller's network and the queue. Keeps nothing. */
  challenge(bits: number, about: WorkFor): string;
  /** True once a challenge, in time, and only where the work was done. MUST cost a handful of hashes, whatever comes. */
  accept(done: DoneWork, about: WorkFor): boolean;
};

// All calls, by the request that began them, and how many have arrived. Never changes: a change gives a new one, in O(log n). Pure.
import type { CallId } from '../../protocol/index.ts';
import type { Call } from '../call/call.ts';
import { OrderedTree } from '../collections/orderedTree.ts';

type Begun = { readonly requestHash: string; readonly arrival: number; readonly callId: CallId | null };

function compareBegun(a: Begun, b: Begun): number {
  return a.requestHash < b.requestHash ? -1 : a.requestHash > b.requestHash ? 1 : a.arrival - b.arrival;
}

export class CallIndex {
  readonly #begun: OrderedTree<Begun>;
  /** The highest number in the order of arrival that was ever given to a call of this index. */
  readonly lastArrival: number;

  private constructor(begun: OrderedTree<Begun>, lastArrival: number) {
    this.#begun = begun;
    this.lastArrival = lastArrival;
  }

  static of(calls: Iterable<Call>): CallIndex {
    let index = new CallIndex(OrderedTree.empty(compareBegun), 0);
    for (const call of calls) index = index.with(call);
    return index;
  }

  with({ context: { facts } }: Call): CallIndex {
    return new CallIndex(this.#begun.with(facts), Math.max(this.lastArrival, facts.arrival));
  }

  without({ context: { facts } }: Call): CallIndex {
    return new CallIndex(this.#begun.without(facts), this.lastArrival);
  }

  /** The calls that such a request began, in order of arrival: a request that can be guessed may have begun several. */
  *begunBy(requestHash: string): Generator<CallId> {
    for (const begun of this.#begun.inOrder({ requestHash, arrival: 0, callId: null })) {
      if (begun.requestHash !== requestHash) return;
      if (begun.callId !== null) yield begun.callId;
    }
  }
}

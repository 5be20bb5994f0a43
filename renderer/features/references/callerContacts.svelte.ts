// What was called about lately under the reference of a call. Asked once a call; an older server knows none.
import { SvelteMap } from 'svelte/reactivity';
import type { CallerContacts as Contacts, CallId } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';

/** What one request may ask about. */
const MOST_AT_ONCE = 20;

export class CallerContacts {
  readonly #client: Pick<SignallingClient, 'request'>;
  readonly #known = new SvelteMap<CallId, Contacts>();
  /** Nothing of a page hangs on it. */
  #asked: readonly CallId[] = [];
  #next: CallId[] = [];

  constructor(client: Pick<SignallingClient, 'request'>) {
    this.#client = client;
  }

  /** Undefined where there are none, or it is not known yet. Calls that are shown together are asked about together. */
  of(callId: CallId): Contacts | undefined {
    if (!this.#asked.includes(callId)) {
      this.#asked = [...this.#asked, callId];
      this.#next.push(callId);
      if (this.#next.length === 1) queueMicrotask(() => void this.#ask());
    }
    return this.#known.get(callId);
  }

  async #ask(): Promise<void> {
    const asking = this.#next;
    this.#next = [];
    for (let from = 0; from < asking.length; from += MOST_AT_ONCE) {
      const callIds = asking.slice(from, from + MOST_AT_ONCE);
      const answer = await this.#client.request('history.contacts', { callIds });
      if (answer.ok) for (const caller of answer.value.callers) this.#known.set(caller.callId, caller);
      else if (answer.problem.code === 'unreachable')
        this.#asked = this.#asked.filter((callId) => !callIds.includes(callId));
    }
  }
}

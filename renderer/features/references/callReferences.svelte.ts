// By what the organisation knows the matter of a call, where the customer's link said so. Asked once a call; an older server knows none.
import { SvelteMap } from 'svelte/reactivity';
import type { CallId } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { CallerContacts } from './callerContacts.svelte.ts';

/** What one request may ask about. */
const MOST_AT_ONCE = 100;

export class CallReferences {
  readonly contacts: CallerContacts;
  readonly #client: Pick<SignallingClient, 'request'>;
  readonly #known = new SvelteMap<CallId, string>();
  /** Nothing of a page hangs on it. */
  readonly #asked = new Set<CallId>();
  #next: CallId[] = [];

  constructor(client: Pick<SignallingClient, 'request'>) {
    this.#client = client;
    this.contacts = new CallerContacts(client);
  }

  /** Undefined where there is none, or it is not known yet. Calls that are shown together are asked about together. */
  of(callId: CallId): string | undefined {
    if (!this.#asked.has(callId)) {
      this.#asked.add(callId);
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
      const answer = await this.#client.request('call.references', { callIds });
      if (answer.ok) for (const { callId, reference } of answer.value.references) this.#known.set(callId, reference);
      else if (answer.problem.code === 'unreachable') for (const callId of callIds) this.#asked.delete(callId);
    }
  }
}
